"""What Python sends to the live figure is what assets/live_figure/contract.js says."""

import re
from pathlib import Path
from typing import Any

import pytest

from actviz.figures.palette import PALETTE
from tests.live_figures import LINKS, Mounted, mounted
from tests.serving import ROOT

ASSETS = ROOT / "assets"
# Read by the few lines that fetch the live figure's program.
FOR_THE_LOADER = {"assets", "modules", "reserve"}


def typedefs() -> dict[str, dict[str, bool]]:
    """The properties of each type of the contract: name -> whether it is always there."""
    text = (ASSETS / "live_figure" / "contract.js").read_text(encoding="utf-8")
    found: dict[str, dict[str, bool]] = {}
    for block in re.findall(r"/\*\*(.*?)\*/", text, re.DOTALL):
        name = re.search(r"@typedef \{object\} (\w+)", block)
        if name:
            names = re.findall(r"@property \{.*?\} (\[?)(\w+)", block)
            found[name[1]] = {each: not optional for optional, each in names}
    return found


CONTRACT = typedefs()


def check(name: str, sent: dict[str, Any], where: str) -> None:
    known = CONTRACT[name]
    assert sent.keys() <= known.keys(), f"{where}: not in contract.js"
    missing = {each for each, always in known.items() if always} - sent.keys()
    assert not missing, f"{where}: contract.js promises {missing}"


def test_messages_are_what_the_contract_says() -> None:
    for each in mounted():
        message = {n: v for n, v in each.message.items() if n not in FOR_THE_LOADER}
        place = {name: message.pop(name) for name in CONTRACT["Place"]}
        check("Place", place, each.link)
        check("Message", message, each.link)
        for control in message["controls"]:
            check("Control", control, each.link)
        for function in message["functions"]:
            check("Activation", function, each.link)
        for pair in [*message["handles"], *filter(None, [message.get("point")])]:
            check("Pair", pair, each.link)
        if "view" in message:
            check("View", message["view"], each.link)


@pytest.mark.parametrize("name", ["Message", "Control", "View", "Pair", "Activation"])
def test_nothing_is_promised_that_no_page_sends(name: str) -> None:
    parts: dict[str, Any] = {
        "Message": lambda m: [m],
        "Control": lambda m: m["controls"],
        "View": lambda m: [m["view"]] if "view" in m else [],
        "Pair": lambda m: m["handles"],
        "Activation": lambda m: m["functions"],
    }
    sent = {key for each in mounted() for part in parts[name](each.message) for key in part}
    assert CONTRACT[name].keys() <= sent


def test_every_page_with_a_figure_is_looked_at() -> None:
    drawings = {each.message.get("drawing") for each in mounted()} - {None}
    # A module that only helps others has no `draw` of its own.
    files = {
        f"{path.parent.name}/{path.stem}"
        for path in Path(ASSETS / "views").glob("*/*.js")
        if re.search(r"^export function draw\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert drawings == files
    assert {each.link.split(" ")[0].strip("/") for each in mounted()} >= LINKS.keys()


def each_trace() -> list[tuple[Mounted, dict[str, Any]]]:
    return [(each, trace) for each in mounted() for trace in each.message["figure"]["data"]]


def test_roles_have_colours() -> None:
    for each, trace in each_trace():
        role = trace.get("meta", {}).get("role")
        for theme in PALETTE.values():
            assert role is None or role in theme, (each.link, role)


def test_live_traces_are_told_apart() -> None:
    for each in mounted():
        names = [
            (trace["meta"]["live"], trace["meta"].get("function"), trace.get("yaxis"))
            for trace in each.message["figure"]["data"]
            if "live" in trace.get("meta", {})
        ]
        assert len(set(names)) == len(names), each.link
