"""Chunks that are done, each a file beside the result until that is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from actviz.training.sweep.config import SweepConfig
from actviz.training.sweep.networks import MEASURES, Array, code_version


class Store:
    """The folder `<out>.parts`; a chunk's name is a hash of all that decides its numbers.

    OSError: the folder cannot be made or written.
    """

    def __init__(self, out: Path, config: SweepConfig, device: str) -> None:
        self.folder = out.with_name(out.name + ".parts")
        self.folder.mkdir(exist_ok=True)
        texts = {name: text for name, text in config.texts().items() if name != "activations"}
        self._config, self._common = config, [texts, device, code_version()]

    def path(self, numbers: Sequence[int]) -> Path:
        """Where a chunk lies, done or not."""
        first = self._config.network(numbers[0]).activations[0]
        spec = json.dumps([*self._common, first, list(numbers)], sort_keys=True)
        return self.folder / f"{hashlib.sha256(spec.encode()).hexdigest()[:32]}.npy"

    def load(self, numbers: Sequence[int]) -> Array | None:
        """A chunk's result, None where it is missing or damaged."""
        try:
            found = np.load(self.path(numbers), allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        whole = found.shape == (len(numbers), len(MEASURES)) and found.dtype == np.float64
        return found if whole else None

    def save(self, numbers: Sequence[int], result: Array) -> None:
        """Keep a chunk: wholly, or not at all."""
        path = self.path(numbers)
        half = path.with_suffix(".half")
        with half.open("wb") as file:
            np.save(file, result)
        half.replace(path)

    def remove(self, chunks: Sequence[Sequence[int]]) -> None:
        """Remove this sweep's chunks, and the folder if nothing else is in it."""
        for numbers in chunks:
            self.path(numbers).unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all; OSError where it cannot be written."""
    half = path.with_name(path.name + ".half")
    half.write_bytes(content)
    half.replace(path)
