"""Predict, then look: a page's question, and the page only for who has answered or skipped it.

The questions are `PREDICTIONS` of `actviz.claims`; a page has nothing to do for those that it asks.
`ask=<id>` in its link asks one: then the page does not run at all, so that nothing of it is in the
browser, until there is an answer. The answer stays in this visitor's session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import streamlit as st

from actviz.claims import PREDICTIONS, Numbers, Prediction
from actviz.claims.prediction import Choices, Given
from actviz.figures.browser_files import imported_by
from actviz.link import PageState
from actviz.ui.address import read_query, write_query
from actviz.ui.asset_routes import assets_url
from actviz.ui.component import browser_module
from actviz.ui.pages import page_script
from actviz.ui.session import memory, told
from actviz.ui.text import show_messages

_KEY = "predict"
_ANSWERS = "predict.answers"
_NEXT = "predict.next"  # what the visitor goes on to on another page
_MODULE = "predict/predict.js"

_component = browser_module("actviz_predict", _MODULE, "predict")


@dataclass(frozen=True)
class Answered:
    """What a visitor answered, None for Skip, and the place of the reason they chose, if any."""

    given: Given
    why: int | None = None


def answered(question: Prediction) -> Answered | None:
    """This visitor's answer; None before there is one."""
    return _answers().get(question.id)


def answer(question: Prediction, given: Given) -> None:
    """Keep this visitor's answer, None for Skip."""
    _answers()[question.id] = Answered(given)


def predict(page: str, *, offers: bool = True) -> bool:
    """Show the question that the page's link asks, or offer one; whether the page may be shown.

    `page` is its path. A page with questions offers the first of them that fits what it shows and
    that this visitor has not answered, unless it `offers` none.
    """
    if following := memory().pop(_NEXT, None):
        st.switch_page(page_script(following.page), query_params=following.query)
    query = read_query()
    mine = [each for each in PREDICTIONS.values() if each.page == page and each.measure is not None]
    asked = next(reversed(query.get("ask", [])), "")
    question = next((each for each in mine if each.id == asked), None)
    if question is not None:
        if answered(question) is None:
            _mount(question, _ask(question))
            return False
        show_comparison(question, question.numbers())
        return True
    if asked:
        ids = ", ".join(each.id for each in mine)
        known = f"it asks {ids}" if ids else "it asks none"
        show_messages([f"The link's ask = {asked[:40]!r} is no question of this page: {known}."])
    fitting = (each for each in mine if _fits(each, query) and not answered(each))
    if offers and (offered := next(fitting, None)):
        _mount(offered, {"face": "offer", "text": f"Predict first: {offered.entry}"})
    return True


def predict_run(question: Prediction, numbers: Numbers | None) -> None:
    """Ask before a run of the page, which shows nothing of the result by then: its start is a Skip.

    `numbers` are the run's at its end, None before. Who has skipped has them in the run's pictures,
    which nothing is to push away.
    """
    mine = answered(question)
    if numbers is not None:
        if mine is None:
            answer(question, None)
        elif mine.given is not None:
            show_comparison(question, numbers)
    elif mine is None:
        _mount(question, {**_ask(question), "face": "before"})
    elif mine.given is not None:
        _mount(question, {"face": "kept", "text": f"You predict: {question.worded(mine.given)}."})


def show_comparison(question: Prediction, numbers: Numbers) -> None:
    """The visitor's answer beside the result, why, and the next question."""
    mine = answered(question) or Answered(None)
    why, following = question.why, question.transfer
    shown = {
        "face": "told",
        # A run is not asked of again: it has been seen.
        "again": question.measure is not None,
        "entry": f"{question.entry[:1].upper()}{question.entry[1:]}",
        **asdict(question.compared(mine.given, numbers)),
        "why": why.text,
        "reasons": [reason.text for reason in why.reasons],
        "reason": mine.why,
        "reply": "" if mine.why is None else why.reasons[mine.why].reply,
        "next": {"text": following.text, "href": following.link.removeprefix("/")},
    }
    _mount(question, shown)


def _ask(question: Prediction) -> dict[str, Any]:
    """The question as the browser shows it, which nothing of the result is in."""
    shown: dict[str, Any] = {"face": "ask", "question": question.asked()}
    given = question.answer
    if isinstance(given, Choices):
        return shown | {"options": [option.text for option in given.options]}
    numbers = {"low": given.low, "high": given.high, "step": given.step, "slider": given.slider}
    unit = given.form.rpartition("}")[2].strip()
    return shown | {"number": {**numbers, "unit": unit}}


def _mount(question: Prediction, shown: Mapping[str, Any]) -> None:
    data = {"assets": assets_url(), "modules": imported_by(_MODULE), "id": question.id, **shown}
    with st.container(key="predict_place"):
        _component(key=_KEY, data=data, on_said_change=_heard)


def _heard() -> None:
    """The visitor enters, answers, skips, gives a reason, starts again, goes on or leaves."""
    said = (told(_KEY) or {}).get("said")
    question = PREDICTIONS.get(str(said.get("id"))) if isinstance(said, Mapping) else None
    if question is None or said is None:
        return
    event, given = said.get("event"), said.get("given")
    mine, following = answered(question), question.transfer
    if event == "enter":
        _open(question.query | {"ask": [question.id]})
    elif event == "answer" and question.accepts(given):
        answer(question, given)
        if question.measure is not None:
            _open(question.query | {"ask": [question.id]})
    elif event == "why" and mine and type(given) is int:
        if given in range(len(question.why.reasons)):
            _answers()[question.id] = replace(mine, why=given)
    elif event == "again":
        _answers().pop(question.id, None)
    elif event == "next" and following.page == question.page:
        _open(following.query)
    elif event == "next":
        memory()[_NEXT] = following
    elif event == "leave":
        write_query({name: texts for name, texts in read_query().items() if name != "ask"})


def _open(query: Mapping[str, list[str]]) -> None:
    """Make the link say another state of the page, and what it says of every page's link."""
    shared = PageState.link_names() - {"ask"}
    kept = {name: texts for name, texts in read_query().items() if name in shared}
    write_query({**kept, **query})


def _fits(question: Prediction, query: Mapping[str, list[str]]) -> bool:
    """Whether the page shows what the question is about."""
    return all(query.get(name) == question.query.get(name) for name in question.where)


def _answers() -> dict[str, Answered]:
    found: dict[str, Answered] = memory().setdefault(_ANSWERS, {})
    return found
