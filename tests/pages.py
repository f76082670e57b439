"""Pages run without a browser, as Streamlit's AppTest runs them."""

from streamlit.testing.v1 import AppTest

from actviz.ui.pages import page_script
from tests.serving import ROOT


def open_link(page: str = "", **query: str | list[str]) -> AppTest:
    """What a visitor has who opens a page of the app, by its path, with these names in the link."""
    # Seconds: the first run in a process imports torch.
    app = AppTest.from_file(str(ROOT / "actviz" / "ui" / "router.py"), default_timeout=600)
    if page:
        # The router says which pages there are: it must have run before one is chosen.
        app.run().switch_page(str(page_script(page)))
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()
