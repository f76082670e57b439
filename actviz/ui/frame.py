"""What a link may say on every page: which controls are hidden, and that a class looks on.

It holds until it is left: on every page of the session, whatever the page's own link says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from actviz.link import Flag, LinkReader
from actviz.ui.address import read_frame_query, write_frame_query
from actviz.ui.page_spec import ROOT, PageSpec
from actviz.ui.pages import PAGES

EVERYTHING = "everything"
STYLES = ROOT / "assets" / "styles"

# What every page may have, by the name in the link: where it stands in the page.
_COMMON: Mapping[str, str] = MappingProxyType(
    {
        "navigation": '[data-testid="stHeader"], [data-testid="stSidebar"], .st-key-page_cards',
        "sliders": ".live-figure-controls",
        "readout": ".live-figure-readout",
        "toolbar": ".live-figure-toolbar",
        "details": '[data-testid="stTabs"]',
        "code": '[data-testid="stCode"]',
    }
)
_NOT_FOR_A_CLASS = ("navigation", "toolbar", "details", "code")


@dataclass(frozen=True)
class Frame:
    """What is hidden, names of controls, and whether the page is shown to a class."""

    hide: tuple[str, ...] = ()
    present: bool = False

    @property
    def usual(self) -> bool:
        """Whether the page is as it always is."""
        return self == Frame()


def controls(page: PageSpec) -> dict[str, str]:
    """A page's controls that can be hidden: their names in the link, and their CSS selectors."""
    own = {name: _by_key(key) for name, key in page.controls.items()}
    return {**_COMMON, **own}


@cache
def control_names() -> frozenset[str]:
    """What `hide` may name: a control of any page, or everything."""
    return frozenset({EVERYTHING, *(name for each in PAGES for name in controls(each))})


def _by_key(key: str) -> str:
    place = f'[class*="st-key-{key}"]'
    return f'{place}, [data-testid="stLayoutWrapper"]:has(> {place})'


def read_frame(page: PageSpec) -> tuple[Frame, list[str]]:
    """What the link says of the frame, and what is wrong with that.

    A name that another page has is none that is wrong: it waits for that page.
    """
    link = LinkReader(read_frame_query())
    names = [name for text in link.texts("hide") for name in text.split(",") if name]
    known = control_names()
    if unknown := [name for name in dict.fromkeys(names) if name not in known]:
        accepted = ", ".join([*controls(page), EVERYTHING])
        link.reject("hide", ",".join(unknown), f"ignored. This page has {accepted}")
    hide = tuple(name for name in dict.fromkeys(names) if name in known)
    return Frame(hide, link.take("present", False, Flag())), link.messages


def write_frame(frame: Frame) -> None:
    """Make the link say `frame`, whatever page and lesson it is of."""
    query = {"hide": ",".join(frame.hide), "present": "1" if frame.present else ""}
    query["lesson"] = "".join(read_frame_query().get("lesson", [])[-1:])
    write_frame_query({name: text for name, text in query.items() if text})


def styles(page: PageSpec, frame: Frame) -> str:
    """The style sheet that every page has, with what the frame adds to it."""
    files, here = ["app.css"], controls(page)
    names = set(here if EVERYTHING in frame.hide else frame.hide)
    if frame.present:
        files.append("present.css")
        names.update(_NOT_FOR_A_CLASS, page.not_for_a_class)
    sheets = [(STYLES / file).read_text(encoding="utf-8") for file in files]
    hidden = ", ".join(selector for name, selector in here.items() if name in names)
    return "\n".join([*sheets, *([f"{hidden} {{ display: none !important; }}"] if hidden else [])])
