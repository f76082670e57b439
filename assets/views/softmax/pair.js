/** Two classes: the share of the first is the logistic sigmoid of the difference. */

import { decimals } from "../../drawings/numbers.js";
import { filled } from "../../drawings/traces.js";
import { sigmoid } from "../../maths/primitives.js";
import { grid } from "../../maths/sampling.js";
import { softmaxSteps } from "../../maths/softmax.js";
import { presentLogits } from "./shared.js";

/** The quantities of the table: [text, number]. */
function computed(state) {
  const { inputs, values } = state;
  const { z0, z1, T } = values;
  const [first, second] = inputs.names;
  const difference = (z0 - z1) / T;
  const rows = [
    [`(${first} − ${second})/T`, difference],
    ["σ of it", sigmoid(difference)],
    [`softmax of the two: ${first}`, softmaxSteps([z0, z1], T).probabilities[0]],
  ];
  if (inputs.names.length > 2) {
    // From the steps before the division: both shares may round to 0.
    const { shifted } = softmaxSteps(presentLogits(state), T);
    const among = softmaxSteps(shifted.slice(0, 2), 1).probabilities[0];
    rows.push([`of all classes: ${first}/(${first}+${second})`, among]);
  }
  return rows;
}

/** @param {object} state with the inputs {names} and the values z0, z1, T */
export function draw(state) {
  const { figure, inputs } = state;
  const rows = computed(state);
  const [low, high] = figure.layout.xaxis.range;
  const x = grid(low, high, 201);
  const at = Math.min(Math.max(rows[0][1], low), high);
  return {
    ...filled(figure, {
      curve: { x, y: x.map((each) => sigmoid(each)) },
      point: { x: [at], y: [rows[1][1]] },
      drop: { x: [at, at], y: [0, rows[1][1]] },
    }),
    sheet: {
      caption: inputs.caption,
      head: ["", "value"],
      rows: rows.map(([text, value]) => [text, decimals(value, 6)]),
    },
  };
}

/** Every digit, for the CSV file. */
export function table(state) {
  const rows = computed(state);
  return [
    { name: "quantity", values: rows.map(([text]) => text) },
    { name: "value", values: rows.map(([, value]) => value) },
  ];
}
