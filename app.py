"""The ASGI application: `streamlit run app.py`, or `uvicorn app:app`."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from streamlit import config

ROOT = Path(__file__).resolve().parent

# Another ASGI server may import this file from anywhere, without the project on its path.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# `streamlit run` notes the main script before it reads .streamlit/config.toml from beside it.
# Under another ASGI server nobody does, and the theme would be lost outside this directory.
if config._main_script_path is None:
    config._main_script_path = str(ROOT / "app.py")

from actviz.export import routes as export_routes  # noqa: E402 (needs the path above)
from actviz.figures.browser_files import missing  # noqa: E402
from actviz.ui import asset_routes, share_routes  # noqa: E402
from actviz.ui.follow import routes as follow_routes  # noqa: E402
from actviz.ui.warm_up import warm_up  # noqa: E402

if fault := missing():
    sys.exit(fault)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Pay for slow imports before the first visit instead of during it."""
    warm_up()
    follow_routes.end_with_the_server()
    yield


# The router lies in a directory of its own: a main script beside pages/ would start Streamlit's
# older page discovery, which serves the first deep link after a start without the router.
app = st.App(
    ROOT / "actviz" / "ui" / "router.py",
    routes=[
        *asset_routes.routes(),
        *share_routes.routes(),
        *follow_routes.routes(),
        *export_routes.routes(),
    ],
    lifespan=lifespan,
)
