"""A live figure's sliders for fields of a page's state, and what their release does to the link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from actviz.figures.live_figure import Commit, Control
from actviz.link import PageState, Whole
from actviz.ui.page_link import update_link

State = TypeVar("State", bound=PageState)


def control(
    state: PageState,
    name: str,
    label: str,
    meaning: str,
    step: float,
    *,
    logarithmic: bool = False,
    group: str | None = None,
    default: float | None = None,
) -> Control:
    """A live figure's slider for a field of numbers."""
    low, high = state.limits(name)
    return Control(
        id=name,
        label=label,
        meaning=meaning,
        value=state.value_of(name),
        default=state.default(name) if default is None else default,
        low=low,
        high=high,
        step=step,
        logarithmic=logarithmic,
        group=group,
    )


def take_values(page: type[PageState]) -> Callable[[Commit], None]:
    """What a live figure whose controls are fields does with a release."""
    return lambda commit: update_link(page, lambda now: taken(now, commit.values))


def taken(state: State, values: Mapping[str, float]) -> State:
    """The state with a live figure's values, whole numbers where the field has them."""
    return state.changed(
        **{
            name: round(value) if isinstance(state.kind_of(name), Whole) else value
            for name, value in values.items()
        }
    )
