"""What the page of space folding asks before it shows."""

from __future__ import annotations

import numpy as np

from actviz.claims.prediction import Choices, Option, Prediction, Reason, Transfer, Why
from actviz.claims.record import Numbers
from actviz.maths import CATALOGUE
from actviz.maths.region_bounds import average
from actviz.maths.regions import linear_pieces, regions
from actviz.training.experiments.random_regions import random_network

SHAPES = {"one": (24,), "two": (12, 12), "three": (8, 8, 8)}


def depth_of_draws() -> Numbers:
    """Mean regions of the plane over random ReLU networks of 24 units, by their layers."""
    draws = 60
    pieces = linear_pieces(CATALOGUE["relu"])
    means = {
        name: float(
            np.mean([len(regions(random_network(shape, pieces, seed=k))) for k in range(draws)])
        )
        for name, shape in SHAPES.items()
    }
    return {"draws": draws, "expected": average(24), **means}


PREDICTIONS = (
    Prediction(
        id="depth-of-draws",
        entry="does depth cut the plane into more?",
        text="24 ReLUs as one layer of 24, two of 12, or three of 8, drawn at random. Which has "
        "the most regions in the plane, over many draws?",
        answer=Choices(
            (
                Option(
                    "Three layers, by far",
                    "each layer folds what the last has folded",
                    lambda n: n["three"] > 1.5 * n["one"],
                ),
                Option(
                    "About as many each",
                    "folding takes weights that are chosen for it",
                    lambda n: max(abs(n[k] / n["one"] - 1) for k in ("two", "three")) <= 0.2,
                ),
                Option(
                    "One layer, by far",
                    "lines of one layer all cross",
                    lambda n: n["three"] < 0.67 * n["one"],
                ),
            )
        ),
        result="Over {draws} draws {one:.0f} for one layer, {two:.0f} for two, {three:.0f} for "
        "three; lines that all cross make {expected}.",
        link="/space-folding?hidden=8-8-8",
        why=Why(
            "Why not many more?",
            (
                Reason(
                    "A random unit's bend meets each line about once, in whatever layer it is",
                    "Only weights made for it bend it at every sheet at once, as in the fold.",
                    explains=True,
                ),
                Reason(
                    "Deep networks cannot have more",
                    "They can: the proven best of 8-8-8 has many thousands.",
                ),
            ),
        ),
        transfer=Transfer("And weights made to fold?", "/space-folding?part=fold&folds=3"),
        measure=depth_of_draws,
        where=("part",),
    ),
)
