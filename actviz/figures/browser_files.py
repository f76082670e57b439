"""The files that a browser draws with: what they hold, which version it is, who imports whom."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actviz.figures.palette import PALETTE

FOLDER = Path(__file__).resolve().parents[2] / "assets"
# The part of the installed package's plotly.js that draws in a plane: a third of all.
PLOTLY = FOLDER / "vendor" / "plotly-cartesian.min.js"
SERVED = {".js", ".css", ".svg", ".png", ".ico", ".webp"}
IMPORT = re.compile(r'(?:from|import)\s+"(\.[^"]+)"')


@dataclass(frozen=True)
class BrowserFile:
    """One file as it was read: its bytes, and the hash that names this content."""

    content: bytes
    digest: str


def _file(content: bytes) -> BrowserFile:
    return BrowserFile(content, hashlib.sha256(content).hexdigest()[:16])


@cache
def plotly_file() -> BrowserFile:
    """The script that draws charts."""
    return _file(PLOTLY.read_bytes())


@cache
def browser_files() -> dict[str, BrowserFile]:
    """Every file by its name in the assets folder, and `palette.js`, which is made of PALETTE.

    Read once: `forget_files` has them read again.
    """
    paths = sorted(
        path
        for path in FOLDER.rglob("*")
        if path.suffix in SERVED and path.is_file() and path != PLOTLY
    )
    files = {path.relative_to(FOLDER).as_posix(): _file(path.read_bytes()) for path in paths}
    files["live_figure/chart/palette.js"] = _file(
        f"export const PALETTE = {json.dumps(PALETTE)};\n".encode()
    )
    return files


@cache
def files_version() -> str:
    """One hash over all modules: they import each other, so they must change URL together."""
    combined = hashlib.sha256()
    for name, file in browser_files().items():
        if name.endswith((".js", ".css")):
            combined.update(f"{name}\0{file.digest}\n".encode())
    return combined.hexdigest()[:16]


@cache
def imported_by(*modules: str) -> tuple[str, ...]:
    """Names of all modules that `modules` need, themselves included."""
    files = browser_files()
    found: dict[str, None] = {}
    pending = list(modules)
    while pending:
        name = pending.pop()
        if name in found or name not in files:
            continue
        found[name] = None
        text = files[name].content.decode()
        folder = posixpath.dirname(name)
        pending += [posixpath.normpath(posixpath.join(folder, to)) for to in IMPORT.findall(text)]
    return tuple(found)


def missing() -> str:
    """One sentence on files without which no page works; empty where all are there."""
    for path in (FOLDER / "styles" / "app.css", FOLDER / "live_figure" / "live_figure.js", PLOTLY):
        if not path.is_file():
            return f"{path} is missing: get the folder {FOLDER} of the project again, whole."
    return ""


def forget_files() -> None:
    """Read the files again when they are next asked for: they may have been edited."""
    for known in (browser_files, files_version, imported_by):
        known.cache_clear()
