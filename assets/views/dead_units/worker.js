/**
 * The worker that trains a map's networks, one after the other, coarsely at first.
 *
 * In: {header, buffer, steps, order}, what `browser_sweep` wrote and the networks to train. Out:
 * results [[number, outcome]], `over` with the last of them; or an error. Whoever started it ends it.
 */

import { outcome } from "../../engine/one_network.js";

const SLICE = 30; // ms of work between two looks at the messages
const REPORT = 150; // ms between two reports

const { port1, port2 } = new MessageChannel();
const turn = () => new Promise((resolve) => {
  port1.onmessage = resolve;
  port2.postMessage(null);
});

onmessage = ({ data }) => {
  train(data).catch((error) => postMessage({ error: error.message }));
};

async function train({ header, buffer, steps, order }) {
  let [results, reported, started] = [[], performance.now(), performance.now()];
  for (const number of order) {
    const running = outcome({ ...header.common, ...header.networks[number] }, buffer, steps);
    let state = running.next();
    while (!state.done) {
      if (performance.now() - started > SLICE) {
        await turn();
        started = performance.now();
      }
      state = running.next();
    }
    results.push([number, state.value]);
    if (performance.now() - reported > REPORT) {
      postMessage({ results });
      [results, reported] = [[], performance.now()];
    }
  }
  postMessage({ results, over: true });
}
