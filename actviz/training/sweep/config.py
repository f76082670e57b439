"""What a sweep is made of: one frozen record, its networks, and how they are cut into chunks."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Any

from actviz.link import (
    Kind,
    LinkReader,
    LinkState,
    choice_field,
    part_field,
    spelled,
    whole_field,
)
from actviz.training.config import LabConfig
from actviz.training.data.registry import DATASETS, OWN_DATA
from actviz.training.sweep.axis import Axes, Axis

# A network of one shape cannot stand in a stack with one of another.
_SHAPES = frozenset({"width", "depth", "batch_size"})
_X, _Y = Axis("learning_rate", 0.01, 10.0, 24), Axis("initial_scale", 0.1, 10.0, 24)


def _usual() -> LabConfig:
    return LabConfig(hidden=(32, 32))


@dataclass(frozen=True)
class SweepConfig(LinkState):
    """A sweep, complete: the same config gives the same numbers.

    base       what all networks share; its activations are swept one after another, and its seed
               is the first of the seeds
    x, y       the axes of the map: their quantities take the place of the base's
    seeds      networks of each cell, of the seeds that follow each other (1-32)
    steps      updates of each network (1-1,000,000)
    precision  float64, as the lab's engine in a browser, or float32
    chunk      networks that are trained together (1-4,096): it decides nothing but the last bits

    ValueError: a value outside these, or two that do not go together.
    """

    base: LabConfig = part_field(LabConfig, _usual)
    x: Axis = spelled(_X, Axes())
    y: Axis = spelled(_Y, Axes())
    seeds: int = whole_field(3, 1, 32)
    steps: int = whole_field(1000, 1, 1_000_000)
    precision: str = choice_field("float64", ("float64", "float32"))
    chunk: int = whole_field(48, 1, 4096)

    def __post_init__(self) -> None:
        self.check()
        if fault := _fault(self.base, self.x, self.y, self.seeds):
            raise ValueError(fault)

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """Axes that do not go together, or not with the base, are the usual ones."""
        base, x, y = values["base"], values["x"], values["y"]
        if fault := _fault(base, x, y, values["seeds"]):
            link.reject("x, y", f"{x.text}, {y.text}", f"{fault}, using {_X.text}, {_Y.text}")
            values |= {"x": _X, "y": _Y}
            if fault := _fault(base, _X, _Y, values["seeds"]):
                link.reject("dataset, seed", f"{base.dataset}, {base.seed}", f"{fault}, using 0")
                dataset = "circles" if base.dataset == OWN_DATA else base.dataset
                values["base"] = replace(base, dataset=dataset, seed=0)

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many activations, values of y, and values of x."""
        return len(self.base.activations), self.y.count, self.x.count

    @property
    def cells(self) -> int:
        """How many there are; a file has a row for each, x running fastest."""
        activations, rows, columns = self.shape
        return activations * rows * columns

    @property
    def networks(self) -> int:
        """How many are trained: one for each cell and seed, the seed running fastest."""
        return self.cells * self.seeds

    def place(self, cell: int) -> tuple[int, int, int]:
        """Which activation, y and x a cell has."""
        _, rows, columns = self.shape
        return cell // (rows * columns), cell // columns % rows, cell % columns

    def network(self, number: int) -> LabConfig:
        """The run of the lab that a network is."""
        cell, seed = divmod(number, self.seeds)
        activation, row, column = self.place(cell)
        base = replace(
            self.base,
            activations=(self.base.activations[activation],),
            seed=self.base.seed + seed,
        )
        return self.x.put(self.y.put(base, row), column)

    def chunks(self) -> list[tuple[int, ...]]:
        """Numbers of the networks that are trained together, of all chunks in their order."""
        kinds: dict[tuple[float, ...], list[int]] = {}
        for cell in range(self.cells):
            activation, row, column = self.place(cell)
            key: tuple[float, ...] = (
                activation,
                self.y.values[row] if self.y.name in _SHAPES else 0,
                self.x.values[column] if self.x.name in _SHAPES else 0,
            )
            first = cell * self.seeds
            kinds.setdefault(key, []).extend(range(first, first + self.seeds))
        return [
            tuple(numbers[start : start + self.chunk])
            for numbers in kinds.values()
            for start in range(0, len(numbers), self.chunk)
        ]

    def texts(self) -> dict[str, str]:
        """Every field as text, which `from_texts` reads."""
        return {name: str(kind.text(value)) for name, kind, value in self._fields()}

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> SweepConfig:
        """The config of such texts, a missing field as usual; ValueError names what is wrong."""
        usual = cls.usual()
        known = {name: kind for name, kind, _value in usual._fields()}
        values: dict[str, Any] = {}
        for name, text in texts.items():
            if name not in known:
                raise ValueError(f"a sweep has no {name[:40]!r}")
            try:
                values[name] = known[name].parse(text)
            except ValueError as error:
                raise ValueError(f"{name} = {text[:40]!r}: {error}") from None
        inner = {name: values.pop(name) for name in list(values) if name not in _own_names()}
        return cls(**{"base": replace(usual.base, **inner), **values})

    def command(self, out: str = "map.parquet") -> str:
        """The command line that makes this sweep."""
        usual = self.usual().texts()
        parts = ["--activation", *map(shlex.quote, self.base.activations)]
        for name, text in self.texts().items():
            needed = name in ("x", "y", "seeds", "steps") or text != usual[name]
            if needed and name != "activations":
                parts += [option(name), shlex.quote(text)]
        return f"python -m actviz.training.sweep {' '.join(parts)} --out {shlex.quote(out)}"

    def _fields(self) -> list[tuple[str, Kind, Any]]:
        own = [(name, self.kind_of(name), getattr(self, name)) for name in _own_names()]
        base = [
            (each.name, LabConfig.kind_of(each.name), getattr(self.base, each.name))
            for each in fields(LabConfig)
        ]
        return own + base


def option(name: str) -> str:
    """How the command line spells a field."""
    return f"--{name.replace('_', '-')}"


def _own_names() -> list[str]:
    return [each.name for each in fields(SweepConfig) if each.name != "base"]


def _fault(base: LabConfig, x: Axis, y: Axis, seeds: int) -> str:
    """What speaks against axes and a base, "" if nothing does."""
    swept = {x.name, y.name}
    if x.name == y.name:
        return f"both axes are {x.name}: choose another for one of them"
    if base.dataset == OWN_DATA:
        return f"a sweep makes its data itself: choose one of {', '.join(DATASETS)}"
    if "momentum" in swept and base.optimiser != "momentum":
        return f"momentum is swept, but the optimiser is {base.optimiser!r}: choose 'momentum'"
    if "noise" in swept and not DATASETS[base.dataset].noisy:
        return f"{base.dataset!r} is real data, to which no noise is added: sweep another quantity"
    last = base.seed + seeds - 1
    try:
        replace(base, seed=last)
        for row, column in product((0, y.count - 1), (0, x.count - 1)):
            x.put(y.put(base, row), column)
    except ValueError as error:
        return str(error)
    return ""
