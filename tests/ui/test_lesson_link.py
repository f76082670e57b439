"""A lesson in a link is whole, and what is no lesson of ours is refused in a sentence."""

import base64
import json
import zlib
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.ui.lesson_link import LONGEST_TEXT, OWN, first_link, from_text, to_text
from actviz.ui.lessons import MOST_BYTES, MOST_STEPS, UNTITLED, Lesson, Step
from actviz.ui.pages import page_script
from tests.pages import open_link
from tests.ui.test_lessons import ANY_LESSON

TWO = Lesson("A", (Step("/explore?activation=elu", "Why?", ("own",)), Step("/compare")))


def packed(content: bytes) -> str:
    return OWN + base64.urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")


def text_of(content: Any) -> str:
    return packed(json.dumps(content).encode())


@given(ANY_LESSON)
def test_link_holds_title_and_steps(lesson: Lesson) -> None:
    steps = tuple(Step(step.link, step.question, step.hide) for step in lesson.steps)
    text = to_text(lesson)
    assert from_text(text) == (Lesson(lesson.title, steps), ())
    assert "." not in text
    address = urlsplit(first_link(lesson))
    query = parse_qs(address.query)
    assert address.path == f"/{lesson.steps[0].page.url_path}"
    assert query["lesson"] == [f"{text}.1"]
    assert query.get("hide", [""]) == [",".join(lesson.steps[0].hide)]


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
)
ANY_FIELD = ANY_JSON | st.sampled_from(["/explore", "/compare?f=relu", "//x", "/?", "http://[", []])
ANY_STEPS = st.lists(st.lists(ANY_FIELD, min_size=2, max_size=4), max_size=4)
HOSTILE = st.one_of(
    st.text(max_size=80).map(lambda text: OWN + text),
    st.binary(max_size=80).map(packed),
    ANY_JSON.map(text_of),
    st.tuples(ANY_JSON, ANY_STEPS).map(text_of),
    st.tuples(st.builds(to_text, ANY_LESSON), st.integers(1, 30)).map(lambda cut: cut[0][: cut[1]]),
)


@given(HOSTILE)
def test_any_text_is_a_lesson_or_says_why_not(text: str) -> None:
    with suppress(ValueError):
        lesson, messages = from_text(text)
        assert lesson.steps
        assert all(messages)
        # What was read can be written, and says the same.
        assert from_text(to_text(lesson)) == (lesson, ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OWN, "damaged"),
        (to_text(TWO)[:-4], "damaged"),
        (to_text(TWO) + "AAAA", "damaged"),
        (to_text(TWO).replace("_", "+"), "damaged"),
        (packed(b"[" * 50_000), "damaged"),
        (packed(b" " * (MOST_BYTES + 1)), "damaged"),
        (packed(b"0" * 5 * 10**6), "damaged"),
        (packed(b"\xff"), "damaged"),
        (text_of({"title": "A"}), "damaged"),
        (text_of(["A", [["/explore"]]]), "damaged"),
        (text_of(["A", {"a": 1}]), "damaged"),
        (text_of(["A", []]), "no "),
        (text_of(["A", [["//evil", "", []]]]), "none of its steps can be used"),
        (OWN + "A" * LONGEST_TEXT, "8,001 characters, and up to 8,000 are read"),
    ],
)
def test_what_is_no_lesson_says_why(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        from_text(text)


def test_what_is_broken_in_a_step_is_named_and_the_rest_is_used() -> None:
    steps = [["/explore", 3, ["no"]], ["/nowhere", "", []], *[["/compare", "", []]] * MOST_STEPS]
    lesson, messages = from_text(text_of([None, steps]))
    assert lesson.title == UNTITLED
    assert len(lesson.steps) == MOST_STEPS - 1
    said = " ".join(messages)
    for told in ("title = None", "question = 3", "hides 'no'", "Step 2 is left out", "62 steps"):
        assert told in said


def test_link_that_a_class_has_opens_for_ever() -> None:
    """Never changed: as it stands in letters and on blackboards, whatever packs lessons by then."""
    given = (
        "_eNqLVnJU0omOVtJPrSjIyS9KtU9MLsksSyzJzM-zTc0pVdJRCs-otAcqUcovz1OKjQUy"
        "9JPzcwsSi1KBckDxWCAAABZ7FjU"
    )
    assert from_text(given) == (TWO, ())


def test_link_opens_its_step_and_damage_leaves_the_page() -> None:
    text = to_text(TWO)
    app = open_link("explore", activation="elu", hide="own", lesson=f"{text}.1")
    assert not app.exception
    assert not app.warning
    assert "Step 1 of 2:** Why?" in str([each.value for each in app.markdown])
    # Where nothing is asked, the page's own question stands.
    app.switch_page(str(page_script("compare")))
    app.query_params["lesson"] = f"{text}.2"
    app.run()
    assert "How do these functions differ?" in str([each.value for each in app.markdown])

    broken = text_of(["A", [["/explore", "", []], ["//evil", "", []]]])
    for lesson, told in (
        (text[:-3] + ".1", "damaged"),
        (f"{text}.3", "it has the steps 1 to 2"),
        (f"{broken}.1", "step 2 is left out"),
        (OWN + "A" * 10_000, "10,001 characters"),
    ):
        app = open_link("explore", activation="elu", lesson=lesson)
        assert not app.exception
        assert told in app.warning[0].value.replace("\\", ""), lesson
        assert app.title[0].value == "ELU"
