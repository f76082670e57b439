/** Where a function changes sign. */

// The search of actviz/maths/symbolic/breakpoints.py: the same grid, so that both find the same roots.
const ROOT_SPAN = 50;
const ROOT_CELLS_PER_UNIT = 20;
const MOST_ROOTS = 100;
const ROOT_HALVINGS = 60;
const SAME_ROOT = 1e-6;

/**
 * Where fn(x) changes sign, to or from 0 included, within -50 to 50, in ascending order.
 * Two changes within 1/20 cancel; beyond 100 changes it is an oscillation: none is reported.
 */
export function roots(fn) {
  const cells = [];
  const last = ROOT_SPAN * ROOT_CELLS_PER_UNIT;
  let before = Math.sign(fn(-ROOT_SPAN));
  for (let index = 1 - last; index <= last; index += 1) {
    const sign = Math.sign(fn(index / ROOT_CELLS_PER_UNIT));
    if (sign !== before && !Number.isNaN(sign) && !Number.isNaN(before)) {
      if (cells.length === MOST_ROOTS) return [];
      cells.push({ index, before });
    }
    before = sign;
  }
  return apart(cells.map((cell) => narrow(fn, cell)).sort((left, right) => left - right));
}

function narrow(fn, cell) {
  let low = (cell.index - 1) / ROOT_CELLS_PER_UNIT;
  let high = cell.index / ROOT_CELLS_PER_UNIT;
  for (let halving = 0; halving < ROOT_HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (Math.sign(fn(middle)) === cell.before) low = middle;
    else high = middle;
  }
  return cell.before === 0 ? low : high;
}

/** One point, the middle, for those that only rounding tells apart. */
function apart(points) {
  const groups = [];
  for (const point of points) {
    const group = groups.at(-1);
    if (group && point - group.at(-1) < SAME_ROOT) group.push(point);
    else groups.push([point]);
  }
  return groups.map((group) => (group[0] + group.at(-1)) / 2);
}

const MOST_REMEMBERED = 4;

/**
 * find(parameters), kept for the last few settings: a picture asks for the same breakpoints
 * once for each of its lines.
 */
export function remembered(find) {
  const known = new Map();
  return (parameters) => {
    const key = JSON.stringify(parameters);
    if (!known.has(key)) {
      if (known.size === MOST_REMEMBERED) known.delete(known.keys().next().value);
      known.set(key, find(parameters));
    }
    return known.get(key);
  };
}
