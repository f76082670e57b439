"""What the link of the open page says, also while the browser sends one from before a change.

Every message of a browser carries the link that it had when the message left. While a run is
played, messages come many times a second: one that left before a change was heard of arrives after
it, with the old link. So the link is kept here, and what such a message says of it is not believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx

from actviz.maths.parser.vocabulary import RESERVED_IN_LINKS
from actviz.ui.session import memory

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
    """Know the link that this run's message brought, and show the browser the one that holds.

    True where the message brought an old link. One comes from outside, and holds, when the page is
    opened, when the visitor goes back or forward, and when it is none that the page had before.
    """
    known, outdated = _known()
    if known.query != _sent():
        _show(known)
    return outdated


def read_query() -> Query:
    """The present link's parameters, each with all its values."""
    return _known()[0].query


def write_query(parameters: Mapping[str, str | Iterable[str]]) -> None:
    """Make the link have these parameters. What a callback writes is shown by the run after it."""
    known, _ = _known()
    texts = {
        name: [value] if isinstance(value, str) else list(value)
        for name, value in parameters.items()
    }
    known.move({name: values for name, values in texts.items() if values})
    if _in_script(get_script_run_ctx(suppress_warning=True)):
        _show(known)


def _in_script(context: ScriptRunContext | None) -> bool:
    """Whether a script runs, not a callback before it."""
    return context is None or context.has_script_started


def _known() -> tuple[_Address, bool]:
    """The open page's link, and whether this run's message brought an old one."""
    context = get_script_run_ctx(suppress_warning=True)
    page, sent, kept = context.page_script_hash if context else "", _sent(), memory()
    known: _Address | None = kept.get(_ADDRESS)
    if known is None:
        known = kept[_ADDRESS] = _Address(page, sent)
    elif known.page != page:
        # A callback that runs now is of the page that was left, and changes nothing of this one.
        if _in_script(context):
            known = kept[_ADDRESS] = _Address(page, sent)
    elif sent != known.query:
        if _frozen(sent) in known.outdated and not (context and context.is_history_navigation):
            return known, True
        if known.outdated:
            known.move(sent)
        # A page that has written no link by `write_query` knows nothing of old ones.
        known.query = sent
    return known, False


def _sent() -> Query:
    """The link as this run's message brought it, or as it has been shown since."""
    context = get_script_run_ctx(suppress_warning=True)
    query = parse_qs(context.query_string if context else "", keep_blank_values=True)
    return {name: values for name, values in query.items() if name.lower() not in RESERVED_IN_LINKS}


def _show(known: _Address) -> None:
    # Last, because a run may end here; the next message then brings an old link, and is put right.
    st.query_params.from_dict(known.query)


def _frozen(query: Query) -> _Frozen:
    return tuple(sorted((name, tuple(values)) for name, values in query.items()))
