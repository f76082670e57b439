"""What is done once, before the first visit."""

import gc
import importlib
import sys

from actviz.figures.sparkline import sparkline
from actviz.maths import CATALOGUE, properties

# Most that macOS takes for one process. A visitor holds three files, closed ones for two minutes.
_OPEN_FILES = 10_240


def warm_up() -> None:
    """Import the lab, derive what the Gallery shows, exempt both from garbage collection.

    Takes seconds. Without it the first visitor waits for the imports, and a class that arrives
    together waits several times as long.
    """
    raise_limit_of_open_files()
    # torch lets go of the interpreter at every operation. At Python's own 5 ms, each may wait so
    # long for a thread that writes a page: on two cores, thirty visitors see 3.1 pictures a second
    # with 1 ms instead of 2.5.
    sys.setswitchinterval(0.001)
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


def raise_limit_of_open_files() -> None:
    """Let the process open 10,240 files at once, or as many as the system lets it.

    The usual limits are 256 (macOS) and 1,024, which 75 and 300 visitors reach.
    """
    if sys.platform == "win32":
        return  # has no such limit
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
