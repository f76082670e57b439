/** The training lab's charts: present contents on the axes that Plotly draws. */

import { contentsOf } from "./series.js";
import { series } from "../../drawings/colours.js";
import { column, lastStep } from "./snapshot.js";

const PANELS = { x: "dead", x2: "loss", x3: "z", x5: "gradient" };
const MOST_OLD = 4; // racers whose old lines are shown; of more, only that which is looked at
const DASHES = { solid: [], dash: [9, 6], dot: [3, 4] };

/** The traces of the figure with their present contents, on the axes that Plotly draws. */
export function charts(context, places, frame, { figure, inputs }) {
  const { parts, ranges } = contentsOf(frame, inputs);
  for (const trace of figure.data) {
    const part = parts[trace.meta.live];
    if (!part || part.x.length === 0) continue;
    const box = places[PANELS[trace.xaxis ?? "x"]];
    const across = axisOf(trace.xaxis ?? "x", figure.layout, ranges);
    const up = axisOf(trace.yaxis ?? "y", figure.layout, ranges);
    const x = part.x.map((value) => box.x + across(value) * box.width);
    const y = part.y.map((value) => (value === null ? null : box.y + (1 - up(value)) * box.height));
    context.save();
    context.beginPath();
    context.rect(box.x - 3, box.y, box.width + 6, box.height + 3);
    context.clip();
    if (trace.type === "bar") bars(context, box, x, y, trace);
    else line(context, x, y, trace, part.line?.width ?? trace.line.width);
    context.restore();
  }
}

/** From a value to its share of the axis. */
function axisOf(name, layout, ranges) {
  const key = `${name[0]}axis${name.slice(1)}`;
  const { type, range } = { ...layout[key], ...ranges[key] };
  const [low, high] = range;
  return (value) => ((type === "log" ? Math.log10(value) : value) - low) / (high - low);
}

function bars(context, box, x, y, { marker }) {
  context.fillStyle = marker.color;
  context.globalAlpha = 0.45;
  const width = box.width / x.length;
  const floor = box.y + box.height;
  x.forEach((middle, index) => {
    context.fillRect(middle - width / 2, y[index], width + 0.3, floor - y[index]);
  });
}

function line(context, x, y, trace, width) {
  context.strokeStyle = trace.line.color;
  context.fillStyle = trace.line.color;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(DASHES[trace.line.dash ?? "solid"]);
  context.beginPath();
  let drawn = false;
  y.forEach((height, index) => {
    if (height !== null) context[drawn ? "lineTo" : "moveTo"](x[index], height);
    drawn = height !== null;
  });
  context.stroke();
  const lone = y.length === 1;
  if (!lone && !trace.mode.includes("markers")) return;
  y.forEach((height, index) => {
    if (height === null) return;
    context.beginPath();
    context.arc(x[index], height, lone ? 4 : width + 1, 0, 7);
    context.fill();
  });
}

/** The lines that the run left for a branch, paler, each with its learning rate at its end. */
export function oldLines(context, places, frame, { figure, inputs, colours, theme }) {
  const { ranges } = contentsOf(frame, inputs);
  const racers = inputs.racers.length;
  const shown = inputs.racers
    .map((_racer, index) => index)
    .filter((index) => racers <= MOST_OLD || index === frame.racer);
  for (const [name, number, scale] of [["dead", "", 100], ["loss", "2", 1]]) {
    const box = places[name];
    const across = axisOf(`x${number}`, figure.layout, ranges);
    const up = axisOf(`y${number}`, figure.layout, ranges);
    for (const { steps, rate, ...values } of frame.branches) {
      const x = steps.map((step) => box.x + across(step) * box.width);
      for (const racer of shown) {
        if (name === "dead" && !inputs.racers[racer].can_die) continue;
        const y = column(values[name], racers, racer, scale)
          .map((value) => (value === null ? null : box.y + (1 - up(value)) * box.height));
        const trace = { line: { color: series(colours, racer) }, mode: "lines" };
        context.globalAlpha = 0.4;
        line(context, x, y, trace, 2.5);
        context.globalAlpha = 1;
        context.setLineDash([]);
        if (racer !== frame.racer || y.at(-1) === null) continue;
        context.fillStyle = theme.text;
        context.textAlign = "right";
        const left = box.x + context.measureText(named(rate)).width;
        context.fillText(named(rate), Math.max(x.at(-1), left), Math.max(y.at(-1) - 6, box.y + 14));
        context.textAlign = "left";
      }
    }
  }
}

const named = (rate) => `before: rate ${rate}`;

/** Where the run stands, if it went back. */
export function standing(context, places, frame, { inputs, theme }) {
  const { last } = contentsOf(frame, inputs);
  if (frame.step >= last) return;
  context.strokeStyle = theme.text;
  context.lineWidth = 2;
  for (const box of [places.dead, places.loss]) {
    const x = box.x + (frame.step / lastStep(last, inputs.stop)) * box.width;
    context.beginPath();
    context.moveTo(x, box.y);
    context.lineTo(x, box.y + box.height);
    context.stroke();
  }
}

/** A line at each step where the learning rate changed, with the new rate where there is room. */
export function rateMarks(context, places, frame, { inputs, theme }) {
  const end = lastStep(contentsOf(frame, inputs).last, inputs.stop);
  for (const box of [places.dead, places.loss]) {
    let free = -Infinity; // where the next text may begin
    for (const [step, rate] of frame.rates) {
      const x = box.x + (step / end) * box.width;
      context.strokeStyle = theme.zero;
      context.lineWidth = 1;
      context.setLineDash([2, 3]);
      context.beginPath();
      context.moveTo(x, box.y);
      context.lineTo(x, box.y + box.height);
      context.stroke();
      context.setLineDash([]);
      const text = `rate ${rate}`;
      const width = context.measureText(text).width;
      const left = Math.min(x + 4, box.x + box.width - width);
      if (left < free) continue;
      context.fillStyle = theme.text;
      context.fillText(text, left, box.y + box.height - 6);
      free = left + width + 8;
    }
  }
}
