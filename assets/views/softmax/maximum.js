/** T·log-sum-exp, the smooth maximum: its slope in each logit is that class's probability. */

import { decimals, significant } from "../../drawings/numbers.js";
import { filled } from "../../drawings/traces.js";
import { grid } from "../../maths/sampling.js";
import { smoothMaximum, softmaxSteps } from "../../maths/softmax.js";
import { presentLogits } from "./shared.js";

function moved(logits, index, value) {
  return logits.map((z, each) => (each === index ? value : z));
}

/** p and the central difference of T·log-sum-exp for each class. */
function computed(state) {
  const { T, difference: h } = state.values;
  const logits = presentLogits(state);
  const p = softmaxSteps(logits, T).probabilities;
  const differences = logits.map((z, index) => {
    const up = smoothMaximum(moved(logits, index, z + h), T);
    const down = smoothMaximum(moved(logits, index, z - h), T);
    return (up - down) / (2 * h);
  });
  return { logits, p, differences };
}

/** @param {object} state with the inputs {names, varied} and the values T, difference */
export function draw(state) {
  const { figure, inputs, values } = state;
  const { varied } = inputs;
  const { logits, p, differences } = computed(state);
  const here = logits[varied];
  const height = smoothMaximum(logits, values.T);
  // The view goes with the point, in steps: a continuous one would hide the motion.
  const centre = 5 * Math.round(here / 5);
  const x = grid(centre - 8, centre + 8, 241);
  const curve = x.map((z) => smoothMaximum(moved(logits, varied, z), values.T));
  const others = Math.max(...logits.filter((_z, index) => index !== varied));
  const low = Math.max(others, x[0]) - 2;
  const { difference: h } = values;
  return {
    ...filled(figure, {
      curve: { x, y: curve },
      maximum: { x, y: x.map((z) => Math.max(z, others)) },
      tangent: { x: [here - 3, here + 3], y: [height - 3 * p[varied], height + 3 * p[varied]] },
      secant: {
        x: [here - h, here + h],
        y: [-h, h].map((step) => smoothMaximum(moved(logits, varied, here + step), values.T)),
      },
      point: { x: [here], y: [height] },
    }, {
      xaxis: { ...figure.layout.xaxis, range: [x[0], x.at(-1)] },
      yaxis: { ...figure.layout.yaxis, range: [low, low + 14] },
    }),
    sheet: {
      caption: inputs.caption,
      head: ["class", "p", "difference", "error"],
      rows: inputs.names.map((name, row) => [
        name, decimals(p[row], 8), decimals(differences[row], 8), significant(differences[row] - p[row]),
      ]),
      notes: [`T·log-sum-exp(z/T) = ${decimals(height)}, max z = ${decimals(Math.max(...logits))}`],
      current: varied,
    },
  };
}

/** Every digit, for the CSV file. */
export function table(state) {
  const { p, differences } = computed(state);
  return [
    { name: "class", values: state.inputs.names },
    { name: "p", values: p },
    { name: "central difference", values: differences },
  ];
}
