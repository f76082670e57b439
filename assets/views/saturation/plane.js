/** The plane of (σ_w, σ_b), coloured by χ₁, with its critical line. */

import { criticalSigmaW, moments } from "../../maths/mean_field.js";

const CELLS = [49, 33]; // of σ_w and of σ_b
const PER_DECADE = 24;
const [SMALLEST, LARGEST] = [1e-7, 1e7]; // variances of the table
const SAME = 1e-9; // of a variance: below, the length map stands still
const MOST_KEPT = 4;

const kept = new Map();

/** What is known of a function at its parameters, worked out once: moments, table, critical σ_w. */
export function theory(fn, parameters) {
  const key = JSON.stringify([fn.source, parameters]);
  if (!kept.has(key)) {
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value);
    const known = moments(fn, parameters);
    const steps = Math.round(PER_DECADE * Math.log10(LARGEST / SMALLEST));
    const q = [0, ...Array.from({ length: steps + 1 }, (_, i) => SMALLEST * 10 ** (i / PER_DECADE))];
    const table = { q, value: q.map(known.value), slope: q.map(known.slope) };
    kept.set(key, { ...known, table, critical: criticalSigmaW(known, 0), planes: new Map() });
  }
  return kept.get(key);
}

/** χ where the length map leads to from inputs of mean square 1, from the table. */
function chiAt({ q, value, slope }, sigmaW, sigmaB) {
  const [w, b] = [sigmaW ** 2, sigmaB ** 2];
  const growth = (place) => {
    const difference = w * value[place] + b - q[place];
    return Math.abs(difference) <= SAME * q[place] ? 0 : difference;
  };
  let place = 1;
  while (place < q.length - 1 && q[place] < w + b) place += 1;
  const direction = Math.sign(growth(place));
  if (Number.isNaN(direction)) return NaN;
  while (direction !== 0 && place + direction >= 0 && place + direction < q.length) {
    const next = place + direction;
    const onward = growth(next) * direction;
    if (onward <= 0 && growth(next) !== 0) {
      const here = Math.abs(growth(place));
      const share = here / (here + Math.abs(onward));
      return w * (slope[place] + share * (slope[next] - slope[place]));
    }
    place = next;
  }
  return w * slope[place];
}

/** `map` {x, y, z}: log₁₀ χ₁ over the plane, null where there is none; the critical line, the phases. */
export function plane(known, reach) {
  const key = reach.join();
  if (!known.planes.has(key)) {
    const [x, y] = CELLS.map((count, axis) =>
      Array.from({ length: count }, (_, i) => (reach[axis] * i) / (count - 1)));
    const z = y.map((b) => x.map((w) => {
      const log = Math.log10(chiAt(known.table, w, b));
      return Number.isNaN(log) ? null : Math.min(Math.max(log, -1), 1);
    }));
    known.planes.set(key, { map: { x, y, z }, line: criticalLine(known, reach), words: words(x, y, z) });
  }
  return known.planes.get(key);
}

/** σ_w = 1/√E f′², σ_b² = q − σ_w² E f²: the line is known by its q. */
function criticalLine({ table, critical }, reach) {
  const { q, value, slope } = table;
  const points = Number.isFinite(critical) ? [[critical, 0]] : [];
  for (let place = 0; place < q.length; place += 1) {
    const w = 1 / Math.sqrt(slope[place]);
    const b = Math.sqrt(q[place] - w * w * value[place]);
    const on = b > 1e-4 && w <= 1.2 * reach[0] && b <= 1.2 * reach[1];
    // Another fixed point may be reached first.
    if (on && Math.abs(chiAt(table, w, b) - 1) < 0.02) points.push([w, b]);
  }
  points.sort((one, other) => one[1] - other[1]);
  return { x: points.map(([w]) => w), y: points.map(([, b]) => b) };
}

/** Where the two phases are named: in the middle of each. */
function words(x, y, z) {
  const found = { x: [], y: [], text: [] };
  for (const [text, belongs] of [["vanishes", (log) => log < -0.03], ["explodes", (log) => log > 0.03]]) {
    let [count, across, up] = [0, 0, 0];
    z.forEach((row, j) => row.forEach((log, i) => {
      if (log === null || !belongs(log)) return;
      count += 1;
      across += x[i];
      up += y[j];
    }));
    if (count < 0.1 * x.length * y.length) continue;
    found.x.push(across / count);
    found.y.push(up / count);
    found.text.push(text);
  }
  return found;
}
