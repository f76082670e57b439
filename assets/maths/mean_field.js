/**
 * Mean-field theory of random networks, as actviz/maths/mean_field.py has it and explains it, from
 * the same nodes.
 */

const REACH = 10;
const NODES = 16;
const FINEST = 1.5;
const SMALLEST = 1e-24;
const LARGEST = 1e15;
const PER_DECADE = 8;
const HALVINGS = 80;
const ROUNDING = 1e-12;

const LEGENDRE = legendre(NODES);

/** Zeros of the Legendre polynomial and their weights, on [-1, 1]: Newton's method. */
function legendre(count) {
  return Array.from({ length: count }, (_, index) => {
    let x = -Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    let slope = 0;
    for (let round = 0; round < 10; round += 1) {
      let before = 1;
      let now = x;
      for (let degree = 2; degree <= count; degree += 1) {
        [before, now] = [now, ((2 * degree - 1) * x * now - (degree - 1) * before) / degree];
      }
      slope = (count * (before - x * now)) / (1 - x * x);
      x -= now / slope;
    }
    return { x, weight: 2 / ((1 - x * x) * slope * slope) };
  });
}

/** Points √q z and weights under the normal density, exact between kinks: calls add(x, weight). */
function eachNode(q, kinks, add) {
  const scale = Math.sqrt(q);
  if (scale === 0) {
    add(-1e-300, 0.5);
    add(1e-300, 0.5);
    return;
  }
  const half = [0];
  while (half.at(-1) < REACH) {
    const last = half.at(-1);
    half.push(Math.min(last + Math.min(1, Math.max(FINEST / scale, last / 2)), REACH));
  }
  const places = new Set([...half, ...half.map((z) => -z), ...kinks.map((kink) => kink / scale)]);
  const edges = [...places].filter((z) => Math.abs(z) <= REACH).sort((one, other) => one - other);
  for (let edge = 1; edge < edges.length; edge += 1) {
    const middle = (edges[edge] + edges[edge - 1]) / 2;
    const width = (edges[edge] - edges[edge - 1]) / 2;
    for (const { x, weight } of LEGENDRE) {
      const z = middle + width * x;
      add(scale * z, (width * weight * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
    }
  }
}

/**
 * {value(q), slope(q)}: E f(√q z)² and E f′(√q z)².
 * @param {{value, derivative, breakpoints}} fn derived by Python
 * @param {object} parameters of the function
 */
export function moments(fn, parameters) {
  const kinks = fn.breakpoints(parameters).filter(Number.isFinite);
  const mean = (each) => (q) => {
    if (!Number.isFinite(q)) return NaN;
    let sum = 0;
    eachNode(q, kinks, (x, weight) => {
      const number = each(x, parameters);
      sum += weight * number * number;
    });
    return sum;
  };
  return { value: mean(fn.value), slope: mean(fn.derivative) };
}

/** 1/|ln χ|, in layers. */
export function depthScale(factor) {
  if (factor === 1) return Infinity;
  if (factor === 0) return 0;
  return factor > 0 ? 1 / Math.abs(Math.log(factor)) : NaN;
}

const signed = (difference, q) => (Math.abs(difference) <= ROUNDING * q ? 0 : difference);

/** q*, or NaN where the length map grows for ever. */
export function fixedPoint({ value }, sigmaW, sigmaB) {
  const growth = (q) => signed(sigmaW ** 2 * value(q) + sigmaB ** 2 - q, q);
  let near = sigmaW ** 2 + sigmaB ** 2;
  const first = growth(near);
  if (first === 0 || Number.isNaN(first)) return first === 0 ? near : NaN;
  const direction = Math.sign(first);
  while (near > SMALLEST && near < LARGEST) {
    const far = near * 10 ** (direction / PER_DECADE);
    const onward = growth(far) * direction;
    if (onward < 0) return zero(growth, near, far);
    if (Number.isNaN(onward)) return NaN;
    near = far;
  }
  if (direction > 0) return NaN;
  return growth(0) === 0 ? 0 : zero(growth, near, 0);
}

/** The smallest σ_w at whose fixed point χ is 1; NaN where there is none. */
export function criticalSigmaW(known, sigmaB) {
  const excess = (q) => {
    const slope = known.slope(q);
    const bias = slope > 0 ? q - known.value(q) / slope : NaN;
    return signed(bias - sigmaB ** 2, Math.max(q, sigmaB ** 2));
  };
  const found = zeros(excess)
    .map((q) => 1 / Math.sqrt(known.slope(q)))
    .filter((sigmaW) => {
      const reached = fixedPoint(known, sigmaW, sigmaB);
      return Math.abs(sigmaW ** 2 * known.slope(reached) - 1) < 1e-5;
    });
  return found.length > 0 ? Math.min(...found) : NaN;
}

/** Variances from 0 on, even in their logarithms. */
function grid(perDecade, smallest, largest) {
  const count = Math.round(perDecade * Math.log10(largest / smallest));
  return [
    0, ...Array.from({ length: count + 1 }, (_, step) => smallest * 10 ** (step / perDecade)),
  ];
}

function zeros(fn) {
  const places = grid(PER_DECADE, SMALLEST, LARGEST);
  const values = places.map(fn);
  const found = places.filter((_, index) => values[index] === 0).slice(0, 1);
  for (let index = 0; index + 1 < places.length; index += 1) {
    if (values[index] * values[index + 1] < 0) {
      found.push(zero(fn, places[index], places[index + 1]));
    }
  }
  return found;
}

function zero(fn, start, end) {
  let [one, other] = [start, end];
  const before = Math.sign(fn(one));
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = Math.min(one, other) > 0 ? Math.sqrt(one * other) : (one + other) / 2;
    if (fn(middle) * before > 0) one = middle;
    else other = middle;
  }
  return other;
}
