"""CONTRIBUTING's recipe "add an activation", carried out: one entry in one file, nothing else."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT

NEEDED = ("actviz", "pages", "assets", "tests", ".streamlit", "app.py")

SEE_IT = """
from streamlit.testing.v1 import AppTest
from actviz.maths import CATALOGUE
from actviz.ui.gallery import gallery_cards
from actviz.ui.pages import page_script

assert "rational_tail" in CATALOGUE
assert any(card["id"] == "rational_tail" for family in gallery_cards() for card in family["cards"])
app = AppTest.from_file("actviz/ui/router.py", default_timeout=60).run()
app.query_params["activation"] = "rational_tail"
app.switch_page(str(page_script("explore"))).run()
assert not app.exception, app.exception
assert app.title[0].value == "Rational tail"
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the recipe's entry pasted into one family."""
    folder = tmp_path_factory.mktemp("project")
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```python\n(    Activation\(.*?)```", text, flags=re.DOTALL)
    family = folder / "actviz" / "maths" / "catalogue" / "rectifiers.py"
    before = family.read_text(encoding="utf-8")
    after, pasted = re.subn(r"(?m)^ENTRIES.*\($", lambda line: f"{line[0]}\n{recipe}", before)
    assert pasted == 1
    family.write_text(after, encoding="utf-8")
    return folder


def run(project: Path, *arguments: str) -> str:
    result = subprocess.run(
        [sys.executable, *arguments], cwd=project, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return result.stdout


def test_new_entry_is_in_gallery_and_explore(project: Path) -> None:
    run(project, "-c", SEE_IT)


def test_new_entry_is_in_the_tests_and_passes_them(project: Path) -> None:
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-q", "-k", "rational_tail")
    output = run(project, *options, "-p", "no:cacheprovider", "tests/maths", "tests/figures")
    passed = re.search(r"(\d+) passed", output)
    assert passed
    assert int(passed[1]) >= 20


def test_new_entry_is_in_the_browser_tests(project: Path) -> None:
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-q", "--collect-only")
    output = run(project, *options, "tests/browser/test_javascript.py")
    assert "test_javascript_equals_numpy[rational_tail]" in output
