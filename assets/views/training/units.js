/** The training lab's map of units, the weights into one, and its response. */

import { FONT, rgb, stamp } from "../../drawings/colours.js";
import { fitting } from "./boundaries.js";
import { middleOf, unitPlaces } from "./layout.js";
import { steps, unitsOf } from "./snapshot.js";

const MOST_NAMES = 4; // inputs that are named

export function units(context, box, frame, { inputs, colours, theme }) {
  const places = unitPlaces(box, inputs);
  const { layers: rows, inset } = places;
  const gone = frame.racer in frame.diverged;
  const [red, green, blue] = rgb(colours.f);
  sources(context, places, inputs, theme);
  if (frame.unit && !gone) incoming(context, places, frame.unit, colours);
  rows.forEach((place, layer) => {
    const [first] = unitsOf(inputs, layer);
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
  if (frame.unit && !gone) response(context, inset, frame, { inputs, colours, theme });
  else hint(context, inset, gone, frame, theme);
}

/** The inputs, by name where there are few. */
function sources(context, { sources: middles, radius, room }, { features }, theme) {
  context.fillStyle = theme.text;
  middles.forEach(({ x, y }, input) => {
    context.beginPath();
    context.arc(x, y, radius, 0, 7);
    context.fill();
    if (features.length > MOST_NAMES) return;
    const name = fitting(context, features[input], room - 3 * radius);
    context.fillText(name, x + 2 * radius, y + 5);
  });
}

/** Weights into a unit: thicker the larger, in the colour of f above 0 and of f′ below. */
function incoming(context, { layers, sources: inputs }, { layer, unit, incoming: weights }, colours) {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const to = middleOf(layers[layer], unit);
  weights.forEach((weight, from) => {
    const share = largest > 0 ? Math.abs(weight) / largest : 0;
    const { x, y } = layer === 0 ? inputs[from] : middleOf(layers[layer - 1], from);
    context.strokeStyle = weight > 0 ? colours.f : colours.derivative;
    context.lineWidth = 6 * share;
    context.globalAlpha = 0.25 + 0.6 * share;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(to.x, to.y);
    if (share > 0.02) context.stroke();
  });
  context.globalAlpha = 1;
}

function lines(context, { x, y }, texts) {
  texts.forEach((text, index) => context.fillText(text, x, y + FONT + 20 * index));
}

function hint(context, inset, gone, { engine }, theme) {
  context.fillStyle = theme.text;
  const texts = gone
    ? ["The network", "has diverged."]
    : [
      "More blue: fires", "on more examples",
      ...(engine === "browser" ? ["✕ dead: press one", "to see when"] : ["✕ dead", ""]),
      "Point at a unit", "for its weights",
    ];
  lines(context, inset, texts);
}

/** What a unit puts out over the plane, and what became of it. */
function response(context, inset, frame, { inputs, colours, theme }) {
  const { unit, side } = frame;
  const image = new ImageData(side, unit.rows === 1 ? 1 : side);
  const [red, green, blue] = rgb(colours.f);
  unit.response.forEach((value, from) => {
    const row = Math.floor(from / side);
    const to = 4 * ((image.height - 1 - row) * side + (from % side));
    image.data.set([red, green, blue, value], to);
  });
  const shown = inset.side - 4;
  stamp(context, image, inset.x, inset.y, shown);
  context.strokeStyle = theme.zero;
  context.lineWidth = 1;
  context.strokeRect(inset.x, inset.y, shown, shown);
  const [first] = unitsOf(inputs, unit.layer);
  const firing = frame.firing[first + unit.unit];
  const died = frame.died[first + unit.unit];
  context.fillStyle = theme.text;
  lines(context, { x: inset.x, y: inset.y + shown + 2 }, [
    `output of unit ${unit.layer + 1}.${unit.unit + 1}`,
    `fires on ${Math.round(100 * firing)} %`,
    Number.isFinite(died) ? `dead by step ${steps(died)}` : "alive",
  ]);
}
