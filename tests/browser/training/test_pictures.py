"""Pictures and numbers are what Python's lab computes, whatever trains: one path makes them."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from actviz.training import Lab, LabConfig
from actviz.training.lab.inspection import (
    boundary,
    learned_parameters,
    plane,
    pre_activations,
    unit_responses,
    weights,
)
from actviz.views.training.device import MEASURED, output_range
from actviz.views.training.run import Run
from actviz.views.training.state import TrainingState
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import figure, query
from tests.browser.training.lab import button, open_lab, stands, wait_for_step
from tests.browser.training.test_engines import assets_of, exact, frame_of

Array = NDArray[np.float64]


@pytest.mark.parametrize(
    ("config", "look"),
    [
        (
            LabConfig(dataset="circles", activations=("relu", "prelu:alpha~0.25", "rrelu")),
            {"racer": 1, "layer": 0},
        ),
        (
            LabConfig(dataset="curve", activations=("tanh", "maxout:k=2")),
            {"racer": 0, "layer": 1},
        ),
        (
            LabConfig(dataset="digits", activations=("maxout:k=2", "elu"), initial_scale=4.0),
            {"racer": 0, "layer": 1, "axes": "principal"},
        ),
    ],
    ids=["circles", "curve", "digits"],
)
@pytest.mark.parametrize("engine", ["browser", "torch"])
def test_pictures_are_those_of_the_lab(
    open_page: OpenPage, config: LabConfig, look: dict[str, Any], engine: str
) -> None:
    config = replace(config, samples=64, hidden=(4, 4))
    link = urlencode(TrainingState(config=config, engine=engine, **look).to_query(), doseq=True)
    page = open_lab(open_page, f"/training?{link}")
    button(page, "Epoch").click()
    lab = Lab(config, dtype=torch.float64)
    lab.advance(lab.steps_per_epoch)
    wait_for_step(page, lab.step)
    units = page.get_by_role("slider", name="Unit that is looked at")
    units.focus()
    page.keyboard.press("End")
    expect(units).to_have_attribute("aria-valuetext", re.compile("layer 2, unit 4, fires on"))
    probe, racer = lab.probe(), look["racer"]
    assert exact(page, "loss") == pytest.approx(probe["loss"][racer], rel=1e-9)
    assert exact(page, "dead") == pytest.approx(probe["dead"][racer].mean(), abs=1e-9)
    frame = frame_of(page)
    assert frame["engine"] == engine
    assert_measured(frame, lab, racer)
    assert_pictures(frame, lab, TrainingState(config=config, **look))


def numbers(values: list[float | None]) -> Array:
    return np.array(values, dtype=np.float64)


def assert_measured(frame: dict[str, Any], lab: Lab, racer: int) -> None:
    """The table, the charts and the map of units say what the lab's probe does."""
    probe, history = lab.probe(), lab.history
    for name, layered in MEASURED.items():
        # Both layers have as many units.
        theirs = probe[name].mean(axis=1) if layered else probe[name]
        np.testing.assert_allclose(numbers(frame[name]), theirs, rtol=1e-8, err_msg=name)
    for name in ("firing", "dead_units"):
        wanted = np.concatenate([layer[racer] for layer in probe.units(name)])
        ours = frame["firing"] if name == "firing" else [at is not None for at in frame["died"]]
        np.testing.assert_allclose(ours, wanted, rtol=1e-6, err_msg=name)
    np.testing.assert_allclose(frame["gradient"], probe["gradient_norm"].ravel(), rtol=1e-6)
    assert frame["history"]["steps"] == [*(row.step for row in history.rows), lab.step]
    for name, shown in (("loss", "loss"), ("test_loss", "test"), ("dead", "dead")):
        rows = np.concatenate([history.series(name)[1], probe[name][None]])
        rows = rows.mean(axis=2) if name == "dead" else rows
        np.testing.assert_allclose(frame["history"][shown], rows.ravel(), rtol=1e-6, err_msg=name)
    learned = {(racer, name): layers for racer, each in enumerate(learned_parameters(lab))
               for name, layers in each.items()}  # fmt: skip
    assert [each["racer"] for each in frame["learned"]] == [racer for racer, _ in learned]
    for each, layers in zip(frame["learned"], learned.values(), strict=True):
        wanted = [(layer.mean(), layer.std(), layer.size) for layer in layers]
        np.testing.assert_allclose(each["layers"], wanted, rtol=1e-9, atol=1e-12)


def assert_pictures(frame: dict[str, Any], lab: Lab, state: TrainingState) -> None:
    """Boundaries, histogram, curves and the unit that is looked at are what the lab computes."""
    racers, (racer, layer) = len(lab.racers), (state.racer, state.layer)
    on = plane(lab, frame["side"], state.plane_axes)
    outputs = boundary(lab, on)
    if lab.config.regression:
        (low, high), targets = output_range(Run(lab.config)), lab.split.train_targets
        assert (low < targets.min(), high > targets.max()) == (True, True)
        np.testing.assert_allclose(
            frame["plane"], (outputs.ravel() - low) / (high - low), rtol=1e-5, atol=1e-6
        )
    elif lab.head.outputs == 1:
        np.testing.assert_allclose(frame["plane"], 255 * outputs.ravel(), atol=0.51)
    else:
        shares = outputs.reshape(racers, -1, lab.head.outputs)
        chosen = np.array(frame["plane"]).reshape(racers, -1, 1)
        best = shares.max(axis=2)
        # Where two classes are alike to single precision either may be shown.
        np.testing.assert_allclose(np.take_along_axis(shares, chosen, 2)[..., 0], best, atol=1e-6)
        sure = 255 * (best - 1 / lab.head.outputs) / (1 - 1 / lab.head.outputs)
        np.testing.assert_allclose(frame["sure"], sure.ravel(), atol=0.51)
    z, shown = pre_activations(lab, layer, 200)[racer], frame["z"]
    # Five in a hundred may lie beyond the axis, and are counted at its ends.
    assert np.quantile(np.abs(z), 0.95) <= shown["high"] == -shown["low"]
    clipped = np.clip(z.astype(np.float32), shown["low"], shown["high"])
    counts, _ = np.histogram(clipped, len(shown["counts"]), (shown["low"], shown["high"]))
    np.testing.assert_allclose(shown["counts"], counts / z.size, atol=1e-6)
    assert ("f" in shown) == lab.racers[racer].elementwise
    if "f" in shown:
        x = np.linspace(shown["low"], shown["high"], len(shown["f"]))
        learned = {n: layers[layer][0] for n, layers in learned_parameters(lab)[racer].items()}
        given = lab.racers[racer].parameters | learned
        function = lab.racers[racer].activation
        np.testing.assert_allclose(shown["f"], function.value(x, **given), atol=1e-9)
        np.testing.assert_allclose(shown["df"], function.derivative(x, **given), atol=1e-9)
    response = unit_responses(lab, on, racer, 1)[3].ravel()
    span = np.ptp(response) or 1.0
    shares = 255 * (response - response.min()) / span
    np.testing.assert_allclose(frame["unit"]["response"], shares, atol=0.52)
    matrix = weights(lab, racer)[1][0]
    pieces = lab.racers[racer].pieces
    own = matrix[:, 3 * pieces : 4 * pieces]
    largest = own[np.arange(4), np.abs(own).argmax(axis=1)]
    np.testing.assert_allclose(frame["unit"]["incoming"], largest, rtol=1e-9)


def assert_at_the_lab(page: Page, lab: Lab, racer: int) -> None:
    """The page stands where the lab does, to the last digits."""
    wait_for_step(page, lab.step)
    wait_until_finished(page)
    probe, widths = lab.probe(), np.array(lab.config.hidden)
    assert exact(page, "loss") == pytest.approx(probe["loss"][racer], rel=1e-9)
    dead = probe["dead"][racer] @ widths / widths.sum()
    assert exact(page, "dead") == pytest.approx(dead, abs=1e-9)


def test_sixteen_racers_on_the_server_are_shown_from_small_messages(
    open_page: OpenPage, page: Page
) -> None:
    received: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))),
    )
    state = replace(TrainingState.of_preset("race-16"), engine="torch", stop=130, racer=2)
    open_lab(open_page, f"/training?{urlencode(state.to_query(), doseq=True)}")
    wait_until_finished(page)
    opened = len(received)
    button(page, "Start").click()
    wait_for_step(page, lambda at: at > 0)
    stands(page)
    lab = Lab(state.config, dtype=torch.float64)
    lab.advance(130)
    assert_at_the_lab(page, lab, 2)
    # The whole page comes in messages of which none is larger than a step of the run.
    steps = [size for size in received[opened:] if size > 20_000]
    assert max(steps) < 45_000
    first = frame_of(page)
    assert first["history"]["steps"] == [*(row.step for row in lab.history.rows), 130]
    assert first["learned"][0]["racer"] == 2
    rate = page.get_by_role("slider", name="Learning rate")
    rate.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"learning_rate=0\.2"))
    wait_until_finished(page)
    button(page, "Step").click()
    lab.set_learning_rate(0.2)
    lab.advance(1)
    assert_at_the_lab(page, lab, 2)
    assert frame_of(page)["rates"] == [[130, 0.2]]
    # Another racer is shown without asking, and the link says so.
    page.evaluate("() => document.activeElement.blur()")
    press_racer(page, 0)
    page.wait_for_function("() => !location.search.includes('racer=')")
    expect(page.locator(".training-dead dt")).to_have_text("Dead units, ReLU")
    assert_at_the_lab(page, lab, 0)
    assert query(page)["engine"] == ["torch"]
    assert figure(page).get_attribute("data-engine") == "torch"


def press_racer(page: Page, racer: int) -> None:
    """Press on a racer's picture."""
    place = """async ([assets, racer]) => {
        const { boxes, cells } = await import(assets + "/views/training/layout.js");
        const stage = document.querySelector(".live-figure-stage").getBoundingClientRect();
        const margin = { l: 6, r: 8, t: 8, b: 2 };
        const { boundary } = boxes({ width: stage.width - margin.l - margin.r,
          height: stage.height - margin.t - margin.b });
        const { x, y, side } = cells(boundary, 16, 22)[racer];
        return [x + margin.l + side / 2, y + margin.t + side / 2];
    }"""
    x, y = page.evaluate(place, [assets_of(page), racer])
    page.locator(".live-figure-stage").click(position={"x": x, "y": y})
