"""What the button HTML of a live figure asks: the page that its browser fills."""

from __future__ import annotations

import threading

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from actviz.ui.share_routes import is_public

PREFIX = "actviz-export"
_MOST_FUNCTIONS = 8
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_making = threading.Lock()


def routes() -> list[Route]:
    """The routes for `st.App(routes=...)`, under any base path."""
    return [Route(f"{base}/{PREFIX}/page", _page) for base in ("", "/{base:path}")]


def _page(request: Request) -> Response:
    """A drawing's page, with the formulas of the functions that are named as links name them."""
    # At the first press: the start of a server need not wait for it.
    from actviz.export.page import shell
    from actviz.figures.browser_files import browser_files
    from actviz.maths.lookup import check_own_size, resolve_activation

    asked = request.query_params
    drawings, texts = asked.getlist("drawing"), asked.getlist("f")
    try:
        if len(drawings) > 1 or len(texts) > _MOST_FUNCTIONS:
            raise ValueError(f"a figure has one drawing and at most {_MOST_FUNCTIONS} functions")
        if unknown := [name for name in drawings if f"views/{name}.js" not in browser_files()]:
            raise ValueError(f"there is no drawing {unknown[0]!r}")
        check_own_size(texts)
        # A class presses at once, and each page takes the interpreter for a while.
        with _making:
            page = shell(drawings, [resolve_activation(text) for text in texts])
    except ValueError as error:
        return Response(str(error), 400, _HEADERS, "text/plain")
    public = is_public(request.url.hostname or "")
    return JSONResponse({"shell": page, "public": public}, headers=_HEADERS)
