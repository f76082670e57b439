/** Multinomial logistic regression in the plane: regions, weight vectors, and the chain at x. */

import { rgb, series } from "../../drawings/colours.js";
import { decimals } from "../../drawings/numbers.js";
import { filled } from "../../drawings/traces.js";
import { grid } from "../../maths/sampling.js";
import { roundedShares, shownSum, softmaxSteps } from "../../maths/softmax.js";

const CELLS = 61; // along each side of the coloured plane
const OPACITY = 0.45; // arrows and points stand out
const NARROW = 480; // pixels below which the loss curve would leave no room for the plane

/** The weight vectors as the sliders have them: [[w₁, w₂, b], …]. */
function weightsOf({ inputs, values }) {
  return inputs.names.map((_name, k) => [values[`w${k}x`], values[`w${k}y`], values[`w${k}b`]]);
}

const score = ([first, second, bias], x, y) => first * x + second * y + bias;

/** P(y = j | x) of each class. */
export function shares(weights, x, y) {
  return softmaxSteps(weights.map((weight) => score(weight, x, y)), 1).probabilities;
}

/** Each point's colour is the classes' colours mixed as their probabilities. */
function coloured(weights, points, colours) {
  const inks = weights.map((_weight, k) => rgb(series(colours, k)));
  return points.map((y) =>
    points.map((x) => {
      const p = shares(weights, x, y);
      const mixed = [0, 1, 2].map((c) => p.reduce((total, each, k) => total + each * inks[k][c], 0));
      return [...mixed, OPACITY];
    }),
  );
}

/** Where two classes have the same score and no other has more: line segments with gaps. */
function boundaries(weights, extent) {
  const x = [];
  const y = [];
  for (let i = 0; i < weights.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const [a, b, c] = weights[i].map((value, index) => value - weights[j][index]);
      const length = Math.hypot(a, b);
      if (length < 1e-9) continue;
      // The foot of the origin on the line, then along it.
      const [footX, footY] = [(-a * c) / length ** 2, (-b * c) / length ** 2];
      for (const step of grid(-3 * extent, 3 * extent, 301)) {
        const [atX, atY] = [footX - (b * step) / length, footY + (a * step) / length];
        const here = weights.map((weight) => score(weight, atX, atY));
        const first = here.every((value) => value <= here[i] + 1e-9);
        x.push(first ? atX : null);
        y.push(first ? atY : null);
      }
      x.push(null);
      y.push(null);
    }
  }
  return { x, y };
}

function chain(state, weights) {
  const { inputs, values } = state;
  const at = [values.px, values.py];
  const scores = weights.map((weight) => score(weight, ...at));
  const p = roundedShares(softmaxSteps(scores, 1).probabilities, 4);
  const two = (value) => (value < 0 ? `(${decimals(value, 2)})` : decimals(value, 2));
  const product = ([first, second, bias]) =>
    `${two(at[0])}·${two(first)} + ${two(at[1])}·${two(second)} + ${two(bias)}`;
  return {
    caption: `x = (${at.map((value) => decimals(value, 2)).join(", ")}) ↦ scores xᵀw + b ↦ softmax`,
    head: ["class", "x₁w₁ + x₂w₂ + b", "score", "P(y = j | x)"],
    rows: inputs.names.map((name, k) => [name, product(weights[k]), decimals(scores[k], 3), p[k]]),
    foot: ["sum", "", "", shownSum(p, 4)],
    notes: inputs.notes,
    current: scores.indexOf(Math.max(...scores)),
  };
}

/** @param {object} state with the inputs {names, extent, losses, notes} and the values w…, p… */
export function draw(state) {
  const { figure, inputs, values, colours, size } = state;
  const weights = weightsOf(state);
  const { extent, losses, stride } = inputs;
  const points = grid(-extent, extent, CELLS);
  const step = points[1] - points[0];
  const found = {
    plane: {
      z: coloured(weights, points, colours), x0: -extent, y0: -extent, dx: step, dy: step,
    },
    boundaries: boundaries(weights, extent),
    here: { x: [values.px], y: [values.py] },
    loss: null,
  };
  weights.forEach(([x, y], k) => {
    found[`weight-${k}`] = { x: [0, x], y: [0, y] };
  });
  const layout = { ...figure.layout };
  if (losses.length > 1 && !(size?.width < NARROW)) {
    const x = losses.map((_loss, index) => stride * index);
    found.loss = { x, y: losses };
    layout.xaxis = { ...layout.xaxis, domain: [0, 0.62] };
    layout.xaxis2 = { ...layout.xaxis2, range: [0, x.at(-1)] };
    layout.yaxis2 = { ...layout.yaxis2, range: [0, 1.05 * Math.max(...losses)] };
  } else {
    for (const axis of ["xaxis2", "yaxis2"]) layout[axis] = { ...layout[axis], visible: false };
  }
  return { ...filled(figure, found, layout), sheet: chain(state, weights) };
}

/** The present weights, for the CSV file. */
export function table(state) {
  const weights = weightsOf(state);
  return [
    { name: "class", values: state.inputs.names },
    ...["w₁", "w₂", "b"].map((name, index) => ({ name, values: weights.map((w) => w[index]) })),
  ];
}
