"""The words a config may hold."""

from __future__ import annotations

from typing import Literal

Loss = Literal["auto", "cross_entropy", "squared_error"]
Optimiser = Literal["sgd", "momentum", "adam"]
Initialisation = Literal["he", "xavier", "lecun", "normal", "zero"]
LearnedPer = Literal["layer", "unit"]

TOY_DATASETS = ("circles", "moons", "xor", "spirals", "blobs", "curve")
REAL_DATASETS = ("digits", "iris", "wine", "breast_cancer")
DATASETS = (*TOY_DATASETS, *REAL_DATASETS)
REGRESSION_DATASETS = ("curve",)
OWN_DATA = "own"
