"""What a run of the training lab is made of: one frozen record, and its form in a link."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from actviz.maths.resolve import check_own_size
from actviz.training.data.registry import DATASETS, OWN_DATA
from actviz.training.network.heads import LOSSES, losses_for
from actviz.training.network.initialisation import INITIALISATIONS
from actviz.training.network.optimisers import OPTIMISERS
from actviz.training.racer import Racer

_WHOLE = {
    "samples": (16, 20_000), "batch_size": (1, 20_000), "seed": (0, 2**32 - 1),
}  # fmt: skip
_REAL = {
    "noise": (0.0, 1.0), "test_share": (0.0, 0.9), "learning_rate": (1e-7, 1e3),
    "momentum": (0.0, 0.999), "l1": (0.0, 10.0), "l2": (0.0, 10.0),
    "initial_scale": (0.0, 100.0), "bias_start": (-100.0, 100.0),
}  # fmt: skip
_CHOICES: dict[str, tuple[str, ...]] = {
    "dataset": (*DATASETS, OWN_DATA),
    "loss": ("auto", *LOSSES),
    "optimiser": tuple(OPTIMISERS),
    "initialisation": tuple(INITIALISATIONS),
    "learned_per": ("layer", "unit"),
}


@dataclass(frozen=True)
class LabConfig:
    """A run, complete: the same config gives the same run.

    dataset         one of `DATASETS`, such as circles, or "own" for a visitor's own data, which is
                    handed to the Lab
    samples         examples, test examples included (16-20,000); at most what a real set has
    noise           standard deviation of the noise on each coordinate, in units of the figure's
                    size (0-1); real data gets none
    test_share      fraction of the examples kept for testing (0-0.9)
    hidden          units of each hidden layer: 1-6 layers of 1-128 units
    activations     1-16 racers as `Racer.parse` reads them: "relu", "leaky_relu:alpha=0.1" (fixed),
                    "prelu:alpha~0.25" (learned), "maxout:k=3", "=x*sigmoid(b*x):b~1" (your own)
    learned_per     one value of a learned parameter for each "layer" or for each "unit"
    loss            one of `LOSSES`; auto: cross_entropy for classes, squared_error for a curve
    optimiser       one of `OPTIMISERS`, such as sgd
    momentum        velocity kept from step to step by optimiser "momentum" (fraction, 0-0.999)
    l1, l2          weight decay: l1·sign(w) + l2·w is added to the gradient of each weight, as the
                    penalties l1·Σ|w| + l2/2·Σw² ask; no bias and no learned parameter decays, and
                    losses are shown without the penalties (0-10 each)
    learning_rate   step size (1e-7 to 1,000)
    batch_size      examples for each update (1-20,000); an epoch's last batch takes what is left
    initialisation  one of `INITIALISATIONS`, the standard deviation of the weights: he √(2/in), …;
                    multiplied by initial_scale
    initial_scale   factor on that standard deviation (0-100); with normal it is σ itself
    bias_start      start of every hidden bias (-100 to 100); the output's biases start at 0
    seed            whole number that fixes data, split, weights, order and sampled slopes

    ValueError: a value outside these.
    """

    dataset: str = "circles"
    samples: int = 512
    noise: float = 0.1
    test_share: float = 0.2
    hidden: tuple[int, ...] = (8, 8)
    activations: tuple[str, ...] = ("relu",)
    learned_per: str = "layer"
    loss: str = "auto"
    optimiser: str = "sgd"
    momentum: float = 0.9
    l1: float = 0.0
    l2: float = 0.0
    learning_rate: float = 0.1
    batch_size: int = 32
    initialisation: str = "he"
    initial_scale: float = 1.0
    bias_start: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        for name, bounds in _WHOLE.items():
            object.__setattr__(self, name, _whole(name, getattr(self, name), *bounds))
        for name, (low, high) in _REAL.items():
            object.__setattr__(self, name, _real(name, getattr(self, name), low, high))
        for name, accepted in _CHOICES.items():
            if getattr(self, name) not in accepted:
                shown = str(getattr(self, name))[:60]
                raise ValueError(f"{name} is {shown!r}: choose one of {', '.join(accepted)}")
        self._check_shape()
        if self.regression and self.loss not in (usable := [*losses_for(curve=True), "auto"]):
            raise ValueError(
                f"loss is {self.loss!r}, but {self.dataset!r} is a curve without classes: "
                f"choose {' or '.join(usable)}"
            )

    def _check_shape(self) -> None:
        hidden, racers = tuple(self.hidden), tuple(self.activations)
        if not 1 <= len(hidden) <= 6:
            raise ValueError(f"hidden has {len(hidden)} layers: want 1 to 6, such as (8, 8)")
        units = tuple(_whole("hidden", width, 1, 128) for width in hidden)
        object.__setattr__(self, "hidden", units)
        if isinstance(self.activations, str) or not 1 <= len(racers) <= 16:
            count = "one string" if isinstance(self.activations, str) else f"{len(racers)} racers"
            raise ValueError(f'activations is {count}: want 1 to 16 racers, such as ("relu",)')
        check_own_size(text.partition(":")[0].strip() for text in map(str, racers))
        texts = tuple(Racer.parse(text).text for text in racers)
        object.__setattr__(self, "activations", texts)

    @cached_property
    def racers(self) -> tuple[Racer, ...]:
        """The racers, read."""
        return tuple(Racer.parse(text) for text in self.activations)

    @property
    def regression(self) -> bool:
        """The targets are numbers, not classes."""
        return self.dataset != OWN_DATA and DATASETS[self.dataset].curve

    @property
    def loss_used(self) -> str:
        """The name of the loss, "auto" resolved."""
        return losses_for(curve=self.regression)[0] if self.loss == "auto" else self.loss

    def to_query(self) -> dict[str, str]:
        """What differs from the defaults, as flat strings for a link; `from_query` reads it."""
        return {
            field.name: _written(field.name, getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }

    @classmethod
    def from_query(
        cls, query: Mapping[str, str], default: LabConfig | None = None
    ) -> tuple[LabConfig, list[str]]:
        """Read a link: the config, and a message for each value that fell back to the default.

        Names that are no field are ignored: they belong to the page. `default` is what missing
        and bad values take (a preset's config, say). Never raises, whatever the strings are.
        """
        config = default or cls()
        messages: list[str] = []
        # The data set first: which losses it admits depends on it.
        for field in fields(cls):
            if field.name not in query:
                continue
            try:
                value = _read(field.name, str(query[field.name]))
                config = replace(config, **{field.name: value})
            except ValueError as error:
                kept = _written(field.name, getattr(config, field.name))
                messages.append(f"{error} (kept {field.name}={kept})")
        return config, messages


def _whole(name: str, value: Any, low: int, high: int) -> int:
    if isinstance(value, bool) or value != value or value not in range(low, high + 1):
        raise ValueError(
            f"{name} is {str(value)[:60]}: want a whole number from {low:,} to {high:,}"
        )
    return int(value)


def _real(name: str, value: Any, low: float, high: float) -> float:
    if isinstance(value, (bool, str)) or not low <= value <= high:
        raise ValueError(f"{name} is {str(value)[:60]}: want a number from {low:g} to {high:g}")
    return float(value)


def _written(name: str, value: Any) -> str:
    if name == "hidden":
        return "-".join(map(str, value))
    if name == "activations":
        return ";".join(value)
    return repr(value) if isinstance(value, float) else str(value)


def _read(name: str, text: str) -> Any:
    if name == "hidden":
        return tuple(_number(name, part, int) for part in text.split("-")[:7])
    if name == "activations":
        return tuple(text.split(";")[:17])
    if name in _WHOLE:
        return _number(name, text, int)
    if name in _REAL:
        return _number(name, text, float)
    return text


def _number(name: str, text: str, kind: Callable[[str], float]) -> float:
    try:
        # int() itself refuses very long numerals, with a message of its own.
        number = kind(text[:40])
    except ValueError:
        number = math.nan
    if math.isnan(number):
        wanted = "whole number" if kind is int else "number"
        raise ValueError(f"{name} is {text[:60]!r}: want a {wanted}")
    return number
