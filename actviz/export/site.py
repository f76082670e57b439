"""All figures as a folder of pages that needs no server: for a web space or a USB stick."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

from actviz.export.page import filled, program, shell, template, themes
from actviz.export.pages import Pages
from actviz.figures.browser_files import browser_files, plotly_file
from actviz.figures.sparkline import HEIGHT, WIDTH, sparkline
from actviz.link import PageState
from actviz.maths import CATALOGUE, Activation
from actviz.training import PRESETS as RUNS
from actviz.views.compare.presets import PRESETS as COMPARISONS
from actviz.views.explore.state import ExploreState
from actviz.views.gated import state as gated
from actviz.views.maxout import state as maxout
from actviz.views.relu_family import state as relu_family
from actviz.views.saturation.state import SaturationState
from actviz.views.softmax import state as softmax
from actviz.views.space_folding.state import SpaceFoldingState
from actviz.views.training.state import TrainingState
from actviz.views.zero_centred import state as zero_centred

INDEX = "index.html"
PLOTLY, PROGRAM = "plotly.js", "actviz.js"
_SLOT = re.compile(r"<!--(\w+)-->")


@dataclass(frozen=True)
class Entry:
    """One page of the site: its file, its title, and the app's link that it is made of."""

    file: str
    title: str
    link: str
    activation: Activation | None = None

    @classmethod
    def of(cls, file: str, title: str, state: PageState) -> Entry:
        """The page of a page's state."""
        query = urlencode(state.to_query(), doseq=True)
        page = state.PAGE.replace("_", "-")
        return cls(f"{file}.html", title, f"/{page}" + (f"?{query}" if query else ""))


def entries() -> dict[str, list[Entry]]:
    """The site's pages by section."""
    sections: dict[str, list[Entry]] = {}
    for activation in CATALOGUE.values():
        made = Entry.of(activation.id, activation.name, ExploreState.of(activation.id))
        entry = Entry(made.file, made.title, made.link, activation)
        sections.setdefault(activation.family, []).append(entry)
    sections["Compared"] = [
        Entry.of(f"compare-{place}", name, state)
        for place, (name, state) in enumerate(COMPARISONS.items(), 1)
    ]
    for section, file, parts, state in (
        ("Softmax", "softmax", softmax.VIEWS, lambda part: softmax.SoftmaxState(show=part)),
        ("Maxout", "maxout", maxout.PARTS, lambda part: maxout.MaxoutState(part=part)),
        ("Gated units", "gated", gated.PARTS, lambda part: gated.GatedState(part=part)),
        (
            "ReLU family",
            "relu-family",
            relu_family.PARTS,
            lambda part: relu_family.ReluFamilyState(part=part),
        ),
    ):
        sections[section] = [
            Entry.of(f"{file}-{part}", title, state(part)) for part, title in parts.items()
        ]
    sections["Training"] = [
        Entry.of(f"run-{name}", run.title, TrainingState.of_preset(name))
        for name, run in RUNS.items()
    ]
    sections["Why it matters"] = [
        Entry.of("saturation", "Saturation", SaturationState()),
        *(
            Entry.of(
                f"zero-centred-{part}",
                f"Zero-centred: {title.lower()}",
                zero_centred.ZeroCentredState(part=part),
            )
            for part, title in zero_centred.PARTS.items()
        ),
        Entry.of("space-folding", "Space folding", SpaceFoldingState()),
    ]
    return sections


def write(folder: Path, home: str = "") -> Iterator[Path]:
    """Write the site into a new or empty folder, page by page; each file as it is done.

    `home` is the app's address that its pages lead back to, '' for none. ValueError if the folder
    holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is there and not an empty folder; name another one")
    folder.mkdir(parents=True, exist_ok=True)
    sections, pages = entries(), Pages()
    drawings: dict[str, None] = {}
    for entry in chain(*sections.values()):
        shown = pages.read(entry.link)
        drawings |= dict.fromkeys(shown.drawings)
        page = shell(shown.drawings, shown.functions, (PLOTLY, PROGRAM), INDEX)
        link = home and home.rstrip("/") + entry.link
        text = filled(page, shown.messages, entry.title, link, shown.run)
        yield _written(folder / entry.file, text)
    yield _written(folder / PLOTLY, plotly_file().content.decode())
    yield _written(folder / PROGRAM, program(drawings))
    yield _written(folder / INDEX, index(sections, home))


def index(sections: Mapping[str, list[Entry]], home: str = "") -> str:
    """The page that leads to all others."""
    names = ("standalone/standalone.css", "standalone/index.css")
    parts = {
        "styles": themes("@media (prefers-color-scheme: dark){{:root{{{}}}}}")
        + "".join(browser_files()[name].content.decode() for name in names),
        "sections": "".join(
            f"<h2>{escape(title)}</h2><ul>{''.join(map(_card, listed))}</ul>\n"
            for title, listed in sections.items()
        ),
        "link": f' <a href="{escape(home)}">Open the app</a>' if home else "",
    }
    return _SLOT.sub(lambda slot: parts[slot[1]], template("index.html"))


def _card(entry: Entry) -> str:
    picture = _picture(entry.activation) if entry.activation else ""
    return f'<li><a href="{escape(entry.file)}">{picture}{escape(entry.title)}</a></li>'


def _picture(activation: Activation) -> str:
    drawn = sparkline(activation)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<path class="axis" d="M0 {drawn["x_axis"]}H{WIDTH}M{drawn["y_axis"]} 0V{HEIGHT}"/>'
        f'<path class="derivative" d="{drawn["derivative"]}"/>'
        f'<path class="f" d="{drawn["value"]}"/></svg>'
    )


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
