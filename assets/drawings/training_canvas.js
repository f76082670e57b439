/** What the training lab paints itself: boundaries, data, the map of units, one unit's response. */

import { contentsOf } from "./training_contents.js";
import { boxes, cells, plotSize, unitPlaces } from "./training_layout.js";
import { frameOf, numbers, steps, unitsOf } from "./training_frame.js";

const TITLE = 22; // pixels for the name above a cell
const FONT = 15;
const scratch = document.createElement("canvas");
const layers = new WeakMap(); // the data's points by program: drawn once

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
  const places = boxes(plotSize(state.size, state.figure.layout.margin));
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
}

// The charts ------------------------------------------------------------------------------------

const PANELS = { x: "dead", x2: "loss", x3: "z", x5: "gradient" };
const DASHES = { solid: [], dash: [9, 6], dot: [3, 4] };

/** The traces of the figure with their present contents, on the axes that Plotly draws. */
function charts(context, places, frame, { figure, program }) {
  const { parts, ranges } = contentsOf(frame, program);
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

function rgb(colour) {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
}

const series = (colours, index) => colours[`series-${index % 8}`];

// The boundaries --------------------------------------------------------------------------------

function boundaries(context, box, frame, { program, colours, theme }) {
  const places = cells(box, program.racers.length, TITLE);
  places.forEach((place, racer) => {
    title(context, place, racer, frame, { program, colours, theme });
    context.strokeStyle = racer === frame.racer && places.length > 1 ? theme.text : theme.grid;
    context.lineWidth = racer === frame.racer && places.length > 1 ? 3 : 1;
    if (racer in frame.diverged) {
      context.fillStyle = theme.text;
      const [x, y] = [place.x + place.side / 2, place.y + place.side / 2];
      context.textAlign = "center";
      context.fillText("diverged", x, y - 4);
      context.fillText(`by step ${steps(frame.diverged[racer])}`, x, y + 16);
      context.textAlign = "left";
    } else if (frame.kind === "curve") {
      fitted(context, place, racer, frame, program, colours);
    } else {
      field(context, place, racer, frame, colours);
      context.drawImage(points(program, colours, place.side, theme), place.x, place.y, place.side, place.side);
    }
    context.strokeRect(place.x, place.y, place.side, place.side);
  });
}

function title(context, { x, y, room }, racer, frame, { program, colours, theme }) {
  const many = program.racers.length > 1;
  if (many) {
    context.strokeStyle = series(colours, racer);
    context.lineWidth = 4;
    context.setLineDash(racer >= 8 ? [4, 3] : []);
    context.beginPath();
    context.moveTo(x, y - 9);
    context.lineTo(x + 16, y - 9);
    context.stroke();
    context.setLineDash([]);
  }
  context.fillStyle = theme.text;
  context.fillText(fitting(context, named(program.racers[racer], room), room - (many ? 21 : 0)), x + (many ? 21 : 0), y - 5);
}

/** The short name where there is no room for the parameters. */
const named = ({ label, short }, room) => (room < 160 ? short : label);

function fitting(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  let length = text.length - 1;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
  return `${text.slice(0, length).trimEnd()}…`;
}

/** The class regions of one racer, more opaque where the network is surer. */
function field(context, place, racer, frame, colours) {
  const { side, plane, sure } = frame;
  const image = new ImageData(side, side);
  const inks = Array.from({ length: 8 }, (_, index) => rgb(series(colours, index)));
  const start = racer * side * side;
  for (let row = 0; row < side; row += 1) {
    for (let across = 0; across < side; across += 1) {
      const from = start + row * side + across;
      // The plane's rows run upwards, an image's downwards.
      const to = 4 * ((side - 1 - row) * side + across);
      const value = plane[from];
      const ink = sure ? inks[value % 8] : inks[value > 127 ? 1 : 0];
      const certainty = sure ? sure[from] / 255 : Math.abs(value / 127.5 - 1);
      [image.data[to], image.data[to + 1], image.data[to + 2]] = ink;
      image.data[to + 3] = 20 + 150 * certainty;
    }
  }
  Object.assign(scratch, { width: side, height: side });
  scratch.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingQuality = "high";
  context.drawImage(scratch, place.x, place.y, place.side, place.side);
}

/** The data's points on a canvas of their own. */
function points(program, colours, side, theme) {
  const known = layers.get(program);
  const ratio = window.devicePixelRatio || 1;
  if (known?.side === side && known.colours === colours && known.ratio === ratio) return known.canvas;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.max(1, Math.round(side * ratio));
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const radius = side > 240 ? 3.5 : side > 140 ? 2.4 : 1.5;
  const positions = numbers(program.points);
  const labels = numbers(program.labels);
  context.strokeStyle = theme.background;
  context.lineWidth = radius > 2 ? 1 : 0.5;
  labels.forEach((label, index) => {
    context.fillStyle = series(colours, label);
    context.beginPath();
    context.arc(positions[2 * index] * side, (1 - positions[2 * index + 1]) * side, radius, 0, 7);
    context.fill();
    context.stroke();
  });
  layers.set(program, { canvas, side, colours, ratio });
  return canvas;
}

/** One feature: the targets or class numbers as points, the network's output as a line. */
function fitted(context, place, racer, frame, program, colours) {
  const { x, y, side } = place;
  const positions = numbers(program.points);
  const labels = numbers(program.labels);
  context.save();
  context.beginPath();
  context.rect(x, y, side, side);
  context.clip();
  context.fillStyle = colours.ghost;
  labels.forEach((_label, index) => {
    context.beginPath();
    context.arc(x + positions[2 * index] * side, y + (1 - positions[2 * index + 1]) * side, 2, 0, 7);
    context.fill();
  });
  context.strokeStyle = series(colours, racer);
  context.lineWidth = 3;
  for (let output = 0; output < frame.outputs; output += 1) {
    context.beginPath();
    for (let index = 0; index < frame.side; index += 1) {
      const value = frame.plane[(racer * frame.side + index) * frame.outputs + output];
      context.lineTo(x + (index / (frame.side - 1)) * side, y + (1 - value) * side);
    }
    context.stroke();
  }
  context.restore();
}

// The units -------------------------------------------------------------------------------------

function units(context, box, frame, { program, colours, theme }) {
  const { layers: rows, inset } = unitPlaces(box, program.hidden);
  const gone = frame.racer in frame.diverged;
  const [red, green, blue] = rgb(colours.f);
  rows.forEach((place, layer) => {
    const [first] = unitsOf(program, layer);
    for (let unit = 0; unit < place.units; unit += 1) {
      const x = place.x + (unit % place.columns) * place.size;
      const y = place.y + Math.floor(unit / place.columns) * place.size;
      const size = place.size - Math.min(2, place.size / 5);
      const firing = frame.firing[first + unit];
      const dead = Number.isFinite(frame.died[first + unit]);
      context.fillStyle = gone ? theme.grid : `rgba(${red}, ${green}, ${blue}, ${0.06 + 0.94 * firing})`;
      context.fillRect(x, y, size, size);
      context.strokeStyle = dead ? colours.derivative : theme.grid;
      context.lineWidth = dead ? 2 : 1;
      context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
      if (dead) {
        context.beginPath();
        context.moveTo(x + 2, y + 2);
        context.lineTo(x + size - 2, y + size - 2);
        context.moveTo(x + size - 2, y + 2);
        context.lineTo(x + 2, y + size - 2);
        context.stroke();
      }
      if (frame.unit && frame.unit.layer === layer && frame.unit.unit === unit) {
        context.strokeStyle = theme.text;
        context.lineWidth = 3;
        context.strokeRect(x - 1, y - 1, size + 2, size + 2);
      }
    }
  });
  if (frame.unit && !gone) response(context, inset, frame, { program, colours, theme });
  else hint(context, inset, gone, theme);
}

function lines(context, { x, y }, texts) {
  texts.forEach((text, index) => context.fillText(text, x, y + FONT + 20 * index));
}

function hint(context, inset, gone, theme) {
  context.fillStyle = theme.text;
  const texts = gone
    ? ["The network", "has diverged."]
    : ["More blue: fires", "on more examples", "✕ dead", "", "Point at a unit."];
  lines(context, inset, texts);
}

/** What a unit puts out over the plane, and what became of it. */
function response(context, inset, frame, { program, colours, theme }) {
  const { unit, side } = frame;
  const image = new ImageData(side, unit.rows === 1 ? 1 : side);
  const [red, green, blue] = rgb(colours.f);
  unit.response.forEach((value, from) => {
    const row = Math.floor(from / side);
    const to = 4 * ((image.height - 1 - row) * side + (from % side));
    image.data.set([red, green, blue, value], to);
  });
  Object.assign(scratch, { width: side, height: image.height });
  scratch.getContext("2d").putImageData(image, 0, 0);
  const shown = inset.side - 4;
  context.drawImage(scratch, inset.x, inset.y, shown, shown);
  context.strokeStyle = theme.zero;
  context.lineWidth = 1;
  context.strokeRect(inset.x, inset.y, shown, shown);
  const [first] = unitsOf(program, unit.layer);
  const firing = frame.firing[first + unit.unit];
  const died = frame.died[first + unit.unit];
  context.fillStyle = theme.text;
  lines(context, { x: inset.x, y: inset.y + shown + 2 }, [
    `layer ${unit.layer + 1}, unit ${unit.unit + 1}`,
    `fires on ${Math.round(100 * firing)} %`,
    Number.isFinite(died) ? `dead by step ${steps(died)}` : "alive",
  ]);
}
