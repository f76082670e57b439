"""Every activation actviz knows, by id. One module per family, one entry per function."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from actviz.maths.activation import Activation
from actviz.maths.catalogue import (
    bumps,
    clipped_sigmoids,
    curved_rectifiers,
    exponential_linear,
    exponentials,
    gated_by_sigmoid,
    identity_and_steps,
    mish_and_kin,
    piecewise_linear,
    polynomials,
    probability_curves,
    rectifiers,
    shrinkage,
    sigmoids,
    smooth_rectifiers,
    v_shaped,
    waves,
)


class Catalogue(Mapping[str, Activation]):
    """Activations by id, in the order of their families; an unknown id names its near matches."""

    def __init__(self, entries: Iterable[Activation]) -> None:
        self._entries: dict[str, Activation] = {}
        for entry in entries:
            if entry.id in self._entries:
                raise ValueError(f"two activations have the id {entry.id!r}")
            self._entries[entry.id] = entry

    def __getitem__(self, identifier: str) -> Activation:
        try:
            return self._entries[identifier]
        except KeyError:
            near = difflib.get_close_matches(str(identifier)[:100], self._entries, n=3, cutoff=0.5)
            hint = f": did you mean {' or '.join(map(repr, near))}?" if near else ""
            raise KeyError(f"unknown activation {str(identifier)[:100]!r}{hint}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


# In the order of the Gallery: first what a class knows.
FAMILIES = (
    sigmoids,
    clipped_sigmoids,
    rectifiers,
    piecewise_linear,
    exponential_linear,
    smooth_rectifiers,
    gated_by_sigmoid,
    mish_and_kin,
    curved_rectifiers,
    identity_and_steps,
    v_shaped,
    waves,
    bumps,
    probability_curves,
    shrinkage,
    exponentials,
    polynomials,
)


def _in_family(family: str, entry: Activation) -> Activation:
    forms = tuple(_in_family(family, form) for form in entry.forms)
    return replace(entry, family=family, forms=forms)


CATALOGUE = Catalogue(
    _in_family(family.FAMILY, entry) for family in FAMILIES for entry in family.ENTRIES
)
