"""The way to a choice: every end is whole, shows itself somewhere, and its code runs."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import torch
from torch import nn

from actviz.views.choose.decisions import Path, at, leaves
from actviz.views.choose.question import Leaf
from actviz.views.choose.state import ChooseState
from tests.ui.test_old_links import PAGE_STATES

LEAVES = list(leaves())
each_leaf = pytest.mark.parametrize(("path", "leaf"), LEAVES, ids=[".".join(p) for p, _ in LEAVES])


@each_leaf
def test_leaf_is_whole(path: Path, leaf: Leaf) -> None:
    assert at(path) is leaf
    assert leaf.why.endswith(".")
    assert "\n" not in leaf.why
    assert re.search(r"\b(19|20)\d\d, \w|library", leaf.source)


@each_leaf
def test_link_opens_without_a_message(path: Path, leaf: Leaf) -> None:
    address = urlsplit(leaf.link)
    query = parse_qs(address.query, strict_parsing=True)
    state, messages = PAGE_STATES[address.path.removeprefix("/")].read(query)
    assert messages == []
    assert set(state.to_query()) == set(query)


@each_leaf
def test_path_stands_in_the_link(path: Path, leaf: Leaf) -> None:
    state = ChooseState(path=path)
    assert state.to_query() == {"path": ".".join(path)}
    assert ChooseState.read(state.to_query()) == (state, [])


@each_leaf
def test_code_runs(path: Path, leaf: Leaf) -> None:
    width, classes = 6, 3
    torch.manual_seed(0)
    known = {
        "torch": torch,
        "nn": nn,
        "width": width,
        "classes": classes,
        "config": {"hidden_act": "gelu"},
        "linear": nn.Linear(width, width),
        "gate": nn.Linear(width, 16),
        "up": nn.Linear(width, 16),
        "down": nn.Linear(16, width),
        "x": torch.randn(8, width),
        "h": torch.randn(8, width),
        "sequence": torch.randn(5, 8, width),
        "number": torch.randn(8, 1),
        "yes": torch.ones(8, 1),
        "label": torch.zeros(8, dtype=torch.long),
        "labels": torch.ones(8, classes),
    }
    before = set(known)
    exec(leaf.code, known)
    made = [known[name] for name in set(known) - before - {"__builtins__"}]
    assert made
    assert all(torch.isfinite(each).all() for each in made if isinstance(each, torch.Tensor))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hidden.plain.x", "'x' is no answer here: choose one of first, dying"),
        ("outputs", "'outputs' is no answer here: choose one of output, hidden"),
        ("output.number.again", "'again' is no answer here: the path ends before it"),
        ("output..number", "'' is no answer here"),
        (".".join(["hidden"] * 5000), "'hidden' is no answer here"),
    ],
)
def test_a_bad_path_is_said(text: str, message: str) -> None:
    state, messages = ChooseState.read({"path": text})
    assert state == ChooseState()
    assert len(messages) == 1
    assert message in messages[0]
    assert len(messages[0]) < 250
