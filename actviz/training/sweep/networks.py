"""The networks of a chunk, trained as one stack, and what is measured of each."""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

import actviz
from actviz.training.config import LabConfig
from actviz.training.counter import SLOPES, shuffled, uniform
from actviz.training.data.dataset import make_dataset, split
from actviz.training.lab.lab import without_autograd
from actviz.training.lab.probes import Examples, alive_units, measure
from actviz.training.network.heads import Head, make_head
from actviz.training.network.stack import BatchedNetworks
from actviz.training.sweep.config import SweepConfig

Array = NDArray[np.float64]

# What a network has one number of, NaN where it has none. Shares are over all hidden units.
MEASURES = (
    "dead", "born_dead", "asleep", "saturated", "accuracy", "loss", "diverged", "first_death"
)  # fmt: skip


class Chunk:
    """Some networks of a sweep, at step 0; `result` at any step.

    ValueError: the networks differ in what a stack shares, or the device is not there.
    """

    @without_autograd
    def __init__(self, config: SweepConfig, numbers: Sequence[int], device: str = "cpu") -> None:
        self.steps, self.step, self.device = config.steps, 0, device
        self.dtype = getattr(torch, config.precision)
        self.widths = np.array(config.network(numbers[0]).hidden)
        self.places = np.arange(len(numbers))
        self.numbers = np.full((len(numbers), len(MEASURES)), math.nan)
        configs = [config.network(number) for number in numbers]
        self._data = _Data(configs, self.dtype)
        racers = [each.racers[0] for each in configs]
        inputs = self._data.train.features.shape[-1]
        self.stack: BatchedNetworks | None = BatchedNetworks(
            configs, racers, inputs, self._data.head, self.dtype, device
        )
        self._start(self.stack)
        self._batches = self._data.batches(device)
        self._note("diverged", np.zeros(len(numbers)))
        at_birth = self._measure()
        self._note("born_dead", at_birth["dead"])
        self._born = None if self.stack is None else self._alive()

    @property
    def finished(self) -> bool:
        """All steps are done, or every network has diverged."""
        return self.step >= self.steps or self.stack is None

    @without_autograd
    def advance(self, steps: int) -> None:
        """Train for so many updates, at most to the sweep's last."""
        end = min(self.step + steps, self.steps)
        while self.step < end and self.stack is not None:
            features, targets = next(self._batches)
            of = self._data.of
            if of is not None:
                features, targets = features[self._of], targets[self._of]
            self.stack.train(features, targets, self._rates, self._draw)
            self.step += 1
            if self.step & (self.step - 1) == 0:
                self._look()

    @without_autograd
    def result(self) -> Array:
        """What is measured at this step, (networks, `MEASURES`)."""
        if self.stack is not None:
            self._look()
            for name, values in self._measure().items():
                self._note(name, values)
        return self.numbers.copy()

    def _start(self, stack: BatchedNetworks) -> None:
        self._rates = stack.spread([each.learning_rate for each in stack.configs])
        self._of = self._data.of if self._data.of is None else self._data.of.to(self.device)

    def _note(self, name: str, values: Array) -> None:
        self.numbers[self.places, MEASURES.index(name)] = values

    def _drop(self, healthy: Tensor) -> None:
        """Go on without the networks that have diverged."""
        if bool(healthy.all()) or self.stack is None:
            return
        kept = healthy.cpu().numpy()
        gone = self.places[~kept]
        self.numbers[gone, MEASURES.index("diverged")] = 1.0
        self.places, self._data = self.places[kept], self._data.kept(healthy.cpu())
        if self._born is not None:
            self._born = self._born[healthy.cpu()]
        self.stack = self.stack.without(~healthy) if kept.any() else None
        if self.stack is not None:
            self._start(self.stack)

    _born: Tensor | None = None

    def _look(self) -> None:
        """Leave what has diverged, and note who has a first unit that was alive and is dead."""
        assert self.stack is not None
        self._drop(self.stack.finite())
        if self.stack is None or self._born is None:
            return
        died = (self._born & ~self._alive()).any(1).numpy()
        column = self.numbers[:, MEASURES.index("first_death")]
        new = self.places[died & np.isnan(column[self.places])]
        column[new] = self.step

    def _alive(self) -> Tensor:
        return torch.cat(alive_units(self._on_cpu(), self._data.train), 1)

    def _on_cpu(self) -> BatchedNetworks:
        """The stack itself, or its like on the processor: measuring is rare and small."""
        stack = self.stack
        assert stack is not None
        if self.device == "cpu":
            return stack
        like = BatchedNetworks(stack.configs, stack.racers, stack.sizes[0], stack.head, stack.dtype)
        like.parameters.values.copy_(stack.parameters.values)
        return like

    def _measure(self) -> dict[str, Array]:
        """The lab's numbers, layers taken together by their units, of those that are left."""
        nothing = Examples(
            self._data.train.features[..., :0, :], self._data.train.targets[..., :0, :]
        )
        probe, healthy = measure(self._on_cpu(), self._data.train, nothing)
        kept = healthy.numpy()
        self._drop(healthy)
        shares = {
            name: probe[name][kept] @ self.widths / self.widths.sum()
            for name in ("dead", "asleep", "saturated")
        }
        return shares | {name: probe[name][kept] for name in ("accuracy", "loss")}

    def _draw(self, layer: int, shape: tuple[int, int]) -> Tensor:
        assert self.stack is not None
        count = shape[0] * shape[1]
        drawn = cache(lambda seed: uniform(seed, SLOPES + layer, self.step, count).reshape(shape))
        numbers = np.stack([drawn(each.seed) for each in self.stack.configs])
        return torch.from_numpy(numbers).to(self.device, self.dtype)


class _Data:
    """Examples of networks whose seeds or noise differ: each kind once, and whose it is.

    head   what stands behind the networks
    train  of each network, or of all where they have the same
    of     the kind that each network has, (networks,); None where there is one
    """

    def __init__(self, configs: Sequence[LabConfig], dtype: torch.dtype) -> None:
        kinds = list(dict.fromkeys((each.seed, each.noise) for each in configs))
        self.seeds = [seed for seed, _ in kinds]
        self.size = configs[0].batch_size
        parts: list[Examples] = []
        for kind in kinds:
            config = next(each for each in configs if (each.seed, each.noise) == kind)
            dataset = make_dataset(config)
            self.head: Head = make_head(config.loss_used, len(dataset.class_names))
            made = split(config, dataset)
            inputs = np.ascontiguousarray(made.inputs(made.train_features))
            parts.append(
                Examples(
                    torch.as_tensor(inputs, dtype=dtype),
                    self.head.targets(made.train_targets, dtype),
                )
            )
        self.kinds = Examples(
            torch.stack([part.features for part in parts]),
            torch.stack([part.targets for part in parts]),
        )
        places = [kinds.index((each.seed, each.noise)) for each in configs]
        self.of = torch.tensor(places) if len(kinds) > 1 else None
        self._give()

    def _give(self) -> None:
        of = 0 if self.of is None else self.of
        self.train = Examples(self.kinds.features[of], self.kinds.targets[of])

    def kept(self, healthy: Tensor) -> _Data:
        """Of the networks that are left alone."""
        if self.of is not None:
            self.of = self.of[healthy]
            self._give()
        return self

    def batches(self, device: str) -> Iterator[tuple[Tensor, Tensor]]:
        """Batches of epoch after epoch as the lab's, (kinds, batch, …); (batch, …) of one kind."""
        features = self.kinds.features.to(device)
        targets = self.kinds.targets.to(device)
        rows = torch.arange(len(self.seeds), device=device).unsqueeze(1)
        one = len(self.seeds) == 1
        for epoch in itertools.count():
            orders = [shuffled(seed, epoch, features.shape[1]) for seed in self.seeds]
            order = torch.from_numpy(np.stack(orders)).to(device)
            mixed = features[rows, order], targets[rows, order]
            for batch in zip(*(part.split(self.size, 1) for part in mixed), strict=True):
                yield (batch[0][0], batch[1][0]) if one else (batch[0], batch[1])


def compute(config: SweepConfig, numbers: Sequence[int], device: str, code: str) -> Array:
    """The result of a whole chunk, (networks, `MEASURES`): what a worker does.

    RuntimeError: the worker's code or libraries are others than those of `code`.
    """
    if code != code_version():
        raise RuntimeError(
            "this worker runs another version of actviz, torch or NumPy: start it from the same "
            "checkout, with the same environment"
        )
    chunk = Chunk(config, numbers, device)
    chunk.advance(config.steps)
    return chunk.result()


@cache
def code_version() -> str:
    """A hash of what decides the numbers: the sources of maths and training, torch and NumPy."""
    found = hashlib.sha256(f"{torch.__version__} {np.__version__}".encode())
    root = Path(next(iter(actviz.__path__)))
    for part in ("maths", "training"):
        for path in sorted((root / part).rglob("*.py")):
            found.update(path.relative_to(root).as_posix().encode())
            found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()[:16]
