"""Lesson files are read without trust: what is broken is named, and the rest is used."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.claims import CLAIMS
from actviz.ui.frame import control_names
from actviz.ui.lessons import (
    LONGEST_LINK,
    LONGEST_TEXT,
    MOST_BYTES,
    MOST_STEPS,
    UNTITLED,
    Lesson,
    Step,
    clean,
    lessons,
    read_file,
    write_file,
)

GOOD = """
title = "A"
minutes = 5
[[step]]
link = "/explore?activation=elu"
question = "?"
[[step]]
link = "/compare"
"""


def read(text: str) -> tuple[Lesson, list[str]]:
    return read_file(text.encode())


def test_file_is_read() -> None:
    lesson, messages = read(GOOD)
    assert messages == []
    assert lesson == Lesson("A", (Step("/explore?activation=elu", "?"), Step("/compare")), 5)
    assert lesson.steps[0].page.url_path == "explore"
    assert lesson.steps[0].query == {"activation": ["elu"]}


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/explore",
        "http://127.0.0.1:8501/explore",
        "//evil/explore",
        "///explore",
        "/\\\\evil/explore",
        "javascript:alert(1)",
        "data:text/html,x",
        "explore?activation=elu",
        "?activation=elu",
        "/nowhere",
        "/explore/",
        "/Explore",
        "/explore/../compare",
        "http://[/explore",
        "",
        "/explore?own=" + "x" * LONGEST_LINK,
        "/explore?own=" + "ä" * (LONGEST_LINK // 5),
    ],
)
def test_link_that_is_no_step_of_the_app_is_left_out(link: str) -> None:
    lesson, (message,) = read(GOOD.replace("/explore?activation=elu", link))
    assert lesson.steps == (Step("/compare"),)
    assert message.startswith("Step 1 is left out: it has ")
    assert link[:40].replace("\\\\", "\\") in message.replace("\\\\", "\\")
    assert "want" in message or "no link" in message
    assert len(message) < 400


@pytest.mark.parametrize(
    ("change", "told", "steps"),
    [
        (('link = "/compare"', 'question = "b"'), "Step 2 is left out: it has link = None", 1),
        (('link = "/compare"', "link = 3"), "Step 2 is left out: it has link = 3", 1),
        (('question = "?"', "question = 3"), "Step 1 has question = 3: want a text", 2),
        (('question = "?"', 'hide = ["no", "own"]'), "Step 1 hides 'no': ignored. Its page has", 2),
        (('question = "?"', 'hide = "own"'), "want a list of texts", 2),
        (('question = "?"', "hide = [3]"), "want a list of texts", 2),
        (('question = "?"', 'claim = "no"'), "claim = 'no': none of Choose's claims", 2),
        (('question = "?"', f'question = "{"y" * 9000}"'), "9,000 characters: cut to 400", 2),
        (("minutes = 5", 'minutes = "5"'), "minutes = '5'", 2),
        (("minutes = 5", "minutes = -1"), "minutes = -1", 2),
        (("minutes = 5", "minutes = true"), "minutes = True", 2),
        (("minutes = 5", "minutes = 5\nask = [1]"), "ask = [1]: want a list", 2),
        (("minutes = 5", f"tips = {['a'] * 50}"), "50 tips: using 40", 2),
        (('title = "A"', "title = []"), "title = []", 2),
    ],
)
def test_what_is_broken_is_named_and_the_rest_is_used(
    change: tuple[str, str], told: str, steps: int
) -> None:
    lesson, (message,) = read(GOOD.replace(*change))
    assert told in message
    assert len(lesson.steps) == steps
    assert lesson.title in ("A", UNTITLED)


def test_names_of_every_page_may_be_hidden_and_a_link_may_bring_them() -> None:
    hide = 'question = "?"\nhide = ["transport", "everything"]'
    text = GOOD.replace('question = "?"', hide).replace(
        "activation=elu", "embed=true&present=1&lesson=x.1&activation=elu&hide=own,no"
    )
    lesson, (message,) = read(text)
    assert lesson.steps[0] == Step(
        "/explore?activation=elu", "?", ("transport", "everything", "own")
    )
    assert "'no': ignored" in message


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", r"no \[\[step\]\]"),
        (b"title = 'A'\nstep = 3", r"no \[\[step\]\]"),
        (b"[step]\nlink = '/'", r"no \[\[step\]\]"),
        (b"[[step]\n", "no TOML"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"\x00", "no TOML"),
        (b"step = " + b"[" * 50_000, "no TOML"),
        (b"a" + b".a" * 40_000 + b"=1", "no"),
        (b"#" * (MOST_BYTES + 1), "up to 100,000"),
        (b"[[step]]\nlink = '/nowhere'", "none of its steps .* '/nowhere'"),
    ],
)
def test_what_is_no_lesson_says_why(data: bytes, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_file(data)


def test_thousand_steps_are_too_many() -> None:
    lesson, (message,) = read("[[step]]\nlink='/compare'\n" * 1000)
    assert len(lesson.steps) == MOST_STEPS
    assert message.startswith("It has 1,000 steps, and up to 60 can be used")


def test_broken_file_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "half.toml").write_text(GOOD.replace("/compare", "//x"), encoding="utf-8")
    (tmp_path / "none.toml").write_text("[", encoding="utf-8")
    found, (half, none) = lessons(tmp_path)
    assert list(found) == ["good", "half"]
    assert half.startswith("half.toml: step 2 is left out")
    assert none.startswith("none.toml: it is no TOML")


TEXTS = st.text(max_size=60).map(clean).map(str.strip)
NOTES = st.lists(TEXTS.filter(bool), max_size=3).map(tuple)
LINKS = st.sampled_from(["/", "/explore?activation=elu&own=a%22%5C%0Ax", "/compare?f=relu&f=elu"])
NAMES = st.lists(st.sampled_from(sorted(control_names())), unique=True, max_size=3).map(tuple)
ANY_STEP = st.builds(Step, LINKS, TEXTS, NAMES, st.sampled_from(["", *CLAIMS]))
ANY_LESSON = st.builds(
    Lesson,
    TEXTS.filter(bool),
    st.lists(ANY_STEP, min_size=1, max_size=4).map(tuple),
    st.integers(0, 600),
    NOTES,
    NOTES,
    NOTES,
)


@given(ANY_LESSON)
def test_file_holds_all_of_a_lesson(lesson: Lesson) -> None:
    assert read(write_file(lesson)) == (lesson, [])


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_file_is_a_lesson_or_says_why_not(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_file(data)


def test_longest_text_is_whole() -> None:
    lesson, messages = read(GOOD.replace('"?"', f'"{"y" * LONGEST_TEXT}"'))
    assert messages == []
    assert len(lesson.steps[0].question) == LONGEST_TEXT
