"""The HTML of a file of its own: whole for every function, and no visitor's text runs in it."""

import json
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.export.page import filled, shell
from actviz.figures.browser_files import plotly_file
from actviz.maths import CATALOGUE, Activation, parse_activation
from actviz.views.explore.state import ExploreState
from actviz.views.explore.view import figure
from tests.live_figures import Mounted, mounted

LIMIT, LIMIT_OF_RUN = 1_800_000, 2_500_000  # bytes
HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "</script><script>alert(1)</script>",
            "<!--<script>",
            "<!--plotly-->",
            "<!--content--><!--programs-->",
            '"><img src=x onerror=alert(1)>',
            "'; alert(1); '",
            "\u2028alert(1)",
            "</noscript><b>",
            "]]>&lt;",
            "\\u003c/script>",
            "${alert(1)} $& $1",
        ]
    ),
)


class Reader(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and their texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[Any, ...]]] = []
        self.texts: list[str] = []
        self.inside = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(attrs)))
        self.texts.append("")
        self.inside = True

    def handle_endtag(self, _tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data

    def text(self, tag: str, place: int = 0) -> str:
        """The text right behind the start of an element."""
        places = [at for at, (name, _) in enumerate(self.elements) if name == tag]
        return self.texts[places[place]]


def file_of(activation: Activation) -> str:
    shown = figure(ExploreState(base=activation, parameters=activation.defaults))
    assert shown.drawing is not None
    return filled(shell([shown.drawing], [activation]), [shown.message()], activation.name)


@pytest.mark.parametrize("identifier", CATALOGUE)
def test_every_function_is_a_file(identifier: str) -> None:
    activation = CATALOGUE[identifier]
    page = file_of(activation)
    assert len(page.encode()) <= LIMIT
    read = Reader(page)
    assert read.text("title") == read.text("h1") == activation.name
    content = json.loads(read.text("script"))
    assert content["figures"][0]["functions"][0]["source"] == activation.javascript()
    start = page.index('<ul class="formulas">')
    formulas = ElementTree.fromstring(page[start : page.index("</ul>") + 5])
    assert len(formulas) == 2
    assert len(page) - len(plotly_file().content.decode()) < 200_000
    # Formulas are spelled out, no command of LaTeX is left.
    assert "\\" not in page[start : page.index("</ul>")]


@pytest.mark.parametrize(
    "text", ["a*x*tanh(b*x)", "where(x < script, x, alert*x)", "max(x, innerHTML)"]
)
def test_a_formula_of_ones_own_is_a_file(text: str) -> None:
    activation = parse_activation(text)
    page = file_of(activation)
    assert json.dumps(activation.javascript()).replace("<", "\\u003c") in page


def test_style_sheets_that_a_drawing_loads_are_in_the_page() -> None:
    for drawing in ("explore/curves", "dead_units/map"):
        page = shell([drawing])
        assert ".live-figure-slider" in page
        assert ".live-figure-stage" in page
        assert (".dead-units-cell" in page) is (drawing == "dead_units/map")


def test_every_figure_of_the_app_is_a_file() -> None:
    for each in mounted():
        page = filled(shell(drawings(each)), [each.message], "Title")
        assert len(page.encode()) <= (LIMIT_OF_RUN if each.run else LIMIT), each.link
        assert json.loads(Reader(page).text("script"))["figures"] == [each.message]


def drawings(figure: Mounted) -> list[str]:
    return [figure.message["drawing"]] if "drawing" in figure.message else []


@given(title=HOSTILE, alt=HOSTILE, name=HOSTILE, label=HOSTILE, source=HOSTILE)
def test_no_text_becomes_a_part_of_the_page(
    title: str, alt: str, name: str, label: str, source: str
) -> None:
    empty = "<!doctype html><title><!--title--></title><h1><!--title--></h1><p><!--alt--></p>"
    empty += '<script type="application/json"><!--content--></script>'
    message = {"alt": alt, "functions": [], "names": [name], "controls": [{"label": label}]}
    message["figure"] = {"data": [{"text": source}]}
    page = filled(empty, [message], title)
    plain = filled(empty, [message | {"alt": ""}], "")
    kinds = [element for element in Reader(page).elements if element != ("p", ())]
    assert kinds == [element for element in Reader(plain).elements if element != ("p", ())]
    assert json.loads(Reader(page).text("script"))["figures"] == [message]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//x", "https:///x"])
def test_a_page_leads_back_to_an_address_of_the_web_only(link: str) -> None:
    with pytest.raises(ValueError, match="links back"):
        filled("", [], "", link)
