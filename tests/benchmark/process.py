"""What a server's process holds, as Linux tells it."""

import os
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Held:
    """Threads, open files, and resident memory in megabytes."""

    threads: int
    files: int
    megabytes: float


def is_readable() -> bool:
    """Whether this system has a /proc to read from."""
    return Path("/proc/self/status").is_file()


def held_by(process: int) -> Held:
    """What a process holds now."""
    folder = Path("/proc") / str(process)
    text = (folder / "status").read_text(encoding="ascii")
    numbers = dict(re.findall(r"^(\w+):\s+(\d+)", text, re.MULTILINE))
    files = len(list((folder / "fd").iterdir()))
    return Held(int(numbers["Threads"]), files, int(numbers["VmRSS"]) / 1e3)


def cpu_seconds(process: int) -> float:
    """Processor time that a process has used so far, in seconds."""
    text = (Path("/proc") / str(process) / "stat").read_text(encoding="ascii")
    # The command in parentheses may hold spaces; after it user and system time are 12th and 13th.
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def process_on(address: str) -> int:
    """The process that this one started to serve an address."""
    port = address.rsplit(":", 1)[1]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode()
        except OSError:
            continue
        if f"--server.port={port}" in command:
            return int(folder.name)
    raise RuntimeError(f"no process with port {port} in its command line was found")
