"""The page Choose without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from actviz.claims import CLAIMS, SECTIONS, Claim, Verdict
from actviz.claims.practice import COUNTED, FOLDERS
from actviz.views.choose.decisions import START
from actviz.views.choose.index import shown_claims
from actviz.views.choose.practice import practice_figure
from actviz.views.choose.question import Question
from actviz.views.choose.state import VERDICTS, ChooseState
from tests.pages import open_link


def rows(app: AppTest) -> list:
    return list(app.button_group)


def texts(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown)


def test_answers_lead_to_an_end_and_an_earlier_one_cuts_what_came_after() -> None:
    app = open_link("choose")
    assert [row.label for row in rows(app)] == ["Part", START.text]
    rows(app)[1].set_value("hidden").run()
    rows(app)[2].set_value("plain").run()
    rows(app)[3].set_value("first").run()
    assert app.query_params["path"] == "hidden.plain.first"
    assert [each.value for each in app.subheader] == ["ReLU, with He initialisation"]
    rows(app)[2].set_value("recurrent").run()
    assert app.query_params["path"] == "hidden.recurrent"
    assert not app.subheader
    rows(app)[1].set_value("output").run()
    assert app.query_params["path"] == "output"
    assert rows(app)[2].label == "What does it predict?"
    assert not app.exception


def test_link_restores_the_path() -> None:
    app = open_link("choose", path="output.one")
    assert [row.value for row in rows(app)[1:]] == ["output", "one"]
    assert app.subheader[0].value == "Softmax, inside the loss"
    output = START.answers["output"].then
    assert isinstance(output, Question)
    assert rows(app)[2].options == [answer.label for answer in output.answers.values()]


def test_nothing_is_measured_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(claim: Claim) -> None:
        raise AssertionError(f"{claim.id} is measured")

    monkeypatch.setattr(Claim, "numbers", refuse)
    for link in ({}, {"path": "hidden.plain.first"}, {"part": "practice"}):
        assert not open_link("choose", **link).exception


def test_index_shows_every_claim_with_its_numbers() -> None:
    app = open_link("choose", part="claims")
    shown = texts(app)
    for claim in CLAIMS.values():
        assert claim.reason() in shown
        assert claim.source in shown
    assert "Measuring" not in shown
    assert f"{len(CLAIMS)} of {len(CLAIMS)} claims." in shown
    for title in SECTIONS.values():
        assert f"#### {title}" in shown


def test_search_section_and_verdicts_narrow_the_index_and_stand_in_the_link() -> None:
    app = open_link("choose", part="claims")
    app.text_input[0].set_value("Dead units").run()
    assert app.query_params["q"] == "Dead units"
    assert CLAIMS["use-relu"].text in texts(app)
    assert CLAIMS["softmax-uses"].text not in texts(app)
    app.text_input[0].set_value("").run()
    app.selectbox[0].set_value("softmax").run()
    assert app.query_params["section"] == "softmax"
    assert "3 of" in texts(app)
    rows(app)[1].set_value(["untestable"]).run()
    assert app.query_params["verdict"] == "untestable"
    assert "No claim fits." in texts(app)
    assert not app.exception


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_claims(verdict: Verdict) -> None:
    claims = shown_claims(ChooseState(verdicts=(verdict.value,)))
    assert claims
    assert {claim.verdict for claim in claims} == {verdict}


def test_every_word_of_a_search_counts_and_fields_are_no_words() -> None:
    assert {claim.id for claim in shown_claims(ChooseState(search="MAXOUT parameters"))} == {
        "maxout-parameters"
    }
    assert shown_claims(ChooseState(search="crossing")) == []
    assert len(shown_claims(ChooseState(verdicts=VERDICTS))) == len(CLAIMS)


def test_the_count_is_consistent_and_told_in_words() -> None:
    assert list(COUNTED.values()) == sorted(COUNTED.values(), reverse=True)
    # A folder may name two functions: each count fits into the folders, their sum need not.
    assert max(COUNTED.values()) < FOLDERS <= sum(COUNTED.values())
    alt = practice_figure().alt
    assert all(f"{name} {count}" in alt for name, count in COUNTED.items())
