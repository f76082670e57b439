"""CONTRIBUTING's recipe "add an activation", carried out: an entry and a form of other origin."""

import re
from pathlib import Path

import pytest

from tests.recipes import blocks, copy_project, paste, run

SEE_IT = """
import pytest
from streamlit.testing.v1 import AppTest
from actviz.maths import CATALOGUE
from actviz.views.gallery.view import gallery_cards
from actviz.ui.pages import page_script

assert "rational_tail" in CATALOGUE
assert any(card["id"] == "rational_tail" for family in gallery_cards() for card in family["cards"])
app = AppTest.from_file("actviz/ui/router.py", default_timeout=600).run()
app.query_params["activation"] = "rational_tail"
app.switch_page(str(page_script("explore"))).run()
assert not app.exception, app.exception
assert app.title[0].value == "Rational tail"
collect = "-c tests/pytest.ini -q --collect-only --assert=plain -p no:cacheprovider".split()
pytest.main([*collect, "tests/browser/javascript/test_functions.py"])
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the recipe's two blocks pasted where it says."""
    folder = tmp_path_factory.mktemp("project")
    copy_project(folder)
    entry, form = blocks("Add an activation")
    family = folder / "actviz" / "maths" / "catalogue" / "rectifiers.py"
    paste(family, entry, behind=r"ENTRIES.*\(")
    paste(folder / "tests" / "maths" / "test_independent_forms.py", form, behind=r"FORMS = \{")
    return folder


def test_new_entry_is_in_gallery_and_explore_and_the_browser_tests(project: Path) -> None:
    output = run(project, "-c", SEE_IT)
    assert "test_javascript_equals_numpy[rational_tail]" in output


def test_all_tests_of_the_catalogue_and_of_the_entry_pass(project: Path) -> None:
    files = ("catalogue", "independent_forms", "claims", "recognise", "gallery")
    selected = " or ".join(["rational_tail", *(f"test_{name}.py" for name in files)])
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-p", "no:cacheprovider", "-v")
    folders = ("tests/maths", "tests/figures", "tests/views/gallery")
    output = run(project, *options, "-k", selected, *folders)
    assert "test_equals_the_independent_form[rational_tail] PASSED" in output
    for name in files:
        assert re.search(rf"test_{name}\.py::.* PASSED", output), name
    assert len(re.findall(r"\brational_tail\b.* PASSED", output)) >= 20
