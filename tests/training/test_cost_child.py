"""The measurement in a process of its own: what it tells, and that it never outlives who looks."""

from __future__ import annotations

import threading

from actviz.training.cost.child import Child

QUICK = ["--pass", "forward", "--seconds", "1e-5"]
LONG = ["--elements", "4", "--seconds", "60", "--activation", "relu"]
PATIENCE = 120  # seconds, for a process to begin and to end on a slow machine


def lived_through(child: Child) -> None:
    """Wait for its end, with a pulse meanwhile."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(1):
            child.pulse()

    pulse = threading.Thread(target=beat)
    pulse.start()
    try:
        child._process.wait(PATIENCE)
    finally:
        stop.set()
        pulse.join()


def test_what_is_measured_is_told_once() -> None:
    child = Child([*QUICK, "--activation", "relu", "mish (derived)", "--elements", "8", "4"])
    lived_through(child)
    lines = child.found()
    assert [(line["elements"], line["activation"]) for line in lines] == [
        (size, name) for size in ("8", "4") for name in ("relu", "mish (derived)")
    ]
    assert all(float(line["ratio_to_relu"]) > 0 for line in lines)
    assert child.found() == []
    assert not child.running
    assert not child.failed
    child.end()
    assert not child._out.parent.exists()


def test_a_line_that_is_being_written_is_left_for_the_next_time() -> None:
    child = Child(LONG)
    try:
        child._out.write_bytes(b"activation,elements\nrelu,4\nmi")
        assert child.found() == [{"activation": "relu", "elements": "4"}]
        child._out.write_bytes(b"activation,elements\nrelu,4\nmish,4\n")
        assert child.found() == [{"activation": "mish", "elements": "4"}]
    finally:
        child.end()


def test_what_cannot_be_measured_is_said() -> None:
    child = Child([*QUICK, "--activation", "rleu"])
    lived_through(child)
    assert child.failed
    assert "'rleu' to time: did you mean relu" in child.complaint()
    child.end()


def test_it_ends_at_once_and_with_who_started_it_or_looks() -> None:
    ended, left, unseen = children = [Child(LONG) for _ in range(3)]
    assert all(child.running for child in children)
    ended.end()
    assert not ended.running
    assert left._process.stdin is not None
    left._process.stdin.close()
    for child in (left, unseen):
        assert child._process.wait(PATIENCE) == 1
        assert child.failed
    unseen.pulse()
    unseen.end()
    left.end()
