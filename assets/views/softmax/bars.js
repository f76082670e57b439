/** The bars of softmax or one of its kin, and the way from logits to them as a table. */

import { decimals, exactText, significant } from "../../drawings/numbers.js";
import { filled } from "../../drawings/traces.js";
import {
  entropy, logSoftmax, outputs, roundedShares, shownSum, softmaxSteps, sparsemaxSteps,
} from "../../maths/softmax.js";
import { barLabels, presentLogits, presentTemperature } from "./shared.js";

const DIGITS = 4;
const MARK_OFFSET = 0.25; // beside the number on top of the bar

/** The columns from logits to the output, as numbers; `shares` marks the one that sums to 1. */
export function columns(kind, logits, temperature) {
  const sign = kind === "softmin" ? -1 : 1;
  const given = logits.map((z) => (z === 0 ? 0 : sign * z));
  const steps = softmaxSteps(given, temperature);
  const first = [
    { name: "z", values: logits, text: exactText },
    { name: sign < 0 ? "−z/T" : "z/T", values: steps.scaled, text: decimals },
    { name: "− max", values: steps.shifted, text: decimals },
  ];
  if (kind === "sparsemax") {
    const { threshold, probabilities } = sparsemaxSteps(logits, temperature);
    const lowered = steps.shifted.map((z) => z - threshold);
    return [
      ...first,
      { name: "− τ", values: lowered, text: decimals },
      { name: "p", values: probabilities, shares: true },
    ];
  }
  const rest = [
    { name: "exp", values: steps.exponentials, text: significant, total: steps.total },
    { name: "p", values: steps.probabilities, shares: true },
  ];
  if (kind === "log_softmax") {
    rest.push({ name: "ln p", values: logSoftmax(logits, temperature), text: decimals });
  }
  return [...first, ...rest];
}

function sheet({ inputs }, kind, logits, temperature) {
  const shown = columns(kind, logits, temperature);
  const texts = shown.map(({ values, text, shares }) =>
    shares ? roundedShares(values, DIGITS) : values.map((value) => text(value)),
  );
  const place = shown.findIndex(({ shares }) => shares);
  const p = shown[place].values;
  const foot = shown.map(({ total, shares }, index) => {
    if (shares) return shownSum(texts[index], DIGITS);
    return total === undefined ? "" : decimals(total);
  });
  const nats = entropy(p);
  const highest = Math.max(...p);
  const winners = [...p.keys()].filter((index) => p[index] === highest);
  return {
    caption: inputs.caption,
    head: ["class", ...shown.map(({ name }) => name)],
    rows: inputs.names.map((name, row) => [name, ...texts.map((column) => column[row])]),
    foot: ["sum", ...foot],
    notes: [
      `Entropy ${decimals(nats)} nats = ${decimals(nats / Math.LN2)} bits`
        + `; at most log₂ ${p.length} = ${decimals(Math.log2(p.length))}`,
      `arg max: ${winners.map((index) => inputs.names[index]).join(" and ")}`,
    ],
    current: winners.length === 1 ? winners[0] : -1,
  };
}

/** @param {object} state of a live figure with the inputs {names, kind, limit, limit_at} */
export function draw(state) {
  const { figure, inputs } = state;
  const { kind } = inputs;
  const logits = presentLogits(state);
  const temperature = presentTemperature(state);
  const heights = outputs(kind, logits, temperature);
  const places = heights.map((_height, index) => index);
  const range = figure.layout.yaxis.range;
  const texts = kind === "log_softmax" ? heights.map((h) => decimals(h, 2)) : roundedShares(heights, 3);
  const picture = filled(figure, {
    // A bar to minus infinity reaches below the frame.
    bars: { x: places, y: heights.map((height) => Math.max(height, 10 * range[0] - 10)) },
    softmax: { x: places.map((x) => x + MARK_OFFSET), y: softmaxSteps(logits, temperature).probabilities },
    labels: barLabels(places, heights, texts, range),
  });
  return { ...picture, sheet: sheet(state, kind, logits, temperature) };
}

const HALF_BAR = 0.4;
const ROUNDS = 60;

/** Takes the bar under the pointer: its logit becomes the one that puts the bar's end there. */
export function grip(state, place) {
  const { kind } = state.inputs;
  const temperature = presentTemperature(state);
  const logits = presentLogits(state);
  const bar = Math.round(place.x);
  // In the limits no logit makes a bar a little higher.
  if (!(temperature > 0 && temperature < Infinity)) return null;
  if (!(bar in logits) || Math.abs(place.x - bar) > HALF_BAR) return null;
  const end = outputs(kind, logits, temperature)[bar];
  const away = Math.abs(end - place.y) * place.height;
  const within = !place.touch && (place.y - end) * place.y <= 0;
  if (away > 2 * place.reach && !within) return null;
  const height = (z) => outputs(kind, replacedAt(logits, bar, z), temperature)[bar];
  return ({ y }) => ({ [`z${bar}`]: logitOf(height, end + y - place.y, logits, temperature) });
}

const replacedAt = (values, place, value) =>
  values.map((old, index) => (index === place ? value : old));

/** The logit at which a bar has a height, by bisection; far out where the bar cannot reach it. */
function logitOf(height, wanted, logits, temperature) {
  const reach = Math.max(...logits.map(Math.abs)) + 40 * temperature;
  let [low, high] = [-reach, reach];
  const rising = height(high) > height(low);
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = (low + high) / 2;
    if (height(middle) < wanted === rising) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The table with every digit, for the CSV file. */
export function table(state) {
  const found = columns(state.inputs.kind, presentLogits(state), presentTemperature(state));
  return [{ name: "class", values: state.inputs.names }, ...found];
}
