"""The live figure reads what Python sends, and its drawings fill every live trace."""

from collections import defaultdict
from typing import Any

from playwright.sync_api import Page

from actviz.ui.asset_routes import assets_url
from tests.figures.test_contract import CONTRACT, FOR_THE_LOADER
from tests.live_figures import Mounted, mounted

# Mounts one message as the page does, uses every part of it, and says what was read of it.
USE = """
async ([assets, message, run, look]) => {
  const read = { message: new Set(), inputs: new Set() };
  const recorded = (object, names) => new Proxy(object, {
    get(target, name) {
      if (typeof name === "string") names.add(name);
      return target[name];
    },
  });
  const inputs = recorded(message.inputs, read.inputs);
  const { figure: picture, functions, ...rest } = message;
  const fixed = { ...message.fixed, parts: { figure: picture, functions } };
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  if (look) {
    const { default: mount } = await import(`${assets}/views/training/device.js`);
    const { watchFeeds } = await import(`${assets}/live_figure/feed.js`);
    const drawn = new Promise((done) => watchFeeds(done));
    const place = () => document.body.appendChild(document.createElement("div"));
    const address = `data:application/octet-stream;base64,${run}`;
    mount(place(), { ...look, part: "run", run: look.look.run, engine: "browser", address });
    mount(place(), look, () => {});
    await drawn;
  }
  const { default: receive } = await import(`${assets}/live_figure/live_figure.js`);
  await receive(root, { ...rest, inputs, fixed }, () => {});
  const figure = root.liveFigure;
  if (!figure) throw new Error(root.innerText);
  figure.outline = null; // the controls are built anew
  await figure.receive(recorded(figure.data, read.message), () => {});
  const { drawing, painted } = figure;
  const state = figure.state(painted);
  const drawn = drawing ? drawing.draw(state).data : painted.data;
  const live = painted.data.filter((trace) => trace.meta?.live);
  drawing?.table?.(state, live);
  figure.hover({ x: 0, y: 0 });
  figure.reset();
  figure.download("csv");
  // Plotly works on after it was called, and minds if its graph is taken away meanwhile.
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await figure.plotly.relayout(figure.panel.chart, {});
  figure.destroy();
  return {
    read: { message: [...read.message], inputs: [...read.inputs] },
    untouched: painted.data.filter((trace, index) => trace.meta?.live && drawn[index] === trace)
      .map((trace) => trace.meta.live),
  };
}
"""


def used(page: Page, each: Mounted) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(USE, [assets_url(), each.message, each.run, each.look])
    return found


def test_what_is_sent_is_read_and_every_live_trace_is_drawn(page: Page, server: str) -> None:
    page.goto(f"{server}/_stcore/health")
    sent: dict[str | None, set[str]] = defaultdict(set)
    read: dict[str | None, set[str]] = defaultdict(set)
    frame_reads: set[str] = set()
    for each in mounted():
        drawing = each.message.get("drawing")
        found = used(page, each)
        assert not found["untouched"], (each.link, drawing)
        inputs = set(found["read"]["inputs"])
        # What is read on one page only may be missing on another: `undefined` is no input.
        assert inputs <= each.message["inputs"].keys(), (each.link, drawing)
        sent[drawing] |= each.message["inputs"].keys()
        read[drawing] |= inputs
        frame_reads |= set(found["read"]["message"])
    assert sent == read
    known = CONTRACT["Message"].keys() | CONTRACT["Place"].keys()
    # Of the fixed parts the figure itself sees what they hold.
    assert frame_reads == known - {"fixed"}
    assert not known & FOR_THE_LOADER
