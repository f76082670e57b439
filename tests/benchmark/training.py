"""How fast the lab trains on one thread, in network updates per second."""

import time

from actviz.training import PRESETS, Lab, LabConfig
from tests.benchmark.reporting import verdict

SLICES = 12
SLICE_STEPS = 400
# Title, racers, limit in network updates/s.
CASES = (
    ("16 racers, one activation", ("relu",) * 16, 50_000),
    ("16 racers, 16 activations", PRESETS["race-16"].config.activations, 10_000),
)


def run() -> None:
    """Print updates per second of 8-8-8 networks on batches of 10, history included, and bare."""
    for title, activations, limit in CASES:
        whole, bare = updates_per_second(activations)
        print(verdict(title, whole, limit, " updates/s", at_least=True))
        print(f"{title}, steps alone: {bare:,.0f} updates/s")


def updates_per_second(activations: tuple[str, ...]) -> tuple[float, float]:
    """Updates per second of a lab: of the best slice of the whole work, and of its steps alone.

    A slice is 400 steps, among them the probes of the history. The best of twelve: the others met
    whatever else the machine had to do.
    """
    lab = Lab(
        LabConfig(hidden=(8, 8, 8), batch_size=10, learning_rate=0.03, activations=activations)
    )
    lab.advance(SLICE_STEPS)
    whole, bare = [], []
    for _ in range(SLICES):
        seconds, started = lab.seconds, time.perf_counter()
        lab.advance(SLICE_STEPS)
        whole.append(time.perf_counter() - started)
        bare.append(lab.seconds - seconds)
    updates = SLICE_STEPS * len(activations)
    return updates / min(whole), updates / min(bare)
