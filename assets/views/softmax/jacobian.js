/** The derivatives of every probability with respect to every logit, as a heat map with signs. */

import { filled } from "../../drawings/traces.js";
import { jacobian } from "../../maths/softmax.js";
import { presentLogits } from "./shared.js";

const STRONGEST = 0.25; // p (1 − p) is never more
const HALF = "80"; // hexadecimal opacity at the ends: texts stay readable on both themes

/** Three digits with the sign said, also of what rounds to nothing. */
function signed(value) {
  const size = Math.abs(value);
  const text = size >= 100 ? size.toFixed(0) : size.toFixed(3);
  if (value === 0) return "0";
  const shown = Number(text) === 0 ? "0.000" : text;
  return `${value < 0 ? "−" : "+"}${shown}`;
}

/** @param {object} state with the inputs {names} */
export function draw(state) {
  const { figure, values, colours } = state;
  const rows = jacobian(presentLogits(state), values.T);
  const cells = rows.flatMap((row, i) => row.map((value, j) => ({ x: j, y: i, value })));
  const scale = [
    [0, `${colours.derivative}${HALF}`], [0.5, "rgba(128, 128, 128, 0.06)"], [1, `${colours.f}${HALF}`],
  ];
  return {
    ...filled(figure, {
      cells: {
        // Times T: the colour compares the shares, the number says the derivative.
        z: rows.map((row) => row.map((value) => value * values.T)),
        colorscale: scale,
        zmin: -STRONGEST,
        zmax: STRONGEST,
      },
      numbers: {
        x: cells.map(({ x }) => x),
        y: cells.map(({ y }) => y),
        text: cells.map(({ value }) => signed(value)),
      },
    }),
  };
}

/** The rows of the matrix, for the CSV file. */
export function table(state) {
  const { names } = state.inputs;
  const rows = jacobian(presentLogits(state), state.values.T);
  return [
    { name: "p of", values: names },
    ...names.map((name, j) => ({ name: `by z of ${name}`, values: rows.map((row) => row[j]) })),
  ];
}
