"""What trains: this device, which leaves the server alone, or PyTorch; and that they agree."""

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


def frame_of(page: Page) -> dict[str, Any]:
    """The numbers behind the present picture."""
    # The page's own modules: another address would be another module, without a feed.
    address = page.evaluate(
        """() => performance.getEntriesByType("resource").map(({ name }) => name)
            .find((name) => name.endsWith("/live_figure/feed.js"))"""
    )
    return dict(page.evaluate(FRAME, address.removesuffix("/live_figure/feed.js")))


def assert_alike(ours: list[float | None], theirs: list[float | None], name: str) -> None:
    """The same but for single precision and rounding; no number where the other has none."""
    for one, other in zip(ours, theirs, strict=True):
        assert (one is None) == (other is None), name
        assert one is None or one == pytest.approx(other, rel=2e-3, abs=1e-3), name


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


@pytest.mark.parametrize(
    "data",
    [
        "dataset=circles&activations=relu%3Bprelu%3Aalpha~0.25%3Brrelu&racer=1",
        "dataset=curve&activations=tanh%3Bmaxout%3Ak%3D2&layer=1",
        "dataset=digits&activations=elu&axes=principal",
    ],
)
def test_both_engines_show_the_same_numbers(open_page: OpenPage, data: str) -> None:
    frames = []
    for engine in ("browser", "torch"):
        page = open_lab(open_page, f"/training?{SMALL}&{data}&stop=0&engine={engine}")
        button(page, "Epoch").click()
        wait_for_step(page, lambda at: at > 0)
        units = page.get_by_role("slider", name="Unit that is looked at")
        units.focus()
        page.keyboard.press("End")
        expect(units).to_have_attribute("aria-valuetext", re.compile("layer 2, unit 4, fires on"))
        frames.append(frame_of(page))
    ours, theirs = frames
    assert (ours["engine"], theirs["engine"]) == ("browser", "torch")
    for name in ("step", "racer", "layer", "kind", "side", "outputs", "reached", "rates", "died"):
        assert ours[name] == theirs[name], name
    # PyTorch trains in single precision and sends few digits.
    for name in ("loss", "test_loss", "accuracy", "test_accuracy", "dead", "silent", "saturated"):
        assert_alike(ours[name], theirs[name], name)
    for name in ("firing", "gradient"):
        assert_alike(ours[name], theirs[name], name)
    assert ours["history"]["steps"] == theirs["history"]["steps"]
    for name in ("loss", "test", "dead"):
        assert_alike(ours["history"][name], theirs["history"][name], name)
    most = 0.02 if ours["kind"] == "curve" else 3
    assert ours["plane"] == pytest.approx(theirs["plane"], abs=most)
    assert ours["unit"]["response"] == pytest.approx(theirs["unit"]["response"], abs=3)
    assert (ours["unit"]["layer"], ours["unit"]["unit"]) == (1, 3)
    assert [ours["z"]["low"], ours["z"]["high"]] == [theirs["z"]["low"], theirs["z"]["high"]]
    assert ours["z"]["counts"] == pytest.approx(theirs["z"]["counts"], abs=0.01)
    assert ("f" in ours["z"]) == bool(theirs["z"].get("f"))
    for name in ("f", "df") if "f" in ours["z"] else ():
        assert ours["z"][name] == pytest.approx(theirs["z"][name], rel=1e-3, abs=1e-3)
    for mine, other in zip(ours["learned"], theirs["learned"], strict=True):
        assert (mine["racer"], mine["symbol"]) == (other["racer"], other["symbol"])
        for one, two in zip(mine["layers"], other["layers"], strict=True):
            assert one == pytest.approx(two, rel=1e-2, abs=1e-3)


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
        assert_alike_in(kept[part], expected[part], 1e-9 if engine == "browser" else 1e-4)
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
