"""My lesson: its steps, each with its question, the one link that opens it, and its file."""

from __future__ import annotations

from functools import partial

import streamlit as st

from actviz.ui.asset_routes import assets_url
from actviz.ui.authored import authored
from actviz.ui.component import browser_module
from actviz.ui.frame import EVERYTHING, controls
from actviz.ui.lesson_draft import (
    Draft,
    bring_back,
    change,
    draft,
    move,
    open_file,
    remove,
    rename,
    say,
    wrong,
)
from actviz.ui.lesson_link import LONGEST_TEXT as LONGEST_LESSON
from actviz.ui.lesson_link import first_link, to_text
from actviz.ui.lesson_strip import NEXT, step_link
from actviz.ui.lessons import LONGEST_TEXT, SUFFIX, Lesson, Step, clean, write_file
from actviz.ui.session import told
from actviz.ui.text import show_messages

_link = browser_module("actviz_lesson_link", "frame/lesson_link.js", "lesson-link")


def maker() -> None:
    """The visitor's own lesson, to be made and given to a class."""
    mine = draft()
    show_messages(wrong())
    if not mine.names:
        st.markdown(
            "Open a page, set it as the class shall see it, press **Share**, then **Add to my "
            "lesson**. Each press is a step. Or begin with a lesson above, or with a file."
        )
    else:
        _title(mine)
        _link_of(mine.lesson)
        for number, (name, step) in enumerate(zip(mine.names, mine.lesson.steps, strict=True), 1):
            _step(mine, number, name, step)
    with st.container(key="lesson_file", horizontal=True, vertical_alignment="bottom"):
        _file(mine)


def _title(mine: Draft) -> None:
    title = authored("lesson_title", mine.lesson.title, lambda text: rename(clean(text)))
    st.text_input(
        "Title",
        title.first,
        LONGEST_TEXT,
        key=title.key,
        on_change=title.on_change,
    )


def _link_of(lesson: Lesson) -> None:
    """The link with its QR code, and the lesson as the class sees it."""
    text = to_text(lesson)
    with st.container(key="lesson_start"):
        step_link(text, 1, lesson.steps[0], "Start with step 1", NEXT)
    if len(text) > LONGEST_LESSON:
        show_messages(
            [
                f"The lesson has {len(text):,} characters in a link, and up to {LONGEST_LESSON:,} "
                "can be opened: shorten questions or take steps out. Its file holds all."
            ]
        )
        return
    _link(key="lesson_link", data={"assets": assets_url(), "link": first_link(lesson)})


def _step(mine: Draft, number: int, name: int, step: Step) -> None:
    with st.container(key=f"lesson_step_{name}", border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch"):
                step_link(to_text(mine.lesson), number, step, f"**{number}. {step.page.title}**")
            for label, icon, by, end in (
                ("Up", ":material/arrow_upward:", -1, 1),
                ("Down", ":material/arrow_downward:", 1, len(mine.names)),
            ):
                st.button(
                    label,
                    key=f"lesson_{label.lower()}_{name}",
                    icon=icon,
                    disabled=number == end,
                    on_click=move,
                    args=(name, by),
                )
            st.button(
                "Remove",
                key=f"lesson_remove_{name}",
                icon=":material/delete:",
                on_click=remove,
                args=((name,),),
            )
        question = authored(
            f"lesson_question_{name}",
            step.question,
            lambda text: change(name, question=clean(text)),
        )
        st.text_input(
            "Question",
            question.first,
            LONGEST_TEXT,
            key=question.key,
            on_change=question.on_change,
            placeholder=step.page.question,
        )
        names = [*dict.fromkeys((*controls(step.page), EVERYTHING, *step.hide))]
        hide = authored(
            f"lesson_hide_{name}", list(step.hide), lambda some: change(name, hide=tuple(some))
        )
        st.multiselect("Hide", names, hide.first, key=hide.key, on_change=hide.on_change)


def _file(mine: Draft) -> None:
    """What keeps the lesson beside its link: a file to edit, and to add from."""
    if mine.names:
        st.download_button(
            "Download",
            write_file(mine.lesson),
            file_name=f"my-lesson{SUFFIX}",
            key="lesson_download",
            icon=":material/download:",
            on_click="ignore",
        )
        st.button(
            "Remove all",
            key="lesson_clear",
            icon=":material/delete:",
            on_click=remove,
            args=(mine.names,),
        )
    if count := len(mine.removed):
        st.button(
            f"Bring back {count} step{'s' if count > 1 else ''}",
            key="lesson_undo",
            icon=":material/undo:",
            on_click=bring_back,
        )
    st.file_uploader(
        "Add the steps of a file",
        type=[SUFFIX.removeprefix(".")],
        key="lesson_upload",
        max_upload_size=1,
        on_change=partial(_take_file, "lesson_upload"),
    )


def _take_file(key: str) -> None:
    file = told(key)
    if file is None:
        say(())
    else:
        open_file(file.name, file.getvalue())
