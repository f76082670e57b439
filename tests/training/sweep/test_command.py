"""The command: the same bytes however it was computed, and what it refuses."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from actviz.training.sweep import SweepConfig
from actviz.training.sweep.cluster import NoSchedulerError, computed
from actviz.training.sweep.command import main
from actviz.training.sweep.file import read_parquet
from actviz.training.sweep.networks import MEASURES, code_version, compute
from tests.serving import ROOT

SMALL = [
    "--x", "learning_rate=0.5:5:4", "--y", "initial_scale=0.5:2:3", "--hidden", "6-5",
    "--seeds", "2", "--steps", "30", "--samples", "60", "--chunk", "2",
]  # fmt: skip


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small sweep, computed by one process."""
    out = tmp_path_factory.mktemp("sweep") / "alone.parquet"
    assert main([*SMALL, "--threads", "1", "--out", str(out)]) == 0
    return out


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )


def line_with(process: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    """Read what a process says until a line matches."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(pattern, line):
            return found
    pytest.fail(f"no {pattern!r} in {''.join(said)}")


def test_file_says_what_it_is(alone: Path) -> None:
    frame = pandas.read_parquet(alone)
    names = [name for measure in MEASURES for name in (measure, f"{measure}_sd")]
    assert list(frame) == ["activation", "learning_rate", "initial_scale", *names]
    assert len(frame) == 12
    assert set(frame.activation) == {"relu"}
    assert frame.learning_rate[:4].tolist() == pytest.approx([0.5, 1.07722, 2.32079, 5], rel=1e-5)
    table = read_parquet(alone)
    np.testing.assert_array_equal(table.columns["loss"], frame.loss)
    metadata = json.loads(pq.read_metadata(alone).metadata[b"actviz.sweep"])
    assert metadata["seed"] == 0
    assert set(metadata["about"]) == {"code", "python", "torch", "numpy", "pyarrow", "device"}
    assert "--hidden 6-5" in metadata["command"]
    assert not alone.with_name(alone.name + ".parts").exists()
    # Each cell is the mean of its networks.
    config = table.config
    numbers = compute(config, (6, 7), "cpu", code_version())
    assert frame.loss[3] == pytest.approx(numbers[:, 5].mean())
    assert frame.loss_sd[3] == pytest.approx(numbers[:, 5].std(ddof=1))


def test_killed_and_resumed_and_on_two_workers_it_is_the_same_file(
    alone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "killed.parquet"
    with started("actviz.training.sweep", *SMALL, "--threads", "1", "--out", str(out)) as process:
        line_with(process, "^3 of 12 chunks")
        process.kill()
    assert not out.exists()
    # As a program of its own: Dask leaves sockets to the collector, which our tests do not forgive.
    with started("actviz.training.sweep", *SMALL, "--threads", "2", "--out", str(out)) as process:
        before = line_with(process, r"12 chunks, (\d+) of them done before")
        assert 3 <= int(before[1]) < 12
        line_with(process, r"killed\.parquet: 12 cells")
    assert process.returncode == 0
    assert out.read_bytes() == alone.read_bytes()
    assert main([*SMALL, "--threads", "1", "--out", str(out)]) == 0
    assert "there already" in capsys.readouterr().err


def test_a_worker_that_is_killed_loses_nothing(alone: Path, tmp_path: Path) -> None:
    table = read_parquet(alone)
    chunks = table.config.chunks()
    local = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with started("distributed.cli.dask_scheduler", *local) as scheduler:
        address = line_with(scheduler, r"Scheduler at:\s+(tcp://\S+)")[1]
        worker = (
            "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--local-directory", str(tmp_path),
        )  # fmt: skip
        with started(*worker) as first, started(*worker) as second:
            for each in (first, second):
                line_with(each, "Registered to")
            found = {}
            for numbers, result in computed(
                table.config, chunks, "cpu", workers=0, address=address
            ):
                if not found:
                    first.kill()
                found[numbers] = result
            second.kill()
        scheduler.kill()
    assert set(found) == set(chunks)
    for numbers, result in found.items():
        np.testing.assert_array_equal(result, compute(table.config, numbers, "cpu", code_version()))


def test_no_scheduler_is_said() -> None:
    config = SweepConfig()
    with pytest.raises(NoSchedulerError, match=r"dask_worker tcp://127\.0\.0\.1:9"):
        list(computed(config, [(0,)], "cpu", workers=1, address="tcp://127.0.0.1:9", timeout=0.2))


def test_a_worker_of_other_code_is_refused() -> None:
    with pytest.raises(RuntimeError, match="same checkout"):
        compute(SweepConfig(), (0,), "cpu", "other")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--steps", "0"], "from 1 to"),
        (["--x", "learning_rate=10:0.01:24"], "lower end first"),
        (["--activation", "rleu"], "did you mean"),
        (["--device", "cuda"], "no GPU here"),
        (["--device", "tpu"], "want cpu or cuda"),
        (["--threads", "0"], "want 1 to 1024"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["--out", str(tmp_path / "map.parquet"), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_and_a_file_that_is_there_are_left_alone(
    alone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path / "missing" / "map.parquet")]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert main(["--out", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err
    other = tmp_path / "other.parquet"
    for content, said in (
        (b"text", "no Parquet, or broken"),
        (alone.read_bytes(), "another sweep"),
        (changed(alone, format=2), "another version"),
    ):
        other.write_bytes(content)
        assert main(["--out", str(other)]) == 2
        assert said in capsys.readouterr().err
        assert other.read_bytes() == content


def changed(path: Path, **metadata: object) -> bytes:
    """The file with other metadata."""
    table = pq.read_table(path)
    found = json.loads(table.schema.metadata[b"actviz.sweep"]) | metadata
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({"actviz.sweep": json.dumps(found)}), sink)
    return bytes(sink.getvalue())


def test_files_are_read_without_trust(alone: Path) -> None:
    whole = alone.read_bytes()
    assert read_parquet(changed(alone)).config == read_parquet(alone).config
    texts = read_parquet(alone).config.texts()
    for content, said in (
        (b"", "broken"),
        (whole[:-1], "broken"),
        (whole[: len(whole) // 2], "broken"),
        (b"x" * 10_000_001, "larger than 10 MB"),
        (changed(alone, format="<b>"), "another version"),
        (changed(alone, config=[]), "no texts"),
        (changed(alone, config={"steps": 3}), "no texts"),
        (changed(alone, config={"steps": "0"}), "from 1 to"),
        (changed(alone, about={"torch": "<script>"}), "unusual letters"),
        (changed(alone, config=texts | {"seeds": "2", "x": "learning_rate=1:2:9"}), "rows"),
        (changed(alone, config=texts | {"x": "width=1:4:4"}), "columns are not a sweep's"),
    ):
        with pytest.raises(ValueError, match=said):
            read_parquet(content)
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"a": [1]}), sink)
    with pytest.raises(ValueError, match="no sweep's"):
        read_parquet(bytes(sink.getvalue()))
    table = pq.read_table(alone)
    for column, said in (
        (pa.array([2.0] * 12), "not from 0 to 1"),
        (pa.array(["2"] * 12), "no numbers"),
    ):
        place = table.schema.get_field_index("dead")
        sink = pa.BufferOutputStream()
        pq.write_table(table.set_column(place, "dead", column), sink)
        with pytest.raises(ValueError, match=said):
            read_parquet(bytes(sink.getvalue()))


def test_a_damaged_chunk_is_computed_again(alone: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.parquet"
    with started("actviz.training.sweep", *SMALL, "--threads", "1", "--out", str(out)) as process:
        line_with(process, "^2 of 12 chunks")
        process.kill()
    for part in (tmp_path / "map.parquet.parts").glob("*.npy"):
        part.write_bytes(part.read_bytes()[:50])
    assert main([*SMALL, "--threads", "1", "--out", str(out)]) == 0
    assert out.read_bytes() == alone.read_bytes()


def test_nothing_loads_dask_that_does_not_use_it() -> None:
    script = (
        "import sys, actviz.training.sweep.command, actviz.ui.warm_up\n"
        "assert not {'dask', 'distributed'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
