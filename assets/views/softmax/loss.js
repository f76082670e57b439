/** Cross-entropy against one target, its gradient p − y, and where a descent step leads. */

import { decimals, exactText } from "../../drawings/numbers.js";
import { filled } from "../../drawings/traces.js";
import { crossEntropyGradient, logSoftmax, roundedShares, softmaxSteps } from "../../maths/softmax.js";
import { barLabels, presentLogits } from "./shared.js";

function computed(state) {
  const { T, rate } = state.values;
  const { target } = state.inputs;
  const logits = presentLogits(state);
  const gradient = crossEntropyGradient(logits, target, T);
  const after = logits.map((z, index) => z - rate * gradient[index]);
  const loss = (z) => Math.abs(logSoftmax(z, T)[target]);
  return {
    logits, gradient, after,
    p: softmaxSteps(logits, T).probabilities,
    losses: [loss(logits), loss(after)],
  };
}

/** @param {object} state with the inputs {names, target} and the values T, rate */
export function draw(state) {
  const { figure, inputs } = state;
  const { logits, p, gradient, after, losses } = computed(state);
  const places = p.map((_p, index) => index);
  const range = figure.layout.yaxis.range;
  const shares = roundedShares(p, 4);
  return {
    ...filled(figure, {
      shares: { x: places.map((x) => x - 0.2), y: p },
      target: { x: [inputs.target - 0.2], y: [1] },
      gradient: { x: places.map((x) => x + 0.2), y: gradient },
      labels: barLabels(
        places.map((x) => x + 0.2), gradient, gradient.map((value) => decimals(value, 3)), range,
      ),
    }),
    sheet: {
      caption: inputs.caption,
      head: ["class", "z", "p", "y", "gradient", "z after"],
      rows: inputs.names.map((name, row) => [
        name, exactText(logits[row]), shares[row], row === inputs.target ? "1" : "0",
        decimals(gradient[row]), decimals(after[row]),
      ]),
      notes: [`Loss −ln p = ${decimals(losses[0])}; after one step ${decimals(losses[1])}`],
      current: inputs.target,
    },
  };
}

/** Every digit, for the CSV file. */
export function table(state) {
  const { logits, p, gradient, after } = computed(state);
  return [
    { name: "class", values: state.inputs.names },
    { name: "z", values: logits },
    { name: "p", values: p },
    { name: "gradient", values: gradient },
    { name: "z after", values: after },
  ];
}
