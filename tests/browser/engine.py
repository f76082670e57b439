"""Running the browser's engine in a page, for its tests."""

import base64
import json
from typing import Any

from playwright.sync_api import Page

from actviz.training import LabConfig
from actviz.training.browser_run import browser_run
from actviz.ui.asset_routes import assets_url

# The body of a program: it may `load()` the run, and give `plain` to JSON.stringify.
LOAD = """
  const { createRun } = await import(assets + "/engine/run.js");
  const bytes = Uint8Array.from(atob(block), (letter) => letter.charCodeAt(0));
  const load = (budget) => createRun(header, bytes.buffer, budget);
  const plain = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
"""


def in_browser(page: Page, config: LabConfig, program: str, given: Any = None) -> Any:
    """What a program on the config's run returns as JSON; it may use what is `given`."""
    run = browser_run(config)
    function = f"async ([assets, header, block, given]) => {{ {LOAD} {program} }}"
    block = base64.b64encode(run.block).decode()
    return json.loads(page.evaluate(function, [assets_url(), run.header, block, given]))
