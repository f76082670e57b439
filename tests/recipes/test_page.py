"""CONTRIBUTING's recipes for a page, its drawing and its run, carried out."""

from pathlib import Path

import pytest

from tests.recipes import run
from tests.recipes.page import with_the_page

RUN_IT = """
from streamlit.testing.v1 import AppTest
from actviz.ui.pages import page_script

app = AppTest.from_file("actviz/ui/router.py", default_timeout=600).run()
app.switch_page(str(page_script("powers"))).run()
app.button(key="powers_step").click().run()
assert (app.metric[0].label, app.metric[0].value) == ("Step 1", "1.10")
app.button(key="powers_run").click().run()
assert not app.exception
assert app.button(key="powers_run").label == "Pause"
assert app.button(key="powers_step").disabled
app.button(key="powers_run").click().run()
assert app.button(key="powers_run").label == "Run"
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_the_page(tmp_path_factory.mktemp("project"))


def test_its_run_goes_on_step_by_step_and_starts_and_pauses(project: Path) -> None:
    run(project, "-c", RUN_IT)


def test_all_tests_of_pages_and_figures_pass(project: Path) -> None:
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-p", "no:cacheprovider", "-v")
    output = run(project, *options, "tests/views/test_pages.py", "tests/figures")
    assert "test_page_runs[Powers] PASSED" in output
    assert "test_every_page_with_a_figure_is_looked_at PASSED" in output
