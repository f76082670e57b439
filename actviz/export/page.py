"""The HTML of a file of its own: a shell for certain drawings, filled with what they show.

`assets/live_figure/one_file.js` fills it in the same way, with what a visitor's browser holds.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from latex2mathml.converter import convert

from actviz.export.bundle import classic_script, exports_of, styles_of
from actviz.figures.browser_files import FOLDER, browser_files, plotly_file
from actviz.maths import Activation
from actviz.maths.lookup import shown_name

Message = Mapping[str, Any]

_LAB = "training/training"
_PROGRAM = re.compile(r"source|features|(\w+_)?loop")  # names of derived programs
_PRIMITIVES = "maths/primitives.js"
_SLOT = re.compile(r"<!--(\w+)-->")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LICENCES = """
{licence}
The charts are drawn by plotly.js, copyright 2012-2026, Plotly, Inc., under the same licence.
Notices of others stand in the programs below.
"""


@dataclass(frozen=True)
class KeptRun:
    """A run of the lab: its parts' messages, its bytes in base64 by their address, its header."""

    parts: Sequence[Message]
    files: Mapping[str, str]
    header: Mapping[str, Any]


def program(drawings: Collection[str]) -> str:
    """The script of drawings by name; BundleError if one's program cannot be part of a file."""
    script = classic_script(*_modules(drawings))
    return (
        f'const actviz = (() => {{\n"use strict";\n{script}return {{ modules, workers }};\n}})();'
    )


def _modules(drawings: Collection[str]) -> list[str]:
    lab = ["standalone/lab.js"] if _LAB in drawings else []
    return ["standalone/start.js", _PRIMITIVES, *lab, *(f"views/{name}.js" for name in drawings)]


def shell(
    drawings: Collection[str],
    functions: Sequence[Activation] = (),
    scripts: Sequence[str] = (),
    index: str = "",
) -> str:
    """The page without what it shows, for drawings by name; the formulas of `functions` on top.

    With names of `scripts`, Plotly's and the `program`, the page loads these from beside it. It
    leads to a page `index` beside it. BundleError as of `program`.
    """
    loaded = "".join(f'<script src="{escape(name)}"></script>\n' for name in scripts)
    held = (
        "" if scripts else f"<script><!--plotly--></script>\n<script>{program(drawings)}</script>"
    )
    styles = [*styles_of(*_modules(drawings)), "standalone/standalone.css"]
    if _LAB in drawings:  # whose page brings it
        styles.append("views/training/training.css")
    parts = {
        "licences": f"<!--{_LICENCES.format(licence=_licence())}-->",
        "styles": themes() + "".join(_text(name) for name in styles),
        "formulas": _formulas(functions),
        # A page from disk has no origin of its own.
        "sources": "'self' file: " if scripts else "",
        "scripts": loaded + held,
        "index": f'<a href="{escape(index)}">All figures</a> · ' if index else "",
        "primitives": ", ".join(exports_of(_PRIMITIVES)),
    }
    page = template("page.html")
    return _SLOT.sub(lambda slot: parts.get(slot[1], slot[0]), page)


def filled(
    page: str,
    messages: Sequence[Message],
    title: str,
    link: str = "",
    run: KeptRun | None = None,
) -> str:
    """A shell with the figures' messages; `link` is where it leads back to, if anywhere.

    ValueError if the link is none of the web.
    """
    if link and not re.match(r"https?://[^\s/]", link):
        raise ValueError(f"a page links back to an address like https://…, not to {link!r}")
    held: list[Any] = [(each["functions"], each.get("inputs")) for each in messages]
    content: dict[str, Any] = {"figures": list(messages)}
    if run:
        held.append(run.header)
        content |= {"parts": run.parts, "files": run.files}
    parts = {
        "title": escape(title),
        "alt": "".join(f"<p>{escape(message['alt'])}</p>" for message in messages),
        "link": f' <a href="{escape(link)}">Open in the app</a>' if link else "",
        "content": json.dumps(content).replace("<", "\\u003c"),
        "programs": ",\n".join(map(_program, dict.fromkeys(_sources(held)))),
        "plotly": plotly_file().content.decode(),
    }
    # In one pass: what fills a slot may hold the text of another.
    return _SLOT.sub(lambda slot: parts.get(slot[1], slot[0]), page)


def _sources(part: Any) -> Iterator[str]:
    """The derived programs that a part of a message holds as text."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if isinstance(value, str) and _PROGRAM.fullmatch(name):
                yield value
            elif name == "loops" and value:
                yield from value.values() if isinstance(value, Mapping) else value
            else:
                yield from _sources(value)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _sources(each)


def _program(source: str) -> str:
    # Between an operator and what follows a space is free, and nothing can end the script.
    code = re.sub(r"<(?=[/!])", "< ", source)
    return f"[{json.dumps(source).replace('<', chr(92) + 'u003c')}, ({code})]"


def _formulas(functions: Sequence[Activation]) -> str:
    if not functions:
        return ""
    items: list[str] = []
    for function in functions:
        name = f"<strong>{escape(shown_name(function))}</strong>" if len(functions) > 1 else ""
        texts = (f"f(x) = {function.latex}", f"f'(x) = {function.derivative_latex}")
        items += (f"<li>{name}{convert(text, display='block')}</li>" for text in texts)
    return f'<ul class="formulas">{"".join(items)}</ul>'


def themes(dark: str = ':root[data-theme="dark"]{{{}}}') -> str:
    """Streamlit's variables of both themes, as the app's own configuration has them.

    `dark` is the rule under which the dark ones hold.
    """
    text = (FOLDER.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    named = tomllib.loads(text)["theme"]
    rules = []
    for rule, name in ((":root{{{}}}", "light"), (dark, "dark")):
        colours = "".join(
            f"--st-{_CAMEL.sub('-', key).lower()}:{value};" for key, value in named[name].items()
        )
        rules.append(f"{rule.format(colours)}\n")
    return "".join(rules)


def template(name: str) -> str:
    """A page of `assets/standalone` with its slots."""
    return (FOLDER / "standalone" / name).read_text(encoding="utf-8")


def _licence() -> str:
    return (FOLDER.parent / "LICENSE").read_text(encoding="utf-8").strip()


def _text(name: str) -> str:
    return browser_files()[name].content.decode()
