/** Leaky, parametric and randomized ReLU side by side, and their slopes on one axis. */

import { currentParameters } from "../../drawings/functions.js";
import { at, filled, retitled, veiled } from "../../drawings/traces.js";

const X = [-3, 0, 3];

export function draw({ figure, functions, values, colours, size }) {
  const [leaky, prelu, rrelu] = functions;
  const present = functions.map((item) => currentParameters(item, values));
  const ends = [Math.min(values.l, values.u), Math.max(values.l, values.u)];
  const steep = ends.map((alpha) => leaky.value(X[0], { alpha }));
  const slope = (item, which) => item.derivative(-1, present[which]);
  const narrow = size && size.width < 500;
  const names = narrow ? ["Leaky", "Parametric", "Randomized"] : [];
  const parts = {
    leaky: at(leaky.value, present[0], X),
    prelu: at(prelu.value, present[1], X),
    rrelu: at(rrelu.value, present[2], X),
    wedge: {
      x: [0, X[0], X[0], 0],
      y: [0, steep[0], steep[1], 0],
      line: { width: 0 },
      fillcolor: veiled(colours["series-2"], 0.3),
    },
    interval: { x: ends, y: [0, 0], line: { color: veiled(colours["series-2"], 0.45) } },
    "leaky-slope": { x: [slope(leaky, 0)], y: [2] },
    "prelu-slope": { x: [slope(prelu, 1)], y: [1] },
    "rrelu-slope": { x: [slope(rrelu, 2)], y: [0] },
  };
  return filled(figure, parts, { annotations: retitled(figure, names) });
}
