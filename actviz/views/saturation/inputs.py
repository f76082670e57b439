"""What goes into the networks: the lab's data, in place of normal numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actviz.training import LabConfig
from actviz.training.data.dataset import make_dataset, split
from actviz.views.saturation.state import EXAMPLES, NORMAL, SaturationState

_DIGITS = 6  # of an input: the browser gets the numbers as text


@dataclass(frozen=True, eq=False)
class Examples:
    """`values` (examples, features), standardised; `labels` (examples,) 0 or 1."""

    values: NDArray[np.float64]
    labels: NDArray[np.float64]

    @property
    def mean_square(self) -> float:
        """Of an input."""
        return float(np.square(self.values).mean())

    def message(self) -> dict[str, Any]:
        """What the browser takes."""
        return {
            "columns": self.values.shape[1],
            "values": self.values.ravel().tolist(),
            "labels": self.labels.tolist(),
        }


def examples_of(state: SaturationState) -> Examples | None:
    """The data set's examples; None for normal inputs, which the browser draws."""
    return None if state.inputs == NORMAL else _examples(state.inputs, state.seed)


@lru_cache(maxsize=16)
def _examples(name: str, seed: int) -> Examples:
    config = LabConfig(dataset=name, samples=EXAMPLES, test_share=0.0, seed=seed)
    dataset = make_dataset(config)
    divided = split(config, dataset)
    # Of more than two classes the first half against the others.
    labels = divided.train_targets >= len(dataset.class_names) / 2
    return Examples(np.round(divided.train_features, _DIGITS), labels.astype(float))
