/** Random networks over the plane, drawn as `actviz/training/experiments/random_regions.py` has it. */

import { uniform } from "../../engine/random.js";

const INPUTS = 2;
const MOST_INPUTS = 64;
const READOUT = 99; // the layer above the last hidden one

const scratch = new Float64Array(2 * (MOST_INPUTS + 1));
const known = new Map(); // by seed, layer and unit

/** Standard normal numbers of a unit: its bias, then the weights of up to 64 inputs. */
function unitNumbers(seed, layer, unit) {
  const key = `${seed} ${layer} ${unit}`;
  if (known.has(key)) return known.get(key);
  uniform(seed, layer, unit, 0, scratch.length, scratch);
  const numbers = Float64Array.from({ length: MOST_INPUTS + 1 }, (_, place) =>
    Math.sqrt(-2 * Math.log(1 - scratch[2 * place])) * Math.cos(2 * Math.PI * scratch[2 * place + 1]));
  if (known.size > 4096) known.clear();
  known.set(key, numbers);
  return numbers;
}

/** The layers of a network, for a Splitter; `pieces` null makes them maxout of that rank. */
export function randomNetwork({ hidden, pieces, rank, weight, bias, seed }) {
  let inputs = INPUTS;
  return hidden.map((units, layer) => {
    const lines = pieces ? 1 : rank;
    const weights = new Float64Array(lines * units * inputs);
    const biases = new Float64Array(lines * units);
    const scale = weight * Math.sqrt(2 / inputs);
    for (let line = 0; line < lines * units; line += 1) {
      const numbers = unitNumbers(seed, layer, (line % units) + MOST_INPUTS * Math.floor(line / units));
      biases[line] = bias * numbers[0];
      for (let i = 0; i < inputs; i += 1) weights[line * inputs + i] = scale * numbers[1 + i];
    }
    const made = { weights, biases, units, inputs, rank: lines, pieces };
    inputs = units;
    return made;
  });
}

/** Weights of one linear output over the last layer. */
export function readout(units, seed) {
  return unitNumbers(seed, READOUT, 0).slice(1, units + 1);
}
