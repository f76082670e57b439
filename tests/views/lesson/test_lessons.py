"""Our lessons open as they stand, and say no number that is not measured."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from actviz.claims import PREDICTIONS
from actviz.ui.lesson_link import step_query
from actviz.ui.lessons import Lesson, lessons
from actviz.views.lesson.view import expected
from tests.pages import open_link

LESSONS, WRONG = lessons()
STEPS = [(name, n) for name, lesson in LESSONS.items() for n in range(1, len(lesson.steps) + 1)]
OURS = {"15-minutes", "45-minutes", "90-minutes"}
each_lesson = pytest.mark.parametrize("name", LESSONS)


def test_lessons_are_there() -> None:
    assert WRONG == ()
    assert [each.minutes for name, each in LESSONS.items() if name in OURS] == [15, 45, 90]
    assert set(LESSONS) >= OURS


@pytest.mark.parametrize(("name", "number"), STEPS)
def test_step_opens_without_a_message(name: str, number: int) -> None:
    lesson = LESSONS[name]
    step = lesson.steps[number - 1]
    app = open_link(step.page.url_path, **step_query(name, number, step))
    assert not app.exception
    assert not app.warning
    assert f"Step {number} of {len(lesson.steps)}" in str([each.value for each in app.markdown])
    if "ask" in step.query:
        # The page behind the question, as after an answer.
        question = PREDICTIONS[step.query["ask"][0]]
        assert question.page == step.page.url_path
        answered = open_link(question.page, **parse_qs(urlsplit(question.link).query))
        assert not answered.exception
        assert not answered.warning


@each_lesson
def test_page_shows_a_lesson(name: str) -> None:
    app = open_link("lesson", show=name)
    assert not app.exception
    assert not app.warning
    assert app.header[0].value == LESSONS[name].title


def texts(lesson: Lesson) -> list[str]:
    questions = [step.question for step in lesson.steps]
    return [lesson.title, *lesson.ask, *lesson.misconceptions, *lesson.tips, *questions]


@each_lesson
def test_numbers_are_measured(name: str) -> None:
    """What comes out is said by claims and questions; the file itself has no number to check."""
    lesson = LESSONS[name]
    assert lesson.ask
    assert lesson.misconceptions
    assert lesson.tips
    for step in lesson.steps:
        assert re.search(r"\d", expected(step)) or step.page.url_path == "choose", step
    assert [each for each in texts(lesson) if re.search(r"\d\d|\d[.,%]\d|\d ?%", each)] == []


@pytest.mark.parametrize(
    ("lesson", "told"),
    [
        ("nonsense.1", "choose one of 15-minutes"),
        ("nonsense", "choose one of 15-minutes"),
        (".1", "choose one of 15-minutes"),
        ("15-minutes", "using the first"),
        ("15-minutes.99", "using the first"),
        ("15-minutes.²", "using the first"),
        ("<b>", "choose one of"),
        ("x" * 10_000, "…"),
    ],
)
def test_wrong_lesson_in_a_link(lesson: str, told: str) -> None:
    app = open_link("explore", activation="elu", lesson=lesson)
    assert not app.exception
    assert told in app.warning[0].value.replace("\\", "")
    assert app.title[0].value == "ELU"


def test_lesson_is_made_of_another() -> None:
    app = open_link("lesson", show="mine")
    assert not app.exception
    assert not app.warning
    assert "Add to my" in app.markdown[0].value

    app = open_link("lesson", show="15-minutes")
    app.button(key="lesson_copy").click().run()
    assert not app.exception
    steps = LESSONS["15-minutes"].steps
    questions = [each for each in app.text_input if each.label == "Question"]
    assert [each.value for each in questions] == [step.question for step in steps]
    assert app.text_input[0].value == LESSONS["15-minutes"].title

    questions[1].set_value("  <b>Why</b> \x00 $x$?  ").run()
    app.multiselect[1].set_value(["own"]).run()
    downs = [each for each in app.button if each.label == "Down"]
    assert [each.disabled for each in downs] == [False] * (len(steps) - 1) + [True]
    downs[1].click().run()
    questions = [each for each in app.text_input if each.label == "Question"]
    assert questions[2].value == "<b>Why</b> $x$?"
    assert app.multiselect[2].value == ["own"]

    next(each for each in app.button if each.label == "Remove all").click().run()
    assert app.text_input.values == []
    next(each for each in app.button if each.label.startswith("Bring back")).click().run()
    questions = [each for each in app.text_input if each.label == "Question"]
    assert questions[2].value == "<b>Why</b> $x$?"
    assert not app.exception
