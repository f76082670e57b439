/**
 * Softmax and its kin in the browser, as actviz/maths/softmax.py has them. The temperature may also
 * be 0 or Infinity: the limits, in which equal logits share evenly.
 */

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
// 0 stays 0 at either limit, where 0/0 would be NaN.
const over = (value, temperature) => (value === 0 ? 0 : value / temperature);

/** {scaled, shifted, exponentials, total, probabilities} of logits at a temperature. */
export function softmaxSteps(logits, temperature) {
  const highest = Math.max(...logits);
  const scaled = logits.map((z) => over(z, temperature));
  const top = over(highest, temperature);
  // Where z/T overflows, or at the limits, the differences of the logits still tell.
  const shifted = scaled.every(Number.isFinite) && temperature !== Infinity
    ? scaled.map((z) => z - top)
    : logits.map((z) => over(z - highest, temperature));
  const exponentials = shifted.map(Math.exp);
  const total = sum(exponentials);
  return { scaled, shifted, exponentials, total, probabilities: exponentials.map((e) => e / total) };
}

/** exp(z/T) over their sum, without the shift: NaN where the exponentials overflow. */
export function naiveSteps(logits, temperature) {
  const exponentials = logits.map((z) => Math.exp(z / temperature));
  const total = sum(exponentials);
  return { exponentials, total, probabilities: exponentials.map((e) => e / total) };
}

export function logSoftmax(logits, temperature) {
  const { shifted, total } = softmaxSteps(logits, temperature);
  return shifted.map((value) => value - Math.log(total));
}

/** T · log Σ exp(z/T): a smooth maximum of z whose gradient in z is softmax(z/T). */
export function smoothMaximum(logits, temperature) {
  const { total } = softmaxSteps(logits, temperature);
  return Math.max(...logits) + temperature * Math.log(total);
}

/** {threshold, probabilities}: the point of the simplex nearest to the shifted z/T. */
export function sparsemaxSteps(logits, temperature) {
  const shifted = softmaxSteps(logits, temperature).shifted.map((z) => Math.max(z, -2));
  const descending = [...shifted].sort((one, other) => other - one);
  let running = 0;
  let threshold = 0;
  descending.forEach((value, index) => {
    running += value;
    const candidate = (running - 1) / (index + 1);
    if (value > candidate) threshold = candidate;
  });
  return { threshold, probabilities: shifted.map((z) => Math.max(z - threshold, 0)) };
}

/** What one of the four functions gives: probabilities, or their logarithms. */
export function outputs(kind, logits, temperature) {
  switch (kind) {
    case "softmin":
      return softmaxSteps(logits.map((z) => -z), temperature).probabilities;
    case "log_softmax":
      return logSoftmax(logits, temperature);
    case "sparsemax":
      return sparsemaxSteps(logits, temperature).probabilities;
    default:
      return softmaxSteps(logits, temperature).probabilities;
  }
}

/** (diag(p) − p pᵀ)/T as rows. */
export function jacobian(logits, temperature) {
  const p = softmaxSteps(logits, temperature).probabilities;
  return p.map((one, i) => {
    const row = p.map((other, j) => (i === j ? 0 : -one * other));
    // p (1 − p) from the others: 1 − p loses its digits where p is nearly 1.
    row[i] = -sum(row);
    return row.map((value) => over(value, temperature));
  });
}

/** (p − y)/T, y one-hot at the target. */
export function crossEntropyGradient(logits, target, temperature) {
  const gradient = [...softmaxSteps(logits, temperature).probabilities];
  gradient[target] = 0;
  gradient[target] = -sum(gradient);
  return gradient.map((value) => over(value, temperature));
}

/** −Σ p ln p in nats. */
export function entropy(probabilities) {
  return Math.abs(sum(probabilities.map((p) => (p > 0 ? p * Math.log(p) : 0))));
}

/** Shares as text whose shown digits sum to exactly 1, by largest remainders. */
export function roundedShares(shares, digits) {
  const total = sum(shares);
  const scaled = shares.map((share) => (share / total) * 10 ** digits);
  const units = scaled.map(Math.floor);
  const missing = 10 ** digits - sum(units);
  scaled
    .map((value, index) => ({ index, remainder: value - units[index] }))
    .sort((one, other) => other.remainder - one.remainder)
    .slice(0, missing)
    .forEach(({ index }) => {
      units[index] += 1;
    });
  return units.map((unit) => (unit / 10 ** digits).toFixed(digits));
}

/** The sum of numbers as they are shown, exact in their last digit. */
export function shownSum(texts, digits) {
  const units = texts.map((text) => Math.round(Number(text) * 10 ** digits));
  return (sum(units) / 10 ** digits).toFixed(digits);
}
