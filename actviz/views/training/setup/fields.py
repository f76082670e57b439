"""Fields of the config in a panel: what cannot be trained is refused there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actviz.ui.widgets import number, select
from actviz.views.training.session import attempting
from actviz.views.training.state import TrainingState


def choice(state: TrainingState, name: str, label: str, options: Mapping[str, str]) -> None:
    """One of the values of a field."""
    select(state, name, label, options, take=attempting(name))


def entered(state: TrainingState, name: str, label: str, **look: Any) -> None:
    """A number."""
    number(state, name, label, take=attempting(name), **look)
