"""What the training lab's page shows, as its link says it: a run, and how it is looked at."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from actviz.training import PRESETS, LabConfig
from actviz.ui.link import LinkReader

SPEEDS = {"full": "full speed", "20": "20 steps a picture", "5": "5 steps", "1": "1 step"}
MOST_STEPS = 1_000_000
DEFAULT_STOP = 3000
PRINCIPAL = "principal"
FIRST_TWO = "0-1"
# Multiplications of one pass over the data, above which a probe would hold up a whole class.
LARGEST_PASS = 500_000_000

_OWN_NAMES = ("preset", "start", "speed", "stop", "racer", "layer", "axes")


@dataclass(frozen=True)
class TrainingState:
    """A run and how it is looked at.

    preset  id of the preset whose question is asked, "" for none
    start   the run starts as soon as the link is opened
    speed   steps for each picture, or "full"
    stop    step at which the run pauses by itself, 0 for never
    racer   place of the racer that is looked at, from 0
    layer   hidden layer whose pre-activations are shown, from 0
    axes    "principal", or the two features that span the pictures, as "0-1"
    """

    config: LabConfig = field(default_factory=LabConfig)
    preset: str = ""
    start: bool = False
    speed: str = "full"
    stop: int = DEFAULT_STOP
    racer: int = 0
    layer: int = 0
    axes: str = ""

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

    def to_query(self) -> dict[str, str]:
        """The link's parameters: only what differs from the preset, or from the plain page."""
        base = self.base
        query = {"preset": self.preset} if self.preset else {}
        written = self.config.to_query()
        for each in fields(LabConfig):
            value = getattr(self.config, each.name)
            if value != getattr(base.config, each.name):
                query[each.name] = written.get(each.name, _default_text(value))
        if self.start:
            query["start"] = "1"
        for name in ("speed", "stop", "racer", "layer", "axes"):
            if getattr(self, name) != getattr(base, name):
                query[name] = str(getattr(self, name))
        return query


def _default_text(value: object) -> str:
    """A field at its default, which the config itself leaves out of links."""
    if isinstance(value, tuple):
        return ("-" if isinstance(value[0], int) else ";").join(map(str, value))
    return repr(value) if isinstance(value, float) else str(value)


def read_training_link(query: Mapping[str, str]) -> tuple[TrainingState, list[str]]:
    """The state that a link asks for, and a message for everything in it that is no good."""
    link = LinkReader(query)
    preset = query.get("preset", "")
    if preset and preset not in PRESETS:
        link.reject("preset", preset, f"choose one of {', '.join(PRESETS)}")
        preset = ""
    base = TrainingState.of_preset(preset)
    config, messages = LabConfig.from_query(query, base.config)
    link.messages.extend(f"The link's {message}." for message in messages)
    if (size := pass_size(config)) > LARGEST_PASS:
        link.messages.append(
            f"The link's run is too large to train while one looks: {size:,} multiplications for "
            f"each pass over the data, at most {LARGEST_PASS:,}. Take fewer samples, racers or "
            "units. The page shows its default."
        )
        config = base.config
    state = TrainingState(
        config=config,
        preset=preset,
        start=link.flag("start", False),
        speed=link.choice("speed", tuple(SPEEDS), base.speed),
        stop=_whole(link, "stop", base.stop, 0, MOST_STEPS),
        racer=_whole(link, "racer", 0, 0, len(config.activations) - 1),
        layer=_whole(link, "layer", 0, 0, len(config.hidden) - 1),
        axes=_axes(link),
    )
    link.unknown({*_OWN_NAMES, *(each.name for each in fields(LabConfig))})
    return state, link.messages


def pass_size(config: LabConfig) -> int:
    """Multiplications that one pass of all racers over all examples takes, about."""
    inputs = {"digits": 64, "iris": 4, "wine": 13, "breast_cancer": 30}.get(config.dataset, 2)
    widths = (inputs, *config.hidden, 2)
    weights = sum(a * b for a, b in itertools.pairwise(widths))
    pieces = sum(racer.pieces for racer in config.racers)
    return config.samples * weights * pieces


def _whole(link: LinkReader, name: str, default: int, low: int, high: int) -> int:
    value = link.number(name, default, low, high)
    if value != int(value):
        link.reject(name, link.query[name], f"want a whole number, using {default}")
        return default
    return int(value)


def _axes(link: LinkReader) -> str:
    text = link.query.get("axes", "")
    first, _, second = text.partition("-")
    numbers = all(part.isascii() and part.isdigit() and len(part) < 4 for part in (first, second))
    if text in ("", PRINCIPAL) or (numbers and int(first) != int(second)):
        return text if text in ("", PRINCIPAL) else f"{int(first)}-{int(second)}"
    link.reject("axes", text, 'want two different features such as "0-1", or "principal"')
    return ""
