"""The strip that leads a class through a lesson, from step to step, by its links alone."""

from __future__ import annotations

import streamlit as st

from actviz.link import LinkReader
from actviz.ui.address import read_frame_query, write_frame_query
from actviz.ui.lesson_link import lesson_called, step_query
from actviz.ui.lessons import Lesson, Step
from actviz.ui.text import plain

BACK = ":material/arrow_back:"
NEXT = ":material/arrow_forward:"


def step_link(name: str, number: int, step: Step, label: str, icon: str | None = None) -> None:
    """A link that opens a lesson's step, from any page."""
    query = step_query(name, number, step)
    st.page_link(step.page.script_path, label=label, icon=icon, query_params=query, help="")


def lead() -> tuple[bool, list[str]]:
    """Show the strip where the link is a lesson's; whether it is, and what is wrong with it."""
    link = LinkReader(read_frame_query())
    text = link.text("lesson")
    if not text:
        return False, []
    name, _, number = text.rpartition(".")
    name = name or text
    try:
        lesson, wrong = lesson_called(name)
    except ValueError as error:
        link.reject("lesson", text, f"{error}")
        return False, link.messages
    link.messages += [f"The link's lesson: {each[:1].lower()}{each[1:]}." for each in wrong]
    numbers = {str(each): each for each in range(1, len(lesson.steps) + 1)}
    if number not in numbers:
        link.reject("lesson", text, f"it has the steps 1 to {len(numbers)}: using the first")
    _strip(name, lesson, numbers.get(number, 1))
    return True, link.messages


def _strip(name: str, lesson: Lesson, number: int) -> None:
    """Where the class is, what is asked, and the ways back and on."""
    count, step = len(lesson.steps), lesson.steps[number - 1]
    with st.container(key="lesson_strip", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Step {number} of {count}:** {plain(step.asked)}", width="stretch")
        if number > 1:
            step_link(name, number - 1, lesson.steps[number - 2], "Back", BACK)
        if number < count:
            step_link(name, number + 1, lesson.steps[number], "Next", NEXT)
        else:
            st.button("End", key="lesson_end", on_click=write_frame_query, args=({},))
