"""The training lab's page without a browser: buttons, links, one run for each visitor."""

import re
import weakref
from collections.abc import Callable
from typing import cast

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from actviz.training import Dataset
from actviz.training.data.csv_table import Table, read_table
from actviz.ui.player import Player
from actviz.ui.time_share import TIME_SHARE
from actviz.views.training.run import Run
from tests.pages import open_link

Visit = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def nobody_else_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test before left playing is not to keep this one from the server."""
    monkeypatch.setattr(TIME_SHARE, "_seen", weakref.WeakKeyDictionary())


def visit(**query: str) -> AppTest:
    """A visitor who opens the page by a link; the server trains, for here is no browser."""
    app = open_link("training", **({"engine": "torch"} | query))
    assert not app.exception
    return app


def run_of(app: AppTest) -> Run:
    return cast(Run, player_of(app).run)


def player_of(app: AppTest) -> Player:
    return cast(Player, app.session_state["actviz"]["players"]["training"])


def number(app: AppTest, label: str) -> NumberInput:
    (found,) = (box for box in app.number_input if box.label == label)
    return found


def press(app: AppTest, name: str) -> None:
    app.button(key=f"training_{name}").click().run()
    assert not app.exception


def test_step_epoch_and_reset() -> None:
    app = visit()
    press(app, "step")
    assert run_of(app).lab.step == 1
    press(app, "epoch")
    assert run_of(app).lab.step == run_of(app).lab.steps_per_epoch
    press(app, "reset")
    assert run_of(app).lab.step == 0


def test_start_and_pause() -> None:
    app = visit()
    assert app.button(key="training_run").label == "Start"
    press(app, "run")
    assert player_of(app).playing
    assert app.button(key="training_run").label == "Pause"
    press(app, "run")
    assert not player_of(app).playing


def test_a_link_can_start_by_itself_but_only_once() -> None:
    app = visit(start="1")
    assert player_of(app).playing
    press(app, "run")
    assert not player_of(app).playing
    assert "start" not in app.query_params


def test_why_it_cannot_be_started_stands_on_the_page() -> None:
    app = visit(stop="1")
    press(app, "step")
    assert app.button(key="training_run").disabled
    assert any("Stopped at step 1:" in text.value for text in app.markdown)
    number(app, "Stop at step").set_value(2).run()
    assert not app.button(key="training_run").disabled
    assert not any("Stopped" in text.value for text in app.markdown)
    wild = visit(hidden="8", activations="identity", learning_rate="1000", loss="squared_error")
    run_of(wild).lab.advance(400)
    wild.run()
    assert wild.button(key="training_run").disabled
    assert any("Every racer has diverged" in text.value for text in wild.markdown)


def test_learning_rate_applies_without_a_new_run() -> None:
    app = visit()
    press(app, "step")
    lab = run_of(app).lab
    app.select_slider(key="training_learning_rate").set_value(0.5).run()
    assert run_of(app).lab is lab
    assert lab.config.learning_rate == 0.5
    assert lab.step == 1
    assert "0.5" in app.query_params["learning_rate"]
    press(app, "reset")
    assert run_of(app).lab.config.learning_rate == 0.5


def test_another_shape_starts_anew_and_says_so() -> None:
    app = visit()
    press(app, "step")
    app.query_params["hidden"] = "4-4"
    app.run()
    assert run_of(app).lab.step == 0
    assert [toast.value for toast in app.toast] == [
        "Another set-up: back to step 0. Start trains it."
    ]


def test_preset_asks_its_question() -> None:
    app = visit()
    app.selectbox(key="training_preset").set_value("dying-relu").run()
    assert run_of(app).lab.config.learning_rate == 3.0
    assert any("how many of the 64 units" in text.value for text in app.markdown)
    # Another network is no longer what the question is about.
    app.query_params["hidden"] = "8"
    app.run()
    assert not any("how many of the 64 units" in text.value for text in app.markdown)
    (preset,) = (box for box in app.selectbox if box.label == "Preset")
    assert preset.value == ""


def test_two_visitors_have_two_runs() -> None:
    one, other = visit(), visit()
    press(one, "epoch")
    assert run_of(other).lab.step == 0
    assert run_of(one) is not run_of(other)
    press(other, "step")
    assert run_of(one).lab.step == run_of(one).lab.steps_per_epoch


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"dataset": "own"}, "upload the CSV"),
        ({"activations": "<b>relu"}, "activation"),
        ({"preset": "nothing"}, "preset"),
        ({"samples": "16", "test_share": "0.9", "dataset": "moons", "noise": "x"}, "noise"),
    ],
)
def test_bad_link_is_answered_in_words(query: dict[str, str], word: str) -> None:
    app = visit(**query)
    assert any(word in warning.value for warning in app.warning)
    first = run_of(app)
    app.run()
    assert run_of(app) is first, "the message must not cost the run"


def open_part(app: AppTest, name: str) -> AppTest:
    """Open a part of the set-up, as its button does."""
    app.session_state[f"training_{name}_panel"] = True
    return app.run()


def own(examples: int, features: int) -> Dataset:
    names = tuple(f"f{place}" for place in range(features))
    random = np.random.default_rng(0)
    return Dataset(
        "mine.csv",
        random.standard_normal((examples, features)),
        np.arange(examples) % 2,
        names,
        ("a", "b"),
    )


def test_a_network_too_wide_for_own_data_is_refused_and_nothing_changes() -> None:
    app = visit()
    app.session_state["actviz"]["training_own_data"] = own(20_000, 30)
    app.query_params.update({"dataset": "own", "hidden": "8-8", "activations": "relu;tanh"})
    app.run()
    press(app, "step")
    run = run_of(app)
    assert len(run.lab.dataset.features) == 20_000
    open_part(app, "network")
    number(app, "Units in 1").set_value(128).run()
    assert not app.error
    run = run_of(app)
    press(app, "step")
    number(app, "Units in 2").set_value(128).run()
    (error,) = app.error
    assert "814,080,000 multiplications" in error.value.replace("\\", "")
    assert "fewer features, racers or units" in error.value
    assert app.query_params["hidden"] == "128-8"
    assert run_of(app) is run
    assert run.lab.step == 1
    # The message is said once, and what fits goes through.
    number(app, "Units in 2").set_value(32).run()
    assert not app.error
    assert app.query_params["hidden"] == "128-32"
    # A link may say anything.
    run = run_of(app)
    app.query_params["hidden"] = "128-128-128"
    app.run()
    assert any("too large to train while one looks" in warning.value for warning in app.warning)
    assert run_of(app) is run


def test_formulas_that_are_too_long_together_are_refused_in_words() -> None:
    def typed_into_the_list() -> None:
        import streamlit as st

        from actviz.ui.page_link import update_link
        from actviz.views.training.session import take_refusal
        from actviz.views.training.setup.racers import take_racers
        from actviz.views.training.state import TrainingState

        texts = ["relu", "=sin(x)" + "+x" * 60, "=cos(x)" + "+x" * 60, "tanh"]
        update_link(TrainingState, lambda now: take_racers(now, texts))
        st.error(take_refusal())

    app = AppTest.from_function(typed_into_the_list, default_timeout=600).run()
    assert not app.exception
    (error,) = app.error
    assert error.value.startswith("=cos(x)+x+x")
    assert "characters together; at most 200 fit on a page: remove one first." in error.value
    first, formula, last = app.query_params["activations"].split(";")
    assert (first, formula[:7], last) == ("relu", "=sin(x)", "tanh")


def upload(app: AppTest, content: bytes) -> None:
    app.file_uploader(key="training_file").set_value(("mine.csv", content, "text/csv")).run()
    assert not app.exception


def test_refused_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def counted(content: bytes) -> Table:
        read.append(content)
        return read_table(content)

    monkeypatch.setattr("actviz.views.training.setup.data.read_table", counted)
    app = open_part(visit(), "data")
    for content in (b"a,b\n1,2,3\n", b"only\n1\n"):
        upload(app, content)
        press(app, "step")
        app.run()
        assert app.error
    assert read == [b"a,b\n1,2,3\n", b"only\n1\n"]


def test_upload_says_what_it_leaves_out() -> None:
    app = open_part(visit(), "data")
    rows = "".join(f"{n},{n % 5},{n},x\n" for n in range(20))
    upload(app, f"c,b,a,label\n{rows},,foo,x\n".encode())
    # What escapes Markdown aside.
    texts = [re.sub(r"\\|\u2060", "", caption.value) for caption in app.caption]
    assert any("they hold text: 'a' ('foo' in row 22), 'label'" in text for text in texts)
    assert any("the same in every row: 'label'" in text for text in texts)
