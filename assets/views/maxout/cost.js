/** Weights and biases of a ReLU layer and of a maxout layer of the same width. */

import { filled } from "../../drawings/traces.js";

/** [weights, biases] of a layer with `pieces` linear functions for each unit. */
export function parameters(inputs, units, pieces) {
  return [pieces * inputs * units, pieces * units];
}

export function draw({ figure, values }) {
  const [inputs, units, pieces] = ["inputs", "units", "pieces"].map((id) => Math.round(values[id]));
  const layers = [parameters(inputs, units, 1), parameters(inputs, units, pieces)];
  const totals = layers.map(([weights, biases]) => weights + biases);
  const x = ["ReLU layer", `Maxout, k = ${pieces}`];
  const highest = 1.15 * parameters(inputs, units, 6).reduce((sum, count) => sum + count);
  return filled(
    figure,
    {
      weights: { x, y: layers.map(([weights]) => weights) },
      biases: { x, y: layers.map(([, biases]) => biases) },
      totals: { x, y: totals, text: totals.map((total) => `<b>${total.toLocaleString("en")}</b>`) },
    },
    { yaxis: { ...figure.layout.yaxis, range: [0, highest] } },
  );
}
