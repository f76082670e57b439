"""What the Cost page shows, as its link says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from actviz.link import Kind, PageState, choice_field, some_field, spelled
from actviz.maths import CATALOGUE
from actviz.training.cost import PASSES, WIDTHS, stored

PARTS = {"functions": "Functions", "layer": "In a layer"}
GROUPS = {"torch": "PyTorch's own", "derived": "Ours, derived"}
DEVICES = {"stored": "Stored result", "server": "This server", "browser": "This browser"}
SORTS = {"time": "Time", "operations": "Operations", "name": "Name"}
PASS_NAMES = dict(zip(("forward", "both"), PASSES, strict=True))
ELEMENTS = tuple(stored().elements)
USUAL = (
    "relu", "leaky_relu", "elu", "selu", "sigmoid", "tanh", "softplus", "softsign", "gelu",
    "gelu_tanh", "silu", "mish", "hard_swish", "squared_relu",
)  # fmt: skip
HALF_STEP = 0.30103  # decades of the sliders of sizes: a factor of two
_ALL = "all"


class _Names(Kind):
    """Ids of the catalogue with commas between them, or all."""

    def check(self, value: Any) -> tuple[str, ...]:
        """Each once, those of the catalogue alone; ValueError that names the first other."""
        names = tuple(dict.fromkeys(value))
        if not names:
            raise ValueError("want ids of the catalogue with commas between them, or all")
        for name in names:
            if name not in CATALOGUE:
                try:
                    CATALOGUE[name]
                except KeyError as error:
                    raise ValueError(str(error.args[0])[:200]) from None
        return names

    def parse(self, text: str) -> tuple[str, ...]:
        """A tuple of ids."""
        if text == _ALL:
            return tuple(CATALOGUE)
        return self.check(text.split(",", len(CATALOGUE)))

    def text(self, value: tuple[str, ...]) -> str:
        """The ids, or all."""
        return _ALL if set(value) == set(CATALOGUE) else ",".join(value)


@dataclass(frozen=True)
class CostState(PageState):
    """Which measurements are shown, and how."""

    PAGE: ClassVar[str] = "cost"

    part: str = choice_field("functions", PARTS)
    device: str = choice_field("stored", DEVICES)
    kind: str = choice_field("forward", PASS_NAMES, "pass")
    groups: tuple[str, ...] = some_field(("torch",), tuple(GROUPS), "group")
    sort: str = choice_field("time", SORTS)
    elements: int = choice_field(2**18, ELEMENTS)
    functions: tuple[str, ...] = spelled(USUAL, _Names(), "f")
    width: int = choice_field(1024, WIDTHS)

    @property
    def devices(self) -> dict[str, str]:
        """Where what is shown can be measured, with their texts."""
        # A browser has no matrix product of its own to put an activation behind.
        several = self.part == "functions"
        return {name: text for name, text in DEVICES.items() if several or name != "browser"}

    @property
    def measured_on(self) -> str:
        """The device whose numbers are shown."""
        return self.device if self.device in self.devices else "stored"

    def with_elements(self, wanted: float) -> CostState:
        """The nearest size that was measured."""
        return self.changed(elements=nearest(wanted, ELEMENTS))

    def with_width(self, wanted: float) -> CostState:
        """The nearest width that was measured."""
        return self.changed(width=nearest(wanted, WIDTHS))


def nearest(wanted: float, sizes: tuple[int, ...]) -> int:
    """The size whose ratio to `wanted` is nearest to one."""
    return min(sizes, key=lambda size: max(size / wanted, wanted / size))
