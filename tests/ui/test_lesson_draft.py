"""What is made of a lesson in a session: nothing is lost, and nothing is done twice."""

import pytest

from actviz.ui import lesson_draft
from actviz.ui.lesson_draft import (
    add_link,
    bring,
    bring_back,
    change,
    draft,
    include,
    kept,
    move,
    open_file,
    remove,
    rename,
    wrong,
)
from actviz.ui.lessons import MOST_STEPS, Lesson, Step


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    memory: dict[str, object] = {}
    monkeypatch.setattr(lesson_draft, "memory", lambda: memory)
    return memory


def links() -> list[str]:
    return [step.link for step in draft().lesson.steps]


def three() -> tuple[int, ...]:
    for link in ("/explore?activation=elu&hide=own", "/compare", "/softmax?T=2"):
        add_link(link)
    return draft().names


def test_states_are_added_with_what_they_hide() -> None:
    assert kept() is None
    three()
    assert links() == ["/explore?activation=elu", "/compare", "/softmax?T=2"]
    assert draft().lesson.steps[0].hide == ("own",)
    assert wrong() == ()
    add_link("//evil")
    assert "leads out of the app" in wrong()[0]
    assert len(links()) == 3
    for _ in range(MOST_STEPS):
        add_link("/compare")
    assert len(links()) == MOST_STEPS
    assert "up to 60 steps" in wrong()[0]


def test_steps_are_moved_changed_removed_and_brought_back() -> None:
    a, b, c = three()
    move(c, -1)
    move(a, -1)
    move(b, 1)
    assert draft().names == (a, c, b)
    change(c, question="Why?")
    assert draft().lesson.steps[1].question == "Why?"
    # A second press that comes late takes no other step out, and forgets none.
    remove([a])
    remove([a])
    move(a, 1)
    change(a, question="no")
    assert draft().names == (c, b)
    bring_back()
    bring_back()
    assert links() == ["/explore?activation=elu", "/softmax?T=2", "/compare"]
    remove(draft().names)
    assert kept() == ""
    bring_back()
    assert links() == ["/explore?activation=elu", "/softmax?T=2", "/compare"]
    assert draft().lesson.steps[1].question == "Why?"


def test_file_is_added_whole_or_says_where_it_is_broken() -> None:
    three()
    rename("Mine")
    include(Lesson("Other", (Step("/gated"),), 15, ask=("What?",)))
    assert draft().lesson.title == "Mine"
    assert draft().lesson.ask == ("What?",)
    text = kept()
    assert text
    open_file("a.toml", text.encode())
    assert links() == links()[:4] * 2
    assert draft().lesson.ask == ("What?",)
    assert wrong() == ()
    open_file("a.toml", b"title = 3\n[[step]]\nlink = '/explore'\n[[step]]\nlink = '/no'")
    assert len(links()) == 9
    assert [each[:20] for each in wrong()] == ["a.toml: step 2 is le", "a.toml: it has title"]
    open_file("a.toml", b"title = 'a'\nlink\n[[step]]")
    assert len(links()) == 9
    assert "line 2" in wrong()[0]


def test_browser_brings_what_it_kept(session: dict[str, object]) -> None:
    three()
    text = kept()
    assert text
    session.clear()
    bring(text, newer=False)
    assert kept() == text
    before = draft().names
    # Another tab's: what stands where it stood is the same step.
    bring(text + '\n[[step]]\nlink = "/gated"\n', newer=True)
    assert draft().names[:3] == before
    assert links()[3:] == ["/gated"]
    bring(text, newer=False)
    assert len(links()) == 4
    bring("", newer=True)
    assert kept() == ""
    session.clear()
    for wild in ("[", "\ud800", "x" * 200_000):
        bring(wild, newer=True)
        assert kept() == ""
