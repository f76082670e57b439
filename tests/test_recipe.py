"""CONTRIBUTING's recipe "add an activation", carried out: one entry in one file, nothing else."""

import re
from pathlib import Path

import pytest

from tests.recipes import blocks, copy_project, paste, run

SEE_IT = """
from streamlit.testing.v1 import AppTest
from actviz.maths import CATALOGUE
from actviz.views.gallery.view import gallery_cards
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
    copy_project(folder)
    (entry,) = blocks("Add an activation")
    family = folder / "actviz" / "maths" / "catalogue" / "rectifiers.py"
    paste(family, entry, behind=r"ENTRIES.*\(")
    return folder


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
    output = run(project, *options, "tests/browser/javascript/test_functions.py")
    assert "test_javascript_equals_numpy[rational_tail]" in output
