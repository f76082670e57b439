/**
 * A function of one number made of straight lines, found from its derived form.
 * @typedef {{breaks: number[], slopes: number[], heights: number[]}} LinearPieces
 */

const PROBES = [0.11, 0.37, 0.83, 1.71, 4.3]; // no multiples of each other, for waves
const STRAIGHT = 1e-9;

/** The straight pieces of a derived function, equal neighbours joined; null if one is curved. */
export function linearPieces({ value, derivative, breakpoints }, parameters) {
  const breaks = [...new Set(breakpoints(parameters).filter(Number.isFinite))].sort((a, b) => a - b);
  const found = [];
  const same = (a, b) => Math.abs(a - b) <= STRAIGHT * (1 + Math.abs(a) + Math.abs(b));
  const ends = [-Infinity, ...breaks, Infinity];
  for (let place = 0; place + 1 < ends.length; place += 1) {
    const points = probes(ends[place], ends[place + 1]);
    const slope = derivative(points[0], parameters);
    const height = value(points[0], parameters) - slope * points[0];
    const straight = points.every((point) => {
      const wanted = value(point, parameters);
      const room = STRAIGHT * (1 + Math.abs(wanted) + Math.abs(slope * point));
      return Math.abs(slope * point + height - wanted) <= room &&
        Math.abs(derivative(point, parameters) - slope) <= STRAIGHT * (1 + Math.abs(slope));
    });
    if (!straight) return null;
    const last = found.at(-1);
    if (!last || !same(last.slope, slope) || !same(last.height, height)) {
      found.push({ start: ends[place], slope, height });
    }
  }
  return {
    breaks: found.slice(1).map(({ start }) => start),
    slopes: found.map(({ slope }) => slope),
    heights: found.map(({ height }) => height),
  };
}

function probes(low, high) {
  if (low === -Infinity && high === Infinity) return [...PROBES.map((step) => -step), ...PROBES];
  if (low === -Infinity) return PROBES.map((step) => high - step);
  if (high === Infinity) return PROBES.map((step) => low + step);
  return PROBES.map((step) => low + ((high - low) * step) / (PROBES[0] + PROBES.at(-1)));
}
