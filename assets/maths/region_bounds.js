/** How many regions a network on two inputs can have, as `actviz/maths/region_bounds.py` has it. */

const INPUTS = 2;

function choose(n, k) {
  let ways = 1;
  for (let i = 0; i < k; i += 1) ways = (ways * (n - i)) / (i + 1);
  return k > n ? 0 : ways;
}

/** Cells of that many lines in general position: the most there can be. */
export function zaslavsky(lines, dimensions = INPUTS) {
  let cells = 0;
  for (let j = 0; j <= dimensions; j += 1) cells += choose(lines, j);
  return cells;
}

function folded(hidden, fewest, folds) {
  if (Math.min(...hidden) < fewest) return null;
  const below = hidden.slice(0, -1).reduce((all, units) => all * folds(units) ** INPUTS, 1);
  return below * zaslavsky(hidden.at(-1));
}

/** What the best ReLU network reaches at least, Montúfar et al. 2014; null where not proven. */
export const montufarLower = (hidden) =>
  folded(hidden, INPUTS, (units) => Math.floor(units / INPUTS));

/** Theorem 6 of Serra et al. 2018, for layers of at least three units an input; else null. */
export const serraLower = (hidden) =>
  folded(hidden, 3 * INPUTS, (units) => Math.floor(units / INPUTS) + 1);

/** Theorem 1 of Serra et al. 2018, for ReLU: inactive units leave fewer dimensions above. */
export function serraUpper(hidden) {
  let ways = [0, 0, 1]; // by dimensions left
  for (const units of hidden) {
    const following = [0, 0, 0];
    ways.forEach((count, dimensions) => {
      for (let cut = 0; cut <= Math.min(dimensions, units); cut += 1) {
        following[Math.min(dimensions, units - cut)] += count * choose(units, cut);
      }
    });
    ways = following;
  }
  return ways.reduce((sum, count) => sum + count, 0);
}

function byLayer(hidden, cells) {
  let [dimensions, bound] = [INPUTS, 1];
  for (const units of hidden) {
    dimensions = Math.min(dimensions, units);
    bound *= cells(units, dimensions);
  }
  return bound;
}

/** For units with that many breaks: lines by dimension, layer by layer, Montúfar 2017. */
export const productUpper = (hidden, breaks = 1) =>
  byLayer(hidden, (units, dimensions) => {
    let cells = 0;
    for (let j = 0; j <= dimensions; j += 1) cells += choose(units, j) * breaks ** j;
    return cells;
  });

/** Theorem 8 of Serra et al. 2018: each pair of a unit's pieces may cut. */
export const maxoutUpper = (hidden, rank) =>
  byLayer(hidden, (units, dimensions) => zaslavsky(((rank * (rank - 1)) / 2) * units, dimensions));
