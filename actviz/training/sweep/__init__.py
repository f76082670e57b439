"""Hundreds of networks at once: what becomes of them over two quantities, as a command and a file.

`python -m actviz.training.sweep` is the command; see `command`.
"""

from actviz.training.sweep.axis import Axis
from actviz.training.sweep.config import SweepConfig

__all__ = ["Axis", "SweepConfig"]
