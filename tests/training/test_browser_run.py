"""The browser's engine has whatever Python's registries name."""

import re
from collections.abc import Collection

import pytest

from actviz.figures.browser_files import FOLDER
from actviz.training.lab.measures import MEASURES
from actviz.training.network.heads import LOSSES
from actviz.training.network.optimisers import OPTIMISERS


def in_javascript(name: str) -> str:
    """A measure's name there: test_loss is testLoss."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def source(module: str) -> str:
    return (FOLDER / "engine" / module).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("module", "table", "names"),
    [("optimisers.js", "OPTIMISERS", OPTIMISERS), ("heads.js", "LOSSES", LOSSES)],
)
def test_the_engine_has_every_entry(module: str, table: str, names: Collection[str]) -> None:
    text = source(module)
    (entries,) = re.findall(rf"(?s)^export const {table} = \{{(.*?)\}};", text, re.M)
    there = re.findall(r"(\w+): ", entries) + re.findall(rf"(?m)^{table}\.(\w+) = ", text)
    missing = set(names) - set(there)
    assert not missing, f"{table} of assets/engine/{module} has no {', '.join(sorted(missing))}"


def test_the_engine_measures_everything() -> None:
    there = re.findall(r"(?m)^ +(\w+)[:,]", source("probe.js"))
    missing = {in_javascript(name) for name in MEASURES} - set(there)
    assert not missing, f"no probe of assets/engine/probe.js has {', '.join(sorted(missing))}"
