"""Every page runs from the router to its end without an exception."""

import pytest
from streamlit.testing.v1 import AppTest

from actviz.ui.pages import PAGES, PageSpec
from tests.serving import ROOT


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_page_runs(spec: PageSpec) -> None:
    # 60 s: the first run in a process imports torch.
    app = AppTest.from_file(str(ROOT / "actviz" / "ui" / "router.py"), default_timeout=60)
    app.run()
    if not spec.is_home:
        app.switch_page(str(spec.script_path)).run()
    assert not app.exception
    assert len(app.title) == 1


def test_urls_are_unique() -> None:
    paths = [spec.url_path for spec in PAGES]
    assert len(set(paths)) == len(paths)
    assert paths.count("") == 1, "exactly one page is the home page"


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_script_exists(spec: PageSpec) -> None:
    assert spec.script_path.is_file()
