"""The way to a choice, question by question, beside the rule that everybody repeats."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from actviz.claims import CLAIMS
from actviz.ui.widgets import buttons
from actviz.views.choose.decisions import Path, at
from actviz.views.choose.question import Leaf, Question
from actviz.views.choose.shared import see_it, verdict_text
from actviz.views.choose.state import ChooseState


def path(state: ChooseState) -> None:
    """Every question on the way with its answer, then the next one, or the end."""
    way, rule = st.columns([5, 3], gap="large")
    with way:
        for depth in range(len(state.path) + 1):
            place = at(state.path[:depth])
            if isinstance(place, Leaf):
                _end(place)
            else:
                _ask(state, place, state.path[:depth])
    with rule:
        _rule()


def _ask(state: ChooseState, question: Question, before: Path) -> None:
    """A question's answers as buttons; another answer leaves what came after it."""
    answered = state.path[len(before)] if len(before) < len(state.path) else None
    buttons(
        state,
        "_".join(("answer", *before)),
        question.text,
        {word: answer.label for word, answer in question.answers.items()},
        answered,
        lambda now, word: replace(now, path=(*before, word)),
    )


def _end(leaf: Leaf) -> None:
    with st.container(border=True):
        st.subheader(leaf.what, anchor=False)
        st.markdown(leaf.why)
        # The highlighter's colours have too little contrast.
        st.code(leaf.code, language=None, wrap_lines=True)
        see_it(leaf.link)
        st.caption(f"Source: {leaf.source}.")


def _rule() -> None:
    st.markdown("#### The usual rule, and what became of it")
    for claim in CLAIMS.values():
        if claim.section == "choice":
            st.markdown(f"{claim.text}  \n{verdict_text(claim.verdict)}")
    see_it("/choose?part=claims&section=choice", "Why: these four claims")
    st.caption("The rule is that of CS231n, Stanford, Neural Networks Part 1.")
