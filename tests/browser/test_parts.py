"""What holds for every part of the pages that have some."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from actviz.views.gated.state import PARTS as GATED
from actviz.views.maxout.state import PARTS as MAXOUT
from actviz.views.relu_family.state import PARTS as RELU_FAMILY
from tests.browser.accessibility import overflow, serious_violations
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import drag, figure, number, slider

each_part = pytest.mark.parametrize(
    "path",
    [
        *(f"/gated?part={part}" for part in GATED),
        "/zero-centred",
        "/zero-centred?data=classes&batch=1",
        *(f"/maxout?part={part}" for part in MAXOUT),
        *(f"/relu-family?part={part}" for part in RELU_FAMILY),
    ],
)


@each_part
@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (390, "light")])
def test_every_part(open_page: OpenPage, path: str, width: int, theme: str) -> None:
    page = open_page(path, width=width, height=844, theme=theme)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    chart = figure(page).locator(".live-figure-chart")
    expect(chart).to_have_attribute("aria-label", re.compile("."))
    assert overflow(page) <= 0
    stage = figure(page).locator(".live-figure-stage").bounding_box()
    assert stage is not None
    assert stage["y"] + stage["height"] <= 800
    assert serious_violations(page) == []


@pytest.mark.parametrize(
    ("path", "label", "field"),
    [
        ("/gated", "β", "beta"),
        ("/gated?part=cost", "Gated", "narrow"),
        ("/zero-centred", "μ", "mu"),
        ("/maxout?part=one", "w₂", "w"),
        ("/maxout?part=one", "b₁", "b"),
        ("/maxout?part=one", "Probe x", "x"),
        ("/maxout?part=quadratic", "k", "tangents"),
        ("/maxout?part=two", "b₁", "c"),
        ("/maxout?part=cost", "Pieces", "pieces"),
        ("/relu-family?part=slopes", "α leaky", "leaky"),
        ("/relu-family?part=random", "u", "u"),
        ("/relu-family?part=learned", "Start α", "start"),
        ("/relu-family?part=identities", "c", "scale"),
    ],
)
def test_drag_redraws_and_commits_once(
    open_page: OpenPage, path: str, label: str, field: str
) -> None:
    page = open_page(path)
    handle = figure(page).get_by_role("slider", name=label, exact=True)
    before = number(page, "data-redraws")
    drag(page, handle, 0.85)
    assert number(page, "data-redraws") >= before + 10
    assert number(page, "data-commits") == 0
    page.mouse.up()
    page.wait_for_url(re.compile(f"[?&]{field}="))
    wait_until_finished(page)
    assert number(page, "data-commits") == 1


@pytest.mark.parametrize(
    ("path", "label", "key", "told"),
    [
        ("/maxout", "w₁", "End", r"w=3"),
        ("/relu-family", "α leaky", "PageUp", r"leaky=0\.11(&|$)"),
    ],
)
def test_keyboard_and_reset(
    open_page: OpenPage, path: str, label: str, key: str, told: str
) -> None:
    page = open_page(path)
    slider(page, label).focus()
    page.keyboard.press(key)
    page.wait_for_url(re.compile(told))
    figure(page).get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_url(re.compile(f"{path}$"))


@pytest.mark.parametrize(
    ("path", "fields"), [("/maxout", "w b c x"), ("/relu-family", "part leaky u start")]
)
def test_hostile_link(open_page: OpenPage, path: str, fields: str) -> None:
    hostile = ("<img src=x onerror=alert(1)>", "1,2", "nan,1,2", "9" * 300)
    page = open_page(f"{path}?{urlencode(list(zip(fields.split(), hostile, strict=True)))}")
    alert = page.get_by_test_id("stAlert")
    for field in fields.split():
        expect(alert).to_contain_text(re.compile(f"link's {field} = '.*' cannot be used"))
    expect(alert.locator("img, a")).to_have_count(0)
