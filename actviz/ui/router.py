"""The main script: what every page shares, then the page that the address names."""

import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value

from actviz.ui.connection import keep_connection
from actviz.ui.follow.session import lead_or_follow
from actviz.ui.frame import read_frame, styles
from actviz.ui.lesson_strip import lead
from actviz.ui.page_spec import ROOT
from actviz.ui.pages import PAGES
from actviz.ui.player import arrive
from actviz.ui.predict import predict
from actviz.ui.text import show_once

ABOUT = (
    "**actviz** shows what activation functions do: their curves, their derivatives, and what "
    "happens to a network that learns with them."
)


def _navigation() -> dict[str, list[st.Page]]:
    """Return the pages by section, in the order of the list."""
    sections: dict[str, list[st.Page]] = {}
    for spec in PAGES:
        page = st.Page(
            spec.script_path,
            title=spec.title,
            icon=spec.icon,
            # The home page answers at the root whatever path it is given.
            url_path=spec.url_path or None,
            default=spec.is_home,
            help=spec.question,
        )
        sections.setdefault(spec.section, []).append(page)
    return sections


# A part of the page that has run leaves its thread inside its own containers. A run of the page
# that follows in the same thread (`runner.fastReruns` is off) would put the whole page in there.
context_dg_stack.set(get_default_dg_stack_value())
st.set_page_config(
    page_title="actviz",
    page_icon=str(ROOT / "assets" / "images" / "icon.svg"),
    layout="wide",
    # The minimal toolbar drops its menu, the theme selector with it, unless an entry is given.
    menu_items={"About": ABOUT},
)
st.logo(ROOT / "assets" / "images" / "logo.svg", size="medium")
page = st.navigation(_navigation(), position="top")
arrive()
spec = next(each for each in PAGES if each.url_path == page.url_path)
lead_or_follow(spec)
frame, messages = read_frame(spec)
st.html(f"<style>{styles(spec, frame)}</style>")
keep_connection(frame)
led, problems = lead()
show_once([*messages, *problems], page.url_path)
# A lesson asks what it asks.
if predict(page.url_path, offers=not led):
    page.run()
