"""The browser's modules as one classic script, which a file opened from disk may run.

A page opened from a file may import no module, and a strict content security policy lets it
evaluate no text. So each module becomes a function, called in the order in which they import.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from actviz.figures.browser_files import browser_files, files_version

# What takes a module's place in a file: it knows no addresses, and compiles no text.
REPLACED = {
    "live_figure/loading.js": "standalone/loading.js",
    "maths/derived.js": "standalone/derived.js",
}

_IMPORT = re.compile(r'^import\s+(?:(\{[^}]*\})|\*\s+as\s+(\w+)|(\w+))\s+from\s+"([^"]+)";', re.M)
_PASSED_ON = re.compile(r'^export\s+\{([^}]*)\}\s+from\s+"([^"]+)";', re.M)
_LISTED = re.compile(r"^export\s+\{([^}]*)\};", re.M)
_DEFAULT = re.compile(r"^export default ((?:async )?function\*? (\w+))", re.M)
_DECLARED = re.compile(r"^export ((?:(?:async )?function\*?|const|class) (\w+))", re.M)
_WORKER = re.compile(r'"((?:\w+/)+\w*worker\.js)"')
_STYLES = re.compile(r'"((?:\w+/)+\w+\.css)"')
_SPEAKS = re.compile(r"^\s*onmessage =|(?<![.\w])postMessage\(", re.M)
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.M | re.S)
# What would end the script early, need the network, or ask the policy for more than it gives.
_UNREADABLE = re.compile(
    r"^\s*(?:import|export)\b|\bimport\(|\bimport\.meta\b|\bnew Function\b|\beval\(|"
    r"\bnew Worker\b|<!--|</script",
    re.M | re.I,
)


class BundleError(ValueError):
    """A module that cannot be part of a classic script; it names the module, line and text."""


def classic_script(*modules: str) -> str:
    """Statements that declare all that `modules` need: `modules` and `workers`, by their names.

    A worker's program is a function that takes what posts answers, and the channel by which it
    waits for a turn; it gives what hears messages.
    BundleError says which module holds what a classic script cannot, or that modules import each
    other.
    """
    return _script(files_version(), modules)


@lru_cache(maxsize=64)
def _script(_version: str, modules: tuple[str, ...]) -> str:
    order: dict[str, _Module] = {}
    for name in modules:
        _collect(name, order, ())
    programs: dict[str, str] = {}
    for module in list(order.values()):
        for name in _WORKER.findall(module.text):
            programs[name] = _worker(name, order)
    shared = (module.statement for module in order.values() if not module.is_workers)
    workers = (f"workers[{_quoted(name)}] = {code};" for name, code in programs.items())
    return "\n".join(["const modules = {};", *shared, "const workers = {};", *workers, ""])


def _worker(name: str, order: dict[str, _Module]) -> str:
    """A worker's program: what speaks to the page is its own, other modules are shared."""
    needed: dict[str, _Module] = {}
    _collect(name, needed, ())
    order |= needed
    own = [module for module in needed.values() if module.is_workers]
    return "\n".join(
        [
            "((shared) => (postMessage, MessageChannel) => {",
            "let onmessage = null;",
            "const modules = Object.create(shared);",
            *(module.statement for module in own),
            "return (event) => onmessage(event);",
            "})(modules)",
        ]
    )


def styles_of(*modules: str) -> list[str]:
    """The style sheets, by their names, that `modules` and what they need load."""
    order: dict[str, _Module] = {}
    for name in modules:
        _collect(name, order, ())
    names = (name for module in order.values() for name in _STYLES.findall(module.text))
    return list(dict.fromkeys(names))


def exports_of(name: str) -> tuple[str, ...]:
    """The names that a module exports."""
    return tuple(_module(name).exported)


class _Module:
    """One module as an expression: what it imports, what it exports, and its code."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.needed: dict[str, None] = {}
        self.exported: dict[str, str] = {}  # by the exported name, the expression
        for pattern, replace in (
            (_IMPORT, self._imported),
            (_PASSED_ON, self._passed_on),
            (_LISTED, self._listed),
            (_DEFAULT, self._default),
            (_DECLARED, self._declared),
        ):
            text = pattern.sub(replace, text)
        self.text = text
        given = ", ".join(f"{name}: {value}" for name, value in self.exported.items())
        code = f"(() => {{\n{text}\nreturn {{ {given} }};\n}})()"
        self.statement = f"modules[{_quoted(name)}] = {code};"

    @property
    def is_workers(self) -> bool:
        """Whether it is a worker's own: it speaks to the page, or starts what does."""
        bare = _COMMENT.sub("", self.text)
        return self.name.endswith("worker.js") or bool(_SPEAKS.search(bare))

    def _from(self, address: str) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), address))
        target = REPLACED.get(target, target)
        self.needed[target] = None
        return f"modules[{_quoted(target)}]"

    def _imported(self, found: re.Match[str]) -> str:
        names, whole, default, address = found.groups()
        source = self._from(address)
        if whole:
            return f"const {whole} = {source};"
        if default:
            return f"const {{ default: {default} }} = {source};"
        taken = (f"{name}: {alias}" if alias else name for name, alias in _names(names.strip("{}")))
        return f"const {{ {', '.join(taken)} }} = {source};"

    def _passed_on(self, found: re.Match[str]) -> str:
        names, address = found.groups()
        source = self._from(address)
        self.exported |= {alias or name: f"{source}.{name}" for name, alias in _names(names)}
        return ""

    def _listed(self, found: re.Match[str]) -> str:
        self.exported |= {alias or name: name for name, alias in _names(found[1])}
        return ""

    def _default(self, found: re.Match[str]) -> str:
        self.exported["default"] = found[2]
        return found[1]

    def _declared(self, found: re.Match[str]) -> str:
        self.exported[found[2]] = found[2]
        return found[1]

    def check(self) -> None:
        """BundleError if the code holds what a classic script cannot."""
        bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), self.text)
        if found := _UNREADABLE.search(bare) or re.search(r"<!--|</script", self.text, re.I):
            line = bare[: found.start()].count("\n") + 1
            raise BundleError(
                f"assets/{self.name}, about line {line}: {found[0].strip()!r} cannot stand in a "
                "script of one file; import and export as the other modules do, and load through "
                "live_figure/loading.js"
            )


def _collect(name: str, order: dict[str, _Module], path: tuple[str, ...]) -> None:
    if name in order:
        return
    if name in path:
        raise BundleError(f"modules import each other: {' → '.join((*path, name))}")
    module = _module(name)
    module.check()
    for target in module.needed:
        _collect(target, order, (*path, name))
    order[name] = module


def _module(name: str) -> _Module:
    files = browser_files()
    file = files.get(name)
    if file is None:
        raise BundleError(f"assets/{name} is imported, and there is no such file")
    return _Module(name, file.content.decode())


def _names(listed: str) -> list[tuple[str, str]]:
    """Names of a list with what each is called elsewhere, '' for the same."""
    split = (part.strip().partition(" as ") for part in listed.split(","))
    return [(name.strip(), alias.strip()) for name, _, alias in split if name]


def _quoted(name: str) -> str:
    return f'"{name}"'
