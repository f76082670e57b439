"""Share: the link of what the page shows, copied or read by a camera, opens just that elsewhere."""

import io

import PIL.Image
import pytest
import zxingcpp
from playwright.sync_api import Locator, Page, expect

from actviz.ui.share_routes import MOST, own_addresses
from tests.browser.accessibility import overflow, serious_violations, small_texts
from tests.browser.conftest import OpenPage, both_themes
from tests.serving import streamlit_server

BY_KEYBOARD = "navigator.clipboard === undefined"


def open_share(page: Page) -> Locator:
    """The panel, when it has heard from the server."""
    page.get_by_role("button", name="Share").press("Enter")
    panel = page.locator(".share-panel[data-ready]")
    expect(panel).to_be_visible()
    return panel


def read_code(panel: Locator) -> str:
    """What a camera reads."""
    code = panel.get_by_role("img", name="QR code")
    expect(code).to_be_visible()
    code.evaluate("image => image.decode()")
    code.scroll_into_view_if_needed()
    with PIL.Image.open(io.BytesIO(code.screenshot())) as picture:
        (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def link_of(panel: Locator) -> Locator:
    return panel.get_by_label("Link to what the page shows")


def test_link_for_other_devices(open_page: OpenPage) -> None:
    """On a server that others reach, at its address, where http has no clipboard for programs."""
    (host, *_) = [str(each) for each in own_addresses() if each.version == 4]
    options = ("--server.address=0.0.0.0",)
    with streamlit_server(base_path="class/room", options=options) as address:
        outside = address.replace("127.0.0.1", host)
        page = open_page("explore?activation=elu&alpha=2", address=outside)
        assert page.evaluate(BY_KEYBOARD)
        chart = page.locator(".live-figure").bounding_box()

        panel = open_share(page)
        link = f"{outside}/explore?activation=elu&alpha=2"
        expect(link_of(panel)).to_have_value(link)
        expect(panel.get_by_role("button", name=outside)).to_have_attribute("aria-pressed", "true")
        assert page.locator(".live-figure").bounding_box() == chart

        panel.get_by_role("button", name="Copy link").press("Enter")
        expect(panel.get_by_role("status")).to_have_text("Copied")
        field = panel.get_by_label("Address for other devices")
        field.fill("")
        field.press("Control+v")
        expect(field).to_have_value(link)

        field.fill("not an address")
        expect(panel.get_by_text("This is no address")).to_be_visible()
        expect(link_of(panel)).to_have_value(link)
        field.fill("teacher.local/actviz/")
        shown = "http://teacher.local/actviz/explore?activation=elu&alpha=2"
        expect(link_of(panel)).to_have_value(shown)
        panel.get_by_role("button", name="QR code").press("Enter")
        assert read_code(panel) == shown

        # The page goes on under the panel, and the link with it; the choice outlives the page.
        page.evaluate("history.replaceState(null, '', '?activation=elu&alpha=3')")
        expect(link_of(panel)).to_have_value(shown.replace("=2", "=3"))
        page = open_page("?search=relu", address=outside)
        panel = open_share(page)
        expect(link_of(panel)).to_have_value("http://teacher.local/actviz/?search=relu")
        panel.get_by_role("button", name=outside, exact=True).click()
        expect(link_of(panel)).to_have_value(f"{outside}/?search=relu")
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(page.get_by_role("button", name="Share")).to_be_focused()
        page.goto("about:blank")


@pytest.mark.parametrize("width", [1280, 390])
def test_server_that_nobody_else_reaches(open_page: OpenPage, width: int) -> None:
    page = open_page("softmax", width=width)
    panel = open_share(page)
    obstacle = "--server.address=0.0.0.0" if own_addresses() else "in no network"
    expect(panel.get_by_text(obstacle)).to_be_visible()
    panel.get_by_role("button", name="QR code").press("Enter")
    assert read_code(panel) == link_of(panel).input_value() == page.url
    for theme in both_themes(page):
        assert overflow(page) <= 0, theme
        assert serious_violations(page) == [], theme
        assert small_texts(page) == [], theme
        box = panel.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= width - box["width"], theme

    # Longer than a code can be: the reason stands in the code's place.
    page.evaluate("size => history.replaceState(null, '', `?x=${'y'.repeat(size)}`)", MOST)
    expect(panel.get_by_role("alert")).to_contain_text(f"can read up to {MOST}")
    panel.get_by_role("button", name="Copy link").press("Enter")
    expect(panel.get_by_role("status")).to_have_text("Copied")
