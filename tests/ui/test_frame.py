"""What a link says of every page is read without trust, and holds from page to page."""

import pytest

from actviz.ui.frame import EVERYTHING, Frame, controls, styles
from actviz.ui.pages import PAGES
from tests.pages import open_link

EXPLORE = next(page for page in PAGES if page.url_path == "explore")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"hide": "sliders,readout"}, []),
        ({"hide": EVERYTHING, "present": "1"}, []),
        ({"hide": "transport"}, []),
        ({"hide": ",,"}, []),
        ({"hide": "nonsense,sliders"}, ["'nonsense'"]),
        ({"hide": "<script>,$x$"}, ["<script>"]),
        ({"hide": "x" * 9000}, ["x" * 40 + "…"]),
        ({"hide": ["sliders", "no", "readout"]}, ["'no'"]),
        ({"present": "yes"}, ["present", "want 1 or 0"]),
    ],
)
def test_frame_in_a_link(query: dict[str, str | list[str]], told: list[str]) -> None:
    app = open_link("explore", activation="elu", **query)
    assert not app.exception
    said = " ".join(each.value.replace("\\", "") for each in app.warning)
    assert bool(app.warning) == bool(told)
    assert all(text in said for text in told)
    assert app.title[0].value == "ELU"


def test_own_parameter_of_that_name_is_the_formulas() -> None:
    app = open_link("explore", own="present*x + hide", present="0.5", hide="2")
    assert not app.exception
    assert not app.warning
    assert app.query_params["present"] in ("0.5", ["0.5"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_styles_hide_what_is_named(page: object) -> None:
    assert isinstance(page, type(EXPLORE))
    usual = styles(page, Frame())
    assert set(page.not_for_a_class) <= set(page.controls)
    assert not set(page.controls) & {EVERYTHING}
    for name, selector in controls(page).items():
        assert f"{selector} {{ display: none" in styles(page, Frame(hide=(name,)))
        assert selector in styles(page, Frame(hide=(EVERYTHING,)))
    assert styles(page, Frame(hide=("no such name",))) == usual
