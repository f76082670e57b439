"""A map of the visitor's own: what the browser is sent, and what a page does not compute."""

import json

import pytest

from actviz.training import LabConfig
from actviz.training.browser_run import browser_run
from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.browser import browser_sweep
from actviz.views.dead_units.state import MOST_NETWORKS, DeadUnitsState
from tests.pages import open_link


def test_browser_is_sent_the_labs_own_runs_what_is_equal_once() -> None:
    config = SweepConfig(
        LabConfig(activations=("relu", "maxout:k=2"), hidden=(8,), seed=3, samples=64),
        Axis.parse("learning_rate=0.1:10:4"),
        Axis.parse("depth=1:2:2"),
        seeds=2,
    )
    line, _, block = browser_sweep(config).partition(b"\n")
    sent = json.loads(line)
    assert len(sent["networks"]) == config.networks
    for number, differing in enumerate(sent["networks"]):
        header = sent["common"] | differing
        run = browser_run(config.network(number))

        def numbers(where: list[int], whole: bytes) -> bytes:
            return whole[8 * where[0] : 8 * (where[0] + where[1])]

        expected = json.loads(json.dumps(run.header))
        for name in ("features", "targets"):
            mine, theirs = header["train"][name], expected["train"][name]
            assert numbers(mine, block) == numbers(theirs, run.block)
        for pieces, where in expected["start"].items():
            assert numbers(header["start"][pieces], block) == numbers(where, run.block)
        rest = {"train", "test", "start"}
        assert {n: header[n] for n in expected if n not in rest} == {
            n: each for n, each in expected.items() if n not in rest
        }
    # Of the rates nothing but the rate itself.
    assert len(block) < 3 * config.seeds * len(browser_run(config.network(0)).block)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"x": "learning_rate=0.1:10:64", "y": "width=1:64:20:linear"}, "has 2,560 networks"),
        ({"steps": "5000", "hidden": "128-128-128", "seeds": "5"}, "times what a page may"),
    ],
)
def test_what_is_too_much_is_left_to_the_command(query: dict[str, str], said: str) -> None:
    app = open_link("dead-units", part="own", **query)
    assert not app.exception
    assert said in app.error[0].value
    assert "the command below" in app.error[0].value
    command = app.code[0].value
    assert all(text in command for text in query.values())


@pytest.mark.parametrize(
    ("box", "text", "reason"),
    [
        ("x", "learning_rate=0.01:10:1000000", "want 2 to 64"),
        ("x", "learning_rate=10:0.01:8", "want the lower end first"),
        ("y", "learning_rate=0.1:10:8", "Both axes are learning"),
        ("y", "colour=0.1:10:8", "cannot be swept"),
        ("y", "width=1:999:8", "want a whole number from 1 to 128"),
        ("hidden", "32-a", "Want a whole number"),
    ],
)
def test_what_is_refused_stays_in_its_box_with_the_reason(box: str, text: str, reason: str) -> None:
    app = open_link("dead-units", part="own")
    app.text_input(key=f"dead_units_{box}").set_value(text).run()
    assert not app.exception
    assert app.text_input(key=f"dead_units_{box}").value == text
    assert reason in app.error[0].value.replace("\\", "").replace("\u2060", "")
    app.text_input(key=f"dead_units_{box}").set_value("").run()
    assert not app.error


def test_momentum_is_swept_with_the_optimiser_that_has_it() -> None:
    state = DeadUnitsState(part="own", x=Axis.parse("momentum=0.1:0.9:3"))
    assert state.sweep.base.optimiser == "momentum"
    assert state.too_much == ""
    assert DeadUnitsState().sweep.networks <= MOST_NETWORKS
