"""Slow work done once, before the first visit."""

import gc
import importlib

from actviz.figures.sparkline import sparkline
from actviz.maths import CATALOGUE, properties


def warm_up() -> None:
    """Import the lab, derive what the Gallery shows, and exempt both from garbage collection.

    Takes seconds. Without it the first visitor waits for the imports, and a class that arrives
    together waits several times as long.
    """
    # The lab brings torch; the data sets import scikit-learn only when one of them is chosen.
    for name in ("actviz.training", "sklearn.datasets"):
        importlib.import_module(name)
    for activation in CATALOGUE.values():
        activation.javascript()
        properties(activation)
        sparkline(activation)
    # What is loaded now stays until the process ends: frozen, no later collection scans it.
    gc.collect()
    gc.freeze()
