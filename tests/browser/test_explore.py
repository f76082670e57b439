"""The Explore page driven as a visitor would: drag, keys, boxes, links."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import downloads, drag, figure, number, query, slider, trace


def test_dragging_redraws_and_tells_the_server_once(open_page: OpenPage, page: Page) -> None:
    frames: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    open_page("/explore?activation=elu")
    frames.clear()
    before = number(page, "data-redraws")
    drag(page, slider(page, "α"), 0.8)
    assert number(page, "data-redraws") >= before + 10
    assert frames == []
    assert number(page, "data-commits") == 0
    page.mouse.up()
    page.wait_for_url(re.compile("alpha="))
    wait_until_finished(page)
    assert number(page, "data-commits") == 1
    chosen = float(query(page)["alpha"][0])
    assert chosen > 1
    # Formula and numbers follow the release.
    expect(page.locator(".katex-display annotation").nth(2)).to_contain_text(f"{chosen:.5g}")


def test_commit_brings_little_and_only_what_changed(open_page: OpenPage, page: Page) -> None:
    received: list[bytes | str] = []
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda each: received.append(each))
    )
    open_page("/explore?activation=elu")
    first = sum(map(len, received))
    for share in (0.8, 0.6, 0.9):
        received.clear()
        drag(page, slider(page, "α"), share)
        page.mouse.up()
        page.wait_for_function(
            "commits => document.querySelector('.live-figure').liveFigure.data.heard === commits",
            arg=number(page, "data-commits"),
        )
        wait_until_finished(page)
        assert sum(map(len, received)) <= 12 * 1024 < first
    expect(figure(page).locator(".live-figure-chart")).to_be_visible()


def test_release_runs_the_part_that_it_changes(open_page: OpenPage, page: Page) -> None:
    kinds: list[str] = []

    def note(frame: str | bytes) -> None:
        message = ForwardMsg()
        message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
        kinds.append(str(message.WhichOneof("type")))

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    open_page("/explore?activation=elu")
    kinds.clear()
    slider(page, "α").press("ArrowRight")
    expect(page).to_have_url(re.compile("alpha=1.05"))
    expect(page.locator(".katex-display").nth(2)).to_contain_text("1.05")
    assert "navigation" not in kinds

    # What the rest of the page shows too is right there.
    page.get_by_label("Your own f(x)").fill("x*tanh(x)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(["Your function"])
    assert "navigation" in kinds


def test_ten_thousand_releases_at_once_end_at_the_last(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=elu")
    figure(page).evaluate(
        """(root) => {
          for (let n = 1; n <= 10000; n += 1) {
            root.liveFigure.input("alpha", (4 * n) / 10000);
            root.liveFigure.commit();
          }
        }"""
    )
    page.wait_for_url(re.compile("alpha=4(&|$)"))
    wait_until_finished(page)
    assert number(page, "data-commits") == 2, "the first at once, the last after its answer"
    assert slider(page, "α").input_value() == "4"


def test_ghost_of_the_defaults_appears_during_the_first_drag(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=elu")
    legend = figure(page).locator(".legendtext")
    expect(legend.filter(has_text="defaults")).to_have_count(0)
    drag(page, slider(page, "α"), 0.9)
    expect(legend.filter(has_text="defaults")).to_have_count(1)
    assert min(trace(page, "ghost")["y"]) == pytest.approx(-1, abs=0.01)
    page.mouse.up()
    page.wait_for_url(re.compile("alpha="))
    wait_until_finished(page)
    expect(legend.filter(has_text="defaults")).to_have_count(1)


def test_keyboard_moves_a_slider(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=elu")
    slider(page, "α").focus()
    presses = [("ArrowRight", "1.05"), ("PageUp", "1.55"), ("End", "4"), ("Home", "0")]
    for key, expected in presses:
        page.keyboard.press(key)
        page.wait_for_url(re.compile(f"alpha={re.escape(expected)}(&|$)"))
        assert slider(page, "α").get_attribute("aria-valuetext") == f"α = {expected}", key


def test_reset_cleans_the_link(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=elu&alpha=2&probe=-2&from=-3&to=3")
    assert slider(page, "α").input_value() == "2"
    figure(page).get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_url(re.compile(r"/explore\?activation=elu$"))
    assert slider(page, "α").input_value() == "1"


def test_link_restores_the_state(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=logistic&L=2&k=-1.5&x0=0.7&probe=-2&derivative=0&from=-4")
    assert [slider(page, label).input_value() for label in ("L", "k", "x₀")] == ["2", "-1.5", "0.7"]
    expect(figure(page)).to_contain_text("−2")
    expect(page.get_by_role("checkbox", name="Derivative")).not_to_be_checked()
    expect(figure(page).locator(".legendtext").filter(has_text="f′(x)")).to_have_count(0)


def test_back_button_returns_to_the_state_before(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=elu&alpha=2")
    page.goto(page.url.replace("alpha=2", "alpha=3"))
    wait_until_finished(page)
    page.go_back()
    wait_until_finished(page)
    expect(slider(page, "α")).to_have_value("2")


def test_choosing_another_function_keeps_the_chart(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=elu")
    figure(page).evaluate("(root) => { root.mark = true; }")
    box = page.get_by_role("combobox", name="Activation")
    box.click()
    box.fill("mish")
    page.get_by_role("option", name=re.compile("· Mish$")).click()
    page.wait_for_url(re.compile("activation=mish"))
    wait_until_finished(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(["Mish"])
    assert figure(page).evaluate("(root) => root.mark") is True


def test_probe_follows_the_pointer_on_the_chart(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=relu")
    plot = figure(page).locator(".live-figure-surface").first
    box = plot.bounding_box()
    assert box is not None
    height = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.5, height)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, height, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("probe="))
    probe = float(query(page)["probe"][0])
    assert probe == pytest.approx(3, abs=0.1)
    expect(figure(page)).to_contain_text(re.compile(r"f′\(x\) =\s*1\.000"))


def test_wrong_number_is_refused_at_its_box(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=elu&alpha=2")
    box = figure(page).get_by_role("textbox", name="α", exact=False)
    refusal = figure(page).get_by_text("a number from 0 to 4")
    for text in ("steep", "9", "", "1e999"):
        box.fill(text)
        box.press("Enter")
        expect(box).to_have_attribute("aria-invalid", "true")
        expect(refusal).to_be_visible()
        assert slider(page, "α").input_value() == "2", text
        assert query(page)["alpha"] == ["2"], text
        # Escape takes the refusal away, so that the next is the next text's.
        box.press("Escape")
        expect(refusal).to_have_count(0)
        expect(box).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/explore?activation=swich", ["did you mean 'swish'"]),
        (
            "/explore?k=nan&from=9&to=1&zzz=<img src=x onerror=alert(1)>",
            ["nan", "less than", "ignored"],
        ),
        ("/explore?" + "&".join(f"z{n}" for n in range(3000)), ["3,000 names"]),
        ("/explore?activation=![a](http://example.org/x.png)", ["unknown activation"]),
    ],
)
def test_wrong_link_is_answered_in_words(open_page: OpenPage, path: str, words: list[str]) -> None:
    page = open_page(path)
    alert = page.get_by_test_id("stAlert")
    for each in words:
        expect(alert).to_contain_text(each)
    expect(alert.locator("img, a")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(["Logistic"])


@pytest.mark.parametrize(
    ("activation", "last", "height"), [("srelu", "aᵣ", 800), ("logistic", "x₀", 720)]
)
def test_first_screen_holds_chart_sliders_and_formula(
    open_page: OpenPage, activation: str, last: str, height: int
) -> None:
    page = open_page(f"/explore?activation={activation}", width=1280, height=height)
    boxes = [
        figure(page).locator(".plot-container").first.bounding_box(),
        slider(page, last).bounding_box(),
        figure(page).locator(".live-figure-fields input").last.bounding_box(),
        page.locator(".katex-display").nth(1).bounding_box(),
    ]
    assert all(box is not None and box["y"] + box["height"] <= height for box in boxes)


def test_on_a_phone_the_chart_stands_above_its_sliders_and_the_formula(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=elu", width=390, height=844)
    tops = [
        box["y"]
        for box in (
            figure(page).locator(".plot-container").first.bounding_box(),
            slider(page, "α").bounding_box(),
            page.locator(".katex-display").first.bounding_box(),
        )
        if box
    ]
    assert len(tops) == 3
    assert tops == sorted(tops)


def test_downloads(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=elu")
    rows = downloads(page, "elu")["CSV"].decode("utf-8-sig").splitlines()
    assert rows[0].startswith("x,")
    assert len(rows) > 600


@pytest.mark.allow_problems(
    "plotly-cartesian.min.js", "ERR_FAILED", "could not", "Failed to load", "load"
)
def test_without_plotly_the_page_says_so(open_page: OpenPage, page: Page) -> None:
    page.route("**/plotly-cartesian.min.js", lambda route: route.abort())
    open_page("/explore?activation=elu", drawn=False)
    expect(figure(page).get_by_role("alert")).to_contain_text("could not be drawn")


def test_nothing_is_fetched_from_elsewhere(open_page: OpenPage, page: Page, server: str) -> None:
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    open_page("/explore?activation=elu")
    outside = [a for a in addresses if not a.startswith((server, "data:", "blob:"))]
    assert outside == []


def test_picture_says_what_it_shows(open_page: OpenPage) -> None:
    page = open_page("/explore?L=2&k=-3")
    with page.expect_download() as waiting:
        figure(page).get_by_role("button", name="SVG").click()
    assert waiting.value.suggested_filename == "logistic_L=2_k=-3.svg"
    picture = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "Logistic: L = 2, k = −3, x" in picture
