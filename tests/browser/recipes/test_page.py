"""The page of CONTRIBUTING's recipe, moved by its slider and run in the browser."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.live_figure import trace
from tests.recipes.page import with_the_page
from tests.serving import streamlit_server


def test_the_page_draws_what_its_slider_and_its_link_say(
    open_page: OpenPage, tmp_path: Path
) -> None:
    project = with_the_page(tmp_path)
    with streamlit_server(project / "app.py", directory=project) as address:
        page = open_page("powers?exponent=3", address=address)
        assert trace(page, "power")["y"][-1] == 8
        page.get_by_role("slider").first.press("ArrowRight")
        page.wait_for_url("**exponent=3.05**")
        expect(page.get_by_role("heading", name="Powers")).to_be_visible()
        assert abs(trace(page, "power")["y"][-1] - 2**3.05) < 1e-9
        page.get_by_role("button", name="Run").click()
        step = page.get_by_test_id("stMetricLabel")
        expect(step).to_have_text(re.compile(r"Step [1-9]\d"))
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_role("button", name="Run")).to_be_visible()
