"""What the training lab's page shows, as its link says it: a run, and how it is looked at."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from actviz.link import (
    Kind,
    LinkReader,
    PageState,
    Texts,
    Whole,
    choice_field,
    flag_field,
    part_field,
    spelled,
    whole_field,
)
from actviz.training import PRESETS, Dataset, LabConfig, make_dataset
from actviz.training.config import MOST_LAYERS, MOST_RACERS
from actviz.training.data.input_features import input_count
from actviz.training.data.registry import OWN_DATA

SPEEDS = {"full": "full speed", "20": "20 steps a picture", "5": "5 steps", "1": "1 step"}
PRINCIPAL = "principal"
FIRST_TWO = "0-1"
ENGINES = {"browser": "this device", "torch": "PyTorch on the server"}
# Multiplications of one pass over the data, above which a probe would hold up whoever looks.
LARGEST_PASS = 800_000_000


class _Axes(Kind):
    """Two features, the first two where nothing is said, or the principal axes."""

    def parse(self, text: str) -> str:
        """ "principal", or two numbers such as "0-1"."""
        if text in ("", PRINCIPAL):
            return text
        parts = text.split("-", 2)
        if len(parts) == 2 and all(p.isascii() and p.isdigit() and len(p) < 4 for p in parts):
            first, second = map(int, parts)
            if first != second:
                return f"{first}-{second}"
        raise ValueError('want two different features such as "0-1", or "principal"')


@dataclass(frozen=True)
class TrainingState(PageState):
    """A run and how it is looked at.

    preset  id of the preset whose question is asked, "" for none
    start   the run starts as soon as the link is opened
    speed   steps for each picture, or "full"
    stop    step at which the run pauses by itself, 0 for never
    engine  what trains: the visitor's own browser, or PyTorch on the server
    racer   place of the racer that is looked at, from 0
    layer   hidden layer whose pre-activations are shown, from 0
    axes    "principal", or the two features that span the pictures, as "0-1"
    """

    PAGE: ClassVar[str] = "training"

    config: LabConfig = part_field(LabConfig)
    preset: str = choice_field("", ("", *PRESETS))
    start: bool = flag_field(False)
    speed: str = choice_field("full", SPEEDS)
    stop: int = whole_field(3000, 0, 1_000_000)
    engine: str = choice_field("browser", ENGINES)
    racer: int = whole_field(0, 0, MOST_RACERS - 1)
    layer: int = whole_field(0, 0, MOST_LAYERS - 1)
    axes: str = spelled("", _Axes())

    @classmethod
    def of_preset(cls, identifier: str) -> TrainingState:
        """A preset's run; the plain page for ""."""
        if not identifier:
            return cls()
        preset = PRESETS[identifier]
        return cls(config=preset.config, preset=identifier, stop=preset.steps)

    @property
    def base(self) -> TrainingState:
        """What the link's missing names mean."""
        return self.of_preset(self.preset)

    @property
    def plane_axes(self) -> tuple[int, int] | str:
        """The axes as the lab's views take them."""
        if self.axes == PRINCIPAL:
            return PRINCIPAL
        first, second = (self.axes or FIRST_TWO).split("-")
        return int(first), int(second)

    @property
    def is_preset(self) -> bool:
        """This is the preset's own run, nothing changed in it."""
        return bool(self.preset) and self.config == self.base.config

    def with_config(self, config: LabConfig) -> TrainingState:
        """Another run; what is looked at stays where it still exists."""
        return replace(
            self.seen_on(config),
            config=config,
            start=False,
            axes=self.axes if config.dataset == self.config.dataset else "",
        )

    def seen_on(self, config: LabConfig) -> TrainingState:
        """The same look at another run, which may have fewer racers or layers."""
        return replace(
            self,
            racer=min(self.racer, len(config.activations) - 1),
            layer=min(self.layer, len(config.hidden) - 1),
        )

    def changed(self, **changes: Any) -> TrainingState:
        """Another config is another run, but for the learning rate, which a run can change."""
        after = super().changed(**changes)
        if replace(after.config, learning_rate=self.config.learning_rate) == self.config:
            return after
        return replace(after, config=self.config).with_config(after.config)

    def to_query(self, usual: TrainingState | None = None) -> dict[str, Texts]:
        """The link's parameters: only what differs from the preset, or from the plain page."""
        preset: dict[str, Texts] = {"preset": self.preset} if self.preset else {}
        return preset | super().to_query(usual or self.base)

    @classmethod
    def from_link(
        cls, link: LinkReader, usual: TrainingState | None = None, **known: Any
    ) -> TrainingState:
        """The preset first, which says what missing names mean, then the config."""
        preset = link.take("preset", "", cls.kind_of("preset"))
        base = usual or cls.of_preset(preset)
        config = LabConfig.from_link(link, base.config)
        # Own data the page asks for their size, as soon as it has them.
        if config.dataset != OWN_DATA and (reason := too_large(config)):
            link.messages.append(f"The link's run {reason}. The page shows its default.")
            config = base.config
        places = {
            "racer": link.take("racer", 0, Whole(0, len(config.activations) - 1)),
            "layer": link.take("layer", 0, Whole(0, len(config.hidden) - 1)),
        }
        return super().from_link(link, base, preset=preset, config=config, **places, **known)


def pass_size(config: LabConfig, examples: int, inputs: int, classes: int) -> int:
    """Multiplications of one pass of all racers over data of this size; 0 classes: a curve."""
    widths = (input_count(config.features, inputs), *config.hidden)
    hidden = sum(a * b for a, b in itertools.pairwise(widths))
    last = widths[-1] * (classes if classes > 2 else 1)
    return examples * sum(racer.pieces * hidden + last for racer in config.racers)


def too_large(config: LabConfig, own: Dataset | None = None) -> str:
    """Why this run would hold up everybody, with the way out; "" if it would not.

    `own` are the data of "own", which the lab takes whole, whatever `samples` says; ValueError
    without them.
    """
    if config.dataset == OWN_DATA and own is not None:
        data, less = own, "fewer features, racers or units, or a file with fewer rows"
    else:
        data, less = make_dataset(config), "fewer examples, racers or units"
    size = pass_size(config, len(data.features), len(data.feature_names), len(data.class_names))
    if size <= LARGEST_PASS:
        return ""
    return (
        f"is too large to train while one looks: {size:,} multiplications for each pass over the "
        f"data, at most {LARGEST_PASS:,}; take {less}"
    )
