"""The training lab's engine: data, batched networks, probes. NumPy, SymPy and PyTorch."""

from actviz.training.config import LabConfig
from actviz.training.data.dataset import Dataset, make_dataset
from actviz.training.lab.lab import Lab
from actviz.training.lab.presets import PRESETS, Preset
from actviz.training.lab.probes import Probe, dead_fraction
from actviz.training.racer import Racer
from actviz.training.torch_activation import torch_activation

__all__ = [
    "PRESETS",
    "Dataset",
    "Lab",
    "LabConfig",
    "Preset",
    "Probe",
    "Racer",
    "dead_fraction",
    "make_dataset",
    "torch_activation",
]
