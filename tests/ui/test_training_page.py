"""The training lab's page without a browser: buttons, links, one run for each visitor."""

from collections.abc import Callable
from typing import cast

import pytest
from streamlit.testing.v1 import AppTest

from actviz.ui import training_session
from actviz.ui.pages import page_script
from actviz.ui.training_run import Run
from tests.serving import ROOT

Visit = Callable[..., AppTest]


def visit(**query: str) -> AppTest:
    """A visitor who opens the page by a link."""
    # 60 s: the first run in a process imports torch.
    app = AppTest.from_file(str(ROOT / "actviz" / "ui" / "router.py"), default_timeout=60)
    app.run()
    app.switch_page(str(page_script("training")))
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def run_of(app: AppTest) -> Run:
    return cast(Run, app.session_state["training.run"])


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


def test_start_and_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_session, "_ONE_PRESS", 0.0)
    app = visit()
    assert app.button(key="training_run").label == "Start"
    press(app, "run")
    assert run_of(app).running
    assert app.button(key="training_run").label == "Pause"
    press(app, "run")
    assert not run_of(app).running


def test_a_press_that_is_reported_twice_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_session, "_ONE_PRESS", 3600.0)
    app = visit()
    press(app, "run")
    press(app, "run")
    assert run_of(app).running


def test_a_link_can_start_by_itself_but_only_once() -> None:
    app = visit(start="1")
    assert run_of(app).running
    press(app, "run")
    assert not run_of(app).running
    assert "start" not in app.query_params


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
    assert app.selectbox(key="training_preset").value == ""


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
