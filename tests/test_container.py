"""The image of the app, as its Dockerfile makes it: what is copied runs, and is found healthy."""

import asyncio
import json
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.serving import ROOT, streamlit_server
from tests.test_service import heading_of

FOLDER = ROOT / ".devcontainer"
DOCKERFILE = (FOLDER / "Dockerfile").read_text(encoding="utf-8")


def command_of(instruction: str) -> list[str]:
    """The command, as a list, at the end of the last such instruction."""
    *_, line = re.findall(rf"^{instruction} .*?(\[.*\])$", DOCKERFILE, re.MULTILINE)
    return [str(part) for part in json.loads(line)]


def test_what_is_copied_runs_and_is_found_healthy(tmp_path: Path) -> None:
    for name in copied():
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)  # type: ignore[operator]
    program, run, script, *options = command_of("CMD")
    assert (program, run) == ("streamlit", "run")
    others = [option for option in options if "port" not in option and "address" not in option]
    with streamlit_server(tmp_path / script, others, directory=tmp_path) as address:
        assert asyncio.run(heading_of(address)) == "ELU"
        _, *check = command_of("HEALTHCHECK")
        health = [part.replace("http://127.0.0.1:8501", address) for part in check]
        assert address in health[-1]
        subprocess.run([sys.executable, *health], check=True)
    gone = subprocess.run([sys.executable, *health], capture_output=True)
    assert gone.returncode != 0


def copied() -> list[str]:
    """The names at the top of the project that the image gets."""
    lines = (FOLDER / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    kept = [line[1:] for line in lines if line.startswith("!")]
    assert "*" in lines
    return kept


@pytest.mark.parametrize("name", copied())
def test_what_is_copied_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_no_rights_and_no_secrets() -> None:
    user = DOCKERFILE.index("\nUSER teacher")
    assert DOCKERFILE.index("\nRUN pip") < user < DOCKERFILE.index("\nCMD")
    assert not any(fnmatch(name, ".git*") for name in copied())


def test_editor_uses_the_same_image() -> None:
    settings = json.loads((FOLDER / "devcontainer.json").read_text(encoding="utf-8"))
    build = settings["build"]
    assert (FOLDER / build["dockerfile"]).samefile(FOLDER / "Dockerfile")
    assert (FOLDER / build["context"]).samefile(ROOT)
    assert f"useradd --create-home {settings['remoteUser']}\n" in DOCKERFILE
