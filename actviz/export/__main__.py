"""`python -m actviz.export explore logistic k=2 --out logistic.html`: a figure as one file."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from streamlit.logger import set_log_level

from actviz.export.page import filled, shell
from actviz.export.pages import Pages, Shown
from actviz.export.site import write
from actviz.maths.lookup import resolve_activation


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file that the arguments ask for; the exit code is 2 for one that cannot be."""
    parser = _parser()
    given = parser.parse_args(arguments)
    # Streamlit warns that it runs without a server, which is meant.
    set_log_level("ERROR")
    try:
        if given.what == ["site"]:
            for path in write(given.out, given.home):
                print(path)
            return 0
        link = given.link or _explore_link(given.what)
        shown = Pages().read(link)
        text = one_file(shown, given.home.rstrip("/") + link if given.home else "")
    except ValueError as error:
        parser.error(str(error))
    for warning in shown.warnings:
        print(warning, file=sys.stderr)
    given.out.write_text(text, encoding="utf-8")
    print(f"{given.out}: {len(text.encode()):,} bytes")
    return 0


def one_file(shown: Shown, home: str = "") -> str:
    """All that a page shows, alive, as the text of one HTML file; it leads back to `home`.

    ValueError if the page shows no live figure.
    """
    if not shown.messages:
        raise ValueError(f"the page {shown.title!r} has no live figure")
    page = shell(shown.drawings, shown.functions)
    return filled(page, shown.messages, shown.title, home, shown.run)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m actviz.export",
        description="Write a figure, alive, as one HTML file that needs no server and no network.",
    )
    parser.add_argument(
        "what",
        nargs="*",
        metavar="explore ACTIVATION [NAME=VALUE …] | site",
        help="a function of the catalogue, or = and a formula, with its parameters; or all figures",
    )
    parser.add_argument("--link", help="a page of the app instead, as /compare?f=relu&f=gelu")
    parser.add_argument(
        "--out", type=Path, required=True, help="the file, or the site's folder, to write"
    )
    parser.add_argument("--home", default="", help="the app's address, for a link back to it")
    return parser


def _explore_link(words: Sequence[str]) -> str:
    """Explore's link for `explore`, a function, and its parameters."""
    if len(words) < 2 or words[0] != "explore":
        raise ValueError(f"want explore and a function, or --link; got {' '.join(words)!r}")
    activation = resolve_activation(words[1])
    own = words[1].startswith("=")
    query = [("own", words[1][1:])] if own else [("activation", words[1])]
    for word in words[2:]:
        if not re.fullmatch(r"\w+=\S+", word):
            raise ValueError(f"want a parameter as k=2, got {word!r}")
        name, _, value = word.partition("=")
        if name not in activation.defaults:
            known = ", ".join(activation.defaults) or "none"
            raise ValueError(f"{words[1]} has no parameter {name!r}; it has {known}")
        query.append((name, value))
    return f"/explore?{urlencode(query)}"


if __name__ == "__main__":
    sys.exit(main())
