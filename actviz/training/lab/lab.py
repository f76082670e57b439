"""The lab: racers trained side by side, on the same data from the same start, and watched."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from actviz.training.config import LabConfig
from actviz.training.counter import SLOPES, shuffled, uniform
from actviz.training.data.dataset import Dataset, make_dataset, split
from actviz.training.lab.history import History
from actviz.training.lab.probes import Examples, Probe, measure
from actviz.training.network.heads import make_head
from actviz.training.network.hidden_layer import group_key
from actviz.training.network.stack import BatchedNetworks
from actviz.training.racer import Racer

Array = NDArray[np.float64]
_Function = TypeVar("_Function", bound=Any)


def without_autograd(method: _Function) -> _Function:
    """Run a function without autograd and on one thread: fastest for networks this small."""

    @wraps(method)
    def run(*arguments: Any, **named: Any) -> Any:
        # OpenMP builds of torch count threads per calling thread, so it is set where the work is.
        if torch.get_num_threads() != 1:
            torch.set_num_threads(1)
        with torch.inference_mode():
            return method(*arguments, **named)

    return run  # type: ignore[return-value]


class Lab:
    """A race as `config` describes it, at step 0.

    A step is one update of every racer on one batch; an epoch is every training example once.
    Racers see the same batches and start at the same weights. A racer with a non-finite weight,
    loss or pre-activation has diverged: it stops, its numbers are NaN, and the others go on. One
    lab belongs to one visitor: nothing in it is shared or locked.

    `data` are the visitor's own examples, for `dataset="own"`. `dtype` float64 trains in double
    precision. ValueError: no data for "own", or fewer than two training examples.
    """

    def __init__(
        self,
        config: LabConfig,
        data: Dataset | None = None,
        *,
        dtype: torch.dtype = torch.float32,
    ) -> None:
        self.config, self.dtype = config, dtype
        self.dataset = (
            data if data is not None and config.dataset == "own" else make_dataset(config)
        )
        self.split = split(config, self.dataset)
        self.head = make_head(config.loss_used, len(self.dataset.class_names))
        parts = self.split
        self.train_examples = self._tensors(parts.train_features, parts.train_targets, dtype)
        self.test_examples = self._tensors(parts.test_features, parts.test_targets, dtype)
        inputs = self.train_examples.features.shape[1]
        self.stacks = [
            (
                places,
                BatchedNetworks(
                    [config] * len(places),
                    [self.racers[p] for p in places],
                    inputs,
                    self.head,
                    dtype,
                ),
            )
            for places in _arranged(self.racers)
        ]
        self.step = 0
        self.start_rate = config.learning_rate
        self.seconds = 0.0
        self.diverged_at: dict[int, int] = {}
        self._batches = endless_batches(self.train_examples, config.batch_size, config.seed)
        self._probe: tuple[int, Probe] | None = None
        self.history = History(len(self.racers), config.hidden, self.steps_per_epoch)
        self.history.add(0, 0.0, self.probe())

    @property
    def racers(self) -> tuple[Racer, ...]:
        """The racers, in the config's order; all results are in this order."""
        return self.config.racers

    @property
    def epoch(self) -> float:
        """Epochs done, with the fraction of the present one."""
        return self.step / self.steps_per_epoch

    @property
    def steps_per_epoch(self) -> int:
        """Updates until every training example was used once."""
        return -(-len(self.train_examples) // self.config.batch_size)

    @property
    def finished(self) -> bool:
        """Every racer has diverged: nothing is left to train."""
        return not self.stacks

    @without_autograd
    def advance(self, steps: int) -> None:
        """Train every racer for `steps` updates; ValueError for a negative number."""
        if steps < 0:
            raise ValueError(f"steps is {steps}: want 0 or more; a lab does not run backwards")
        end = self.step + steps
        while self.step < end and self.stacks:
            pause = min(end, self.history.next_step(self.step))
            self._train(pause - self.step)
            if pause == self.history.next_step(pause - 1):
                self.history.add(self.step, self.seconds, self.probe())

    def _train(self, steps: int) -> None:
        started = time.perf_counter()
        rate = self.config.learning_rate
        stacks = [stack for _, stack in self.stacks]
        for _ in range(steps):
            features, targets = next(self._batches)
            for stack in stacks:
                stack.train(features, targets, rate, self._draw)
            self.step += 1
        self.seconds += time.perf_counter() - started

    def set_learning_rate(self, learning_rate: float) -> None:
        """Use another learning rate from the next step on; ValueError as in LabConfig."""
        self.config = replace(self.config, learning_rate=learning_rate)
        self.history.note_rate(self.step, self.config.learning_rate)

    def _draw(self, layer: int, shape: tuple[int, int]) -> torch.Tensor:
        numbers = uniform(self.config.seed, SLOPES + layer, self.step, shape[0] * shape[1])
        return torch.from_numpy(numbers).view(shape).to(self.dtype)

    def _tensors(self, features: Array, targets: Array, dtype: torch.dtype) -> Examples:
        return Examples(
            torch.as_tensor(np.ascontiguousarray(self.split.inputs(features)), dtype=dtype),
            self.head.targets(targets, dtype),
        )

    def probe(self) -> Probe:
        """Everything measured at this step, on the whole training set; kept until the next."""
        if self._probe is None or self._probe[0] != self.step:
            return self.measure()
        return self._probe[1]

    @without_autograd
    def measure(self) -> Probe:
        """The probe made anew, for weights that were changed between two steps."""
        parts, left = [], []
        for places, stack in self.stacks:
            probe, healthy = measure(stack, self.train_examples, self.test_examples)
            parts.append((places, probe))
            self.diverged_at |= {
                place: self.step
                for place, well in zip(places, healthy.tolist(), strict=True)
                if not well
            }
            if bool(healthy.all()):
                left.append((places, stack))
            elif bool(healthy.any()):
                kept = [p for p in places if p not in self.diverged_at]
                left.append((kept, stack.without(~healthy)))
        self.stacks = left
        whole = Probe(len(self.racers), self.config.hidden)
        for places, probe in parts:
            whole.put(places, probe)
        self._probe = (self.step, whole)
        return whole

    def dead_fraction(self) -> Array:
        """Share of dead units, (racers, hidden layers); NaN where diverged."""
        return self.probe()["dead"]

    def loss(self) -> Array:
        """Mean training loss, (racers,): nats for cross-entropy, else squared units."""
        return self.probe()["loss"]

    def test_loss(self) -> Array:
        """Mean test loss, (racers,); NaN without test examples."""
        return self.probe()["test_loss"]

    def accuracy(self) -> Array:
        """Share of training examples classified right, (racers,); NaN for a curve."""
        return self.probe()["accuracy"]

    def test_accuracy(self) -> Array:
        """Share of test examples classified right, (racers,)."""
        return self.probe()["test_accuracy"]

    def diverged(self) -> NDArray[np.bool_]:
        """Whether a racer met a number that is not finite, (racers,)."""
        self.probe()
        return np.array([place in self.diverged_at for place in range(len(self.racers))])

    def can_die(self) -> NDArray[np.bool_]:
        """Whether the racer's f' is 0 on an interval; if not, it cannot die by this definition."""
        return np.array([racer.can_die for racer in self.racers])

    def died_at(self) -> list[Array]:
        """For each hidden layer the step by which a dead unit was dead, (racers, units).

        NaN for a living unit. The step is one of the history's: deaths between two of them are
        seen at the later one.
        """
        self.history.see(self.step, self.probe())
        return self.history.died_at

    def to_csv(self) -> str:
        """The history as CSV, one line for each step and racer."""
        return self.history.to_csv([racer.label for racer in self.racers])

    def first_step_with(self, accuracy: float) -> Array:
        """First step of the history with at least this training accuracy, (racers,), else NaN."""
        return self.history.first_step_with(accuracy)


# No method: a generator that held its lab would keep a closed session's memory until a collection.
def endless_batches(
    examples: Examples, size: int, seed: int
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Batches of epoch after epoch, each in an order of its own."""
    features, targets = examples.features, examples.targets
    for epoch in itertools.count():
        chosen = torch.from_numpy(shuffled(seed, epoch, len(features)))
        yield from zip(features[chosen].split(size), targets[chosen].split(size), strict=True)


def _arranged(racers: tuple[Racer, ...]) -> list[list[int]]:
    """Places of the racers of each stack, equal groups side by side."""
    stacks: dict[int, dict[Any, list[int]]] = {}
    for place, racer in enumerate(racers):
        shape = 0 if racer.elementwise else racer.pieces
        stacks.setdefault(shape, {}).setdefault(group_key(racer), []).append(place)
    return [list(itertools.chain.from_iterable(groups.values())) for groups in stacks.values()]
