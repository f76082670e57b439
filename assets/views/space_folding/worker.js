/** The worker that splits the plane. */

import { answerWith, overtaken } from "../../live_figure/work/answers.js";
import { compile } from "../../maths/derived.js";
import { linearPieces } from "../../maths/linear_pieces.js";
import { Collected, distinctMaps, Splitter } from "../../maths/regions.js";
import { randomNetwork, readout } from "./network.js";

const PATIENCE = 60; // ms for one question before a newer one may end it
const MOST = 100_000; // regions: beyond, neither time nor memory of a phone would do
const SIDE = 121; // grid points along a side of the level sets

class TooMany extends Error {}

answerWith(split);

async function split(question, reply) {
  const { source, parameters, hidden, seed } = question;
  const derived = source && compile(source);
  const pieces = derived ? linearPieces(derived, parameters) : null;
  const layers = randomNetwork({ ...question, pieces: derived ? (pieces ?? {}) : null });
  const read = readout(hidden.at(-1), seed);
  if (derived && !pieces) {
    reply({ hidden, smooth: levels(question, layers, read, derived.value) });
    return;
  }
  const collected = new Collected(read);
  const splitter = new Splitter(layers, (...polygon) => {
    if (collected.count === MOST) throw new TooMany();
    collected.take(...polygon);
  });
  let start = performance.now();
  try {
    for (const _ of splitter.run()) {
      if (performance.now() - start < PATIENCE) continue;
      if (await overtaken()) return;
      start = performance.now();
    }
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
    reply({ hidden, most: MOST });
    return;
  }
  const content = collected.content;
  const breaks = pieces ? pieces.breaks.length : 0;
  const rectifier = breaks === 1 && pieces.slopes.includes(0) && pieces.breaks[0] === 0;
  reply({ hidden, regions: content, maps: distinctMaps(content.maps), breaks, rectifier });
}

/** The output on a grid over the window, where the function is smooth. */
function levels({ window, parameters }, layers, read, value) {
  return { window, side: SIDE, values: grid(window, (x, y) => {
    let below = [x, y];
    for (const { weights, biases, units, inputs } of layers) {
      const here = new Float64Array(units);
      for (let unit = 0; unit < units; unit += 1) {
        let z = biases[unit];
        for (let i = 0; i < inputs; i += 1) z += weights[unit * inputs + i] * below[i];
        here[unit] = value(z, parameters);
      }
      below = here;
    }
    return below.reduce((sum, h, unit) => sum + read[unit] * h, 0);
  }) };
}

function grid([left, right, bottom, top], at) {
  const values = new Float32Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      values[row * SIDE + column] = at(
        left + ((right - left) * column) / (SIDE - 1), bottom + ((top - bottom) * row) / (SIDE - 1));
    }
  }
  return values;
}
