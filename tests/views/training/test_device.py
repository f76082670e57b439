"""What the page and the visitor's own device say to each other."""

import json
import math
from typing import Any

import numpy as np
import pytest

from actviz.training import LabConfig
from actviz.training.browser_run import browser_run
from actviz.training.lab.answers import Outcome, answer_of
from actviz.training.lab.run_file import history_numbers
from actviz.ui.player import Player
from actviz.ui.time_share import TIME_SHARE
from actviz.views.training.device import read_report
from actviz.views.training.run import Run
from tests.views.training.test_page import press, run_of, visit

SMALL = LabConfig(hidden=(4, 6), activations=("relu", "leaky_relu"), samples=64)


def report(**changes: Any) -> dict[str, Any]:
    said = {
        "run": 1,
        "step": 40,
        "finished": False,
        "rates": [[0, 0.1], [20, 0.5]],
        "reached": [20, None],
        "moved": [0.5, 0.25],
        "loss": [0.25, None],
        "accuracy": [0.96, None],
        "dead": [[0.25, 0.5], None],
        "firing": [0.5, None],
    }
    return said | changes


def test_run_travels_as_one_file() -> None:
    head, _, block = Run(SMALL, engine="browser").for_browser.partition(b"\n")
    made = browser_run(SMALL)
    assert json.loads(head) == json.loads(json.dumps(made.header))
    assert block == made.block


def test_report_is_read_and_answers_the_question() -> None:
    run = Run(SMALL, engine="browser")
    run.report = read_report(report(), run)
    assert run.step == 40
    assert run.done == (40, ((0, 0.1), (20, 0.5)))
    outcome = run.report.outcome
    assert outcome.diverged.tolist() == [False, True]
    assert math.isnan(outcome.reached[1])
    # A quarter of 4 units and half of 6.
    assert "ReLU: 4; Leaky ReLU" in answer_of("leaky-rescue", outcome)
    assert answer_of("leaky-rescue", outcome).endswith("diverged.")


@pytest.mark.parametrize(
    "changes",
    [
        {"step": -1},
        {"step": math.inf},
        {"loss": [10**400, 10**400]},
        {"step": "many"},
        {"rates": []},
        {"rates": [[0, math.inf]]},
        {"loss": [0.1]},
        {"dead": [[0.1], [0.2]]},
        {"accuracy": None},
    ],
)
def test_report_that_is_none_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((KeyError, OverflowError, TypeError, ValueError)):
        read_report(report(**changes), Run(SMALL, engine="browser"))


def test_outcome_of_a_lab_is_what_the_lab_measures() -> None:
    run = Run(SMALL)
    assert Outcome.of(run.lab).moved.tolist() == [0, 0]
    run.lab.advance(30)
    outcome = Outcome.of(run.lab)
    assert outcome.step == 30
    assert (outcome.moved > 0).all()
    assert outcome.loss.tolist() == run.lab.loss().tolist()
    units = run.lab.probe().units("firing")
    assert outcome.firing[1] == pytest.approx(np.concatenate([layer[1] for layer in units]).mean())


def test_columns_of_the_history_are_those_of_the_lab() -> None:
    run = Run(SMALL)
    first = run.lab.to_csv().splitlines()[0]
    names = ["step", "racer"]
    for column in history_numbers(len(SMALL.hidden)):
        layers = range(1, column["layers"] + 1)
        names += [f"{column['name']}_layer_{n}" for n in layers] or [column["name"]]
    assert first.split(",") == names


def test_fifth_lab_on_the_server_goes_on_in_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    players = [Player() for _ in range(4)]
    for each in players:
        each.run = Run(SMALL)
    monkeypatch.setattr(TIME_SHARE, "others", lambda _player: players)
    app = visit()
    before = run_of(app)
    press(app, "run")
    assert "engine" not in app.query_params
    run = run_of(app)
    assert run is not before
    assert (run.engine, run.starts) == ("browser", True)
    assert any("goes on in your browser" in toast.value for toast in app.toast)
    players.pop()
    app = visit()
    press(app, "run")
    assert run_of(app).engine == "torch"
