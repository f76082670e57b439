"""The index of claims: what is said, what became of it, and where to see that."""

from __future__ import annotations

import re
from collections.abc import Iterator

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from actviz.claims import CLAIMS, SECTIONS, Claim, Verdict
from actviz.ui.widgets import bound, choose_some, select
from actviz.views.choose.shared import see_it, verdict_text
from actviz.views.choose.state import LONGEST_SEARCH, ChooseState


def shown_claims(state: ChooseState) -> list[Claim]:
    """The claims that have every word of the search, a chosen verdict and the chosen section."""
    words = state.search.lower().split()
    return [
        claim
        for claim in CLAIMS.values()
        if claim.verdict in state.verdicts
        and state.section in ("", claim.section)
        and all(word in _text(claim) for word in words)
    ]


def _text(claim: Claim) -> str:
    # Of the condition the words: its numbers are not there before they are computed.
    condition = re.sub(r"\{[^}]*\}", "", claim.condition)
    return " ".join((claim.text, condition, claim.source, SECTIONS[claim.section])).lower()


def index(state: ChooseState) -> None:
    """The claims that fit, by section. Numbers that take a while come last."""
    _filters(state)
    claims = shown_claims(state)
    st.markdown(f"{len(claims)} of {len(CLAIMS)} claims." if claims else "No claim fits.")
    later = [(place, claim) for place, claim in _rows(claims) if not claim.measured]
    for place, claim in later:
        place.markdown(_told(claim))


def _filters(state: ChooseState) -> None:
    words, section = st.columns([3, 2])
    with words:
        search = bound(state, "search", state.search, lambda now, text: now.changed(search=text))
        st.text_input(
            "Search the claims",
            search.first,
            max_chars=LONGEST_SEARCH,
            key=search.key,
            on_change=search.on_change,
            autocomplete="off",
        )
    with section:
        select(state, "section", "Section", {"": "All sections", **SECTIONS})
    choose_some(state, "verdicts", "Verdicts", {each.value: each.label for each in Verdict})


def _rows(claims: list[Claim]) -> Iterator[tuple[DeltaGenerator, Claim]]:
    """Show the claims; the place of each, and whether its numbers are to come."""
    section = ""
    for claim in claims:
        if claim.section != section:
            section = claim.section
            st.markdown(f"#### {SECTIONS[section]}")
        with st.container(border=True, gap="small"):
            place = st.empty()
            place.markdown(_told(claim) if claim.measured else f"{_head(claim)} *Measuring now …*")
            if claim.link:
                see_it(claim.link)
        yield place, claim


def _head(claim: Claim) -> str:
    return f"{claim.text}\n\n{verdict_text(claim.verdict)}"


def _told(claim: Claim) -> str:
    return f"{_head(claim)} {claim.reason()}\n\n:small[Source: {claim.source}.]"
