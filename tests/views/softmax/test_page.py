"""The Softmax page as a script: every tab runs, and a bad text is answered at its field."""

import pytest
from streamlit.testing.v1 import AppTest

from actviz.views.softmax.state import KINDS, VIEWS
from tests.pages import open_link


def page(**query: str | list[str]) -> AppTest:
    """The page at a link."""
    return open_link("softmax", **query)


# The bars above the tabs are of the chosen kind, and so are the lines of PyTorch and a note that
# stands above the other tabs.
SHOWN = [(show, "softmax") for show in VIEWS]
SHOWN += [(show, kind) for show in ("pytorch", "jacobian") for kind in KINDS if kind != "softmax"]


@pytest.mark.parametrize(("show", "kind"), SHOWN)
def test_every_tab_runs(show: str, kind: str) -> None:
    for extra in ({}, {"z": ["1", "-2"], "T": "0"}, {"z": ["1e4"] * 10, "T": "inf"}):
        app = page(show=show, kind=kind, **extra)
        assert not app.exception
        assert not app.warning


def test_plane_without_data_runs() -> None:
    app = page(show="regression", data="none", w=["1,0,0", "0,1,0"])
    assert not app.exception
    app.number_input(key="softmax_count").set_value(5).run()
    assert len(app.query_params["w"]) == 5


@pytest.mark.parametrize(
    "text", ["letters", "1e999, 2", "1 2 3 4 5 6 7 8 9 10 11", "<b>2</b>, 1", "2,,1"]
)
def test_bad_logits_get_a_message_and_change_nothing(text: str) -> None:
    app = page(z=["3", "1", "2"], T="2", name=["a", "b", "c"])
    before = {name: app.query_params[name] for name in ("z", "T", "name")}
    app.text_input(key="softmax_vector").set_value(text).run()
    assert len(app.error) == 1
    assert "number" in app.error[0].value
    assert {name: app.query_params[name] for name in ("z", "T", "name")} == before
    # What was typed stays, to be mended.
    assert app.text_input(key="softmax_vector").value == text
    app.text_input(key="softmax_vector").set_value("5, 6, 7").run()
    assert not app.error
    assert app.query_params["z"] == ["5", "6", "7"]
    assert app.query_params["name"] == ["a", "b", "c"]


def test_bad_logits_outlive_other_controls_until_the_box_is_emptied() -> None:
    app = page(z=["3", "1", "2"])
    app.text_input(key="softmax_vector").set_value("letters").run()
    app.button(key="softmax_add").click().run()
    assert app.query_params["z"] == ["3", "1", "2", "0"]
    assert app.text_input(key="softmax_vector").value == "letters"
    assert len(app.error) == 1
    app.text_input(key="softmax_vector").set_value("").run()
    assert app.text_input(key="softmax_vector").value == "3, 1, 2, 0"
    assert len(app.error) == 0


def test_bad_names_get_a_message() -> None:
    app = page()
    app.text_input(key="softmax_names").set_value("cat, dog").run()
    assert "3 names" in app.error[0].value
    app.text_input(key="softmax_names").set_value("cat, dog, fox").run()
    assert not app.error
    assert app.query_params["name"] == ["cat", "dog", "fox"]


def test_buttons_change_the_link() -> None:
    app = page()
    app.button(key="softmax_add").click().run()
    assert app.query_params["z"] == ["2", "1", "0.1", "0"]
    app.button(key="softmax_one_hot").click().run()
    assert app.query_params["T"] == "0"
    app.button(key="softmax_random").click().run()
    assert app.query_params["seed"] == "1"
    app.button(key="softmax_remove").click().run()
    assert len(app.query_params["z"]) == 3


def test_wrong_link_is_answered_and_the_rest_of_it_holds() -> None:
    app = page(z=["3", "x"], T="2")
    assert len(app.warning) == 1
    assert not app.exception
    assert app.text_input(key="softmax_vector").value == "3, 0"
