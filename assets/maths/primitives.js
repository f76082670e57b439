/**
 * Scalar functions that derived code may call, each stable over all doubles:
 * accurate to a few units in the last place, no overflow where the result is finite.
 * To add one, export it here under the name that the JavaScript printer writes.
 */

import { erfc } from "./erf.js";
import { polynomial } from "./polynomial.js";

export { erf, erfc } from "./erf.js";
export { remembered, roots } from "./roots.js";

/** 1 / (1 + e^-x). */
export function sigmoid(x) {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const power = Math.exp(x);
  return power / (1 + power);
}

/** log(1 + e^x). */
export function softplus(x) {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** 1 - σ(x) without cancellation. */
export function sigmoid_complement(x) {
  return sigmoid(-x);
}

/** 1 - tanh²(x) = 1 / cosh²(x); keeps its relative accuracy far out, where cosh² overflows. */
export function sech_squared(x) {
  const power = Math.exp(-2 * Math.abs(x));
  return (4 * power) / ((1 + power) * (1 + power));
}

/** 1 + tanh(x) without cancellation for x < 0. */
export function tanh_plus_one(x) {
  return 2 * sigmoid(2 * x);
}

// 2k / (2k + 1)! for k = 1, 2, …: the series of x cosh x - sinh x over x³, in x².
const TANH_REMAINDER_SERIES = [
  1 / 3,
  1 / 30,
  1 / 840,
  1 / 45360,
  1 / 3991680,
  1 / 518918400,
  1 / 93405312000,
  1 / 22230464256000,
  1 / 6758061133824000,
];

/** x - tanh(x), accurate near 0 where the difference cancels. */
export function tanh_remainder(x) {
  if (Math.abs(x) >= 1) return x - Math.tanh(x);
  return (x * x * x * polynomial(TANH_REMAINDER_SERIES, x * x)) / Math.cosh(x);
}

/** x held within ±100, for functions that are flat long before. */
export function moderate(x) {
  return Math.min(Math.max(x, -100), 100);
}

/** 1 / z on the domain of ln: NaN for z < 0. */
export function reciprocal_of_log(z) {
  return z >= 0 ? 1 / z : NaN;
}

/** √(1 + x²) - 1 without cancellation near 0. */
export function root_minus_one(x) {
  return x * (x / (Math.hypot(x, 1) + 1));
}

/** sin(x) / x, with 1 at 0. */
export function sinc(x) {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? NaN : 0;
  const square = x * x;
  if (square < 1e-8) return 1 - square / 6;
  return Math.sin(x) / x;
}

// (-1)^k 2k / (2k + 1)! for k = 1, 2, …: the series of sinc′(x) / x in x².
const SINC_DERIVATIVE_SERIES = [
  -1 / 3,
  1 / 30,
  -1 / 840,
  1 / 45360,
  -1 / 3991680,
  1 / 518918400,
  -1 / 93405312000,
  1 / 22230464256000,
  -1 / 6758061133824000,
];

/** d/dx sin(x)/x = (x cos x - sin x) / x²; the quotient cancels near 0. */
export function sinc_derivative(x) {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? NaN : 0;
  if (Math.abs(x) < 1) return x * polynomial(SINC_DERIVATIVE_SERIES, x * x);
  return (Math.cos(x) - Math.sin(x) / x) / x;
}

/** x + √(x² + c²) without cancellation for x < 0. */
export function hypot_plus(x, c) {
  const length = Math.hypot(x, c);
  return x < 0 ? c * (c / (length - x)) : x + length;
}

/** u v, and 0 where v is 0, whatever u is. */
export function flat_product(u, v) {
  return v === 0 ? 0 : u * v;
}

/** The greater of two; the second where either is NaN. */
export function larger(u, v) {
  return u > v ? u : v;
}

/** The lesser of two; the second where either is NaN. */
export function smaller(u, v) {
  return u < v ? u : v;
}

/** max(0, x); NaN stays NaN. */
export function relu(x) {
  return Math.max(0, x);
}

/** 1 where x > 0, else 0. */
export function unit_step(x) {
  return x > 0 ? 1 : 0;
}

/** (e^(a x) - 1) / a, which is x at a = 0. */
export function expm1_over(a, x) {
  return a === 0 ? x : Math.expm1(a * x) / a;
}

/** ln(1 + a y) / a, which is y at a = 0. */
export function log1p_over(a, y) {
  return a === 0 ? y : Math.log1p(a * y) / a;
}

const EXPM1_SLOPE_SERIES = [1 / 2, 1 / 3, 1 / 8, 1 / 30, 1 / 144, 1 / 840];

/** d/da of expm1_over(a, x), which is x²/2 at a = 0. */
export function expm1_over_slope(a, x) {
  const z = a * x;
  if (Math.abs(z) < 1e-2) return x * x * polynomial(EXPM1_SLOPE_SERIES, z);
  return (z * Math.exp(z) - Math.expm1(z)) / (a * a);
}

const LOG1P_SLOPE_SERIES = [-1 / 2, 2 / 3, -3 / 4, 4 / 5, -5 / 6, 6 / 7, -7 / 8, 8 / 9];

/** d/da of log1p_over(a, y), which is -y²/2 at a = 0. */
export function log1p_over_slope(a, y) {
  const z = a * y;
  if (Math.abs(z) < 1e-2) return y * y * polynomial(LOG1P_SLOPE_SERIES, z);
  return (z / (1 + z) - Math.log1p(z)) / (a * a);
}

/** Φ(x), the cumulative distribution function of the standard normal. */
export function normal_cdf(x) {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/** φ(x), the density of the standard normal. */
export function normal_pdf(x) {
  // x² rounded would cost digits far out: square a short head exactly, then correct.
  const head = Math.fround(x);
  if (!Number.isFinite(head)) return Number.isNaN(x) ? NaN : 0;
  const tail = (x - head) * (x + head);
  return 0.3989422804014327 * Math.exp(-0.5 * head * head) * Math.exp(-0.5 * tail);
}

/** 1 / cosh(x). */
export function sech(x) {
  return 1 / Math.cosh(x);
}

/** (1 + e^-x)^-a, also where the sigmoid itself underflows. */
export function sigmoid_power(x, a) {
  return Math.exp(-a * softplus(-x));
}

/** ln((1 + e^x) / 2) without cancellation near 0. */
export function shifted_softplus(x) {
  return x < 1 ? Math.log1p(Math.expm1(x) / 2) : softplus(x) - Math.LN2;
}

/** ln((1 + e^(a x)) / (1 + e^(a (x - 1)))) / a without the difference of large logarithms. */
export function soft_clip(x, a) {
  if (x < 0.5) return (softplus(a * x) - softplus(a * (x - 1))) / a;
  return 1 - (softplus(a * (1 - x)) - softplus(-a * x)) / a;
}

/** x held below 18, for exponents of functions that are flat long before. */
export function capped(x) {
  return Math.min(x, 18);
}

/** ln(1 + x²), also where x² overflows. */
export function log_one_plus_square(x) {
  const size = Math.abs(x);
  return size < 1e8 ? Math.log1p(size * size) : 2 * Math.log(size);
}

/** u^p where u > 0, else 0; NaN stays NaN. */
export function nonnegative_power(u, p) {
  return u <= 0 ? 0 : Math.pow(u, p);
}

/** x / (1 - x e^-(x + e^x)); on the left multiplied through, where the exponential overflows. */
export function colu(x) {
  const power = x + Math.exp(x);
  if (x > 0) return x / (1 - x * Math.exp(-power));
  const growth = Math.exp(power);
  return (x * growth) / (growth - x);
}

/** The derivative of colu. */
export function colu_slope(x) {
  const near = Math.min(Math.max(x, -1e100), 100);
  const power = near + Math.exp(near);
  const bend = near * near * (1 + Math.exp(near));
  if (near > 0) {
    const decay = Math.exp(-power);
    return (1 - bend * decay) / (1 - near * decay) ** 2;
  }
  const growth = Math.exp(power);
  return (growth * (growth - bend)) / (growth - near) ** 2;
}

/** ln(x / (1 - x)). */
export function log_odds(x) {
  return Math.log(x) - Math.log1p(-x);
}

/** 1/2 + arctan(x) / π without cancellation for x < 0. */
export function cauchy_cdf(x) {
  return Math.atan2(1, -x) / Math.PI;
}

const QUANTILE_ABOVE = [2.515517, 0.802853, 0.010328];
const QUANTILE_BELOW = [1, 1.432788, 0.189269, 0.001308];

/** Φ⁻¹(p), the inverse of normal_cdf; NaN outside [0, 1]. */
export function normal_quantile(p) {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -normal_quantile(1 - p);
  // Abramowitz & Stegun 26.2.23, off by 4.5e-4 at most; each of Halley's steps cubes the error.
  const root = Math.sqrt(-2 * Math.log(p));
  let x = polynomial(QUANTILE_ABOVE, root) / polynomial(QUANTILE_BELOW, root) - root;
  for (let step = 0; step < 2; step += 1) {
    const newton = (normal_cdf(x) - p) / normal_pdf(x);
    x -= newton / (1 + (x * newton) / 2);
  }
  return x;
}
