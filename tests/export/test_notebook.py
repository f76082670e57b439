"""What a notebook shows of an activation."""

import subprocess
import sys
from html.parser import HTMLParser

import pytest

from actviz.export.notebook import CATALOGUE
from actviz.maths import parse_activation
from tests.export.test_page import LIMIT, Reader


class Frame(HTMLParser):
    """The attributes of the elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.mark.parametrize(
    ("activation", "title"),
    [(CATALOGUE["elu"], "ELU"), (parse_activation("where(x < a, 0, x)"), "where(x < a, 0, x)")],
)
def test_an_activation_is_one_frame(activation: object, title: str) -> None:
    shown = activation._repr_html_()  # type: ignore[attr-defined]
    ((tag, attributes),) = Frame(shown).elements
    assert tag == "iframe"
    assert attributes["sandbox"] == "allow-scripts allow-downloads"
    assert attributes["title"] == title
    page = attributes["srcdoc"]
    assert page
    assert len(page.encode()) <= LIMIT
    assert Reader(page).text("h1") == title


def test_the_mathematics_alone_shows_no_figure() -> None:
    program = "from actviz.maths import CATALOGUE; print(CATALOGUE['elu']._repr_html_())"
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "None\n"
