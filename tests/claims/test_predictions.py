"""Every question is whole: one answer holds, its links open, and nothing of its result is in it."""

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from string import Formatter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from actviz.claims import _ASKING, PREDICTIONS, Prediction, lab_questions
from actviz.claims.prediction import Choices, Estimate
from actviz.training import PRESETS, Lab
from actviz.training.lab.answers import Outcome
from tests.claims.test_numbers import about
from tests.pages import open_link
from tests.ui.test_old_links import PAGE_STATES

each_prediction = pytest.mark.parametrize(
    "question", PREDICTIONS.values(), ids=lambda question: question.id
)
measured_ones = [question for question in PREDICTIONS.values() if question.measure]
each_measured = pytest.mark.parametrize("question", measured_ones, ids=lambda question: question.id)

# Numbers from elsewhere, those that decide which answer holds.
EXPECTED: dict[str, dict[str, Any]] = {
    "sigmoid-slope": {"at": 0, "slope": 0.25, "height": 0.5},
    "sigmoid-tail": {"left": about(400 * math.exp(-5) / (1 + math.exp(-5)) ** 2, 1e-9)},
    "tanh-slope": {"crossing": about(1.6629, 5e-5), "middle": 0.75},
    "prelu-maximum": {"up_to_one": 0, "above_one": about(1.8, 1e-12)},
    "half-active": {"centred": about(0.5, 0.02)},
    "maxout-dead": {"relu": 1, "maxout": 0},
    "maxout-cost": {"three": 3 * 65 * 32},
    "update-quadrants": {"positive": 2, "centred": 4},
    # Three standard deviations of 1,953 batches around the limit, ½ + arcsin(ρ)/π.
    "batches-cure": {"single": 1, "large": 256, "large_share": about(82.5, 2.6)},
    "centring-kappa": {"few_kappa": about(12.53, 5e-3), "centred": about(1, 1e-12)},
    "sigmoid-depth": {"arrives": about(2.04e-6, 3e-8)},
    "weights-times-ten": {
        "small_factor": about(0.2361, 5e-5),
        "large_factor": about(0.993, 2e-3),
    },
    "he-or-xavier": {"share": about(2**-14.5, 1e-12), "he": about(1, 1e-12)},
    "leaky-asleep": {"diverged": about(44 / 76, 1e-12), "asleep": about(0.75, 0.1)},
    "larger-weights": {"factor": about(0.1, 0.03)},
    # 1 + 24 + 24 · 23 / 2 lines in general position; deeper, five standard errors around the mean.
    "depth-of-draws": {"one": 301, "two": about(301, 25), "three": about(280, 35)},
    # A product has 1,024 multiplications and additions for each call of GELU.
    "gelu-in-a-layer": {"width": 1024, "longer": about(0, 0.1)},
    "softmax-shift": {"shifted": about(0.65900, 1e-5)},
    "softmax-scale": {"doubled": about(0.86378, 1e-5)},
}


def words(question: Prediction) -> Iterator[str]:
    """All that is said to a visitor, without what is asked."""
    given = question.answer
    yield from (question.why.text, question.transfer.text)
    for reason in question.why.reasons:
        yield from (reason.text, reason.reply)
    if isinstance(given, Choices):
        yield from (option.assumes for option in given.options)
    else:
        yield from (text for guess in given.guesses for text in guess)


def test_ids_are_unique() -> None:
    written = [each for module in _ASKING for each in getattr(module, "PREDICTIONS", ())]
    assert len(written) == len(PREDICTIONS)
    assert set(EXPECTED) == {question.id for question in measured_ones}


@each_prediction
def test_question_is_whole(question: Prediction) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,40}", question.id)
    assert question.entry.endswith("?")
    assert question.text.endswith("?")
    assert question.transfer.text.endswith("?")
    assert len(question.why.reasons) >= 2
    assert sum(reason.explains for reason in question.why.reasons) == 1
    for text in words(question):
        assert text
        assert not re.search(r"\b(wrong|incorrect|mistake|correct|right answer)\b", text, re.I)


@each_measured
def test_numbers(question: Prediction) -> None:
    numbers = question.numbers()
    expected = EXPECTED[question.id]
    assert {name: numbers[name] for name in expected} == expected


@each_measured
def test_one_answer_holds_and_has_no_gap(question: Prediction) -> None:
    numbers, given = question.numbers(), question.answer
    if isinstance(given, Choices):
        holding = [place for place, each in enumerate(given.options) if each.holds(numbers)]
        assert 2 <= len(given.options) <= 4
        assert len(holding) == 1
        told = question.compared(holding[0], numbers)
        assert told.yours == told.measured == given.options[holding[0]].text
        assert len(told.others) == len(given.options) - 1
        if given.measured is not None:
            assert float(told.gap) == 0
    else:
        value = given.measured(numbers)
        assert given.low <= value <= given.high
        for number in (given.low, given.high):
            told = question.compared(number, numbers)
            assert told.gap == given.form.format(abs(value - number))
        assert told.measured == given.form.format(value)


@each_measured
def test_numbers_of_a_result_stand_in_no_text(question: Prediction) -> None:
    parts = list(Formatter().parse(question.result))
    assert any(name for _, name, _, _ in parts)
    assert not re.search("[0-9]", "".join(text for text, _, _, _ in parts))
    told = question.compared(None, question.numbers())
    assert (told.yours, told.gap) == ("", "")
    assert "{" not in told.result + question.asked()
    assert told.result not in question.asked()


@each_prediction
def test_its_links_open_without_a_message(question: Prediction) -> None:
    for link in (question.link, question.transfer.link):
        address = urlsplit(link)
        page = PAGE_STATES[address.path.removeprefix("/")]
        query = parse_qs(address.query, keep_blank_values=True)
        state, messages = page.read(query)
        assert messages == []
        # As the page itself would spell it: nothing in it is the default.
        written = {
            name: [text] if isinstance(text, str) else text
            for name, text in state.to_query().items()
        }
        assert written == query
        if "ask" in query:
            assert PREDICTIONS[query["ask"][0]].page == address.path.removeprefix("/")
    app = open_link(question.transfer.page, **question.transfer.query)
    assert not app.exception
    assert not app.warning


@each_prediction
def test_nothing_but_an_answer_is_taken(question: Prediction) -> None:
    given = question.answer
    assert question.accepts(None)
    for bad in ("0", True, -1, [0], float("nan"), float("inf"), 10**400):
        assert not question.accepts(bad)
    if isinstance(given, Choices):
        assert not question.accepts(len(given.options))
        assert not question.accepts(0.0)
        assert question.accepts(len(given.options) - 1)
    else:
        assert question.accepts(given.high)
        assert not question.accepts(given.high + 1)


def test_a_number_is_held_against_the_answer_that_has_one() -> None:
    question = PREDICTIONS["sigmoid-slope"]
    gaps = [
        question.compared(place, {"at": 0, "slope": 0.25, "height": 0.5}).gap for place in range(4)
    ]
    assert gaps == ["0.75", "0.25", "0", ""]


def test_gap_has_the_unit_and_it_may_be_that_no_answer_holds() -> None:
    question = PREDICTIONS["sigmoid-tail"]
    assert isinstance(question.answer, Estimate)
    told = question.compared(10, {"x": 5.0, "left": 2.5})
    assert (told.measured, told.yours, told.gap) == (
        "2.5 %",
        "10 %",
        "7.5 %",
    )
    nobody = replace(PREDICTIONS["maxout-dead"])
    assert nobody.compared(0, {"shift": 4, "relu": 1, "maxout": float("nan")}).measured == ""


@pytest.mark.parametrize("preset", [each.id for each in lab_questions.PREDICTIONS])
def test_run_of_a_preset_answers_its_question(preset: str) -> None:
    lab = Lab(PRESETS[preset].config)
    # Who leads the sixteen is another matter: that somebody does is enough.
    lab.advance(PRESETS[preset].steps if preset != "race-16" else 100)
    numbers = lab_questions.numbers_of(Outcome.of(lab))
    given = PREDICTIONS[preset].answer
    if isinstance(given, Choices):
        assert sum(option.holds(numbers) for option in given.options) == 1
    else:
        assert given.low < given.measured(numbers) < given.high
        assert given.measured(numbers) == round(64 * (1 - float(lab.dead_fraction().mean())))
