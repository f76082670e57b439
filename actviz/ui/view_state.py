"""What the links of Explore and Compare share: the part of the x axis, the probe, parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from actviz.link import LinkReader, Number, PageState, Texts, number_field, number_text
from actviz.maths import Activation

LIMIT = 1e4  # the farthest x a view may reach
_NARROWEST = 1e-6
_LOW, _HIGH, _PROBE = -6.0, 6.0, 1.0


@dataclass(frozen=True, kw_only=True)
class ViewState(PageState):
    """A page with an x axis from `low` to `high` and a probe on it."""

    low: float = number_field(_LOW, -LIMIT, LIMIT, "from")
    high: float = number_field(_HIGH, -LIMIT, LIMIT, "to")
    probe: float = number_field(_PROBE, -LIMIT, LIMIT)

    @classmethod
    def from_link(cls, link: LinkReader, usual: Any = None, **known: Any) -> Any:
        """The probe lies in the view: where the link has none and 1 is outside, in the middle."""
        low, high = (
            link.take(name, default, Number(-LIMIT, LIMIT))
            for name, default in (("from", _LOW), ("to", _HIGH))
        )
        if high - low < _NARROWEST:
            link.reject("from", number_text(low), f"it must be less than 'to' ({high:g})")
            low, high = _LOW, _HIGH
        middle = _PROBE if low <= _PROBE <= high else 0.5 * (low + high)
        view = {"low": low, "high": high, "probe": link.take("probe", middle, Number(low, high))}
        return super().from_link(link, usual, **view, **known)


def read_parameters(
    link: LinkReader, activation: Activation, spelling: Callable[[str], str]
) -> dict[str, float]:
    """An activation's parameters in a link, each under the `spelling` of its name."""
    return {
        p.name: link.take(spelling(p.name), p.default, Number(p.low, p.high))
        for p in activation.parameters
    }


def written_parameters(
    parameters: Mapping[str, float], activation: Activation, spelling: Callable[[str], str]
) -> dict[str, Texts]:
    """The link's parameters for those that are not at their defaults."""
    defaults = activation.defaults
    return {
        spelling(name): number_text(value)
        for name, value in parameters.items()
        if value != defaults[name]
    }
