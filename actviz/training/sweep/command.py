"""Train hundreds of networks over two quantities, and write what became of them.

    python -m actviz.training.sweep --activation relu --x learning_rate=0.01:10:24 \\
        --y initial_scale=0.1:10:24 --seeds 3 --steps 1000 --out map.parquet

On all cores of this machine, or with --scheduler on those of a Dask cluster. Stopped, it goes on
where it was when it is started again; the file is the same, to the last byte.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import torch

from actviz.training.config import LabConfig
from actviz.training.sweep import cluster
from actviz.training.sweep.config import SweepConfig, option
from actviz.training.sweep.file import read_parquet, to_parquet, versions
from actviz.training.sweep.networks import MEASURES, Array, code_version, compute
from actviz.training.sweep.store import Store, write_whole
from actviz.training.sweep.table import summarised

Numbers = tuple[int, ...]


class RefusedError(Exception):
    """Something that was asked for cannot be done; the message has the way out."""


def main(arguments: list[str]) -> int:
    """Sweep and write; 0, 2 where it is not possible, 130 where it was stopped."""
    chosen = _parser().parse_args(arguments)
    try:
        config = _config(chosen)
        _check(chosen, config)
        if chosen.out.exists():
            return _there_already(chosen.out, config, chosen.device)
        store = Store(chosen.out, config, chosen.device)
        numbers = _run(config, store, chosen)
        write_whole(chosen.out, to_parquet(summarised(config, numbers, versions(chosen.device))))
        store.remove(config.chunks())
    except KeyboardInterrupt:
        _say(f"stopped: what is done is in {chosen.out}.parts, and the same command goes on there")
        return 130
    except (RefusedError, cluster.NoSchedulerError, ValueError, OSError, RuntimeError) as error:
        _say(f"nothing was written: {error}")
        return 2
    _say(f"{chosen.out}: {config.cells:,} cells of {config.seeds}, {config.steps:,} steps")
    return 0


def _run(config: SweepConfig, store: Store, chosen: argparse.Namespace) -> Array:
    chunks = config.chunks()
    numbers = np.full((config.networks, len(MEASURES)), np.nan)
    missing = []
    for chunk in chunks:
        found = store.load(chunk)
        if found is None:
            missing.append(chunk)
        else:
            numbers[list(chunk)] = found
    _say(
        f"{config.networks:,} networks in {len(chunks):,} chunks"
        + (f", {len(chunks) - len(missing):,} of them done before" if missing != chunks else "")
    )
    started = time.monotonic()
    for done, (chunk, result) in enumerate(_results(config, missing, chosen), 1):
        store.save(chunk, result)
        numbers[list(chunk)] = result
        spent = time.monotonic() - started
        left = spent / done * (len(missing) - done)
        _say(f"{len(chunks) - len(missing) + done} of {len(chunks)} chunks, {_time(left)} left")
    return numbers


def _results(
    config: SweepConfig, missing: Sequence[Numbers], chosen: argparse.Namespace
) -> Iterator[tuple[Numbers, Array]]:
    if not missing:
        return iter(())
    if chosen.scheduler is None and chosen.threads == 1:
        return ((chunk, compute(config, chunk, chosen.device, code_version())) for chunk in missing)
    return cluster.computed(
        config, missing, chosen.device, workers=chosen.threads, address=chosen.scheduler
    )


def _config(chosen: argparse.Namespace) -> SweepConfig:
    usual = SweepConfig.usual().texts()
    given = {name: text for name in usual if (text := getattr(chosen, name, None)) is not None}
    if chosen.activation:
        given["activations"] = ";".join(chosen.activation)
    try:
        return SweepConfig.from_texts(given)
    except ValueError as error:
        raise RefusedError(str(error)) from None


def _check(chosen: argparse.Namespace, config: SweepConfig) -> None:
    if not 1 <= chosen.threads <= 1024:
        raise RefusedError(f"--threads {chosen.threads}: want 1 to 1024")
    if chosen.scheduler is None:
        check_device(chosen.device)
    if not chosen.out.parent.is_dir():
        raise RefusedError(
            f"there is no folder {chosen.out.parent} for {chosen.out.name}: make it first"
        )
    if chosen.out.is_dir():
        raise RefusedError(f"{chosen.out} is a folder: name a file in it")
    if not os.access(chosen.out.parent, os.W_OK):
        raise RefusedError(
            f"the folder {chosen.out.parent} cannot be written: choose another --out"
        )


def check_device(device: str) -> None:
    """RefusedError for a device that torch does not have here."""
    if device == "cpu":
        return
    if device.partition(":")[0] != "cuda":
        raise RefusedError(f"--device {device}: want cpu or cuda")
    if not torch.cuda.is_available():
        raise RefusedError(
            f"--device {device}: torch {torch.__version__} finds no GPU here; leave --device away, "
            "or install a CUDA build of torch on a machine that has one"
        )


def _there_already(out: Path, config: SweepConfig, device: str) -> int:
    """What to say of a file that is there: it is never written over."""
    away = "choose another --out, or move that file away"
    try:
        found = read_parquet(out)
    except ValueError as error:
        raise RefusedError(f"{out} is there, and {error}; or {away}") from None
    if found.config != config:
        raise RefusedError(
            f"{out} is there and has another sweep, {found.config.command()}: {away}"
        )
    if found.about != versions(device):
        raise RefusedError(f"{out} is there, of this sweep but by other versions: {away}")
    _say(f"{out} is there already, and has this sweep")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m actviz.training.sweep", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--out", type=Path, required=True, help="the Parquet file to write")
    parser.add_argument("--activation", nargs="+", metavar="RACER", help="usually relu")
    parser.add_argument("--x", metavar="AXIS", help="name=low:high:count, usually learning_rate")
    parser.add_argument("--y", metavar="AXIS", help="and :linear or :log behind, if not usual")
    parser.add_argument("--seeds", metavar="N", help="networks of each cell, usually 3")
    parser.add_argument("--steps", metavar="N", help="usually 1000")
    parser.add_argument("--precision", help="float64 as in the browser, or float32")
    parser.add_argument("--chunk", metavar="N", help="networks that are trained together")
    where = parser.add_argument_group("where")
    where.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="1: without Dask")
    where.add_argument("--scheduler", metavar="tcp://HOST:8786", help="of a Dask cluster you trust")
    where.add_argument("--device", default="cpu", help="cpu or cuda")
    run = parser.add_argument_group("what all networks share, as the training lab has it")
    usual = SweepConfig.usual().texts()
    for each in fields(LabConfig):
        if each.name != "activations":
            run.add_argument(option(each.name), metavar=usual[each.name][:30].upper() or "TEXT")
    return parser


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
