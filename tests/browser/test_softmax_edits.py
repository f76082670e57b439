"""What a visitor types and pastes on the Softmax page."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import query
from tests.browser.test_softmax import box, count, figure, query_of, shares, slider


def test_pasted_vector_and_more_and_fewer_classes(open_page: OpenPage) -> None:
    page = open_page("softmax")
    field = page.get_by_label("All logits")
    field.fill("1, 2, 3, 4")
    field.press("Enter")
    page.wait_for_url(lambda url: "z=4" in url)
    expect(figure(page).locator("tbody tr")).to_have_count(4)
    page.get_by_role("button", name="Add class").click()
    expect(figure(page).locator("tbody tr")).to_have_count(5)
    page.get_by_role("button", name="Remove class").click()
    expect(figure(page).locator("tbody tr")).to_have_count(4)
    page.wait_for_url(lambda url: query_of(url)["z"] == ["1", "2", "3", "4"])


def test_bad_vector_is_answered_at_the_field(open_page: OpenPage) -> None:
    page = open_page("softmax?z=3&z=1&z=-1&T=2")
    before = shares(figure(page)), query(page)
    field = page.get_by_label("All logits")
    message = page.get_by_test_id("stAlert")
    for text in ("letters", "1e999, 2", "1 2 3 4 5 6 7 8 9 10 11", "<i>2</i>"):
        field.fill(text)
        field.press("Enter")
        expect(message).to_contain_text("number")
        field_box, message_box = field.bounding_box(), message.bounding_box()
        assert field_box is not None
        assert message_box is not None
        assert 0 < message_box["y"] - field_box["y"] < 100
        wait_until_finished(page)
        assert (shares(figure(page)), query(page)) == before, text
        assert field.input_value() == text
        # A good vector takes the message away, so that the next is the next text's.
        field.fill("3, 1, -1")
        field.press("Enter")
        expect(message).to_have_count(0)
        wait_until_finished(page)


def test_bad_number_is_answered_in_its_row(open_page: OpenPage) -> None:
    page = open_page("softmax?z=3&z=1&z=-1&T=2")
    bars = figure(page)
    before = shares(bars)
    row = bars.locator('[data-control="z1"] [role="alert"]')
    for text in ("letters", "", "1e999", "20000"):
        box(bars, "z1").fill(text)
        box(bars, "z1").press("Enter")
        expect(row).to_contain_text("a number from −10000 to 10000")
        assert shares(bars) == before, text
        assert [box(bars, f"z{i}").input_value() for i in (0, 2)] == ["3", "−1"]
        # Escape takes the message away, so that the next is the next text's.
        box(bars, "z1").press("Escape")
        expect(row).to_have_count(0)
        expect(box(bars, "z1")).to_have_value("1")
    assert count(bars, "commits") == 0


def test_number_beyond_the_slider_is_taken_exactly(open_page: OpenPage) -> None:
    page = open_page("softmax")
    box(figure(page), "z0").fill("812.5")
    box(figure(page), "z0").press("Enter")
    page.wait_for_url(lambda url: "z=812.5" in url)
    wait_until_finished(page)
    assert box(figure(page), "z0").input_value() == "812.5"
    # The sliders reach as far as the largest logit asks for.
    expect(slider(figure(page), "z1")).to_have_attribute("max", "1000")


def test_table_answers_a_bad_cell_and_takes_a_good_one(open_page: OpenPage) -> None:
    page = open_page("softmax?show=table")
    grid = page.get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    grid.scroll_into_view_if_needed()
    canvas = grid.locator("canvas").first

    def type_into_first_logit(text: str) -> None:
        area = canvas.bounding_box()
        assert area is not None
        # The first row lies under a header of its own height.
        page.mouse.dblclick(area["x"] + 0.75 * area["width"], area["y"] + 60)
        cell = page.locator("#portal textarea, #portal input")
        cell.fill(text)
        cell.press("Enter")

    type_into_first_logit("much")
    expect(page.get_by_test_id("stAlert")).to_contain_text("want a number from −10000 to 10000")
    assert "z" not in query(page)
    type_into_first_logit("5")
    page.wait_for_url(lambda url: query_of(url).get("z") == ["5", "1", "0.1"])
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
