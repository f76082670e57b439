/** All logits times a, beside the temperature over a: the same probabilities. */

import { filled } from "../../drawings/traces.js";
import { roundedShares, softmaxSteps } from "../../maths/softmax.js";
import { presentLogits } from "./shared.js";

/** p as it is, with the logits times a, and with the temperature over a. */
function computed(state) {
  const { factor, T } = state.values;
  const logits = presentLogits(state);
  const shares = (z, temperature) => softmaxSteps(z, temperature).probabilities;
  return [
    shares(logits, T),
    shares(logits.map((z) => factor * z), T),
    shares(logits, T / factor),
  ];
}

/** @param {object} state with the inputs {names} and the value `factor` */
export function draw(state) {
  const { figure, inputs } = state;
  const [before, scaled, cooled] = computed(state);
  const bars = (shares, offset) => ({ x: shares.map((_p, index) => index + offset), y: shares });
  const texts = [before, scaled, cooled].map((shares) => roundedShares(shares, 4));
  return {
    ...filled(figure, {
      before: bars(before, -0.27), scaled: bars(scaled, 0), cooled: bars(cooled, 0.27),
    }),
    sheet: {
      caption: inputs.caption,
      head: ["class", "z, T", "a·z, T", "z, T/a"],
      rows: inputs.names.map((name, row) => [name, ...texts.map((column) => column[row])]),
    },
  };
}

/** Every digit, for the CSV file. */
export function table(state) {
  const [before, scaled, cooled] = computed(state);
  return [
    { name: "class", values: state.inputs.names },
    { name: "z, T", values: before },
    { name: "a·z, T", values: scaled },
    { name: "z, T/a", values: cooled },
  ];
}
