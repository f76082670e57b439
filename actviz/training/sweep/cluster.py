"""Chunks on many cores or machines, by Dask.

A scheduler runs whatever is sent to it, so that its address is a matter for the command line alone:
never for a link, a file or a page.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any

from actviz.training.sweep.config import SweepConfig
from actviz.training.sweep.networks import Array, code_version, compute

Numbers = tuple[int, ...]
_RETRIES = 3
# Chunks on their way for each core: none waits for the next, and what is lost at a stop is little.
_AHEAD = 3


class NoSchedulerError(Exception):
    """No scheduler answers, or it has no workers."""


def computed(
    config: SweepConfig,
    chunks: Sequence[Numbers],
    device: str,
    *,
    workers: int,
    address: str | None = None,
    timeout: float = 15.0,
) -> Iterator[tuple[Numbers, Array]]:
    """The chunks' results as they come, from a cluster of `workers` processes or at an address.

    A chunk that is lost with its worker is computed by another one. NoSchedulerError: nothing
    answers at the address for `timeout` seconds. RuntimeError: a chunk failed four times.
    """
    from distributed import KilledWorker, as_completed

    with _client(workers, address, timeout) as client:
        common = json.dumps([config.texts(), device, code_version()])
        waiting = iter(chunks)

        def submit(numbers: Numbers) -> Any:
            name = hashlib.sha256(f"{common} {numbers}".encode()).hexdigest()[:32]
            future = client.submit(
                compute, config, numbers, device, code_version(),
                key=f"chunk-{name}", retries=_RETRIES,
            )  # fmt: skip
            submitted[future.key] = numbers
            return future

        submitted: dict[str, Numbers] = {}
        cores = max(1, sum(client.nthreads().values()))
        first = [submit(numbers) for numbers in islice(waiting, _AHEAD * cores)]
        running = as_completed(first)
        for future in running:
            try:
                result = future.result()
            except KilledWorker:
                raise RuntimeError(
                    "several workers died at one chunk, of which memory is the usual reason: take "
                    "a smaller --chunk, or fewer --samples"
                ) from None
            yield submitted.pop(future.key), result
            for numbers in waiting:
                running.add(submit(numbers))
                break


@contextmanager
def _client(workers: int, address: str | None, timeout: float) -> Iterator[Any]:
    from distributed import Client, LocalCluster

    with ExitStack() as stack:
        if address is None:
            target: Any = stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
            )
        else:
            target = address
        try:
            client = stack.enter_context(Client(target, timeout=timeout))
            client.wait_for_workers(1, timeout=timeout)
        except (OSError, TimeoutError, ValueError) as error:
            raise NoSchedulerError(_way_out(address, str(error))) from None
        yield client


def _way_out(address: str | None, reason: str) -> str:
    return (
        f"no scheduler with a worker answers at {address} ({reason.splitlines()[0][:200]}): start "
        "them with\n  python -m distributed.cli.dask_scheduler\n  python -m "
        f"distributed.cli.dask_worker {address} --nthreads 1\nor leave --scheduler away to use "
        "this machine's cores"
    )
