"""The app under an operating system's limits and rights."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from actviz.ui.warm_up import raise_limit_of_open_files
from tests.serving import copy_of_the_app, streamlit_server
from tests.visitor import visitor

if sys.platform == "win32":
    pytest.skip("Windows has others", allow_module_level=True)

import resource

# Root obeys the modes of files like anybody once it has no capabilities. Another user would not do:
# Python itself may stand where only root may go.
AS_ANYBODY = []
if os.geteuid() == 0:
    AS_ANYBODY = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


def test_limit_of_open_files_is_raised() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
    try:
        raise_limit_of_open_files()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert hard == before[1]
        assert soft == 10_240 or soft == hard < 10_240
        raise_limit_of_open_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (soft, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_ordinary_user_without_a_folder_to_write_to(tmp_path: Path) -> None:
    copy = copy_of_the_app(tmp_path)
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    prefix = ["env", f"HOME={copy}", *AS_ANYBODY]
    refused = subprocess.run([*prefix, "touch", str(copy / "written")], capture_output=True)
    try:
        assert b"Permission denied" in refused.stderr
        with streamlit_server(copy / "app.py", directory=copy, prefix=prefix) as address:
            assert asyncio.run(heading_of(address)) == "ELU"
    finally:
        for path in (copy, *copy.rglob("*")):
            path.chmod(0o755)


def test_visitors_do_not_see_what_went_wrong(tmp_path: Path) -> None:
    copy = copy_of_the_app(tmp_path)
    (copy / "pages" / "explore.py").write_text("raise RuntimeError('the secret')\n")
    with streamlit_server(copy / "app.py", directory=copy) as address:
        (shown,) = asyncio.run(exceptions_of(address))
    assert "error" in shown
    assert "secret" not in shown
    assert str(copy) not in shown


async def exceptions_of(address: str) -> list[str]:
    async with visitor(address) as visit:
        await visit.open("explore", "")
        return [str(each) for each in visit.exceptions]


async def heading_of(address: str) -> str:
    async with visitor(address) as visit:
        await visit.open("explore", "activation=elu")
        assert visit.exceptions == []
        (heading,) = visit.of_kind("heading")
        return heading.heading.body
