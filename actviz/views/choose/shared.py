"""What the parts of the page Choose have in common."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import streamlit as st

from actviz.claims import Verdict
from actviz.ui.pages import PAGES

_ICONS = {
    Verdict.TRUE: ":material/check_circle:",
    Verdict.CONDITION: ":material/rule:",
    Verdict.NOT_GENERAL: ":material/cancel:",
    Verdict.UNTESTABLE: ":material/help:",
}


def verdict_text(verdict: Verdict) -> str:
    """A verdict in Markdown, with its sign."""
    return f"{_ICONS[verdict]} **{verdict.label}.**"


def see_it(link: str, label: str = "") -> None:
    """A link to a state of a page of this app, by the page's name where no label is given."""
    address = urlsplit(link)
    spec = next(page for page in PAGES if page.url_path == address.path.removeprefix("/"))
    st.page_link(
        spec.script_path,
        label=label or f"See it: {spec.title}",
        icon=spec.icon,
        query_params=parse_qs(address.query),
    )
