"""What a run of the training lab is made of: one frozen record, and its form in a link."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from actviz.link import (
    Kind,
    LinkReader,
    LinkState,
    Whole,
    choice_field,
    number_field,
    some_field,
    spelled,
    whole_field,
)
from actviz.maths.lookup import check_own_size
from actviz.training.data.formula_side import Formula
from actviz.training.data.input_features import COORDINATES, FEATURES, features_fault
from actviz.training.data.own_points import START, Point, Points
from actviz.training.data.registry import DATASETS, OWN_DATA
from actviz.training.network.heads import LOSSES, losses_for
from actviz.training.network.initialisation import INITIALISATIONS
from actviz.training.network.optimisers import OPTIMISERS
from actviz.training.racer import Racer

MOST_LAYERS, MOST_UNITS, MOST_RACERS = 6, 128, 16


class _Layers(Kind):
    """Units of each hidden layer, with - between them."""

    def check(self, value: Any) -> tuple[int, ...]:
        """A tuple of whole numbers."""
        if not 1 <= len(value) <= MOST_LAYERS:
            raise ValueError(f"want 1 to {MOST_LAYERS} layers, such as 8-8, not {len(value)}")
        return tuple(map(Whole(1, MOST_UNITS).check, value))

    def parse(self, text: str) -> tuple[int, ...]:
        """A tuple of whole numbers."""
        return self.check(tuple(map(Whole(1, MOST_UNITS).parse, text.split("-", MOST_LAYERS))))

    def text(self, value: tuple[int, ...]) -> str:
        """The numbers with - between them."""
        return "-".join(map(str, value))


class _Racers(Kind):
    """Racers as `Racer.parse` reads them, with ; between them."""

    def check(self, value: Any) -> tuple[str, ...]:
        """A tuple of texts in their one spelling."""
        if isinstance(value, str) or not 1 <= len(value) <= MOST_RACERS:
            count = "one string" if isinstance(value, str) else len(value)
            raise ValueError(f'want 1 to {MOST_RACERS} racers, such as ("relu",), not {count}')
        check_own_size(text.partition(":")[0].strip() for text in map(str, value))
        return tuple(Racer.parse(text).text for text in value)

    def parse(self, text: str) -> tuple[str, ...]:
        """A tuple of texts in their one spelling."""
        return self.check(tuple(text.split(";", MOST_RACERS)))

    def text(self, value: tuple[str, ...]) -> str:
        """The texts with ; between them."""
        return ";".join(value)


@dataclass(frozen=True)
class LabConfig(LinkState):
    """A run, complete: the same config gives the same run.

    dataset         one of `DATASETS`, such as circles, or "own" for a visitor's own data, which is
                    handed to the Lab
    formula         f(x) of "formula_side": points of the square from -3 to 3, in two classes below
                    and above it; without parameters, up to 200 characters
    points          the examples of "points": 4-200 of (class "A", "B" or "C", x₁, x₂), coordinates
                    from -1 to 1, kept in hundredths
    features        what the networks are given of data with two coordinates: some of `FEATURES`, in
                    that order, of the standardised coordinates; of other data all features
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

    dataset: str = choice_field("circles", (*DATASETS, OWN_DATA))
    formula: str = spelled("sin(x)", Formula())
    points: tuple[Point, ...] = spelled(START, Points())
    features: tuple[str, ...] = some_field(COORDINATES, tuple(FEATURES))
    samples: int = whole_field(512, 16, 20_000)
    noise: float = number_field(0.1, 0.0, 1.0)
    test_share: float = number_field(0.2, 0.0, 0.9)
    hidden: tuple[int, ...] = spelled((8, 8), _Layers())
    activations: tuple[str, ...] = spelled(("relu",), _Racers())
    learned_per: str = choice_field("layer", ("layer", "unit"))
    loss: str = choice_field("auto", ("auto", *LOSSES))
    optimiser: str = choice_field("sgd", tuple(OPTIMISERS))
    momentum: float = number_field(0.9, 0.0, 0.999)
    l1: float = number_field(0.0, 0.0, 10.0)
    l2: float = number_field(0.0, 0.0, 10.0)
    learning_rate: float = number_field(0.1, 1e-7, 1e3)
    batch_size: int = whole_field(32, 1, 20_000)
    initialisation: str = choice_field("he", tuple(INITIALISATIONS))
    initial_scale: float = number_field(1.0, 0.0, 100.0)
    bias_start: float = number_field(0.0, -100.0, 100.0)
    seed: int = whole_field(0, 0, 2**32 - 1)

    def __post_init__(self) -> None:
        self.check()
        if fault := _fault(self.dataset, self.loss):
            raise ValueError(f"loss is {self.loss!r}, but {fault}")
        if fault := _features_fault(self.dataset, self.features):
            raise ValueError(fault)

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """A curve is fitted by squared error; features are of points in a plane."""
        if fault := _fault(values["dataset"], values["loss"]):
            link.reject("loss", values["loss"], f"{fault}, using auto")
            values["loss"] = "auto"
        if fault := _features_fault(values["dataset"], values["features"]):
            link.reject("features", ",".join(values["features"]), fault)
            values["features"] = COORDINATES

    @cached_property
    def racers(self) -> tuple[Racer, ...]:
        """The racers, read."""
        return tuple(Racer.parse(text) for text in self.activations)

    @property
    def regression(self) -> bool:
        """The targets are numbers, not classes."""
        return _is_curve(self.dataset)

    @property
    def loss_used(self) -> str:
        """The name of the loss, "auto" resolved."""
        return losses_for(curve=self.regression)[0] if self.loss == "auto" else self.loss


def _is_curve(dataset: str) -> bool:
    return dataset != OWN_DATA and DATASETS[dataset].curve


def _features_fault(dataset: str, features: tuple[str, ...]) -> str:
    # Own data have as many coordinates as the file says, which the lab checks.
    planar = dataset == OWN_DATA or DATASETS[dataset].planar
    return features_fault(features, 2 if planar else None)


def _fault(dataset: str, loss: str) -> str:
    """What speaks against a loss, "" if nothing does."""
    usable = [*losses_for(curve=_is_curve(dataset)), "auto"]
    if loss in usable:
        return ""
    return f"{dataset!r} is a curve without classes: choose {' or '.join(usable)}"
