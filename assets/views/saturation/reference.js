/** The browser's numbers beside those of PyTorch. */

const SERIES = ["scale", "delta", "weight"];

/**
 * In words, the largest relative difference over layers and series of the first network drawn.
 * @param {object[][]} measured by function and seed
 * @param {Object<string, (number | null)[]>[]} networks by function: PyTorch's, null where not finite
 */
export function difference(measured, networks) {
  let [largest, compared] = [0, 0];
  networks.forEach((network, which) => {
    for (const name of SERIES) {
      network[name].forEach((theirs, layer) => {
        const mine = measured[which][0][name][layer];
        if (theirs === null || !Number.isFinite(mine)) return;
        compared += 1;
        if (mine !== theirs) largest = Math.max(largest, Math.abs(mine - theirs) / Math.abs(theirs));
      });
    }
  });
  return `${largest === 0 ? "0" : largest.toExponential(1).replace("-", "−")} of ${compared} numbers`;
}
