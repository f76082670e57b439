"""A sweep beside a loop of torch.nn and torch.optim, two workers beside one, and how cost grows."""

import time

import torch
from torch import nn

from actviz.training import Lab, LabConfig
from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.cluster import computed
from actviz.training.sweep.networks import Chunk
from tests.benchmark.reporting import verdict

# 576 networks 2×32 on circles, batches of 32.
AXES = Axis("learning_rate", 0.01, 10.0, 24), Axis("initial_scale", 0.1, 10.0, 24)
STEPS = 100
LOOP_STEPS = 300


def run() -> None:
    """Print network updates per second of each, and their ratios."""
    torch.set_num_threads(1)
    loop = loop_updates()
    print(f"torch.nn and torch.optim, one network: {loop:,.0f} updates/s")
    for precision in ("float32", "float64"):
        config = SweepConfig(LabConfig(hidden=(32, 32)), *AXES, 1, STEPS, precision)
        updates = sweep_updates(config)
        print(f"576 networks, {precision}: {updates:,.0f} updates/s")
        print(verdict(f"{precision} against the loop", updates / loop, 20, "×", at_least=True))
    one, two = workers_seconds(1), workers_seconds(2)
    print(verdict("two workers against one", one / two, 1.6, "×", at_least=True))
    for width in (8, 32, 128):
        config = SweepConfig(LabConfig(hidden=(width, width)), *AXES, 1, 20)
        print(f"2×{width}, batches of 32, float64: {sweep_updates(config, 4):,.0f} updates/s")


def loop_updates() -> float:
    """Updates per second of one network of the sweep, written as a tutorial has it."""
    lab = Lab(LabConfig(hidden=(32, 32)))
    features, targets = lab.train_examples.features, lab.train_examples.targets
    model = nn.Sequential(
        nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1)
    )
    loss, optimiser = nn.BCEWithLogitsLoss(), torch.optim.SGD(model.parameters(), lr=0.1)
    best = 0.0
    for _ in range(5):
        started = time.perf_counter()
        for step in range(LOOP_STEPS):
            first = step * 32 % (len(features) - 32)
            batch = slice(first, first + 32)
            optimiser.zero_grad()
            loss(model(features[batch]), targets[batch]).backward()
            optimiser.step()
        best = max(best, LOOP_STEPS / (time.perf_counter() - started))
    return best


def sweep_updates(config: SweepConfig, most: int = 1000) -> float:
    """Updates per second over a sweep's chunks, all that is measured of them included."""
    chunks = config.chunks()[:most]
    started = time.perf_counter()
    for numbers in chunks:
        chunk = Chunk(config, numbers)
        chunk.advance(config.steps)
        chunk.result()
    return sum(map(len, chunks)) * config.steps / (time.perf_counter() - started)


def workers_seconds(workers: int) -> float:
    """Seconds a chunk of the 576 networks, from the first result of a cluster to its last."""
    config = SweepConfig(LabConfig(hidden=(32, 32)), *AXES, 1, 20 * STEPS, chunk=8)
    results = computed(config, config.chunks(), "cpu", workers=workers)
    for _ in range(workers):
        next(results)
    started = time.perf_counter()
    count = sum(1 for _ in results)
    return (time.perf_counter() - started) / count
