"""Every claim is whole: its verdict has a source, its link opens, its numbers are computed."""

import re
from dataclasses import replace
from string import Formatter
from urllib.parse import parse_qs, urlsplit

import pytest

from actviz.claims import _MODULES, CLAIMS, SECTIONS, Claim, Verdict
from actviz.claims.record import Numbers
from tests.ui.test_old_links import PAGE_STATES

each_claim = pytest.mark.parametrize("claim", CLAIMS.values(), ids=lambda claim: claim.id)


def test_ids_are_unique_and_sections_known() -> None:
    written = [claim for module in _MODULES for claim in module.CLAIMS]
    assert len({claim.id for claim in written}) == len(written) == len(CLAIMS)
    assert list(dict.fromkeys(claim.section for claim in written)) == list(SECTIONS)


@each_claim
def test_claim_is_whole(claim: Claim) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", claim.id)
    assert claim.text.endswith(".")
    assert claim.condition.endswith(".")
    assert re.search(r"\b(19|20)\d\d, [A-Z]|^CS231n|^PyTorch documentation|library", claim.source)
    # What can be tested is shown somewhere.
    assert bool(claim.link) is (claim.verdict is not Verdict.UNTESTABLE) or claim.measure


@each_claim
def test_link_opens_without_a_message(claim: Claim) -> None:
    if not claim.link:
        return
    address = urlsplit(claim.link)
    page = PAGE_STATES[address.path.removeprefix("/")]
    query = parse_qs(address.query, keep_blank_values=True, strict_parsing=bool(address.query))
    state, messages = page.read(query)
    assert messages == []
    # As the page itself would spell it: nothing in it is the default.
    written = {
        name: [text] if isinstance(text, str) else text for name, text in state.to_query().items()
    }
    assert written == query


@each_claim
def test_numbers_of_a_computed_claim_stand_in_no_text(claim: Claim) -> None:
    fields = {name for _, name, _, _ in Formatter().parse(claim.condition) if name is not None}
    if claim.measure is None:
        assert not fields
        return
    assert fields
    literal = "".join(text for text, _, _, _ in Formatter().parse(claim.condition))
    assert not re.search("[0-9]", literal)


@each_claim
def test_reason_has_its_numbers(claim: Claim) -> None:
    numbers = claim.numbers()
    reason = claim.reason()
    assert "{" not in reason
    assert "nan" not in reason
    with pytest.raises(TypeError):
        numbers["another"] = 0.0  # type: ignore[index]
    assert claim.measured


def test_numbers_are_computed_once_and_only_when_asked_for() -> None:
    calls = []

    def measure() -> Numbers:
        calls.append(1)
        return {"share": 0.25}

    claim = replace(CLAIMS["proposals"], condition="A share of {share:.0%}.", measure=measure)
    other = replace(claim, id="other")
    assert not claim.measured
    assert calls == []
    assert claim.reason() == other.reason() == "A share of 25%."
    assert claim.measured
    assert calls == [1]
