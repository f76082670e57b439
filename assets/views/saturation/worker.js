/** The worker that measures networks. */

import { answerWith, overtaken } from "../../live_figure/work/answers.js";
import { compile } from "../../maths/derived.js";
import { supremum } from "../../maths/saturation.js";
import { Draws, measured } from "./network.js";

const PATIENCE = 60; // ms for one question before a newer one may end it
const MOST_NUMBERS = 2 ** 23; // of the matrices that are kept: 64 MB
const WIDE = 30; // of x, where the steepest slope is looked for

let kept = [];

answerWith(measure);

async function measure(question, reply) {
  const { functions, seeds, seed } = question;
  const known = functions.map(({ source, loop, parameters }) => {
    const { derivative, breakpoints } = compile(source);
    return {
      steepest: supremum(derivative, parameters, breakpoints(parameters), -WIDE, WIDE),
      loop: compile(loop),
      given: Object.values(parameters).map((value) => Float64Array.of(value)),
    };
  });
  const start = performance.now();
  const measurements = functions.map(() => []);
  for (let which = 0; which < seeds; which += 1) {
    const draws = drawsOf(seed + which, question);
    known.forEach(({ steepest, loop, given }, place) => {
      measurements[place].push(measured(draws, { ...question, loop, given }, steepest));
    });
    if (performance.now() - start > PATIENCE && (await overtaken())) break;
  }
  reply({ measured: measurements, complete: measurements[0].length === seeds });
}

/** The numbers drawn for a seed, kept for the next question while there is room. */
function drawsOf(seed, { width, examples, orthogonal, depth, data, of }) {
  const same = (each) =>
    each.seed === seed && each.width === width && each.orthogonal === orthogonal && each.of === of;
  const draws = kept.find(same) ?? new Draws(seed, width, examples, orthogonal, data);
  draws.of = of;
  draws.reach(depth);
  kept = [draws, ...kept.filter((each) => each !== draws)];
  let numbers = 0;
  kept = kept.filter((each, place) => (numbers += each.size) <= MOST_NUMBERS || place === 0);
  return draws;
}
