"""What the link of the open page says, also while the browser sends one from before a change.

Every message of a browser carries the link that it had when the message left. While a run is
played, messages come many times a second: one that left before a change was heard of arrives after
it, with the old link. So the link is kept here, and what such a message says of it is not believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

Query = dict[str, list[str]]
_Frozen = tuple[tuple[str, tuple[str, ...]], ...]

_ADDRESS = "address"
_MOST_OUTDATED = 1000  # links that the page had: messages are never so far behind


@dataclass
class _Address:
    """The open page's link, and those it had before, which only a late message can bring."""

    page: str
    query: Query
    outdated: dict[_Frozen, None] = field(default_factory=dict)

    def move(self, query: Query) -> None:
        """Take another link, and know the present one for an old one from now on."""
        self.outdated.pop(_frozen(query), None)
        if query != self.query:
            self.outdated[_frozen(self.query)] = None
        if len(self.outdated) > _MOST_OUTDATED:
            del self.outdated[next(iter(self.outdated))]
        self.query = query


def settle() -> bool:
    """Put the present link back where a message brought an old one; whether it did.

    A link comes from outside, and holds, when the page is opened, when the visitor goes back or
    forward, and when it is none that the page had before.
    """
    context = get_script_run_ctx(suppress_warning=True)
    page = context.page_script_hash if context else ""
    sent = {name: st.query_params.get_all(name) for name in st.query_params}
    known: _Address | None = st.session_state.get(_ADDRESS)
    if known is None or known.page != page:
        st.session_state[_ADDRESS] = _Address(page, sent)
    elif sent != known.query:
        travelled = context is not None and context.is_history_navigation
        if _frozen(sent) in known.outdated and not travelled:
            st.query_params.from_dict(known.query)
            return True
        if known.outdated:
            known.move(sent)
        # A page that has written no link by `write_query` knows nothing of old ones.
        known.query = sent
    return False


def read_query() -> Query:
    """The present link's parameters, each with all its values."""
    settle()
    known: _Address = st.session_state[_ADDRESS]
    return known.query


def write_query(parameters: Mapping[str, str | Iterable[str]]) -> None:
    """Make the link have these parameters."""
    settle()
    known: _Address = st.session_state[_ADDRESS]
    st.query_params.from_dict(parameters)
    known.move({name: st.query_params.get_all(name) for name in st.query_params})


def _frozen(query: Query) -> _Frozen:
    return tuple(sorted((name, tuple(values)) for name, values in query.items()))
