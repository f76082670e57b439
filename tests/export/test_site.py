"""The site's pages, and the folder that they are written to."""

from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest

from actviz.export.__main__ import main
from actviz.export.site import entries, index
from actviz.maths import CATALOGUE
from actviz.training import PRESETS as RUNS
from actviz.ui.pages import PAGES
from actviz.views.compare.presets import PRESETS as COMPARISONS


class Links(HTMLParser):
    """Where a page leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs)["href"])


def test_every_function_and_every_preset_has_a_page() -> None:
    pages = list(chain(*entries().values()))
    files = [entry.file for entry in pages]
    assert len(set(files)) == len(files)
    assert [e.activation for e in pages if e.activation] == list(CATALOGUE.values())
    links = [entry.link for entry in pages]
    assert len(set(links)) == len(links)
    assert sum(link.startswith("/training?") for link in links) == len(RUNS)
    assert sum(link.startswith("/compare") for link in links) == len(COMPARISONS)
    known = {f"/{spec.url_path}" for spec in PAGES}
    assert {link.partition("?")[0] for link in links} <= known


def test_the_index_leads_to_every_page_and_home() -> None:
    sections = entries()
    home = 'https://example.org/"><script>'
    page = index(sections, home)
    assert Links(page).found == [*(e.file for e in chain(*sections.values())), home]
    assert "<script" not in page
    assert "<!--" not in page


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(SystemExit):
        main(["site", "--out", str(tmp_path)])
    assert "not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
