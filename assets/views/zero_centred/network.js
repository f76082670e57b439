/** Networks that differ in their activation, trained here: sign agreement and loss, by update. */

import { filled } from "../../drawings/traces.js";
import { Questions } from "../../live_figure/work/questions.js";

const WORKER = "views/zero_centred/network_worker.js";
const BEHIND = 25; // updates of a mean

/** Trains what is shown; `shown` asks for it after each redraw. */
export function watch(figure) {
  figure.training = new Questions(figure.data.feed, WORKER, (error) => figure.fail(error));
  return () => figure.training.end();
}

const keyOf = ({ inputs, values }) => `${inputs.run} ${values.network_rate}`;

export function shown(figure, state) {
  const { header, block, updates } = state.inputs;
  const key = keyOf(state);
  figure.training.ask(key, { header, block, updates, rate: state.values.network_rate });
  figure.root.dataset.running = state.feed?.key !== key || state.feed.running;
}

/** At each update the mean of the last ones. */
function smoothed(shares) {
  return shares.map((_, place) => mean(shares.slice(Math.max(0, place + 1 - BEHIND), place + 1)));
}

function mean(shares) {
  const known = shares.filter((share) => !Number.isNaN(share));
  return known.length > 0 ? known.reduce((sum, share) => sum + share, 0) / known.length : NaN;
}

const percent = (share) => (Number.isNaN(share) ? null : 100 * share);

export function draw({ figure, inputs, feed }) {
  const parts = {};
  const readout = [];
  inputs.names.forEach((name, racer) => {
    const shares = feed?.shares[racer] ?? [];
    const { steps = [], racers = [] } = feed?.losses ?? {};
    const updates = shares.map((_, place) => place + 1);
    const role = inputs.roles[racer];
    parts[`${name}-batches`] = { x: updates, y: shares.map(percent) };
    parts[name] = { x: updates, y: smoothed(shares).map(percent) };
    parts[`${name}-loss`] = { x: steps, y: racers[racer] ?? [] };
    const share = mean(shares);
    const said = Number.isNaN(share) ? "–" : `${(100 * share).toPrecision(3)} %`;
    readout.push({ label: inputs.labels[racer], role, value: said, group: "one sign" });
  });
  return { ...filled(figure, parts), readout };
}

/** By update each batch's shares, and the losses where they were taken, for the CSV file. */
export function table({ inputs, feed }) {
  if (!feed) return [];
  const { shares, losses } = feed;
  const steps = [0, ...shares[0].map((_, place) => place + 1)];
  const taken = new Map(losses.steps.map((step, place) => [step, place]));
  return [
    { name: "update", values: steps },
    ...inputs.labels.map((label, racer) => ({
      name: `${label}, share of one sign`, values: [null, ...shares[racer]],
    })),
    ...inputs.labels.map((label, racer) => ({
      name: `${label}, loss`, values: steps.map((step) => losses.racers[racer][taken.get(step)] ?? null),
    })),
  ];
}
