"""The exported script, run by itself, ends where the lab ended."""

import ast
import builtins
import contextlib
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from actviz.training import Lab, LabConfig, Racer
from actviz.training.data.csv_table import read_table
from actviz.training.data.input_features import FEATURES
from actviz.training.data.own_data import dataset_from_table
from actviz.training.data.own_points import START
from actviz.training.data.registry import DATASETS
from actviz.training.lab.export import to_script
from actviz.training.network.heads import LOSSES
from actviz.training.network.initialisation import INITIALISATIONS
from actviz.training.network.optimisers import OPTIMISERS

LINE = re.compile(r"(.+): loss (\S+), accuracy (\S+), dead \[(.*)\]")
ROWS = "".join(f"{i % 7},{i * i % 11},{'yes' if i % 7 > 3 else 'no'}\n" for i in range(60))

SMALL = LabConfig(samples=120, hidden=(8, 6), learning_rate=0.1)
CASES = {
    "mixed": replace(
        SMALL,
        activations=("relu", "tanh", "rrelu", "prelu:alpha~0.25", "maxout:k=3", "binary_step"),
    ),
    "classes": replace(
        SMALL,
        dataset="iris",
        optimiser="adam",
        learning_rate=0.01,
        activations=("elu", "isru"),
        l1=0.001,
        l2=0.01,
    ),
    "curve": replace(
        SMALL, dataset="curve", optimiser="momentum", learning_rate=0.01, bias_start=0.1
    ),
    "own": replace(
        SMALL,
        dataset="own",
        loss="squared_error",
        learned_per="unit",
        activations=("swish:beta~1.0", "leaky_relu:alpha=0.1"),
    ),
    "features": replace(
        SMALL,
        dataset="formula_side",
        formula="max(x, -x) - sigmoid(x)*softplus(x)",
        features=("x1", "x1_squared", "x1_x2", "sin_x2"),
        activations=("tanh", "softplus"),
    ),
    "points": replace(
        SMALL, dataset="points", features=("x2_squared",), points=(*START, ("C", -0.9, 0.95))
    ),
    "formula": replace(
        SMALL,
        learned_per="unit",
        activations=("=x*sigmoid(noise*x):noise~1", "=where(x < 0, a*(exp(x) - 1), x):a=0.5"),
    ),
    # Autograd alone would take NaN from the branches that are left out.
    "branches": replace(
        SMALL,
        samples=128,
        learning_rate=0.01,
        activations=(
            "colu",
            "soft_exponential:alpha~0.25",
            "=where(x > 0, sqrt(x), 0)",
            "=where(x > 0, exp(-1/x), 0)",
            "=max(0, x)^a:a~1.5",
        ),
    ),
    # At this rate one rounding error would decide which units die.
    "dying": LabConfig(hidden=(32, 32), learning_rate=3.0),
}


# All scripts in one interpreter, each as if it were alone: importing PyTorch is most of their time.
RUN_ALL = """
import runpy, sys
for name in sys.argv[1:]:
    print("#", name)
    runpy.run_path(name, run_name="__main__")
"""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Lab, list[str]]]:
    """Each case's lab, and the lines that its script prints."""
    folder = tmp_path_factory.mktemp("scripts")
    # A file may be called anything; its name stands in the script's first text.
    table = read_table(f"a,b,answer\n{ROWS}".encode())
    own = dataset_from_table(table, name='a"""; no = 1 \\N{.csv')
    labs = {}
    for case, config in CASES.items():
        labs[case] = lab = Lab(config, own if case == "own" else None)
        lab.advance(40)
        lab.set_learning_rate(config.learning_rate / 2)
        lab.advance(60)
        (folder / case).write_text(to_script(lab), encoding="utf-8")
    # In their own folder, where no actviz can be imported.
    answer = subprocess.run(
        [sys.executable, "-W", "error", "-I", "-c", RUN_ALL, *CASES],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    printed = re.findall(r"(?m)^# (\w+)\n((?:[^#].*\n)*)", answer.stdout)
    return {case: (labs[case], lines.splitlines()) for case, lines in printed}


@pytest.mark.parametrize("case", CASES)
def test_script_reproduces_the_run(case: str, runs: dict[str, tuple[Lab, list[str]]]) -> None:
    lab, lines = runs[case]
    assert len(lines) == len(lab.racers)
    for place, (line, racer) in enumerate(zip(lines, lab.racers, strict=True)):
        match = LINE.fullmatch(line)
        assert match is not None, line
        name, loss, accuracy, dead = match.groups()
        assert name == racer.label
        # Single precision, rounded in another order, over a hundred steps.
        assert float(loss) == pytest.approx(lab.loss()[place], rel=1e-4)
        assert float(accuracy) == pytest.approx(lab.accuracy()[place], nan_ok=True)
        assert [float(part) for part in dead.split(",")] == lab.dead_fraction()[place].tolist()


WORDS = [
    *(("dataset", name) for name in DATASETS),
    *(("optimiser", name) for name in OPTIMISERS),
    *(("initialisation", name) for name in INITIALISATIONS),
    *(("loss", name) for name in LOSSES),
    *(("features", (name,)) for name in FEATURES),
]


@pytest.mark.parametrize(("field", "word"), WORDS, ids="".join)
def test_script_knows_every_word_of_a_config(
    field: str, word: str | tuple[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lab = Lab(replace(SMALL, learning_rate=0.01, **{field: word}))  # type: ignore[arg-type]
    lab.advance(5)
    exec(compile(to_script(lab), "script", "exec"), {})
    match = LINE.fullmatch(capsys.readouterr().out.strip())
    assert match is not None
    assert float(match[2]) == pytest.approx(lab.loss()[0], rel=1e-4)


def names_of(script: str) -> set[str]:
    """Every name that a script gives to something."""
    found = set()
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found


def may_be_called(name: str) -> bool:
    """Whether a formula can have a parameter of this name."""
    with contextlib.suppress(ValueError):
        return bool(Racer.parse(f"=x*{name}").parameters)
    return False


def test_no_parameter_stands_for_a_name_of_the_script(capsys: pytest.CaptureFixture[str]) -> None:
    """By each name once fixed and once learned: the script ends where the lab ends."""
    names = set()
    for optimiser in OPTIMISERS:
        config = replace(CASES["branches"], optimiser=optimiser, l1=0.001, l2=0.001)
        names |= names_of(to_script(Lab(config)))
        names |= names_of(to_script(Lab(replace(CASES["mixed"], dataset="iris"))))
    assert {"value_0", "slopes_0", "Exact", "Network", "layer", "draw", "learned"} <= names
    racers = [
        f"=x*{name}:{name}{sign}1.5"
        for name in sorted(names)
        if may_be_called(name)
        for sign in "=~"
    ]
    assert len(racers) > 80
    for first in range(0, len(racers), 8):
        lab = Lab(replace(SMALL, activations=tuple(racers[first : first + 8])))
        lab.advance(3)
        exec(compile(to_script(lab), "script", "exec"), {})
        lines = capsys.readouterr().out.splitlines()
        losses = [float(LINE.fullmatch(line)[2]) for line in lines]  # type: ignore[index]
        assert losses == pytest.approx(lab.loss().tolist(), rel=1e-4)


@pytest.mark.parametrize("name", [*dir(builtins), "x", "torch", "np"])
def test_what_scripts_take_as_given_is_no_parameter(name: str) -> None:
    assert not may_be_called(name)


def test_script_says_who_diverged(capsys: pytest.CaptureFixture[str]) -> None:
    lab = Lab(replace(SMALL, learning_rate=100.0, initial_scale=50.0, loss="squared_error"))
    lab.advance(60)
    assert lab.diverged().all()
    exec(compile(to_script(lab), "script", "exec"), {})
    assert capsys.readouterr().out == "ReLU: diverged\n"


def test_script_of_a_run_before_its_start_trains_to_the_stop() -> None:
    source = to_script(Lab(SMALL), 700)
    assert "\nSTEPS = 700\n" in source
    assert "before the first of 700 steps" in source
    lab = Lab(SMALL)
    lab.advance(3)
    assert "\nSTEPS = 3\n" in to_script(lab, 700)
