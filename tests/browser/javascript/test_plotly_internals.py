"""What assets/live_figure/chart reads of Plotly's own notes is what stands on the page."""

from typing import Any

import pytest
from playwright.sync_api import Page

from actviz.ui.asset_routes import assets_url, plotly_url

READ = """
async ([assets, plotly]) => {
  const internals = await import(`${assets}/live_figure/chart/plotly_internals.js`);
  const { loadPlotly } = await import(`${assets}/live_figure/loading.js`);
  const Plotly = await loadPlotly(plotly);
  const graph = document.createElement("div");
  document.body.replaceChildren(graph);
  const before = {
    traces: internals.tracesOf(graph).length, axis: internals.axisOf(graph, "x"),
    across: internals.acrossOf(graph), plane: internals.firstPlane(graph),
    area: internals.plotArea(graph), legend: internals.legendHeight(graph),
  };
  await Plotly.newPlot(graph, [
    { x: [1, 2], y: [3, 1], mode: "markers", name: "points" },
    { x: [0, 1], y: [2, 4], type: "bar", width: 0.5, xaxis: "x2", yaxis: "y2" },
    { x: [1], y: [1], visible: "legendonly" },
  ], {
    width: 600, height: 400, margin: { l: 50, r: 20, t: 60, b: 40 }, showlegend: true,
    legend: { orientation: "h" },
    xaxis: { range: [0, 4], domain: [0, 0.4] }, yaxis: { range: [0, 5] },
    xaxis2: { range: [-1, 2], domain: [0.6, 1], anchor: "y2" },
    yaxis2: { range: [0, 8], anchor: "x2" },
  });
  const page = graph.getBoundingClientRect();
  const box = (selector) => {
    const { left, top, width, height } = graph.querySelector(selector).getBoundingClientRect();
    return { left: left - page.left, top: top - page.top, width, height };
  };
  const [first, second] = [".xy .nsewdrag", ".x2y2 .nsewdrag"].map(box);
  const point = box(".xy path.point");
  const [x, y] = ["x", "y"].map((name) => internals.axisOf(graph, name));
  const bars = internals.barsOf(graph, 1);
  const traces = internals.tracesOf(graph);
  const ends = [...graph.querySelectorAll(".x2y2 g.point path")].map((path) => {
    const { left, right } = path.getBoundingClientRect();
    return [left - page.left - second.left, right - page.left - second.left];
  });
  const along = internals.axisOf(graph, "x2");
  return {
    before, first, second, traces: traces.map(({ visible }) => visible),
    plane: internals.firstPlane(graph), area: internals.plotArea(graph),
    across: internals.acrossOf(graph), x, legend: internals.legendHeight(graph),
    legendShown: box(".legend .bg").height,
    point: [point.left + point.width / 2, point.top + point.height / 2],
    pointComputed: [x.start + x.toPixel(1), y.start + y.toPixel(3)],
    group: internals.groupOf(graph, traces[0]) === graph.querySelector(".xy g.trace.scatter"),
    places: bars.map(({ p }) => p),
    ends, endsComputed: bars.map(({ p0, p1 }) => [along.toPixel(p0), along.toPixel(p1)]),
  };
}
"""


@pytest.fixture(scope="module")
def read(blank: Page) -> dict[str, Any]:
    found: dict[str, Any] = blank.evaluate(READ, [assets_url(), plotly_url()])
    return found


def test_before_plotly_has_drawn_there_is_nothing(read: dict[str, Any]) -> None:
    nothing = {"traces": 0, "axis": None, "plane": None, "area": None, "legend": 0}
    assert read["before"] == nothing | {"across": [[0, 1]]}


def test_axes_lie_where_they_are_seen(read: dict[str, Any]) -> None:
    assert read["plane"] == pytest.approx(read["first"], abs=1)
    right = read["second"]["left"] + read["second"]["width"]
    whole = {**read["first"], "width": right - read["first"]["left"]}
    assert read["area"] == pytest.approx(whole, abs=1)
    assert read["across"] == [[0, 0.4], [0.6, 1]]
    assert (read["x"]["type"], read["x"]["range"]) == ("linear", [0, 4])


def test_points_and_bars_stand_where_the_axes_say(read: dict[str, Any]) -> None:
    assert read["pointComputed"] == pytest.approx(read["point"], abs=1)
    assert read["places"] == [0, 1]
    for computed, seen in zip(read["endsComputed"], read["ends"], strict=True):
        assert computed == pytest.approx(seen, abs=1)


def test_traces_and_their_legend_are_found(read: dict[str, Any]) -> None:
    assert read["traces"] == [True, True, "legendonly"]
    assert read["group"]
    assert read["legend"] == pytest.approx(read["legendShown"], abs=3)
