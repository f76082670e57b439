/**
 * Scalar functions that derived code may call, each stable over all doubles:
 * accurate to a few units in the last place, no overflow where the result is finite.
 * To add one, export it here under the name that the JavaScript printer writes.
 */

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

/** Horner's rule; coefficients from the constant upwards. */
function polynomial(coefficients, x) {
  let sum = 0;
  for (let index = coefficients.length - 1; index >= 0; index -= 1) {
    sum = sum * x + coefficients[index];
  }
  return sum;
}

/*
 * erf and erfc follow fdlibm's s_erf.c:
 * ====================================================
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 *
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice
 * is preserved.
 * ====================================================
 */
const ERF_AT_ONE = 8.45062911510467529297e-1;

// erf(x)/x - 1 on [0, 0.84375]
const PP = [
  1.28379167095512558561e-1, -3.25042107247001499370e-1, -2.84817495755985104766e-2,
  -5.77027029648944159157e-3, -2.37630166566501626084e-5,
];
const QQ = [
  1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3,
  1.32494738004321644526e-4, -3.96022827877536812320e-6,
];
// erf(x) - ERF_AT_ONE on [0.84375, 1.25]
const PA = [
  -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1,
  3.18346619901161753674e-1, -1.10894694282396677476e-1, 3.54783043256182359371e-2,
  -2.16637559486879084300e-3,
];
const QA = [
  1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2,
  1.26171219808761642112e-1, 1.36370839120290507362e-2, 1.19844998467991074170e-2,
];
// log(x e^(x²) erfc(x)) + 0.5625 on [1.25, 1/0.35] …
const RA = [
  -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1,
  -6.23753324503260060396e1, -1.62396669462573470355e2, -1.84605092906711035994e2,
  -8.12874355063065934246e1, -9.81432934416914548592,
];
const SA = [
  1, 1.96512716674392571292e1, 1.37657754143519042600e2, 4.34565877475229228821e2,
  6.45387271733267880336e2, 4.29008140027567833386e2, 1.08635005541779435134e2,
  6.57024977031928170135, -6.04244152148580987438e-2,
];
// … and on [1/0.35, 28]
const RB = [
  -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1,
  -1.60636384855821916062e2, -6.37566443368389627722e2, -1.02509513161107724954e3,
  -4.83519191608651397019e2,
];
const SB = [
  1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3,
  3.19985821950859553908e3, 2.55305040643316442583e3, 4.74528541206955367215e2,
  -2.24409524465858183362e1,
];

/** The error function. */
export function erf(x) {
  if (Number.isNaN(x)) return NaN;
  const size = Math.abs(x);
  if (size < 0.84375) {
    const square = x * x;
    return x + x * (polynomial(PP, square) / polynomial(QQ, square));
  }
  const sign = x < 0 ? -1 : 1;
  if (size < 1.25) return sign * (ERF_AT_ONE + aroundOne(size));
  return size >= 6 ? sign : sign * (1 - farErfc(size));
}

/** 1 - erf(x), to full relative accuracy where it is tiny. */
export function erfc(x) {
  if (Number.isNaN(x)) return NaN;
  const size = Math.abs(x);
  if (size < 0.84375) {
    const square = x * x;
    const ratio = polynomial(PP, square) / polynomial(QQ, square);
    return x < 0.25 ? 1 - (x + x * ratio) : 0.5 - (x - 0.5 + x * ratio);
  }
  if (size < 1.25) {
    return x > 0 ? 1 - ERF_AT_ONE - aroundOne(size) : 1 + (ERF_AT_ONE + aroundOne(size));
  }
  if (x < -6) return 2;
  if (x > 28) return 0;
  return x > 0 ? farErfc(size) : 2 - farErfc(size);
}

function aroundOne(size) {
  const offset = size - 1;
  return polynomial(PA, offset) / polynomial(QA, offset);
}

/** erfc(x) for x ≥ 1.25. */
function farErfc(x) {
  const inverse = 1 / (x * x);
  const near = x < 1 / 0.35;
  const ratio = polynomial(near ? RA : RB, inverse) / polynomial(near ? SA : SB, inverse);
  const head = Math.fround(x);
  return (Math.exp(-head * head - 0.5625) * Math.exp((head - x) * (head + x) + ratio)) / x;
}

// The search of actviz/maths/breaks.py: the same grid, so that both find the same roots.
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
