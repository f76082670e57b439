/** Mean-field theory of the network at the sliders: by layer, and at the fixed point. */

import { fixedPoint } from "../../maths/mean_field.js";
import { theory } from "./plane.js";

const MOST_KEPT = 4;

const kept = new Map();

/**
 * @param {object} fn a function of the message
 * @param {object} parameters its numbers
 * @param {{depth, sigma_w, sigma_b}} values of the network
 * @param {number} start mean square of the inputs
 * @returns {{known: object, layers: {scale, factor, q}[], fixed: number, chi: number}}
 */
export function predicted(fn, parameters, { depth, sigma_w: sigmaW, sigma_b: sigmaB }, start) {
  const count = Math.round(depth);
  const key = JSON.stringify([fn.source, parameters, count, sigmaW, sigmaB, start]);
  if (kept.has(key)) return kept.get(key);
  const known = theory(fn, parameters);
  const [w, b] = [sigmaW ** 2, sigmaB ** 2];
  const layers = [];
  for (let q = w * start + b; layers.length < count; q = w * known.value(q) + b) {
    layers.push({ scale: Math.sqrt(known.value(q)), factor: Math.sqrt(w * known.slope(q)), q });
  }
  const fixed = fixedPoint(known, sigmaW, sigmaB);
  // Where the length grows for ever, what the last layer has; a homogeneous function's is the same.
  const chi = Number.isNaN(fixed) ? layers.at(-1).factor ** 2 : w * known.slope(fixed);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value);
  kept.set(key, { known, layers, fixed, chi });
  return kept.get(key);
}
