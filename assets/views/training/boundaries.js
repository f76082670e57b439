/** The training lab's decision boundaries, one picture per racer, with the data. */

import { rgb, series, stamp } from "../../drawings/colours.js";
import { numbers } from "../../maths/packed.js";
import { steps } from "./snapshot.js";
import { cells } from "./layout.js";

const TITLE = 22; // pixels for the name above a cell
const layers = new WeakMap(); // the data's points by inputs: drawn once

export function boundaries(context, box, frame, { inputs, colours, theme }) {
  const places = cells(box, inputs.racers.length, TITLE);
  places.forEach((place, racer) => {
    title(context, place, racer, frame, { inputs, colours, theme });
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
      fitted(context, place, racer, frame, inputs, colours);
    } else {
      field(context, place, racer, frame, colours);
      context.drawImage(points(inputs, colours, place.side, theme), place.x, place.y, place.side, place.side);
    }
    context.strokeRect(place.x, place.y, place.side, place.side);
  });
}

function title(context, { x, y, room }, racer, frame, { inputs, colours, theme }) {
  const many = inputs.racers.length > 1;
  const name = named(inputs.racers[racer], room);
  const usual = context.font;
  const width = () => context.measureText(name).width;
  let [line, gap] = many ? [16, 5] : [0, 0];
  // Smaller before shorter, but never below what the last row can read.
  if (width() > room - line - gap) context.font = usual.replace(/[\d.]+px/, "14px");
  if (many && width() > room - line - gap) [line, gap] = [8, 3];
  if (many) {
    context.strokeStyle = series(colours, racer);
    context.lineWidth = 4;
    context.setLineDash(racer >= 8 ? [line / 4, line / 5] : []);
    context.beginPath();
    context.moveTo(x, y - 9);
    context.lineTo(x + line, y - 9);
    context.stroke();
    context.setLineDash([]);
  }
  context.fillStyle = theme.text;
  context.fillText(fitting(context, name, room - line - gap), x + line + gap, y - 5);
  context.font = usual;
}

/** The short name where there is no room for the parameters. */
const named = ({ label, short }, room) => (room < 160 ? short : label);

/** The text, or as much of it as there is room for. */
export function fitting(context, text, room) {
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
  context.imageSmoothingQuality = "high";
  stamp(context, image, place.x, place.y, place.side);
}

/** The data's points on a canvas of their own. */
function points(inputs, colours, side, theme) {
  const known = layers.get(inputs);
  const ratio = window.devicePixelRatio || 1;
  if (known?.side === side && known.colours === colours && known.ratio === ratio) return known.canvas;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.max(1, Math.round(side * ratio));
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const radius = side > 240 ? 3.5 : side > 140 ? 2.4 : 1.5;
  const positions = numbers(inputs.points);
  const labels = numbers(inputs.labels);
  context.strokeStyle = theme.background;
  context.lineWidth = radius > 2 ? 1 : 0.5;
  labels.forEach((label, index) => {
    context.fillStyle = series(colours, label);
    context.beginPath();
    context.arc(positions[2 * index] * side, (1 - positions[2 * index + 1]) * side, radius, 0, 7);
    context.fill();
    context.stroke();
  });
  layers.set(inputs, { canvas, side, colours, ratio });
  return canvas;
}

/** One feature: the targets or class numbers as points, the network's output as a line. */
function fitted(context, place, racer, frame, inputs, colours) {
  const { x, y, side } = place;
  const positions = numbers(inputs.points);
  const labels = numbers(inputs.labels);
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
