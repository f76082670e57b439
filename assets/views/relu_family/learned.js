/** A slope learned by gradient descent: both curves over the target, both losses over the slope. */

import { at, filled } from "../../drawings/traces.js";

const X = [-3, 0, 3];
const RANGE = [-2, 2.5];
const POINTS = 91;

/** The mean squared error of a function at a slope. */
export function loss(fn, alpha, { x, y }) {
  const squares = x.map((point, index) => (fn(point, { alpha }) - y[index]) ** 2);
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

export function draw({ figure, functions, values, inputs }) {
  const { points, history, start } = inputs;
  // A start under the visitor's hand is not yet the server's: nothing is learned from it so far.
  const steps = values.start === start ? history : [functions.map(() => values.start)];
  const now = steps[steps.length - 1];
  const slopes = Array.from(
    { length: POINTS },
    (_, index) => RANGE[0] + ((RANGE[1] - RANGE[0]) * index) / (POINTS - 1),
  );
  const parts = {};
  functions.forEach(({ value }, which) => {
    const path = steps.map((each) => each[which]).filter((slope) => Math.abs(slope) < 100);
    const height = (slope) => loss(value, slope, points);
    parts[`curve-${which}`] = at(value, { alpha: now[which] }, X);
    parts[`loss-${which}`] = { x: slopes, y: slopes.map(height) };
    parts[`path-${which}`] = { x: path, y: path.map(height) };
    parts[`ball-${which}`] = { x: [now[which]], y: [height(now[which])] };
  });
  const step = { label: "step", value: String(steps.length - 1), group: "f" };
  const [prelu, maximum] = now;
  return {
    ...filled(figure, parts),
    readout: [
      step,
      { label: "α, PReLU", role: "f", value: prelu, group: "f" },
      { label: "α, max", role: "derivative", value: maximum, group: "f" },
    ],
  };
}
