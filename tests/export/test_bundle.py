"""The browser's modules as one classic script."""

import re
from pathlib import Path

import plotly
import pytest

from actviz.export import bundle
from actviz.export.bundle import REPLACED, BundleError, classic_script, exports_of
from actviz.figures.browser_files import BrowserFile, browser_files, plotly_file

DRAWINGS = sorted(
    name
    for name, file in browser_files().items()
    if name.startswith("views/")
    and re.search(r"^export function draw\b", file.content.decode(), re.M)
)


def module(name: str) -> str:
    """A module's code in the script, an expression."""
    return classic_script(name).split(f'modules["{name}"] = ')[1]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_drawing_finds_what_it_imports(drawing: str) -> None:
    script = classic_script("standalone/start.js", drawing)
    made: dict[str, set[str]] = {}
    for name, body in re.findall(r'^modules\["([^"]+)"\] = (.*?)^\}\)\(\);$', script, re.M | re.S):
        for taken, source in re.findall(r'^const \{ (.*?) \} = modules\["([^"]+)"\];', body, re.M):
            wanted = {each.partition(":")[0].strip() for each in taken.split(",")}
            assert wanted <= made[source], f"{name} is made before what it needs of {source}"
        made[name] = set(exports_of(name))
    assert drawing in made
    assert "import" not in re.sub(r"/\*.*?\*/|//.*?$", "", script, flags=re.S | re.M)


@pytest.mark.parametrize(("original", "replacement"), REPLACED.items())
def test_a_replacement_offers_what_it_replaces(original: str, replacement: str) -> None:
    assert set(exports_of(original)) <= set(exports_of(replacement))


def test_all_forms_of_import_and_export(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "a.js": "export const one = 1;\nexport default function two() {}\n",
        "b/c.js": (
            'import two from "../a.js";\nimport * as all from "../a.js";\n'
            'import {\n  one as first,\n  one,\n} from "../a.js";\n'
            'export { one as uno } from "../a.js";\n'
            "export async function three() {}\nexport class Four {}\nexport function* five() {}\n"
            "const six = first + one;\nexport { six, two as deux };\n"
        ),
    }
    replace_files(monkeypatch, texts)
    body = module("b/c.js")
    assert 'const { default: two } = modules["a.js"];' in body
    assert 'const all = modules["a.js"];' in body
    assert 'const { one: first, one } = modules["a.js"];' in body
    given = 'uno: modules["a.js"].one, six: six, deux: two, three: three, Four: Four, five: five'
    assert f"return {{ {given} }};" in body
    assert "export" not in body


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("export let x = 1;\n", "export"),
        ('const x = 1;\nimport "./side.js";\n', "import"),
        ('const x = () => import("./later.js");\n', "import("),
        ("const here = import.meta.url;\n", "import.meta"),
        ('const f = new Function("1");\n', "new Function"),
        ('const f = eval("1");\n', "eval("),
        ('const w = new Worker("x.js");\n', "new Worker"),
        ('const t = "</SCRIPT>";\n', "</SCRIPT"),
        ("// <!-- a comment\n", "<!--"),
        ('import { x } from "./nowhere.js";\n', "nowhere.js"),
    ],
)
def test_what_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, text: str, named: str
) -> None:
    replace_files(monkeypatch, {"odd.js": text})
    with pytest.raises(BundleError) as caught:
        classic_script("odd.js")
    assert named in str(caught.value)
    assert "assets/" in str(caught.value)


def test_modules_that_import_each_other_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    replace_files(
        monkeypatch,
        {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'},
    )
    with pytest.raises(BundleError, match=re.escape("a.js → b.js → a.js")):
        classic_script("a.js")


def test_plotly_is_of_the_installed_package() -> None:
    whole = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    version = re.compile(rb"plotly\.js (?:\(cartesian - minified\) )?v([\d.]+)\n")
    ours = version.search(plotly_file().content[:400])
    theirs = version.search(whole.read_bytes()[:400])
    assert ours
    assert theirs
    assert ours[1] == theirs[1]
    assert not re.search(rb"</script|<!--", plotly_file().content, re.I)


def replace_files(monkeypatch: pytest.MonkeyPatch, texts: dict[str, str]) -> None:
    """Have the bundle know these modules only."""
    files = {name: BrowserFile(text.encode(), name) for name, text in texts.items()}
    monkeypatch.setattr(bundle, "browser_files", lambda: files)
    monkeypatch.setattr(bundle, "files_version", lambda: str(texts))
