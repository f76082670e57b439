/** What the training lab paints itself: boundaries, data, the map of units, one unit's response. */

import { FONT } from "../../drawings/colours.js";
import { boundaries } from "./boundaries.js";
import { charts, oldLines, rateMarks, standing } from "./charts.js";
import { boxes, plotSize } from "./layout.js";
import { frameOf } from "./snapshot.js";
import { units } from "./units.js";

const SMALLEST = 150; // pixels of a plot that anything can be seen in

/** The canvas sharp on this screen, its context in pixels of the plot. */
function prepared(canvas, { size, figure }) {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  context.translate(figure.layout.margin.l, figure.layout.margin.t);
  return context;
}

export function paint(canvas, state) {
  const context = prepared(canvas, state);
  const frame = frameOf(state);
  if (!frame) return;
  const plot = plotSize(state.size, state.figure.layout.margin);
  // A figure that is only just being put on the page has no size yet.
  if (Math.min(plot.width, plot.height) < SMALLEST) return;
  const places = boxes(plot);
  pictures(context, places, frame, state);
  charts(context, places, frame, state);
}

/** What Plotly cannot draw, on a canvas of the plot's size. */
export function paintings(state) {
  const plot = plotSize(state.size, state.figure.layout.margin);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 2 * plot.width, height: 2 * plot.height });
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  pictures(context, boxes(plot), frameOf(state), state);
  return canvas;
}

function pictures(context, places, frame, state) {
  context.font = `${FONT}px ${state.theme.font}`;
  boundaries(context, places.boundary, frame, state);
  units(context, places.units, frame, state);
  oldLines(context, places, frame, state);
  rateMarks(context, places, frame, state);
  standing(context, places, frame, state);
}
