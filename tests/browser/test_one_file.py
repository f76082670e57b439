"""Figures as files of their own: opened from disk, without network, under a strict policy."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import pytest
import torch
from playwright.sync_api import Browser, Page, expect

from actviz.export.__main__ import main
from actviz.export.notebook import frame
from actviz.maths import CATALOGUE
from actviz.training import Lab
from actviz.views.training.state import TrainingState
from tests.browser.accessibility import serious_violations
from tests.browser.conftest import PATIENCE, OpenPage, watch
from tests.browser.live_figure import downloads, drag, figure, slider, trace

Alone = Callable[[Path], Page]

READY = "() => [...document.querySelectorAll('.live-figure')].every((root) => root.dataset.ready)"
# The chart follows the window a frame later.
FITS = """(width) => document.documentElement.clientWidth === width
  && document.documentElement.scrollWidth === width"""
THEME = """(theme) => [...document.querySelectorAll("html, .live-figure")].every(
  (each) => each.dataset.theme === theme && !each.liveFigure?.frame)"""


@pytest.fixture
def alone(browser: Browser) -> Iterator[Alone]:
    """Opens a file in a browser that has no network; the test fails if it reports an error."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    problems = watch(page)

    def alone(path: Path) -> Page:
        page.goto(path.as_uri())
        page.wait_for_function(READY)
        return page

    yield alone
    context.close()
    assert problems == []


def exact(page: Page, name: str, **parameters: float) -> None:
    """Both curves on the screen are NumPy's, to 1e-12."""
    for live in ("value", "derivative"):
        line = trace(page, live)
        x, y = np.array([line["x"], line["y"]], dtype=float)
        drawn = np.isfinite(y)  # a line has gaps where it jumps
        assert drawn.sum() > 500
        wanted = getattr(CATALOGUE[name], live)(x[drawn], **parameters)
        np.testing.assert_allclose(y[drawn], wanted, rtol=1e-12, atol=1e-12)


def test_button_gives_a_file_that_lives_alone(
    open_page: OpenPage, alone: Alone, tmp_path: Path
) -> None:
    app = open_page("/explore?activation=elu&from=-4&probe=-1")
    drag(app, slider(app, "α"), 0.5)
    app.mouse.up()
    box = figure(app).get_by_role("textbox", name="α, exact value")
    alpha = float(box.input_value())
    assert alpha != CATALOGUE["elu"].defaults["alpha"]
    with app.expect_download() as waiting:
        figure(app).get_by_role("button", name="HTML").click()
    assert waiting.value.suggested_filename == f"elu_alpha={alpha:g}.html"
    path = tmp_path / "elu.html"
    waiting.value.save_as(path)
    assert path.stat().st_size <= 1_800_000

    page = alone(path)
    expect(page).to_have_title(CATALOGUE["elu"].name)
    # A server on this machine is no address for others.
    expect(page.get_by_role("link")).to_have_count(0)
    expect(page.locator("math")).to_have_count(2)
    expect(slider(page, "Probe x")).to_have_value("-1")
    assert trace(page, "value")["x"][0] == -4
    exact(page, "elu", alpha=alpha)

    page.emulate_media(color_scheme="light")
    for theme in ("light", "dark"):
        page.wait_for_function(THEME, arg=theme)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_function(FITS, arg=width)
            assert serious_violations(page) == []
        page.get_by_role("button", name="Dark").or_(
            page.get_by_role("button", name="Light")
        ).click()

    drag(page, slider(page, "α"), 0.75)
    page.mouse.up()
    moved = float(page.get_by_role("textbox", name="α, exact value").input_value())
    assert moved > alpha
    page.wait_for_function(
        "() => !document.querySelector('.live-figure').liveFigure.plot.unsettled"
    )
    exact(page, "elu", alpha=moved)
    assert len(downloads(page, f"elu_alpha={moved:g}")["CSV"].splitlines()) > 600
    page.get_by_role("button", name="Reset").click()
    page.wait_for_function(
        """() => document.querySelector(".live-figure").liveFigure.settings.values.alpha === 1"""
    )


def test_command_and_notebook_give_what_runs_in_a_sandbox(alone: Alone, tmp_path: Path) -> None:
    main(["explore", "logistic", "k=2", "--out", str(tmp_path / "logistic.html")])
    (tmp_path / "course.html").write_text(
        '<!doctype html><title>A course</title><iframe sandbox="allow-scripts" '
        'src="logistic.html" width="1200" height="760"></iframe>'
        f"{frame(CATALOGUE['elu'])}",
        encoding="utf-8",
    )
    page = alone(tmp_path / "course.html")
    for place, name in enumerate(("k", "α")):
        framed = page.frame_locator("iframe").nth(place)
        expect(framed.locator(".live-figure[data-ready]")).to_have_count(1)
        box = framed.get_by_role("textbox", name=f"{name}, exact value")
        shown = box.input_value()
        assert shown == ("2" if name == "k" else "1")
        before = framed.locator(".live-figure").get_attribute("data-redraws")
        framed.get_by_role("slider", name=name, exact=True).press("ArrowRight")
        expect(framed.locator(".live-figure")).not_to_have_attribute("data-redraws", before or "")
        expect(box).not_to_have_value(shown)


STEPS = 3


def test_a_run_of_the_lab_is_a_file(open_page: OpenPage, alone: Alone, tmp_path: Path) -> None:
    link = "activations=relu&activations=tanh&hidden=6&learning_rate=0.3&stop=0"
    state, messages = TrainingState.read(parse_qs(link))
    assert messages == []
    app = open_page(f"/training?{link}")
    expect(figure(app)).to_have_attribute("data-step", "0")
    with app.expect_download() as waiting:
        figure(app).get_by_role("button", name="HTML").click()
    path = tmp_path / "run.html"
    waiting.value.save_as(path)
    assert path.stat().st_size <= 2_500_000

    page = alone(path)
    for step in range(STEPS):
        expect(figure(page)).to_have_attribute("data-step", str(step))
        page.get_by_role("button", name="Step", exact=True).click()
    expect(figure(page)).to_have_attribute("data-step", str(STEPS))
    lab = Lab(state.config, dtype=torch.float64)
    lab.advance(STEPS)
    loss = float(figure(page).get_attribute("data-loss") or "nan")
    assert loss == pytest.approx(lab.loss()[0], rel=1e-9)

    page.get_by_role("button", name="Start").click()
    page.wait_for_function("() => Number(document.querySelector('.live-figure').dataset.step) > 50")
    page.get_by_role("button", name="Pause").click()
    expect(figure(page)).to_have_attribute("data-running", "false")
    assert serious_violations(page) == []
    page.get_by_role("slider", name="Time line").press("Home")
    expect(figure(page)).to_have_attribute("data-step", "0")
    page.get_by_role("button", name="Step", exact=True).click()
    expect(figure(page)).to_have_attribute("data-step", "1")


SECTIONS = """() => [...document.querySelectorAll("ul")].map((list) =>
  [...list.querySelectorAll("a")].map((link) => [link.textContent, link.href]))"""
# A figure whose program computes in the page has come to its end.
CALM = """() => [...document.querySelectorAll(".live-figure")].every(
  (root) => root.dataset.ready && root.dataset.running !== "true")"""


def test_the_site_is_walked_from_disk(alone: Alone, tmp_path: Path) -> None:
    assert main(["site", "--out", str(tmp_path / "site")]) == 0
    page = alone(tmp_path / "site" / "index.html")
    sections = page.evaluate(SECTIONS)
    assert sum(map(len, sections)) == len(list(tmp_path.glob("site/*.html"))) - 1
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert serious_violations(page) == []
    # Some functions and one of the lab's runs, which are alike, and every other page.
    functions = sections[: len({each.family for each in CATALOGUE.values()})]
    *others, runs, why = sections[len(functions) :]
    alike = (section[0] for section in (*functions[::6], runs))
    for title, address in chain(alike, *others, why):
        page.goto(address)
        expect(page.locator("h1")).to_have_text(title)
        expect(figure(page).first).to_be_visible()
        page.wait_for_function(CALM)
    page.get_by_role("link", name="All figures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Activation functions")


@pytest.mark.allow_problems("ERR_FAILED", "Failed to load", "/actviz-export/")
def test_without_the_server_the_button_says_so(open_page: OpenPage) -> None:
    page = open_page("/explore")
    page.route("**/actviz-export/**", lambda route: route.abort())
    figure(page).get_by_role("button", name="HTML").click()
    expect(figure(page).get_by_role("status")).to_have_text(
        "No file: the server did not answer. Try again."
    )
