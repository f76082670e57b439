"""Examples to learn from, and what is known of where they come from."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from actviz.training.config import LabConfig

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Dataset:
    """Examples to learn from.

    features      (examples, features), as measured, not yet standardised
    targets       (examples,): class numbers from 0, or the values of a curve
    class_names   names of the classes by number; empty for a curve
    notes         what was done to the data on reading, for the page to say
    """

    name: str
    features: Array
    targets: Array
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """Where the examples of a data set come from."""

    @property
    def title(self) -> str:
        """Its name on the page."""

    @property
    def noisy(self) -> bool:
        """Whether noise is added to the examples."""

    @property
    def curve(self) -> bool:
        """Whether the targets are numbers, not classes."""

    @property
    def sized(self) -> bool:
        """Whether it has as many examples as are asked for, as far as it has them."""

    @property
    def planar(self) -> bool:
        """Whether its examples are points of a plane: they have two coordinates."""

    @property
    def needs(self) -> str:
        """The package beside torch and numpy that an exported script takes it from, or ""."""

    def examples(self, config: LabConfig) -> Dataset:
        """The examples of a config, which names this data set."""

    def script(self, config: LabConfig) -> str:
        """Lines of a script that make `features` and `targets` of them, with `SEED` the seed."""


def source_of(function: object) -> str:
    """A function's source for an exported script, without what registers it here."""
    lines = inspect.getsource(function).splitlines()  # type: ignore[arg-type]
    first = next(place for place, line in enumerate(lines) if line.startswith("def "))
    return "\n".join(lines[first:])
