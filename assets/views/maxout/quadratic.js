/** x² as the maximum of k of its tangents on [-1, 1], and the largest error for each k. */

import { filled } from "../../drawings/traces.js";

/** Touching points of the k tangents that stay closest to x²: middles of equal cells. */
export function touching(count) {
  return Array.from({ length: count }, (_, index) => (2 * index + 1) / count - 1);
}

/** The corners of the maximum of these tangents, from -1 to 1: {x, y}. */
export function corners(count) {
  const points = touching(count);
  const inner = points.slice(1).map((point, index) => (point + points[index]) / 2);
  const x = [-1, ...inner, 1];
  const height = (at) => Math.max(...points.map((point) => 2 * point * at - point * point));
  return { x, y: x.map(height) };
}

/** The largest distance from x²: x² - h is largest at a corner or an end. */
export function largestError(count) {
  const { x, y } = corners(count);
  return Math.max(...x.map((point, index) => point * point - y[index]));
}

export function draw({ figure, values, inputs }) {
  const count = Math.round(values.tangents);
  const points = touching(count);
  const counts = Array.from({ length: inputs.most }, (_, index) => index + 1);
  const grid = Array.from({ length: 121 }, (_, index) => (2 * index) / 120 - 1);
  return {
    ...filled(figure, {
      square: { x: grid, y: grid.map((x) => x * x) },
      tangents: {
        // From edge to edge: stubs that meet would read as one zigzag.
        x: points.flatMap(() => [-1, 1, null]),
        y: points.flatMap((point) => [-1, 1].map((x) => 2 * point * x - point * point).concat(null)),
      },
      maximum: corners(count),
      touching: { x: points, y: points.map((point) => point * point) },
      errors: { x: counts, y: counts.map(largestError) },
      error: { x: [count], y: [largestError(count)] },
    }),
    readout: [
      { label: "pieces", value: String(count), group: "f" },
      { label: "largest error", role: "derivative", value: largestError(count), group: "f" },
    ],
  };
}
