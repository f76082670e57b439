"""What trains: this device, which leaves the server alone, or PyTorch."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import torch
from playwright.sync_api import Page, expect

from actviz.training import Lab, LabConfig
from actviz.training.lab.run_file import run_file
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import figure, query
from tests.browser.training.lab import (
    SMALL,
    button,
    open_lab,
    pause,
    reading,
    stands,
    step,
    wait_for_step,
)

# The frame that the page shows, as plain numbers.
FRAME = """
async (assets) => {
  const { latestFrame } = await import(assets + "/live_figure/feed.js");
  const { frameOf } = await import(assets + "/views/training/snapshot.js");
  const feed = latestFrame("training");
  const frame = frameOf({ feed, inputs: { run: feed.run } });
  const plain = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
  return JSON.parse(JSON.stringify(frame, plain));
}
"""


def assets_of(page: Page) -> str:
    """The address of the page's own modules: another would be another module, without a feed."""
    address = page.evaluate(
        """() => performance.getEntriesByType("resource").map(({ name }) => name)
            .find((name) => name.endsWith("/live_figure/feed.js"))"""
    )
    return str(address).removesuffix("/live_figure/feed.js")


def frame_of(page: Page) -> dict[str, Any]:
    """The numbers behind the present picture."""
    return dict(page.evaluate(FRAME, assets_of(page)))


def exact(page: Page, name: str) -> float:
    return float(figure(page).get_attribute(f"data-{name}") or "nan")


def test_no_message_reaches_the_server_while_it_trains(open_page: OpenPage, page: Page) -> None:
    sent: list[object] = []
    received: list[object] = []
    page.on(
        "websocket",
        lambda socket: (
            socket.on("framesent", lambda frame: sent.append(frame)),
            socket.on("framereceived", lambda frame: received.append(frame)),
        ),
    )
    open_lab(open_page, "/training?preset=race-16&stop=0")
    wait_until_finished(page)
    assert sent, "the page talks by other means"
    before = len(sent), len(received)
    button(page, "Start").click()
    wait_for_step(page, lambda at: at > 0)
    first = step(page)
    wait_for_step(page, lambda at: at > first + 200)
    assert (len(sent), len(received)) == before
    assert figure(page).get_attribute("data-engine") == "browser"
    pause(page)


def test_server_trains_where_the_link_says_so(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=0&engine=torch")
    assert figure(page).get_attribute("data-engine") == "torch"
    button(page, "Start").click()
    wait_for_step(page, lambda at: at > 20)
    pause(page)
    wait_until_finished(page)
    stood = step(page)
    page.keyboard.press("ArrowRight")
    wait_for_step(page, stood + 1)
    page.get_by_role("slider", name="Learning rate").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"learning_rate=0\.2"))
    wait_until_finished(page)
    button(page, "Epoch").click()
    wait_for_step(page, lambda at: at > stood + 1)
    button(page, "Reset").click()
    wait_for_step(page, 0)
    assert query(page)["engine"] == ["torch"]


def test_engine_is_chosen_under_method(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    button(page, "Step").click()
    wait_for_step(page, 1)
    button(page, "Method").click()
    page.get_by_role("combobox", name="Trains on").click()
    page.get_by_role("option", name="PyTorch on the server").click()
    page.wait_for_url(re.compile("engine=torch"))
    expect(figure(page)).to_have_attribute("data-engine", "torch")
    wait_for_step(page, 0)


def test_learning_rate_applies_while_it_is_dragged(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=0")
    button(page, "Step").click()
    wait_for_step(page, 1)
    wait_until_finished(page)
    box = page.get_by_role("slider", name="Learning rate").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2, steps=4)
    # The hand still holds the slider, so a press that leaves it where it is.
    button(page, "Step").evaluate("button => button.click()")
    wait_for_step(page, 2)
    assert frame_of(page)["rates"] == [[1, 0.0001]]
    assert "learning_rate" not in query(page)
    page.mouse.up()
    page.wait_for_url(re.compile("learning_rate=0.0001"))


def test_hidden_page_does_not_train(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=0&start=1")
    wait_for_step(page, lambda at: at > 0)
    hide = """(hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(hide, True)
    stands(page)
    stood = step(page)
    page.evaluate(hide, False)
    wait_for_step(page, lambda at: at > stood)


def test_reset_forgets_and_repeats(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=40&start=1")
    wait_for_step(page, 40)
    stands(page)
    loss, dead = exact(page, "loss"), exact(page, "dead")
    assert 0 < loss < 2
    assert 8 * dead == round(8 * dead)
    button(page, "Reset").click()
    wait_for_step(page, 0)
    button(page, "Start").click()
    wait_for_step(page, 40)
    assert (exact(page, "loss"), exact(page, "dead")) == (loss, dead)


def test_preset_is_answered_at_its_end(open_page: OpenPage) -> None:
    page = open_lab(open_page, "/training?preset=dying-relu&start=1")
    wait_for_step(page, 1500)
    answer = page.locator(".training-asked strong")
    expect(answer).to_contain_text("of 64 units still learn")
    lost = round(64 * exact(page, "dead"))
    expect(answer).to_contain_text(f"After 1,500 steps {64 - lost} of 64 units still learn")
    button(page, "Reset").click()
    expect(answer).to_have_text("")


@pytest.mark.parametrize("engine", ["browser", "torch"])
def test_weights_and_history_as_a_file(open_page: OpenPage, engine: str) -> None:
    racers = "relu%3Bprelu%3Aalpha~0.25%3Bmaxout%3Ak%3D2"
    look = f"activations={racers}&features=x1%2Cx1_x2&learned_per=unit&engine={engine}"
    page = open_lab(open_page, f"/training?{SMALL}&{look}")
    button(page, "Epoch").click()
    wait_for_step(page, 2)
    wait_until_finished(page)
    button(page, "Export").click()
    with page.expect_download() as download:
        button(page, "Weights and history as JSON").click()
    kept = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    # The same file of the same run, written by Python alone.
    lab = Lab(LabConfig(**kept["config"]), dtype=torch.float64)
    lab.advance(2)
    expected = json.loads(run_file(lab))
    assert kept.keys() == expected.keys()
    for name in ("schema", "config", "data", "step", "learning_rates"):
        assert kept[name] == expected[name], name
    for part in ("racers", "history"):
        assert_alike_in(kept[part], expected[part], 1e-9)
    assert reading(page, "step").inner_text() == "2"


def assert_alike_in(ours: object, theirs: object, tolerance: float) -> None:
    """The same structure, with numbers that agree."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        assert ours.keys() == theirs.keys()
        for name, value in theirs.items():
            assert_alike_in(ours[name], value, tolerance)
    elif isinstance(theirs, list) and isinstance(ours, list):
        for one, two in zip(ours, theirs, strict=True):
            assert_alike_in(one, two, tolerance)
    elif isinstance(theirs, float):
        assert ours == pytest.approx(theirs, rel=tolerance, abs=tolerance / 100)
    else:
        assert ours == theirs


def test_file_that_was_asked_for_is_of_the_run_before_a_reset(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    button(page, "Epoch").click()
    wait_for_step(page, 2)
    wait_until_finished(page)
    button(page, "Export").click()
    with page.expect_download() as download:
        # Both in one turn: the worker has not heard of the file when the run begins anew.
        button(page, "Weights and history as JSON").evaluate(
            """(button) => {
              button.click();
              document.querySelector(".st-key-training_reset button").click();
            }"""
        )
    kept = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert kept["step"] == 2
    wait_for_step(page, 0)
