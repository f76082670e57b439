"""Each contract of importlinter.ini is broken by an import that it is there to forbid."""

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from tests.recipes import copy_project
from tests.serving import ROOT

CONTRACTS = Path("tests") / "importlinter.ini"

# By contract: a module, and what it must not import; where it can, through a module in between.
FORBIDDEN = {
    "direction": ("maths/sampling.py", "actviz.figures.palette"),
    "maths": ("maths/parser/syntax.py", "torch.nn"),
    "link": ("link/kinds.py", "numpy"),
    "figures": ("figures/palette.py", "actviz.training.network.heads"),
    "training": ("training/network/heads.py", "plotly.graph_objects"),
    "claims": ("claims/practice.py", "streamlit"),
    "state": ("views/explore/state.py", "actviz.ui.text"),
    "views": ("views/maxout/cost.py", "actviz.views.explore.pytorch"),
    "circles": ("maths/parser/syntax.py", "actviz.maths.parser.builder"),
}


def contracts() -> set[str]:
    settings = configparser.ConfigParser()
    settings.read(ROOT / CONTRACTS)
    return {name.rpartition(":")[2] for name in settings.sections() if "contract" in name}


def test_every_contract_is_tried() -> None:
    assert contracts() == FORBIDDEN.keys()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    copy_project(folder)
    return folder


@pytest.mark.parametrize("contract", FORBIDDEN)
def test_a_forbidden_import_breaks_it(project: Path, contract: str) -> None:
    module, imported = FORBIDDEN[contract]
    file = project / "actviz" / module
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\nimport {imported}\n", encoding="utf-8")
    try:
        assert "1 broken" in lint(project, contract)
    finally:
        file.write_text(before, encoding="utf-8")
    assert "1 kept, 0 broken" in lint(project, contract)


def lint(project: Path, contract: str) -> str:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    result = subprocess.run(
        [*command, "--contract", contract, str(CONTRACTS)],
        cwd=project, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return result.stdout
