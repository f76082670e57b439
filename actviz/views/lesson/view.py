"""The lessons, each with what a teacher should know."""

from __future__ import annotations

import streamlit as st

from actviz.claims import CLAIMS, PREDICTIONS
from actviz.ui.connection import MINE
from actviz.ui.lesson_draft import include, say
from actviz.ui.lesson_strip import NEXT, step_link
from actviz.ui.lessons import Lesson, Step, lessons
from actviz.ui.page_link import update_link
from actviz.ui.text import plain, show_messages
from actviz.ui.widgets import choose
from actviz.views.lesson.maker import maker
from actviz.views.lesson.state import LessonState


def show_lessons(state: LessonState) -> None:
    """One lesson of all: the way into it, its steps, and what a teacher should know."""
    found, wrong = lessons()
    show_messages(wrong)
    if state.show and state.show not in (*found, MINE):
        names = ", ".join([*found, MINE])
        show_messages([f"The link's show = {state.show!r} cannot be used: choose one of {names}."])
    titles = {
        each: f"{lesson.minutes} minutes" if lesson.minutes else lesson.title
        for each, lesson in found.items()
    }
    titles[MINE] = "My lesson"
    name = state.show if state.show in titles else next(iter(titles))
    choose(state.changed(show=name), "show", "Lesson", titles, hidden_label=True)
    if name == MINE:
        maker()
    else:
        _lesson(name, found[name])


def _lesson(name: str, lesson: Lesson) -> None:
    st.header(plain(lesson.title), anchor=False)
    with st.container(key="lesson_start", horizontal=True):
        step_link(name, 1, lesson.steps[0], "Start with step 1", NEXT)
        st.button(
            "Add to my lesson",
            key="lesson_copy",
            icon=":material/edit:",
            on_click=_copy,
            args=(lesson,),
        )
    with st.container(key="lesson_steps", gap="small"):
        for number, step in enumerate(lesson.steps, 1):
            step_link(name, number, step, f"**{number}. {plain(step.question)}**")
            if told := expected(step):
                st.markdown(plain(told))
    for title, texts in (
        ("What to ask", lesson.ask),
        ("What many think", lesson.misconceptions),
        ("Tips", lesson.tips),
    ):
        if texts:
            st.subheader(title, anchor=False)
            st.markdown("\n".join(f"- {plain(text)}" for text in texts))


def _copy(lesson: Lesson) -> None:
    """Go on with these steps as one's own."""
    say(())
    include(lesson)
    update_link(LessonState, lambda now: now.changed(show=MINE))


def expected(step: Step) -> str:
    """What comes out of a step, with its numbers; "" where nothing is computed."""
    asked = PREDICTIONS.get("".join(step.query.get("ask", [])[-1:]))
    told = [asked.result.format(**asked.numbers())] if asked and asked.measure else []
    if claim := CLAIMS.get(step.claim):
        told.append(f"{claim.text} {claim.verdict.label}: {claim.reason()}")
    return " ".join(told)
