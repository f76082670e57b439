/** Points of a curve for a line that never draws a jump as a slope. */

/** `count` even points over [from, to], both ends exact. */
export function grid(from, to, count) {
  const points = new Array(count);
  for (let index = 0; index < count; index += 1) {
    points[index] = from + ((to - from) * index) / (count - 1);
  }
  points[count - 1] = to;
  return points;
}

/** The value, or null (a gap) if it is no finite number. */
export function finiteOrNull(value) {
  return Number.isFinite(value) ? value : null;
}

/** The breakpoints strictly within, in order, once each. */
export function inside(breakpoints, from, to) {
  const inner = breakpoints.filter((point) => point > from && point < to);
  return [...new Set(inner)].sort((left, right) => left - right);
}

/**
 * Samples fn(x, parameters) over [from, to] for a line: `count` even points, and at
 * each breakpoint strictly inside either the point itself or, where the two sides
 * differ, left side, gap (null), right side, so that a jump is never drawn as a slope.
 * Even points within the offset of a breakpoint give way to what is put there.
 * @returns {{x: number[], y: (number|null)[]}}
 */
export function sample(fn, parameters, breakpoints, from, to, count) {
  const offset = 1e-9 * (to - from);
  const cuts = inside(breakpoints, from, to);
  const x = [];
  const y = [];
  const add = (point, value) => {
    x.push(point);
    y.push(finiteOrNull(value));
  };
  const cut = (point) => {
    const left = fn(point - offset, parameters);
    const right = fn(point + offset, parameters);
    const difference = Math.abs(left - right);
    const tolerance = 1e-6 * (1 + Math.abs(left) + Math.abs(right));
    if (Number.isFinite(difference) && difference <= tolerance) {
      // Where only the kink's own convention differs, the curve passes it by.
      const own = fn(point, parameters);
      add(point, Math.abs(own - left) <= tolerance ? own : left);
    } else {
      add(point - offset, left);
      add(point, NaN);
      add(point + offset, right);
    }
  };
  let next = 0;
  for (const point of grid(from, to, count)) {
    while (next < cuts.length && cuts[next] < point - offset) cut(cuts[next++]);
    const replaced =
      (next < cuts.length && Math.abs(cuts[next] - point) <= offset) ||
      (next > 0 && Math.abs(cuts[next - 1] - point) <= offset);
    if (!replaced) add(point, fn(point, parameters));
  }
  while (next < cuts.length) cut(cuts[next++]);
  return { x, y };
}
