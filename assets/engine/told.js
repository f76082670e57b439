/** A step of a run that is trained elsewhere, as `actviz/views/training/weights.py` documents it. */

import { numbers } from "../maths/packed.js";

/** What `Run.lay` takes, from such a message. */
export function unpacked({ step, rates, diverged, ...message }, { racers, hidden }, networks) {
  const all = numbers(message.weights, Float64Array);
  let place = 0;
  const parameters = networks.map(({ parameters: { length } }, racer) =>
    (diverged[racer] === null ? all.subarray(place, (place += length)) : null));
  const rows = message.rows.flatMap((part) => rowsOf(part, racers.length, hidden.length));
  const { interval, reached } = message;
  const died = numbers(message.died, Int32Array);
  return { step, rates, diverged, parameters, history: { rows, interval, reached, died } };
}

/** Rows as History keeps them, with what the charts show. */
function rowsOf({ steps, numbers: packed }, racers, layers) {
  const all = numbers(packed);
  let place = 0;
  const take = (count) => all.subarray(place, (place += count));
  return steps.map((step) => ({
    step,
    racers: Array.from({ length: racers }, () => {
      const [loss, testLoss] = take(2);
      const dead = take(layers);
      return Number.isNaN(loss) ? null : { loss, testLoss, dead };
    }),
  }));
}
