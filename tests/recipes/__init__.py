"""A copy of the project in which a recipe of CONTRIBUTING is followed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.serving import ROOT

_NEEDED = ("actviz", "pages", "assets", "tests", ".streamlit", "app.py")


def copy_project(folder: Path) -> None:
    """Copy what the app and its tests need."""
    for name in _NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)


def blocks(heading: str) -> list[str]:
    """The Python blocks below a heading of CONTRIBUTING."""
    return re.findall(r"(?ms)^```python\n(.*?)^```$", section(heading))


def section(heading: str) -> str:
    """What stands below a heading of CONTRIBUTING."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"(?ms)^## {heading}\n(.*?)(?=^## |\Z)", text)
    return section


def files(heading: str) -> dict[str, str]:
    """What the recipe below a heading of CONTRIBUTING writes: blocks by the path above each."""
    return dict(re.findall(r"(?ms)^`([\w/.]+)`:\n\n```\w+\n(.*?)^```$", section(heading)))


def paste(file: Path, block: str, behind: str | None = None) -> None:
    """Paste a block at the end of a file, or behind its one line that matches `behind`."""
    before = file.read_text(encoding="utf-8")
    after, pasted = f"{before}\n\n{block}", 1
    if behind is not None:
        after, pasted = re.subn(rf"(?m)^{behind}$", lambda line: f"{line[0]}\n{block}", before)
    assert pasted == 1, f"{file} has {pasted} lines {behind}"
    file.write_text(after, encoding="utf-8")


def run(project: Path, *arguments: str) -> str:
    """What Python prints in the copy; the test fails where it fails."""
    result = subprocess.run(
        [sys.executable, *arguments], cwd=project, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return result.stdout
