/** Weights of a plain feed-forward layer and of a gated one, matrix by matrix. */

import { filled } from "../../drawings/traces.js";

export function draw({ figure, values }) {
  const [width, hidden, narrow] = ["width", "hidden", "narrow"].map((id) => Math.round(values[id]));
  const layers = [hidden, narrow].map((units) => width * units);
  const totals = [2 * layers[0], 3 * layers[1]];
  const x = ["plain", "gated"];
  return {
    ...filled(
      figure,
      {
        up: { x, y: layers },
        down: { x, y: layers },
        gate: { x, y: [0, layers[1]] },
        totals: { x, y: totals, text: totals.map((total) => `<b>${total.toLocaleString("en")}</b>`) },
      },
      // The plain layer's bar keeps its height, so that it is the gated one's that moves.
      { yaxis: { ...figure.layout.yaxis, range: [0, Math.max(1.7 * totals[0], 1.12 * totals[1])] } },
    ),
    readout: [
      { label: "weights, ratio", role: "f", value: totals[1] / totals[0], group: "weights" },
      { label: "units, ratio", role: "derivative", value: narrow / hidden, group: "widths" },
    ],
  };
}
