"""Every page runs from the router to its end without an exception."""

import pytest
from streamlit.testing.v1 import AppTest

from actviz.ui.page_spec import PageSpec
from actviz.ui.pages import PAGES
from tests.pages import open_link


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_page_runs(spec: PageSpec) -> None:
    app = open_link(spec.url_path)
    assert not app.exception
    assert len(app.title) == 1


def test_page_stands_at_the_root_wherever_its_thread_was_left() -> None:
    def script() -> None:
        import runpy

        import streamlit as st

        from actviz.ui.page_spec import ROOT

        # As a part of a page leaves the thread that it ran in.
        st.container().__enter__()
        runpy.run_path(str(ROOT / "actviz" / "ui" / "router.py"))

    app = AppTest.from_function(script, default_timeout=300).run()
    assert not app.exception
    assert app.title[0] in app.main.children.values()


def test_urls_are_unique() -> None:
    paths = [spec.url_path for spec in PAGES]
    assert len(set(paths)) == len(paths)
    assert paths.count("") == 1, "exactly one page is the home page"
