"""Timing activations: what is timed, what the file says, what is refused. No time is asserted."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from actviz.maths import CATALOGUE
from actviz.training import cost
from actviz.training.cost import __main__ as command
from actviz.training.cost import timing
from actviz.training.torch_activation import torch_activation
from tests.serving import ROOT


def test_all_functions_of_torch_and_of_the_catalogue_are_there_and_right() -> None:
    x = torch.linspace(0.1, 0.9, 9)
    known = cost.functions()
    assert {name.removesuffix(" (derived)") for name in known} == set(CATALOGUE)
    for entry in CATALOGUE.values():
        assert (entry.id in known) == (entry.torch is not None)
        derived = known[f"{entry.id} (derived)"](x)
        assert torch.equal(derived, torch_activation(entry)(x))
        if entry.torch is not None:
            torch.testing.assert_close(known[entry.id](x), derived, rtol=1e-4, atol=1e-5)


def test_file_has_a_line_for_each_pass_and_size(tmp_path: Path) -> None:
    out = tmp_path / "cost.csv"
    names = ["relu", "mish", "mish (derived)", "signum"]
    assert command.main(
        ["--out", str(out), "--seconds", "1e-5", "--elements", "1", "64", "--activation", *names]
    ) == 0  # fmt: skip
    with out.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == [
        "activation", "elements", "pass", "seconds", "ratio_to_relu", "spread"
    ]  # fmt: skip
    assert [(each["elements"], each["activation"], each["pass"]) for each in lines] == [
        (count, name, kind) for count in ("1", "64") for name in names for kind in cost.PASSES
    ]
    assert all(float(each["seconds"]) > 0 and float(each["ratio_to_relu"]) > 0 for each in lines)
    assert all(float(each["spread"]) >= 0 for each in lines)


def test_what_was_measured_before_a_stop_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    compared = timing.in_turns
    turns = iter(range(3))

    def stopped_at_the_third(*arguments: object) -> object:
        if next(turns) == 2:
            raise KeyboardInterrupt
        return compared(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(timing, "in_turns", stopped_at_the_third)
    out = tmp_path / "cost.csv"
    assert command.main(["--out", str(out), "--seconds", "1e-5", "--elements", "4"]) == 130
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1 + 2
    assert "measured so far" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--activation", "rleu"], "'rleu' to time: did you mean relu"),
        (["--elements", "0"], "0 elements cannot be timed"),
        (["--elements", "99999999"], "take 1 to 4,194,304"),
        (["--seconds", "-1"], "-1 seconds for a round"),
        (["--seconds", "nan"], "nan seconds for a round"),
        (["--threads", "0"], "0 threads"),
        (["--device", "nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    out = tmp_path / "cost.csv"
    out.write_text("older", encoding="utf-8")
    assert command.main(["--out", str(out), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "older"


def test_a_place_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "missing" / "cost.csv"
    assert command.main(["--out", str(out), "--activation", "relu", "--elements", "4"]) == 2
    assert "missing" in capsys.readouterr().err


def test_threads_are_those_that_were_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    timer = timing.Timer

    def noted(*arguments: object, num_threads: int, **named: object) -> object:
        asked.append(num_threads)
        return timer(*arguments, num_threads=num_threads, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(timing, "Timer", noted)
    monkeypatch.setattr(torch, "get_num_threads", lambda: 7)
    timing.in_turns([lambda: None], 1e-5)
    assert asked == [7]  # torch's Timer takes one where nothing is said


def test_layers_have_their_own_file(tmp_path: Path) -> None:
    out = tmp_path / "layers.csv"
    arguments = ["--layers", "--widths", "4", "8", "--pass", "forward", "--seconds", "1e-5"]
    assert command.main(["--out", str(out), *arguments, "--activation", "relu", "mish"]) == 0
    with out.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert tuple(lines[0]) == cost.columns(cost.LayerCost)
    assert [(each["width"], each["activation"]) for each in lines] == [
        (width, name) for width in ("4", "8") for name in ("relu", "mish")
    ]
    assert all(each["pass"] == "forward" and float(each["share"]) < 1 for each in lines)


def test_stored_result_says_how_it_came_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "stored.json"
    arguments = ["--activation", "relu", "mish (derived)", "--elements", "4", "8"]
    arguments += ["--widths", "4", "--seconds", "1e-5", "--out", str(out)]
    assert command.main(arguments) == 0
    stored_result = sys.modules["actviz.training.cost.stored"]
    monkeypatch.setattr(stored_result, "STORED", out)
    found = stored_result.stored.__wrapped__()
    assert (found.elements, found.widths) == ([4, 8], [4])
    assert found.about["command"] == f"python -m actviz.training.cost {' '.join(arguments)}"
    assert {"processor", "cores", "threads", "torch", "python", "date", "took"} <= set(found.about)
    assert list(found.functions) == list(found.layers) == ["relu", "mish (derived)"]
    for kind in cost.PASSES:
        assert found.ratio("mish (derived)", 8, kind) > 0
        assert found.layer("relu", 4, kind, "share") < 1


# Pages that the system gives while a pass over 4 MB is made again and again.
FAULTS = """
import resource
import torch
from actviz.training.cost import timing

torch.set_num_threads(1)
x = torch.randn(2**20)
act = timing.one_pass(timing.PASSES[1], torch.relu, x)
counts = []
for settled in (False, True):
    if settled:
        timing.keep_freed_memory()
    act()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(64):
        act()
    counts.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
print(*counts)
"""


def test_a_pass_asks_the_system_for_no_memory_again() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULTS], capture_output=True, text=True, check=True, cwd=ROOT
    )
    before, after = map(int, done.stdout.split())
    # Pages: four results of 64; without, each pass asks for one at least now and then.
    assert after < 4096, f"{before} before"
