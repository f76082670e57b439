"""What the link of the open page says, also while the browser sends one from before a change.

Every message of a browser carries the link that it had when the message left. While a run is
played, messages come many times a second: one that left before a change was heard of arrives after
it, with the old link. So the link is kept here, and what such a message says of it is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx

from actviz.maths.parser.vocabulary import RESERVED_IN_LINKS
from actviz.ui.session import memory

Query = dict[str, list[str]]
_Frozen = tuple[tuple[str, tuple[str, ...]], ...]

FRAME = (
    "hide",
    "present",
    "lesson",
    "follow",
)  # names that every page's link may have, beside its own

_ADDRESS = "address"
_WATCH = "address_watch"
_WORD = re.compile(r"\w+")
_MOST_OUTDATED = 1000  # links that the page had: messages are never so far behind


@dataclass
class _Address:
    """The open page's link, and those it had before, which only a late message can bring."""

    page: str
    query: Query
    outdated: dict[_Frozen, None] = field(default_factory=dict)
    # Where a page's link leads to the page itself, the browser goes on showing the one before.
    unshown: bool = False

    def move(self, query: Query) -> None:
        """Take another link, and know the present one for an old one from now on."""
        self.outdated.pop(_frozen(query), None)
        if query != self.query:
            self.outdated[_frozen(self.query)] = None
        if len(self.outdated) > _MOST_OUTDATED:
            del self.outdated[next(iter(self.outdated))]
        self.query = query

    def carry(self, before: Query) -> None:
        """Keep of the link before what holds on every page."""
        query = _carried(before, self.query)
        if query != self.query:
            self.move(query)


def settle() -> bool:
    """Know the link that this run's message brought, and show the browser the one that holds.

    True where the message brought an old link. One comes from outside, and holds, when the page is
    opened, when the visitor goes back or forward, and when it is none that the page had before.
    """
    known, outdated = _known()
    if known.query != _sent() or known.unshown:
        _show(known)
    return outdated


def read_query() -> Query:
    """The present link's parameters, each with all its values, without those of the frame."""
    query = _known()[0].query
    frame = frame_of(query)
    return {name: values for name, values in query.items() if name not in frame}


def read_frame_query() -> Query:
    """The present link's parameters that every page may have."""
    return frame_of(_known()[0].query)


def frame_of(query: Query) -> Query:
    """The part of a link that every page may have, and no parameter of an own formula in it."""
    words = set(_WORD.findall(" ".join(query.get("own", []))))
    return {name: query[name] for name in FRAME if name in query and name not in words}


def write_query(parameters: Mapping[str, str | Iterable[str]]) -> None:
    """Make the link have these parameters. What a callback writes is shown by the run after it."""
    texts = {
        name: [value] if isinstance(value, str) else list(value)
        for name, value in parameters.items()
    }
    query = {name: values for name, values in texts.items() if values}
    _write(read_frame_query() | query)


def write_frame_query(parameters: Mapping[str, str]) -> None:
    """Make the link have these parameters of those that every page may have.

    Who is followed stays, unless `follow` is given; "" follows nobody.
    """
    kept = {name: texts for name, texts in read_frame_query().items() if name == "follow"}
    frame = kept | {name: [text] for name, text in parameters.items()}
    _write({name: texts for name, texts in frame.items() if any(texts)} | read_query())


def write_whole_query(query: Query) -> None:
    """Make the link have these parameters and no other, those of every page included."""
    _write(query)


def watch_link(changed: Callable[[], None]) -> None:
    """Have this called whenever the session writes its link; callbacks do that as well."""
    memory()[_WATCH] = changed


def _write(query: Query) -> None:
    known, _ = _known()
    known.move(query)
    if changed := memory().get(_WATCH):
        changed()
    if _in_script(get_script_run_ctx(suppress_warning=True)):
        _show(known)


def _carried(before: Query, sent: Query) -> Query:
    """The link that is meant where one page leads to another and says nothing of the frame."""
    frame = {name: values for name, values in frame_of(before).items() if name not in sent}
    emptied = {name for name, values in frame_of(sent).items() if not any(values)}
    return frame | {name: values for name, values in sent.items() if name not in emptied}


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
            left, known = known, _Address(page, sent)
            kept[_ADDRESS] = known
            if not (context and context.is_history_navigation):
                known.carry(left.query)
    elif sent != known.query:
        back = bool(context and context.is_history_navigation)
        if _frozen(sent) in known.outdated and not back:
            return known, True
        before = known.query
        if known.outdated:
            known.move(sent)
        # A page that has written no link by `write_query` knows nothing of old ones.
        known.query = sent
        if not back:
            known.carry(before)
            known.unshown = True
    return known, False


def _sent() -> Query:
    """The link as this run's message brought it, or as it has been shown since."""
    context = get_script_run_ctx(suppress_warning=True)
    query = parse_qs(context.query_string if context else "", keep_blank_values=True)
    return {name: values for name, values in query.items() if name.lower() not in RESERVED_IN_LINKS}


def _show(known: _Address) -> None:
    known.unshown = False
    # Last, because a run may end here; the next message then brings an old link, and is put right.
    st.query_params.from_dict(known.query)


def _frozen(query: Query) -> _Frozen:
    return tuple(sorted((name, tuple(values)) for name, values in query.items()))
