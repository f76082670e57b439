"""The Gallery: every activation as a small picture, searched and filtered in the browser."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

from actviz.figures.browser_files import imported_by
from actviz.figures.sparkline import HEIGHT, WIDTH, sparkline
from actviz.maths import CATALOGUE, Activation, Properties, properties
from actviz.ui.asset_routes import assets_url
from actviz.ui.component import browser_module
from actviz.ui.page_link import write_link
from actviz.ui.pages import PAGES
from actviz.ui.session import told
from actviz.views.explore.state import ExploreState
from actviz.views.gallery.state import FILTERS, GalleryState, parse_gallery_commit

_MODULE = "views/gallery/gallery.js"

_component = browser_module("actviz_gallery", _MODULE, "gallery")


def gallery(state: GalleryState) -> str | None:
    """Show the Gallery; what a visitor has just opened, an activation's id or a page's path."""

    def receive() -> None:
        heard = (told("gallery") or {}).get("commit")
        committed = parse_gallery_commit(heard)
        if committed is not None:
            write_link(committed)

    result = _component(
        key="gallery",
        data={
            "assets": assets_url(),
            "modules": imported_by(_MODULE),
            "families": gallery_cards(),
            "pages": page_hits(),
            "filters": [
                {"id": identifier, "label": label, "meaning": meaning}
                for identifier, label, meaning, _ in FILTERS
            ],
            "box": [WIDTH, HEIGHT],
            "search": state.search,
            "chosen": list(state.filters),
        },
        on_commit_change=receive,
        on_open_change=lambda: None,
    )
    opened = result.open
    paths = {page["id"] for page in page_hits()}
    return opened if isinstance(opened, str) and opened in {*CATALOGUE, *paths} else None


def page_hits() -> list[dict[str, str]]:
    """The pages that a search can find: what is no function of one number has a page of its own."""
    return [
        {
            "id": spec.url_path,
            "title": spec.title,
            "question": spec.question,
            "words": searched((spec.title, *spec.finds)),
        }
        for spec in PAGES
        if spec.finds
    ]


def searched(names: Iterable[str]) -> str:
    """What a search is compared with: each name in words, and as one word as libraries write it."""
    spaced = [" ".join(re.split(r"[\s_-]+", name.lower())) for name in names]
    return " ".join(dict.fromkeys([*spaced, *(name.replace(" ", "") for name in spaced)]))


@functools.cache
def gallery_cards() -> list[dict[str, Any]]:
    """Every family with its cards; made once per process, as the catalogue does not change."""
    families: dict[str, list[dict[str, Any]]] = {}
    for activation in CATALOGUE.values():
        families.setdefault(activation.family, []).append(_card(activation))
    return [{"name": name, "cards": cards} for name, cards in families.items()]


def _card(activation: Activation) -> dict[str, Any]:
    facts: Properties = properties(activation)
    query = ExploreState.of(activation.id).to_query()
    address = "&".join(f"{name}={value}" for name, value in query.items())
    symbols = ", ".join(parameter.symbol for parameter in activation.parameters)
    words = (activation.id, activation.name, activation.family, *activation.aliases)
    return {
        "id": activation.id,
        "name": activation.name,
        "parameters": symbols,
        "href": "explore" + (f"?{address}" if address else ""),
        "words": f"{searched(words)} {activation.year}",
        "tags": [identifier for identifier, _, _, holds in FILTERS if holds(facts)],
        **sparkline(activation),
    }
