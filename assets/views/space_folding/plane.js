/** The plane of both inputs, cut by a random network: regions, lines by layer, counts and bounds. */

import { currentParameters } from "../../drawings/functions.js";
import { Questions } from "../../live_figure/work/questions.js";
import { linearPieces } from "../../maths/linear_pieces.js";
import { area } from "../../maths/polygons.js";
import { shown as shownRegions } from "./window.js";
import { painted } from "./painting.js";
import { sheetOf } from "./sheet.js";

const WORKER = "views/space_folding/worker.js";
const FILE = { width: 1200, height: 750, l: 84, r: 30, t: 120, b: 70 }; // of a picture to take away

export function watch(figure) {
  figure.splitting = new Questions(figure.data.feed, WORKER, (error) => figure.fail(error));
  return () => figure.splitting.end();
}

let latest = { key: "", curved: false };

/** What the worker is to split, and a text that is the same for the same network. */
function asked(state) {
  const { functions, values, inputs } = state;
  const [fn] = functions;
  const parameters = fn ? currentParameters(fn, values) : {};
  const question = {
    source: fn?.source ?? null,
    parameters,
    hidden: Array.from({ length: inputs.layers }, (_, layer) => Math.round(values[`units${layer}`])),
    rank: Math.round(values.rank ?? 2),
    weight: values.weight,
    bias: values.bias,
    seed: inputs.seed,
  };
  const of = JSON.stringify([question.source, parameters]);
  if (latest.key !== of) latest = { key: of, curved: Boolean(fn) && !linearPieces(fn, parameters) };
  if (latest.curved) question.window = windowOf(state);
  return { key: JSON.stringify(question), question };
}

export function shown(figure, state) {
  const { key, question } = asked(state);
  figure.splitting.ask(key, question);
  const { root } = figure;
  const { feed } = state;
  root.dataset.running = feed?.key !== key;
  if (feed?.regions) {
    root.dataset.regions = feed.regions.count;
    root.dataset.regionsWindow = shownRegions(feed.regions, windowOf(state)).count;
    root.dataset.maps = feed.maps;
  } else {
    for (const name of ["regions", "regionsWindow", "maps"]) delete root.dataset[name];
  }
}

/** Left, right, bottom and top of what is seen: `reach` along the shorter side. */
function windowOf({ values, size, figure }) {
  const { l, r, t, b } = size ? figure.layout.margin : FILE;
  const { width, height } = size ?? FILE;
  const [across, up] = [Math.max(width - l - r, 1), Math.max(height - t - b, 1)];
  const unit = values.reach / Math.min(across, up);
  return [
    values.x - unit * across, values.x + unit * across,
    values.y - unit * up, values.y + unit * up,
  ];
}

export function draw(state) {
  const { figure, feed, theme, size, values } = state;
  const window = windowOf(state);
  const layout = {
    ...figure.layout,
    xaxis: { ...figure.layout.xaxis, range: window.slice(0, 2) },
    yaxis: { ...figure.layout.yaxis, range: window.slice(2) },
  };
  // One point that is none: without any, Plotly would draw no axes.
  const data = [{ x: [null], y: [null], hoverinfo: "skip", showlegend: false }];
  if (theme.print) return { data, layout: withPicture(layout, state, window) };
  drawnAt = { x: values.x, y: values.y };
  return {
    data,
    layout,
    still: JSON.stringify([window, size, theme.name]),
    readout: readout(feed, window),
    sheet: sheetOf(feed, values),
  };
}

function withPicture(layout, state, window) {
  const canvas = document.createElement("canvas");
  const [width, height] = [FILE.width - FILE.l - FILE.r, FILE.height - FILE.t - FILE.b];
  Object.assign(canvas, { width: 2 * width, height: 2 * height });
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  painted(context, { width, height }, window, state);
  const picture = {
    source: canvas.toDataURL(), xref: "paper", yref: "paper", x: 0, y: 1, sizex: 1, sizey: 1,
    sizing: "stretch", layer: "below",
  };
  return { ...layout, images: [picture] };
}

export function paint(canvas, state) {
  const { size, figure } = state;
  const ratio = globalThis.devicePixelRatio || 1;
  const [across, up] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (canvas.width !== across || canvas.height !== up) Object.assign(canvas, { width: across, height: up });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  const { l, r, t, b } = figure.layout.margin;
  context.translate(l, t);
  const plot = { width: size.width - l - r, height: size.height - t - b };
  if (Math.min(plot.width, plot.height) > 0) painted(context, plot, windowOf(state), state);
}

let drawnAt = { x: 0, y: 0 }; // the middle of the axes that a pointer is on

/** A press on the plane drags it. */
export function grip(_state, from) {
  return (at) => ({ x: drawnAt.x + from.x - at.x, y: drawnAt.y + from.y - at.y });
}

function readout(feed, window) {
  if (!feed?.regions) {
    const said = feed?.most
      ? `more than ${feed.most.toLocaleString("en")}, too many to draw: take fewer units or layers`
      : feed?.smooth ? "none: the function is smooth" : "…";
    return [{ label: "regions", value: said, group: "regions" }];
  }
  return [
    { label: "regions", value: feed.regions.count.toLocaleString("en"), group: "regions" },
    {
      label: "in the window",
      value: shownRegions(feed.regions, window).count.toLocaleString("en"), group: "regions",
    },
    ...feed.hidden.map((units, layer) => ({
      label: `layer ${layer + 1}`, role: `series-${layer}`, value: units, group: "regions",
    })),
  ];
}

/** The regions in the window, for the CSV file; of a smooth function the output on its grid. */
export function table(state) {
  const { feed } = state;
  if (feed?.smooth) {
    const { window: [left, right, bottom, top], side, values } = feed.smooth;
    const places = Array.from(values, (_, i) => [i % side, Math.floor(i / side)]);
    return [
      { name: "x1", values: places.map(([i]) => left + ((right - left) * i) / (side - 1)) },
      { name: "x2", values: places.map(([, j]) => bottom + ((top - bottom) * j) / (side - 1)) },
      { name: "output", values: Array.from(values) },
    ];
  }
  if (!feed?.regions) return [];
  const { polygons } = shownRegions(feed.regions, windowOf(state));
  const of = (read) => polygons.map(read);
  const { maps } = feed.regions;
  return [
    { name: "region", values: of(({ region }) => region + 1) },
    { name: "area in the window", values: of(({ points }) => area(points)) },
    { name: "slope in x1", values: of(({ region }) => maps[3 * region]) },
    { name: "slope in x2", values: of(({ region }) => maps[3 * region + 1]) },
    { name: "output at 0", values: of(({ region }) => maps[3 * region + 2]) },
    { name: "corners", values: of(({ points }) => points.map(([x, y]) => `${x} ${y}`).join("; ")) },
  ];
}
