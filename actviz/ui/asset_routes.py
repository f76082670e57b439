"""Serves the browser's files: the modules in `assets/` and the installed plotly's script."""

import gzip
import hashlib
import mimetypes
import posixpath
import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config
from streamlit.url_util import make_url_path

PREFIX = "actviz-assets"
FOLDER = Path(__file__).resolve().parents[2] / "assets"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
SERVED = {".js", ".css", ".svg", ".png", ".ico", ".webp"}
COMPRESSED = {".js", ".css", ".svg"}
IMPORT = re.compile(r'(?:from|import)\s+"(\.[^"]+)"')
ONE_YEAR = 365 * 24 * 3600
# Python's own table depends on the machine (on Windows the registry calls .js text/plain, which
# a browser refuses to import as a module).
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """One file as it was read: its bytes, and the hash that names this content."""

    content: bytes
    digest: str


@lru_cache(maxsize=512)
def _read(path: Path, modified: int, size: int) -> Asset:
    content = path.read_bytes()
    return Asset(content, hashlib.sha256(content).hexdigest()[:16])


def _asset(path: Path) -> Asset:
    """The file's content, read again only after it changed on disk."""
    status = path.stat()
    return _read(path, status.st_mtime_ns, status.st_size)


_compressing = threading.Lock()


@lru_cache(maxsize=512)
def _compressed(asset: Asset) -> bytes:
    return gzip.compress(asset.content, compresslevel=6, mtime=0)


def _gzip(asset: Asset) -> bytes:
    # A class opens the page at once: without the lock each visitor would compress Plotly.
    with _compressing:
        return _compressed(asset)


def _files() -> dict[str, Path]:
    """Every file that may be asked for, by its name in the URL."""
    found = sorted(path for path in FOLDER.rglob("*") if path.is_file() and path.suffix in SERVED)
    return {path.relative_to(FOLDER).as_posix(): path for path in found}


def missing() -> str:
    """One sentence on files without which no page works; empty where all are there."""
    for path in (FOLDER / "styles" / "app.css", FOLDER / "live_figure" / "live_figure.js"):
        if not path.is_file():
            return f"{path} is missing: get the folder {FOLDER} of the project again, whole."
    if not PLOTLY.is_file():
        return f"{PLOTLY} is missing: install plotly again, pip install -r requirements.txt."
    return ""


def _version() -> str:
    """One hash over all modules: they import each other, so they must change URL together."""
    combined = hashlib.sha256()
    for name, path in _files().items():
        if path.suffix in {".js", ".css"}:
            combined.update(f"{name}\0{_asset(path).digest}\n".encode())
    return combined.hexdigest()[:16]


def assets_url() -> str:
    """URL path of the assets folder; it holds the content's hash, so new files are fetched."""
    return _url(_version())


def plotly_url() -> str:
    """URL path of plotly.min.js of the installed plotly package."""
    return f"{_url(_asset(PLOTLY).digest)}/plotly.min.js"


def preloads(*modules: str) -> list[tuple[str, str]]:
    """What the given modules of the assets folder import, themselves included, as (rel, URL)."""
    version = _version()
    return [("modulepreload", f"{_url(version)}/{name}") for name in _imports(version, modules)]


@lru_cache(maxsize=512)
def _imports(_version: str, modules: tuple[str, ...]) -> tuple[str, ...]:
    """Names of all modules that `modules` need; the version makes an edit a new question."""
    files = _files()
    found: dict[str, None] = {}
    pending = list(modules)
    while pending:
        name = pending.pop()
        if name in found or name not in files:
            continue
        found[name] = None
        text = _asset(files[name]).content.decode()
        folder = posixpath.dirname(name)
        pending += [posixpath.normpath(posixpath.join(folder, to)) for to in IMPORT.findall(text)]
    return tuple(found)


def _url(version: str) -> str:
    base: str = config.get_option("server.baseUrlPath") or ""
    return make_url_path(base, f"{PREFIX}/{version}")


def _takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding header admits gzip, by its name or by *, with a weight above 0."""
    weights = {}
    for part in accepted.lower().split(","):
        coding, _, parameter = part.partition(";")
        weights[coding.strip()] = not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", parameter)
    return weights.get("gzip", weights.get("*", False))


def _serve(request: Request) -> Response:
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    name = request.path_params["name"]
    # Names are looked up, never joined to a folder: there is no path to escape from.
    path = PLOTLY if name == PLOTLY.name else _files().get(name)
    if path is None or request.path_params.get("base", "").strip("/") != base:
        return Response("not found", status_code=404, media_type="text/plain")
    asset = _asset(path)
    version = asset.digest if path == PLOTLY else _version()
    fresh = request.path_params["version"] == version
    headers = {
        "ETag": f'"{asset.digest}"',
        "Cache-Control": f"public, max-age={ONE_YEAR}, immutable" if fresh else "no-cache",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if f'"{asset.digest}"' in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    content = asset.content
    if path.suffix in COMPRESSED and _takes_gzip(request.headers.get("Accept-Encoding", "")):
        # Already encoded here, so that Streamlit's middleware does not compress at each request.
        content, headers["Content-Encoding"] = _gzip(asset), "gzip"
    media_type = MEDIA_TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return Response(content, headers=headers, media_type=media_type)


def routes() -> list[Route]:
    """The routes for `st.App(routes=...)`.

    The base path is compared at each request: reading Streamlit's configuration before `st.App`
    exists would fix it without the app's own config.toml.
    """
    tail = f"{PREFIX}/{{version}}/{{name:path}}"
    return [Route(f"/{tail}", _serve), Route(f"/{{base:path}}/{tail}", _serve)]
