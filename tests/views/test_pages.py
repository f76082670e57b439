"""Every page runs from the router to its end without an exception."""

import pytest

from actviz.ui.pages import PAGES, PageSpec
from tests.pages import open_link


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_page_runs(spec: PageSpec) -> None:
    app = open_link(spec.url_path)
    assert not app.exception
    assert len(app.title) == 1


def test_urls_are_unique() -> None:
    paths = [spec.url_path for spec in PAGES]
    assert len(set(paths)) == len(paths)
    assert paths.count("") == 1, "exactly one page is the home page"
