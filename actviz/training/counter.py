"""Random numbers from counters: the same ones here, in a browser, and in an exported script.

A number depends on (seed, stream, step, index) alone, so that any step of a run can be computed
again from any other. `assets/engine/random.js` holds the same functions; the functions here stand
alone, because an exported script carries their source.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Streams: the order of the examples, then one for the sampled slopes of each hidden layer.
ORDER, SLOPES = 0, 1


def mixed(seed: int, stream: int, step: int, count: int) -> list[NDArray[np.uint32]]:
    """Two blocks of `count` random 32-bit numbers for the indices 0, 1, 2, …

    pcg4d of Jarzynski & Olano 2020, Hash Functions for GPU Rendering: products and sums modulo
    2^32, which every language has.
    """
    places = [np.full(1, number, np.uint32) for number in (seed, stream, step)]
    v = [
        number * np.uint32(1664525) + np.uint32(1013904223)
        for number in (*places, np.arange(count, dtype=np.uint32))
    ]
    for last in (False, True):
        v[0] = v[0] + v[1] * v[3]
        v[1] = v[1] + v[2] * v[0]
        if not last:
            v[2] = v[2] + v[0] * v[1]
            v[3] = v[3] + v[1] * v[2]
            v = [number ^ (number >> np.uint32(16)) for number in v]
    return v[:2]


def uniform(seed: int, stream: int, step: int, count: int) -> NDArray[np.float64]:
    """`count` numbers in [0, 1), multiples of 2^-53."""
    high, low = mixed(seed, stream, step, count)
    return ((high >> np.uint32(5)) * 2.0**26 + (low >> np.uint32(6))) / 2.0**53


def shuffled(seed: int, epoch: int, count: int) -> NDArray[np.int64]:
    """The numbers 0 to `count` - 1 (at most 2^20) in the order of an epoch."""
    keys = mixed(seed, 0, epoch, count)[0].astype(np.int64)
    # The index in the low bits settles ties, and is what is left of the sorted keys.
    return np.sort(keys * 2**20 + np.arange(count)) % 2**20
