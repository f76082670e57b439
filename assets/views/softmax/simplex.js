/** Three probabilities as a point of a triangle, and the path while one setting sweeps. */

import { filled } from "../../drawings/traces.js";
import { grid } from "../../maths/sampling.js";
import { outputs, roundedShares } from "../../maths/softmax.js";
import { presentLogits, presentTemperature } from "./shared.js";

const POINTS = 241;

/** Where three shares lie in the triangle with the corners (0, 0), (1, 0) and the top. */
export function place([, second, third]) {
  return { x: second + third / 2, y: (third * Math.sqrt(3)) / 2 };
}

/** The settings {at, logits, temperature} along the path. */
function sweep(state) {
  const { inputs } = state;
  const logits = presentLogits(state);
  const temperature = presentTemperature(state);
  const [from, to] = inputs.sweep_range;
  if (inputs.sweep === "T") {
    return grid(Math.log(from), Math.log(to), POINTS).map((power) => ({
      at: Math.exp(power), logits, temperature: Math.exp(power),
    }));
  }
  return grid(from, to, POINTS).map((value) => ({
    at: value, temperature, logits: logits.map((z, index) => (`${index}` === inputs.sweep ? value : z)),
  }));
}

const line = (shares) => ({
  x: shares.map((each) => place(each).x), y: shares.map((each) => place(each).y),
});

/** The path's ends, each text on the side where the triangle is not. */
function endsOf(shares, texts) {
  const { x, y } = line(shares);
  return { x, y, text: texts, textposition: x.map((at) => (at < 0.5 ? "middle left" : "middle right")) };
}

/** @param {object} state with the inputs {names, kind, sweep, sweep_range} */
export function draw(state) {
  const { figure, inputs } = state;
  const kind = inputs.kind === "log_softmax" ? "softmax" : inputs.kind;
  const settings = sweep(state);
  const along = (which) => settings.map((each) => outputs(which, each.logits, each.temperature));
  const path = along(kind);
  const now = outputs(kind, presentLogits(state), presentTemperature(state));
  const texts = roundedShares(now, 4);
  return {
    ...filled(figure, {
      path: line(path),
      softmax: kind === "softmax" ? null : line(along("softmax")),
      ends: endsOf([path[0], path.at(-1)], inputs.ends),
      point: line([now]),
    }),
    sheet: {
      caption: inputs.caption,
      head: ["class", "p"],
      rows: inputs.names.map((name, row) => [name, texts[row]]),
    },
  };
}

/** The path, for the CSV file. */
export function table(state) {
  const kind = state.inputs.kind === "log_softmax" ? "softmax" : state.inputs.kind;
  const settings = sweep(state);
  const path = settings.map((each) => outputs(kind, each.logits, each.temperature));
  const what = state.inputs.sweep === "T" ? "T" : `z of ${state.inputs.names[state.inputs.sweep]}`;
  return [
    { name: what, values: settings.map(({ at }) => at) },
    ...state.inputs.names.map((name, index) => ({ name, values: path.map((p) => p[index]) })),
  ];
}
