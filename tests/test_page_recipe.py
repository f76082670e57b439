"""CONTRIBUTING's recipes for a page and its drawing, carried out."""

from pathlib import Path

from tests.page_recipe import with_the_page
from tests.recipes import run


def test_all_tests_of_pages_and_figures_pass(tmp_path: Path) -> None:
    project = with_the_page(tmp_path)
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-p", "no:cacheprovider", "-v")
    output = run(project, *options, "tests/views/test_pages.py", "tests/figures")
    assert "test_page_runs[Powers] PASSED" in output
    assert "test_every_page_with_a_figure_is_looked_at PASSED" in output
