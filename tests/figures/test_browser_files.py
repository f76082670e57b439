"""The browser's modules find what they import, and import in one direction."""

import graphlib
import posixpath
import re
from collections.abc import Iterator

import pytest

from actviz.figures.browser_files import browser_files

IMPORT = re.compile(
    r'^(?:import|export)\b\s*(?:\w+ |(\{[^}]*\}|\*(?: as \w+)?))?\s*(?:from )?"([^"]+)"', re.M
)
EXPORT = re.compile(r"^export (?:async )?(?:function\*?|const|class) (\w+)", re.M)
MODULES = {
    name: file.content.decode() for name, file in browser_files().items() if name.endswith(".js")
}
# What each folder may import besides itself; a page nothing of another page.
MAY_IMPORT = {
    "standalone": {"live_figure", "views"},
    "maths": set(),
    "engine": {"maths"},
    "drawings": {"maths"},
    "live_figure": {"drawings", "maths"},
    "frame": {"live_figure"},
    "predict": {"live_figure"},
    "views": {"drawings", "engine", "live_figure", "maths"},
}


def imports(name: str) -> Iterator[tuple[str, list[str]]]:
    """The modules that a module imports, each with the names it takes."""
    for names, address in IMPORT.findall(MODULES[name]):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
        taken = [each.split(" as ")[0].strip() for each in names.strip("{}").split(",")]
        yield target, [each for each in taken if each and not each.startswith("*")]


@pytest.mark.parametrize("name", MODULES)
def test_what_is_imported_is_there_and_may_be(name: str) -> None:
    folder, *_ = parts = name.split("/")
    for target, names in imports(name):
        assert target in MODULES, f"{name} imports {target}, which is no file"
        missing = set(names) - set(EXPORT.findall(MODULES[target]))
        assert not missing, f"{target} exports none of {missing}, which {name} imports"
        other, *_ = there = target.split("/")
        if other != folder:
            assert other in MAY_IMPORT[folder], f"{name} imports {target}"
        elif folder == "views":
            assert parts[1] == there[1], f"{name} imports {target}, of another page"


def test_no_modules_import_each_other() -> None:
    graph = {name: {target for target, _ in imports(name)} for name in MODULES}
    order = list(graphlib.TopologicalSorter(graph).static_order())
    # A pattern that finds no imports would find no circle either.
    assert order.index("maths/erf.js") < order.index("live_figure/live_figure.js")
