"""Serves the browser's files: the modules in `assets/` and Plotly's script."""

import gzip
import mimetypes
import posixpath
import re
import threading
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.url_util import make_url_path

from actviz.figures.browser_files import (
    PLOTLY,
    BrowserFile,
    browser_files,
    files_version,
    forget_files,
    plotly_file,
)

PREFIX = "actviz-assets"
COMPRESSED = {".js", ".css", ".svg"}
ONE_YEAR = 365 * 24 * 3600
# Python's own table depends on the machine (on Windows the registry calls .js text/plain, which
# a browser refuses to import as a module).
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_compressing = threading.Lock()


@lru_cache(maxsize=512)
def _compressed(file: BrowserFile) -> bytes:
    return gzip.compress(file.content, compresslevel=6, mtime=0)


def _gzip(file: BrowserFile) -> bytes:
    # A class opens the page at once: without the lock each visitor would compress Plotly.
    with _compressing:
        return _compressed(file)


def assets_url() -> str:
    """URL path of the assets folder; it holds the content's hash, so new files are fetched."""
    if config.get_option("server.fileWatcherType") != "none":
        # Somebody is editing. For visitors the files stay as they were at the start.
        forget_files()
    return _url(files_version())


def plotly_url() -> str:
    """URL path of Plotly's script."""
    return f"{_url(plotly_file().digest)}/{PLOTLY.name}"


def session_file_url(content: bytes, place: str) -> str:
    """URL path of bytes that this session's page fetches; `place` names them on the page.

    They stay as long as each run of the page's script asks for them again. Messages of a component
    would carry them at each of those runs.
    """
    files = get_instance().media_file_mgr
    path = files.add(content, "application/octet-stream", place)
    return make_url_path(config.get_option("server.baseUrlPath") or "", path)


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
    suffix = posixpath.splitext(name)[1]
    # Names are looked up, never joined to a folder: there is no path to escape from.
    file = plotly_file() if name == PLOTLY.name else browser_files().get(name)
    if file is None or request.path_params.get("base", "").strip("/") != base:
        return Response("not found", status_code=404, media_type="text/plain")
    version = file.digest if name == PLOTLY.name else files_version()
    fresh = request.path_params["version"] == version
    headers = {
        "ETag": f'"{file.digest}"',
        "Cache-Control": f"public, max-age={ONE_YEAR}, immutable" if fresh else "no-cache",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if f'"{file.digest}"' in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    content = file.content
    if suffix in COMPRESSED and _takes_gzip(request.headers.get("Accept-Encoding", "")):
        # Already encoded here, so that Streamlit's middleware does not compress at each request.
        content, headers["Content-Encoding"] = _gzip(file), "gzip"
    media_type = MEDIA_TYPES.get(suffix) or mimetypes.guess_type(name)[0]
    return Response(content, headers=headers, media_type=media_type)


def routes() -> list[Route]:
    """The routes for `st.App(routes=...)`.

    The base path is compared at each request: reading Streamlit's configuration before `st.App`
    exists would fix it without the app's own config.toml.
    """
    tail = f"{PREFIX}/{{version}}/{{name:path}}"
    return [Route(f"/{tail}", _serve), Route(f"/{{base:path}}/{tail}", _serve)]
