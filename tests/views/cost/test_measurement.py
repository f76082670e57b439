"""Measuring on the server: one at a time over all visitors, each with numbers of their own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from actviz.training.cost import WIDTHS, stored
from actviz.views.cost import line, measurement
from actviz.views.cost.line import Line
from actviz.views.cost.measurement import Measurement
from actviz.views.cost.state import ELEMENTS
from tests.ui.browser_model import Browser

ROW = {"activation": "relu", "elements": "64", "pass": "forward"}
NUMBERS = {"seconds": "1e-9", "ratio_to_relu": "1.25", "spread": "0.5"}


class Pretended:
    """A process that tells what the test gives it."""

    begun: list[Pretended]

    def __init__(self, arguments: Sequence[str]) -> None:
        self.arguments, self.lines = list(arguments), list[dict[str, str]]()
        self.running, self.failed, self.ended, self.pulses = True, False, False, 0
        self.begun.append(self)

    def pulse(self) -> None:
        self.pulses += 1

    def found(self) -> list[dict[str, str]]:
        lines, self.lines = self.lines, []
        return lines

    def complaint(self) -> str:
        return "no memory"

    def end(self) -> None:
        self.running, self.ended = False, True


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Pretended]:
    """The processes that were begun."""
    Pretended.begun = []
    monkeypatch.setattr(measurement, "Child", Pretended)
    monkeypatch.setattr(measurement, "LINE", Line())
    return Pretended.begun


def told(browser: Browser) -> str:
    """What the page says of the measurement."""
    return browser.app.caption[0].value if browser.app.caption else ""


def test_first_come_first_served(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(line.time, "monotonic", lambda: now)
    queue = Line()
    assert [queue.place(who) for who in "abcab"] == [0, 1, 2, 0, 1]
    queue.leave("a")
    queue.leave("a")
    assert [queue.place(who) for who in "bca"] == [0, 1, 2]
    now = 11.0
    queue.place("c")
    now = 13.0
    assert queue.place("a") == 1  # b and a's own first place are forgotten, c is not


def test_numbers_come_as_they_are_measured_and_stay(begun: list[Pretended]) -> None:
    run = Measurement(["relu"], [64, 256], "forward", {})
    assert not begun
    run.slice(0.0)
    (child,) = begun
    assert child.arguments[-3:] == ["--elements", "64", "256"]
    child.lines = [ROW | NUMBERS]
    run.slice(0.0)
    assert (run.done, run.total, child.pulses) == (1, 2, 1)
    assert not run.over()
    child.lines = [ROW | NUMBERS | {"elements": "256"}]
    child.running = False
    run.slice(0.0)
    assert run.over()
    assert child.ended
    assert run.found == {
        ("relu", size, "forward"): {"seconds": 1e-9, "ratio_to_relu": 1.25, "spread": 0.5}
        for size in (64, 256)
    }
    again = Measurement(["mish"], [64], "forward", run.found)
    again.end()
    assert len(again.found) == 2


@pytest.mark.parametrize(
    ("most", "said"), [(120.0, "broke off: no memory"), (-1.0, "Stopped after -1 s")]
)
def test_what_was_measured_before_a_failure_stays(
    most: float, said: str, begun: list[Pretended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measurement, "MOST_SECONDS", most)
    run = Measurement(["relu"], [64], "forward", {})
    run.slice(0.0)
    (child,) = begun
    child.lines = [ROW | NUMBERS]
    child.failed = most > 0
    child.running = not child.failed
    run.slice(0.0)
    assert said in run.problem
    assert run.over()
    assert child.ended
    assert len(run.found) == 1


def test_a_process_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_arguments: Sequence[str]) -> None:
        raise OSError("no process left")

    monkeypatch.setattr(measurement, "Child", refused)
    run = Measurement(["relu"], [64], "forward", {})
    run.slice(0.0)
    assert run.over()
    assert "could not start a measurement: no process left" in run.problem


def test_two_visitors_take_turns_and_do_not_see_each_other(begun: list[Pretended]) -> None:
    first, second = (Browser("cost", device="server", f="relu,mish") for _ in range(2))
    assert "Nothing is measured yet" in told(first)
    first.press("Measure")
    first.tick()
    second.press("Measure")
    second.tick()
    assert len(begun) == 1
    assert begun[0].arguments[:3] == ["--activation", "relu", "mish"]
    # What the slider shows is measured first.
    assert begun[0].arguments[-len(ELEMENTS)] == str(2**18)
    run = second.player("cost").run
    assert (run.waits, run.place) == (True, 1)
    begun[0].lines = [ROW | NUMBERS]
    first.tick()
    assert first.player("cost").run.found
    assert not run.found
    first.press("Stop")
    assert begun[0].ended
    assert not first.player("cost").playing
    assert told(first) == "Stopped: 1 of 16 measured."
    second.tick()
    assert len(begun) == 2
    second.open("explore")
    assert begun[1].ended
    second.open("cost", device="server")
    assert second.player("cost").run is run
    first.press("Measure")
    first.tick()
    assert len(begun) == 3
    # Another choice of where ends it too; layers are measured by their widths.
    first.open("cost", device="stored")
    assert begun[2].ended
    first.open("cost", device="server", part="layer", width="64")
    first.press("Measure")
    first.tick()
    assert begun[3].arguments[-len(WIDTHS) - 2 :][:3] == ["--layers", "--widths", "64"]
    assert begun[3].arguments[1 : 1 + len(stored().layers)] == list(stored().layers)
    begun[3].failed, begun[3].running = True, False
    first.tick()
    assert not first.player("cost").playing
    first.open("cost", device="server")
    assert "broke off" in first.app.error[0].value
