/** Where a function saturates: its slope is small beside its own steepest, and stays so. */

import { grid, inside } from "./sampling.js";

const SATURATED_SHARE = 0.05;
const WIDE_LIMIT = 30;
const WIDE_COUNT = 601;
const FADING_COUNT = 61;
const FLAT_COUNT = 9;
const FAR_POINTS = [-1e6, -1e3, -1e2, 1e2, 1e3, 1e6];
// More bands than this is an oscillation seen from too far away, not saturation.
const MOST_INTERVALS = 40;

function sides(breakpoints, offset) {
  return breakpoints.flatMap((point) => [point - offset, point, point + offset]);
}

/**
 * sup |derivative| over the line, seen on a wide grid, at the breakpoints' sides, in
 * the view and far out; Infinity where it keeps growing.
 */
export function supremum(derivative, parameters, breakpoints, from, to) {
  const size = (point) => Math.abs(derivative(point, parameters));
  const largest = (points) =>
    points.map(size).filter(Number.isFinite).reduce((most, each) => Math.max(most, each), 0);
  const near = largest(grid(-WIDE_LIMIT, WIDE_LIMIT, WIDE_COUNT));
  for (const point of [-1e6, 1e6]) {
    const far = size(point);
    if (!Number.isFinite(far) || far > 10 * near) return Infinity;
  }
  const others = [
    ...sides(breakpoints, 1e-9 * (to - from)),
    ...grid(from, to, WIDE_COUNT),
    ...FAR_POINTS,
  ];
  return Math.max(near, largest(others));
}

/**
 * [[start, end], …] within [from, to] where |f′| is below 5 % of its supremum, out to a tail or on
 * a flat piece. Where f turns, f′ only passes through 0: that is no saturation.
 */
export function saturated(derivative, parameters, breakpoints, from, to, count) {
  const highest = supremum(derivative, parameters, breakpoints, from, to);
  if (!Number.isFinite(highest) || highest === 0) return [];
  const low = (point) => Math.abs(derivative(point, parameters)) < SATURATED_SHARE * highest;
  const cuts = sides(inside(breakpoints, from, to), 1e-9 * (to - from));
  const points = [...grid(from, to, count), ...cuts].sort((left, right) => left - right);
  const intervals = [];
  let start = low(points[0]) ? from : null;
  for (let index = 1; index < points.length; index += 1) {
    const now = low(points[index]);
    if (now === (start !== null)) continue;
    const edge = bisect(low, points[index - 1], points[index]);
    if (now) start = edge;
    else {
      intervals.push([start, edge]);
      start = null;
    }
  }
  if (start !== null) intervals.push([start, to]);
  // A lone convention value at a kink is a point, not a band one could see.
  const visible = intervals.filter(
    ([begin, end]) =>
      end - begin > 1e-4 * (to - from) &&
      ((begin === from && fades(low, from, -1)) ||
        (end === to && fades(low, to, 1)) ||
        flatWithin(derivative, parameters, begin, end)),
  );
  return visible.length > MOST_INTERVALS ? [] : visible;
}

/** Whether the slope stays low from `edge` on, as far as one can see. */
function fades(low, edge, side) {
  const near = grid(edge, edge + side * 2 * WIDE_LIMIT, FADING_COUNT);
  const far = FAR_POINTS.filter((point) => side * (point - edge) > 0);
  return [...near, ...far].every(low);
}

/** Whether f′ is 0 between two points on a stretch, not just at one. */
function flatWithin(derivative, parameters, begin, end) {
  const zero = grid(begin, end, FLAT_COUNT).map((point) => derivative(point, parameters) === 0);
  return zero.some((now, index) => now && zero[index + 1]);
}

/** Where a predicate changes between two points; a grid edge alone would jitter. */
function bisect(predicate, left, right) {
  const before = predicate(left);
  let low = left;
  let high = right;
  for (let round = 0; round < 40 && high - low > 0; round += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (predicate(middle) === before) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
