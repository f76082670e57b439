"""The check against PyTorch: what the browser trained, and how far the server's run is from it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.training.lab import SMALL, button, open_lab, stands, step, wait_for_step


def differences(page: Page) -> list[list[str]]:
    """The rows of the check's table: racer, weights, loss, dead fraction."""
    rows = page.locator(".training-device .live-figure-sheet tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def check_against_pytorch(page: Page, step: int) -> None:
    button(page, "Check against PyTorch").click()
    said = f"Largest differences from PyTorch at step {step}, in double precision:"
    expect(page.get_by_text(said)).to_be_visible(timeout=60_000)


def test_check_against_pytorch(open_page: OpenPage) -> None:
    racers = "activations=relu%3Bprelu%3Aalpha~0.25%3Brrelu%3Bmaxout%3Ak%3D2"
    page = open_lab(open_page, f"/training?{SMALL}&{racers}&stop=30&start=1")
    wait_for_step(page, 30)
    page.get_by_role("slider", name="Learning rate").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("learning_rate="))
    button(page, "Step").click()
    wait_for_step(page, 31)
    button(page, "Export").click()
    check_against_pytorch(page, 31)
    found = differences(page)
    assert [row[0].split(" ")[0] for row in found] == ["ReLU", "Parametric", "Randomized", "Maxout"]
    for _, weights, loss, dead in found:
        assert 0 <= float(weights.replace("−", "-")) < 1e-9
        assert 0 <= float(loss.replace("−", "-")) < 1e-9
        assert dead == "0"
    # The run has gone on, and what was checked is of the step before.
    button(page, "Step").evaluate("button => button.click()")
    wait_for_step(page, 32)
    page.keyboard.press("Escape")
    expect(button(page, "Check against PyTorch")).to_have_count(0)
    button(page, "Export").click()
    expect(page.get_by_text("Largest differences from PyTorch at step 31")).to_be_visible()
    assert differences(page) == found
    # It has gone back, even to before its learning rate changed, and is still the same.
    for place in (31, 30, 29):
        button(page, "Step back").evaluate("button => button.click()")
        wait_for_step(page, place)
    page.keyboard.press("Escape")
    expect(button(page, "Check against PyTorch")).to_have_count(0)
    button(page, "Export").click()
    expect(page.get_by_text("Largest differences from PyTorch at step 31")).to_be_visible()
    assert differences(page) == found
    button(page, "Reset").evaluate("button => button.click()")
    wait_for_step(page, 0)
    page.keyboard.press("Escape")
    expect(button(page, "Check against PyTorch")).to_have_count(0)
    button(page, "Export").click()
    expect(page.get_by_text("The run has changed since: check again.")).to_be_visible()


def test_check_says_who_diverged_and_sees_another_run(open_page: OpenPage) -> None:
    wild = "activations=relu%3Bidentity&learning_rate=1000&loss=squared_error&stop=40"
    page = open_lab(open_page, f"/training?{SMALL}&{wild}&start=1")
    wait_for_step(page, lambda at: at > 0)
    stands(page)
    button(page, "Export").click()
    check_against_pytorch(page, step(page))
    assert "diverged here and in PyTorch" in [row[1] for row in differences(page)]


def test_check_can_be_cancelled(open_page: OpenPage) -> None:
    page = open_lab(open_page, "/training?preset=race-16&stop=3000&start=1")
    wait_for_step(page, 3000)
    stands(page)
    button(page, "Export").click()
    button(page, "Check against PyTorch").click()
    expect(page.get_by_text(re.compile(r"PyTorch: step [1-9][\d,]* of 3,000"))).to_be_visible()
    button(page, "Cancel").click()
    expect(button(page, "Check against PyTorch")).to_be_enabled()
    expect(page.get_by_text(re.compile("PyTorch: step"))).to_have_count(0)
    assert differences(page) == []
