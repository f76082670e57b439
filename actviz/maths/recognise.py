"""Which entry of the catalogue a function equals, found by numbers: f and f′ on a grid."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from actviz.maths.activation import Activation
from actviz.maths.catalogue import CATALOGUE

# No kink of an entry lies on a point, where f′ is a convention; the far ones tell a clip at 20 from
# none.
_NEAR = np.linspace(-7.317, 8.173, 64)
_FAR = np.geomspace(11.3, 1.1e4, 12)
_POINTS = np.concatenate([-_FAR[::-1], _NEAR, _FAR])
_IS_NEAR = np.abs(_POINTS) < 9
_SAME = 1e-9  # relative to the larger of 1 and the value


def equal_entry(activation: Activation, **parameters: float) -> Activation | None:
    """The entry that is this function at these parameters, the entry's own at their defaults.

    Of several the one with the fewest parameters, so SiLU rather than Swish at β = 1. Where the
    formula as it is written overflows far out, the points near 0 decide.
    """
    found = _curves(activation, parameters)
    known, entries = _catalogue()
    with np.errstate(invalid="ignore"):
        close = np.abs(found - known) <= _SAME * np.maximum(1.0, np.abs(known))
    # Where neither has a value nobody asks for a slope.
    undefined = (np.isnan(found[0]) & np.isnan(known[:, 0]))[:, None]
    overflows = ~_IS_NEAR & ~np.isfinite(found)
    equal = np.flatnonzero((close | undefined | overflows).all(axis=(1, 2)))
    # What has no value anywhere near 0 equals nothing.
    return entries[int(equal[0])] if len(equal) and np.isfinite(found[0, _IS_NEAR]).any() else None


@cache
def _catalogue() -> tuple[NDArray[np.float64], tuple[Activation, ...]]:
    """f and f′ of every entry (entries, 2, points), those with few parameters first."""
    entries = tuple(sorted(CATALOGUE.values(), key=lambda entry: len(entry.parameters)))
    return np.stack([_curves(entry, {}) for entry in entries]), entries


def _curves(activation: Activation, parameters: dict[str, float]) -> NDArray[np.float64]:
    """f and f′ on the grid, (2, points)."""
    with np.errstate(all="ignore"):
        value = activation.value(_POINTS, **parameters)
        return np.stack([value, activation.derivative(_POINTS, **parameters)])
