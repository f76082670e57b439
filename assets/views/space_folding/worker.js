/** The worker that splits the plane: the latest question counts, older ones are dropped. */

import { compile } from "../../maths/derived.js";
import { Collected, distinctMaps, linearPieces, Splitter } from "../../maths/regions.js";
import { randomNetwork, readout } from "./network.js";

const PATIENCE = 60; // ms for one question before a newer one may end it
const SIDE = 121; // grid points along a side of the level sets

let wanted = null;
let running = false;

// A task of its own waits behind the messages that came before it.
const { port1, port2 } = new MessageChannel();
const turn = () => new Promise((resolve) => {
  port1.onmessage = resolve;
  port2.postMessage(null);
});

onmessage = ({ data }) => {
  wanted = data;
  if (!running) answer();
};

async function answer() {
  running = true;
  while (wanted) {
    const { key, question } = wanted;
    wanted = null;
    try {
      const found = await split(question);
      if (found) postMessage({ key, hidden: question.hidden, ...found });
    } catch (error) {
      postMessage({ key, error: error.message });
    }
  }
  running = false;
}

async function split(question) {
  const { source, parameters, hidden, seed } = question;
  const derived = source && compile(source);
  const pieces = derived ? linearPieces(derived, parameters) : null;
  const layers = randomNetwork({ ...question, pieces: derived ? (pieces ?? {}) : null });
  const read = readout(hidden.at(-1), seed);
  if (derived && !pieces) return { smooth: levels(question, layers, read, derived.value) };
  const collected = new Collected(read);
  const splitter = new Splitter(layers, (...polygon) => collected.take(...polygon));
  let start = performance.now();
  for (const _ of splitter.run()) {
    if (performance.now() - start < PATIENCE) continue;
    await turn();
    if (wanted) return null;
    start = performance.now();
  }
  const content = collected.content;
  const breaks = pieces ? pieces.breaks.length : 0;
  const rectifier = breaks === 1 && pieces.slopes.includes(0) && pieces.breaks[0] === 0;
  return { regions: content, maps: distinctMaps(content.maps), breaks, rectifier };
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
