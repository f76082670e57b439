"""A sweep's result as Parquet: the same bytes whoever computed it, and read without trust.

A row is a cell, x running fastest, then y, then the activation. Columns: `activation`, the two
quantities by their names, and for each measure its mean over the seeds and, with `_sd`, their
standard deviation: `dead`, `born_dead`, `asleep`, `saturated`, `accuracy`, `diverged` (shares 0-1,
of units all hidden ones), `loss`, `first_death` (the first of the steps 1, 2, 4, … and the last by
which a unit was dead that lived at the start). Null: no number. The file's metadata have under
`actviz.sweep` as JSON the format, the config, its command line, seed, versions and device.
"""

from __future__ import annotations

import io
import json
import platform
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import torch

from actviz.training.sweep.config import SweepConfig
from actviz.training.sweep.networks import Array, code_version
from actviz.training.sweep.table import COLUMNS, Table

STORED = Path(__file__).resolve().parents[3] / "assets" / "sweeps" / "dead_units.parquet"
FORMAT = 1
LARGEST = 10_000_000  # bytes of a file that is read
_KEY = b"actviz.sweep"
# Snappy makes at most some twenty bytes of one, so that a small file cannot become a large one.
_CODECS = {"SNAPPY", "UNCOMPRESSED"}
_ABOUT = re.compile(r"[\w .:+/()-]{0,80}", re.ASCII)


def versions(device: str) -> dict[str, str]:
    """What a result depends on beside its config."""
    return {
        "code": code_version(),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
        "pyarrow": pa.__version__,
        "device": device,
    }


def to_parquet(table: Table) -> bytes:
    """The file's bytes: the same for the same table, wherever its numbers were computed."""
    config = table.config
    places = [config.place(cell) for cell in range(config.cells)]
    columns: dict[str, Any] = {
        "activation": pa.array([config.base.activations[place[0]] for place in places]),
        config.x.name: pa.array([float(config.x.values[place[2]]) for place in places]),
        config.y.name: pa.array([float(config.y.values[place[1]]) for place in places]),
    }
    for name in COLUMNS:
        values = table.columns[name]
        columns[name] = pa.array(values, pa.float64(), mask=np.isnan(values))
    metadata = {
        "format": FORMAT,
        "config": config.texts(),
        "command": config.command(),
        "seed": config.base.seed,
        "about": table.about,
    }
    whole = pa.table(columns).replace_schema_metadata({_KEY: json.dumps(metadata)})
    sink = io.BytesIO()
    pq.write_table(
        whole,
        sink,
        version="2.6",
        data_page_version="1.0",
        compression="snappy",
        use_dictionary=True,
        write_statistics=False,
        row_group_size=config.cells,
    )
    return sink.getvalue()


def read_parquet(source: Path | bytes) -> Table:
    """The table of a file, or of its bytes; ValueError says what is wrong. OSError: unreadable."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            source = file.read(LARGEST + 1)
    if len(source) > LARGEST:
        raise ValueError(f"the file is larger than {LARGEST // 1_000_000} MB: no sweep's is")
    try:
        file = pq.ParquetFile(io.BytesIO(source))
        table = _table(file)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(
            "the file is no Parquet, or broken: make it again, or copy it again"
        ) from error
    return table


@cache
def stored() -> Table:
    """The map that lies in the repository: ReLU and leaky ReLU over learning rate and scale."""
    return read_parquet(STORED)


def _table(file: pq.ParquetFile) -> Table:
    metadata = _metadata(file)
    config = SweepConfig.from_texts(metadata["config"])
    wanted = ["activation", config.x.name, config.y.name, *COLUMNS]
    found = file.schema_arrow
    if found.names != wanted or file.metadata.num_columns != len(wanted):
        raise ValueError(f"the file's columns are not a sweep's: want {', '.join(wanted)}")
    if file.metadata.num_rows != config.cells:
        raise ValueError(
            f"the file has {file.metadata.num_rows:,} rows, its sweep {config.cells:,} cells"
        )
    if any(found.field(name).type != pa.float64() for name in wanted[1:]):
        raise ValueError("the file has columns that are no numbers: a sweep's are float64")
    for group in range(file.metadata.num_row_groups):
        for column in range(len(wanted)):
            codec = file.metadata.row_group(group).column(column).compression
            if codec not in _CODECS:
                raise ValueError(f"the file is packed with {codec[:20]}: a sweep's is with SNAPPY")
    # Which cell a row is follows from the config: its names and values need not be believed.
    data = file.read(columns=list(COLUMNS))
    columns = {name: _numbers(name, data.column(name)) for name in COLUMNS}
    return Table(config, columns, metadata["about"])


def _metadata(file: pq.ParquetFile) -> dict[str, Any]:
    text = (file.schema_arrow.metadata or {}).get(_KEY)
    if text is None:
        raise ValueError(
            "the file is Parquet, but no sweep's: make one with python -m actviz.training.sweep"
        )
    try:
        found = json.loads(text)
        version, config, about = found["format"], found["config"], found["about"]
        whole = isinstance(config, dict) and isinstance(about, dict)
        texts = [*config.values(), *about.values()] if whole else [None]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ValueError("the file's metadata cannot be read: make it again") from None
    if version != FORMAT:
        raise ValueError(
            f"the file is of another version of the sweep (format {str(version)[:20]}, this one "
            f"reads {FORMAT}): make it again with this one"
        )
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("the file's metadata are no texts: make it again")
    if not all(_ABOUT.fullmatch(text) for text in [*about, *about.values()]):
        raise ValueError("the file's metadata have unusual letters: make it again")
    return {"config": config, "about": about}


def _numbers(name: str, column: Any) -> Array:
    values: Array = column.to_numpy().astype(np.float64)
    low, high = (0.0, np.inf) if name.startswith(("loss", "first_death")) else (0.0, 1.0)
    known = values[~np.isnan(values)]
    if not ((known >= low) & (known <= high) & np.isfinite(known)).all():
        raise ValueError(f"the file's {name} is not from {low:g} to {high:g} everywhere")
    return values
