"""Links made by earlier versions: they open the states that they opened when they were made.

`old_links.txt` holds them, a link and below it the state as JSON: for a page's bare address every
field, `config.seed` being the field `seed` of the field `config`, for each other link the fields
that differ from that, and how many messages it gets. It was read off the pages at the time. Lines
may be added to it, never changed: the links stand in lessons and letters that nobody can mend.
A field that comes later joins its page's first line with the value that it means for older links.
"""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from actviz.link import PageState
from actviz.maths import Activation
from actviz.ui.pages import PAGES
from actviz.views.choose.state import ChooseState
from actviz.views.compare.state import CompareState
from actviz.views.cost.state import CostState
from actviz.views.dead_units.state import DeadUnitsState
from actviz.views.explore.state import ExploreState
from actviz.views.gallery.state import GalleryState
from actviz.views.gated.state import GatedState
from actviz.views.lesson.state import LessonState
from actviz.views.maxout.state import MaxoutState
from actviz.views.relu_family.state import ReluFamilyState
from actviz.views.saturation.state import SaturationState
from actviz.views.softmax.state import SoftmaxState
from actviz.views.space_folding.state import SpaceFoldingState
from actviz.views.training.state import TrainingState
from actviz.views.zero_centred.state import ZeroCentredState

_LINES = Path(__file__).with_name("old_links.txt").read_text(encoding="utf-8").splitlines()
STATES: dict[str, dict[str, Any]] = dict(
    zip(_LINES[::2], map(json.loads, _LINES[1::2]), strict=True)
)


PAGE_STATES: dict[str, type[PageState]] = {
    "": GalleryState,
    "explore": ExploreState,
    "compare": CompareState,
    "relu-family": ReluFamilyState,
    "maxout": MaxoutState,
    "gated": GatedState,
    "softmax": SoftmaxState,
    "training": TrainingState,
    "dead-units": DeadUnitsState,
    "saturation": SaturationState,
    "space-folding": SpaceFoldingState,
    "zero-centred": ZeroCentredState,
    "cost": CostState,
    "choose": ChooseState,
    "lesson": LessonState,
}


def as_json(value: Any) -> Any:
    """A part of a state as JSON holds it; an activation is its id."""
    if isinstance(value, Activation):
        return value.id
    if dataclasses.is_dataclass(value):
        return fields_of(value)
    if isinstance(value, tuple):
        return list(map(as_json, value))
    return dict(value) if isinstance(value, Mapping) else value


def fields_of(state: Any) -> dict[str, Any]:
    """A state by field, the fields of a part of it behind the part's name and a dot."""
    found: dict[str, Any] = {}
    for each in dataclasses.fields(state):
        value = as_json(getattr(state, each.name))
        if isinstance(value, dict) and dataclasses.is_dataclass(getattr(state, each.name)):
            found |= {f"{each.name}.{name}": part for name, part in value.items()}
        else:
            found[each.name] = value
    return found


@pytest.mark.parametrize("link", STATES)
def test_old_link_opens_its_state(link: str) -> None:
    address = urlsplit(link)
    query = parse_qs(address.query, keep_blank_values=True)
    expected = {"messages": 0} | STATES[address.path] | STATES[link]
    state, messages = PAGE_STATES[address.path[1:]].read(query)
    found = {"messages": len(messages)} | fields_of(state)
    # A page may have gained fields since: they are not what the link is about.
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("page", PAGE_STATES)
def test_every_field_stands_in_a_link(page: str) -> None:
    links = [differs for link, differs in STATES.items() if link.startswith(f"/{page}?")]
    assert len(links) >= 10
    assert set(STATES[f"/{page}"]) == {name for each in links for name in each} - {"messages"}


def test_every_page_is_here() -> None:
    assert {spec.url_path for spec in PAGES} == set(PAGE_STATES)
