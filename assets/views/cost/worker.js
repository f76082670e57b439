/** The worker that times the functions' JavaScript; each number is told as soon as there is one. */

import { uniform } from "../../engine/random.js";
import { compile } from "../../maths/derived.js";
import { inTurns, resolution } from "./timing.js";

const ROUND = 5; // milliseconds, where the clock is fine enough
const READINGS = 20; // of the clock in a round, at least

// A task of its own: a file has no worker, and its page takes its turn in between.
const { port1, port2 } = new MessageChannel();
const turn = () => new Promise((resolve) => {
  port1.onmessage = resolve;
  port2.postMessage(null);
});

onmessage = async ({ data: { rows, reference, sizes } }) => {
  try {
    await measure(rows, reference, sizes);
  } catch (error) {
    postMessage({ error: error.message });
  }
};

async function measure(rows, reference, sizes) {
  const now = () => performance.now();
  const round = Math.max(ROUND, READINGS * resolution(now));
  for (const size of sizes) {
    const x = drawn(size);
    const results = [new Float64Array(size), new Float64Array(size)];
    const act = (source) => {
      const loop = compile(source);
      return () => loop(size, 1, x, results, []);
    };
    const relu = act(reference);
    for (const { id, source } of rows) {
      const { seconds, ratio, spread } = inTurns(act(source), relu, round, now);
      postMessage({ id, size, seconds: seconds / size, ratio_to_relu: ratio, spread });
      await turn();
    }
  }
  postMessage({ done: true });
}

/** Standard normal numbers, always the same. */
function drawn(count) {
  const pairs = new Float64Array(2 * count);
  uniform(0, 0, 0, 0, 2 * count, pairs);
  return Float64Array.from({ length: count }, (_, place) =>
    Math.sqrt(-2 * Math.log(1 - pairs[2 * place])) * Math.cos(2 * Math.PI * pairs[2 * place + 1]));
}
