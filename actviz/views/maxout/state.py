"""What the Maxout page shows, as its link says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from actviz.link import (
    LinkReader,
    PageState,
    choice_field,
    number_field,
    numbers_field,
    whole_field,
)
from actviz.maths.maxout import (
    Pieces,
    absolute_pieces,
    leaky_relu_pieces,
    quadratic_pieces,
    relu_pieces,
)

PARTS = {
    "one": "One input",
    "quadratic": "Quadratic",
    "two": "Two inputs",
    "cost": "Parameters",
    "alive": "Cannot die",
}
MOST_PIECES = 6
COUNTS = range(2, MOST_PIECES + 1)
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
LAST_SEED = 999_999
LEAKY_SLOPE = 0.1
# A unit of k pieces takes the first k: each k gives pieces that all win somewhere.
START_W = (-1.5, 1.0, 0.0, 2.0, -0.5, 0.5)
START_B = (-1.0, -0.5, 0.5, -2.0, 0.4, 0.3)
PYRAMID = ((1.0, 1.0, -1.0, -1.0), (1.0, -1.0, 1.0, -1.0), (0.0, 0.0, 0.0, 0.0))

# Within [-1.5, 1.5] the tangents of x² have slopes that the sliders can show.
PRESETS: Mapping[str, tuple[str, Callable[[int], Pieces]]] = MappingProxyType(
    {
        "relu": ("ReLU", lambda _: relu_pieces()),
        "leaky": (f"Leaky ReLU ({LEAKY_SLOPE:g})", lambda _: leaky_relu_pieces(LEAKY_SLOPE)),
        "absolute": ("|x|", lambda _: absolute_pieces()),
        "quadratic": ("x², k tangents", lambda k: quadratic_pieces(k, -1.5, 1.5)),
    }
)


def _circle(count: int) -> tuple[tuple[float, ...], ...]:
    angles = 2 * np.pi * np.arange(count) / count
    u, v = np.round(np.cos(angles), 3), np.round(np.sin(angles), 3)
    return tuple((u + 0.0).tolist()), tuple((v + 0.0).tolist()), (0.0,) * count


SURFACES: Mapping[str, tuple[str, tuple[tuple[float, ...], ...]]] = MappingProxyType(
    {
        "pyramid": ("|x₁|+|x₂|", PYRAMID),
        "fold": ("ReLU", ((0.0, 1.0), (0.0, 0.0), (0.0, 0.0))),
        "cone": ("≈ ‖x‖", _circle(6)),
        "bowl": (
            "≈ ‖x‖²",
            ((0.0, 2.0, -2.0, 0.0, 0.0), (0.0, 0.0, 0.0, 2.0, -2.0), (0.0, -1.0, -1.0, -1.0, -1.0)),
        ),
    }
)


@dataclass(frozen=True)
class MaxoutState(PageState):
    """Every part keeps its settings in the link while another part is shown."""

    PAGE: ClassVar[str] = "maxout"

    part: str = choice_field("one", PARTS)
    w: tuple[float, ...] = numbers_field(START_W[:3], -3.0, 3.0, MOST_PIECES)
    b: tuple[float, ...] = numbers_field(START_B[:3], -3.0, 3.0, MOST_PIECES)
    x: float = number_field(1.5, -3.0, 3.0)

    tangents: int = whole_field(4, 1, 20)

    u: tuple[float, ...] = numbers_field(PYRAMID[0], -2.0, 2.0, MOST_PIECES)
    v: tuple[float, ...] = numbers_field(PYRAMID[1], -2.0, 2.0, MOST_PIECES)
    c: tuple[float, ...] = numbers_field(PYRAMID[2], -2.0, 2.0, MOST_PIECES)
    piece: int = whole_field(1, 1, MOST_PIECES)
    seed: int = whole_field(0, 0, LAST_SEED)

    inputs: int = whole_field(64, 1, 1024)
    units: int = whole_field(32, 1, 1024)
    pieces: int = whole_field(2, 2, MOST_PIECES)
    layer: int = whole_field(1, 0, LAST_SEED)

    @property
    def preset(self) -> str | None:
        """The preset that the present pieces of the unit with one input are, if they are one."""
        return next((name for name in PRESETS if self.with_preset(name) == self), None)

    @property
    def surface(self) -> str | None:
        """The preset that the present pieces of the unit with two inputs are."""
        planes = (self.u, self.v, self.c)
        return next((name for name, (_, known) in SURFACES.items() if known == planes), None)

    def with_count(self, count: int) -> MaxoutState:
        """More pieces of a unit with one input, or fewer."""
        if self.preset == "quadratic":
            return self._with_pieces(PRESETS["quadratic"][1](count))
        have = len(self.w)
        return replace(
            self,
            w=(self.w + START_W[have:])[:count],
            b=(self.b + START_B[have:])[:count],
        )

    def with_preset(self, name: str) -> MaxoutState:
        """The pieces of a preset; the tangents of x² are as many as there are pieces now."""
        return self._with_pieces(PRESETS[name][1](len(self.w)))

    def _with_pieces(self, pieces: Pieces) -> MaxoutState:
        return replace(self, w=tuple(pieces.weights.tolist()), b=tuple(pieces.biases.tolist()))

    def with_surface(self, name: str) -> MaxoutState:
        """The pieces of a preset with two inputs."""
        u, v, c = SURFACES[name][1]
        return replace(self, u=u, v=v, c=c, piece=min(self.piece, len(u)))

    def with_random_surface(self) -> MaxoutState:
        """The next seed's pieces, as many as now, to two decimals."""
        seed = 0 if self.seed >= LAST_SEED else self.seed + 1
        drawn = np.random.default_rng(seed).uniform(-2, 2, (3, len(self.u))).round(2)
        u, v, c = (tuple(row) for row in drawn.tolist())
        return replace(self, u=u, v=v, c=c, seed=seed)

    def with_planes(self, count: int) -> MaxoutState:
        """More pieces of the unit with two inputs, or fewer."""
        more = SURFACES["cone"][1]
        u, v, c = (
            (now + new[len(now) :])[:count]
            for now, new in zip((self.u, self.v, self.c), more, strict=True)
        )
        return replace(self, u=u, v=v, c=c, piece=min(self.piece, count))

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """One bias for each weight, and the piece to move is one of them."""
        for names in (("w", "b"), ("u", "v", "c")):
            counts = {len(values[name]) for name in names}
            if len(counts) > 1:
                text = link.text(names[-1]) or ""
                link.reject(names[-1], text, f"{' and '.join(names)} must be equally many")
                values.update({name: cls.default(name) for name in names})
        if values["piece"] > len(values["u"]):
            text = link.text("piece") or ""
            link.reject("piece", text, f"there are {len(values['u'])}, using 1")
            values["piece"] = 1
