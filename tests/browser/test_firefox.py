"""The app in Firefox: every page opens, a dragged slider moves its curve, a network trains."""

import json
from collections.abc import Iterator

import pytest
import torch

from actviz.training import Lab, LabConfig
from actviz.ui.page_spec import PageSpec
from actviz.ui.pages import PAGES
from tests.browser.conftest import FINISHED, UNDRAWN, UNFINISHED, UNMOUNTED
from tests.firefox import Tab, firefox

FIGURE = 'document.querySelector("div.live-figure")'
UNREADY = ", ".join([UNFINISHED, UNMOUNTED, UNDRAWN])
ARROW_RIGHT = "\ue014"
PIXELS, MOVES = 120, 60


@pytest.fixture(scope="module")
def open_tab(server: str) -> Iterator["OpenTab"]:
    with firefox() as tab:
        yield OpenTab(tab, server)


class OpenTab:
    """Opens a path of the app in a tab; what its page reports fails the test."""

    def __init__(self, tab: Tab, server: str) -> None:
        self.tab, self.server = tab, server

    def __call__(self, path: str) -> Tab:
        self.tab.open(f"{self.server}/{path}")
        self.tab.wait_for(
            f"document.querySelector({json.dumps(FINISHED)}) && document.querySelector('h1')"
            f" && !document.querySelector({json.dumps(UNREADY)})"
        )
        return self.tab


def closed(tab: Tab) -> None:
    """Nothing was reported until here."""
    assert tab.problems == []
    assert tab.evaluate("document.querySelectorAll('[data-testid=stException]').length") == 0


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_page_opens(open_tab: OpenTab, spec: PageSpec) -> None:
    tab = open_tab(spec.url_path)
    assert tab.evaluate("document.querySelectorAll('h1').length") == 1
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    closed(tab)


def test_slider_moves_the_curve_while_it_is_dragged(open_tab: OpenTab) -> None:
    tab = open_tab("explore?activation=elu")
    before = tab.evaluate(f"[{FIGURE}.dataset.redraws, {FIGURE}.dataset.commits ?? 0]")
    tab.drag("div.live-figure input[type=range]", PIXELS, MOVES)
    tab.wait_for(f"Number({FIGURE}.dataset.commits) === {int(before[1]) + 1}")
    assert tab.evaluate(f"Number({FIGURE}.dataset.redraws)") - int(before[0]) > MOVES / 4
    tab.wait_for("new URL(location).searchParams.has('alpha')")
    dragged = tab.evaluate("Number(new URL(location).searchParams.get('alpha'))")
    assert dragged > 1
    tab.press(ARROW_RIGHT)
    tab.wait_for(f"Number(new URL(location).searchParams.get('alpha')) > {dragged}")
    closed(tab)


def test_networks_train_as_pytorch_does(open_tab: OpenTab) -> None:
    tab = open_tab("training?samples=100")
    tab.wait_for(f'{FIGURE}.dataset.loss && document.querySelector(".st-key-training_step button")')
    tab.evaluate('document.querySelector(".st-key-training_step button").click()')
    tab.wait_for(f'{FIGURE}.dataset.step === "1"')
    lab = Lab(LabConfig(samples=100), dtype=torch.float64)
    lab.advance(1)
    loss = float(tab.evaluate(f"{FIGURE}.dataset.loss"))
    assert loss == pytest.approx(float(lab.loss()[0]), rel=1e-9)
    closed(tab)
