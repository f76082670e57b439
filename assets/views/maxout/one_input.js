/** A maxout unit with one input: its pieces, their maximum, and which piece wins where. */

import { at, filled } from "../../drawings/traces.js";

/** The piece of the maximum at x: the first at a tie. */
export function winner(weights, biases, x) {
  let best = 0;
  for (let piece = 1; piece < weights.length; piece += 1) {
    if (weights[piece] * x + biases[piece] > weights[best] * x + biases[best]) best = piece;
  }
  return best;
}

/**
 * Where each piece is the maximum, from left to right: [{piece, low, high}].
 * A piece that is nowhere alone the maximum has no region.
 */
export function regions(weights, biases) {
  const order = weights.map((_, piece) => piece);
  order.sort((i, j) => weights[i] - weights[j] || biases[i] - biases[j] || j - i);
  const envelope = [];
  for (const piece of order) {
    const last = () => envelope[envelope.length - 1];
    if (last() && weights[last().piece] === weights[piece]) envelope.pop();
    let low = -Infinity;
    while (envelope.length) {
      const { piece: before, low: start } = last();
      low = (biases[before] - biases[piece]) / (weights[piece] - weights[before]);
      if (low > start) break;
      envelope.pop();
      low = -Infinity;
    }
    envelope.push({ piece, low });
  }
  return envelope.map(({ piece, low }, index) => ({
    piece, low, high: envelope[index + 1]?.low ?? Infinity,
  }));
}

/**
 * Takes the piece under the pointer: near x = 0 it is shifted by its bias, farther out it is turned
 * about its point at x = 0 by its weight. The probe's point is left to the probe.
 */
export function grip({ values, probe, view, inputs }, place) {
  const pieces = Array.from({ length: inputs.pieces }, (_, piece) => {
    const [weight, bias] = [values[`w${piece + 1}`], values[`b${piece + 1}`]];
    const above = (weight * place.x + bias - place.y) * place.height;
    return { piece, bias, away: Math.abs(above) / Math.hypot(1, (weight * place.height) / place.width) };
  });
  const heights = pieces.map(({ piece }) => values[`w${piece + 1}`] * probe + values[`b${piece + 1}`]);
  const top = Math.max(...heights);
  const toProbe = Math.hypot((probe - place.x) * place.width, (top - place.y) * place.height);
  const nearest = pieces.reduce((best, each) => (each.away < best.away ? each : best));
  if (nearest.away > place.reach || toProbe <= 2 * place.reach) return null;
  const { piece, bias } = nearest;
  const middle = Math.abs(place.x) < (view.to - view.from) / 6;
  return middle
    ? ({ y }) => ({ [`b${piece + 1}`]: bias + y - place.y })
    : ({ y }) => ({ [`w${piece + 1}`]: (y - bias) / place.x });
}

export function draw({ figure, functions, values, probe, view, inputs }) {
  const pieces = Array.from({ length: inputs.pieces }, (_, index) => index);
  const weights = pieces.map((piece) => values[`w${piece + 1}`]);
  const biases = pieces.map((piece) => values[`b${piece + 1}`]);
  const ends = [view.from, view.to];
  const line = (piece) => (x) => weights[piece] * x + biases[piece];
  const parts = {};
  const labels = { x: [], y: [], text: [] };
  for (let piece = 0; piece < inputs.most; piece += 1) {
    const shown = piece < inputs.pieces;
    parts[`piece-${piece}`] = { visible: shown, ...(shown && at(line(piece), {}, ends)) };
    parts[`max-${piece}`] = { x: [], y: [] };
    parts[`bar-${piece}`] = { x: [], y: [] };
  }
  for (const { piece, low, high } of regions(weights, biases)) {
    const inside = [Math.max(low, view.from), Math.min(high, view.to)];
    if (inside[0] >= inside[1]) continue;
    parts[`max-${piece}`] = at(line(piece), {}, inside);
    parts[`bar-${piece}`] = { x: inside, y: [0, 0] };
    labels.x.push((inside[0] + inside[1]) / 2);
    labels.y.push(1);
    labels.text.push(String(piece + 1));
  }
  parts["bar-labels"] = labels;
  const best = winner(weights, biases, probe);
  const height = line(best)(probe);
  parts.probe = { x: [probe], y: [height] };
  const [model] = functions;
  const known = model && { x: [view.from, 0, view.to] };
  if (known && inputs.curved) {
    known.x = Array.from({ length: 121 }, (_, i) => view.from + ((view.to - view.from) * i) / 120);
  }
  parts.model = known ? at(model.value, model.defaults, known.x) : { x: [], y: [] };
  return {
    ...filled(figure, parts),
    readout: [
      { label: "x", role: "probe", value: probe, group: "x" },
      { label: "h(x)", role: `series-${best}`, value: height, group: "f" },
      { label: "winner", role: `series-${best}`, value: `piece ${best + 1}`, group: "f" },
    ],
  };
}
