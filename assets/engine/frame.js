/** What a page asks to see of a run, racer by racer, so that other work may come between. */

import { charts, incoming, learned, moved, reached } from "./summary.js";

/**
 * Make a frame in pieces: a generator that yields between racers and returns
 * {content, transfer}. The numbers of pictures are float32.
 *
 * @param {object} run
 * @param {Float64Array} grid inputs (points × inputs) of the pictures
 * @param {object} want what to put in; what is missing is left out
 * @param {number[]} want.outputs racers whose predictions on the grid are shown,
 *   `outputs` (racers × points × outputs)
 * @param {boolean} want.probe every racer's probe at this step, null where it diverged
 * @param {number} want.history the history's rows after this step
 * @param {{racer, layer}} want.units a layer's outputs on the grid, (points × units)
 * @param {{racer, layer, unit}} want.incoming the weights into a unit, as `incoming` of summary.js
 * @param {{racer, layer, most}} want.z pre-activations on the first `most` training examples
 * @param {number} want.parameters a racer, whose parameters are shown in full precision
 * @param {boolean} want.weights all racers' parameters, in full precision
 * @param {number} want.died a racer: by layer and unit the step by which it was dead, or NaN
 * @param {number} want.reached by racer the first step with this training accuracy, or null
 * @param {boolean} want.charts the whole history, as `charts` of summary.js has it
 * @param {boolean} want.learned the learned parameters, as `learned` there
 * @param {boolean} want.moved how far each racer's first layer has moved, as `moved` there
 */
export function* frame(run, grid, want) {
  const content = {};
  const transfer = [];
  const put = (name, array) => {
    content[name] = array;
    transfer.push(array.buffer);
  };
  if (want.outputs) {
    const size = (grid.length / run.header.inputs) * run.head.outputs;
    const all = new Float32Array(want.outputs.length * size);
    for (let place = 0; place < want.outputs.length; place += 1) {
      all.set(run.outputs(want.outputs[place], grid), place * size);
      yield;
    }
    put("outputs", all);
  }
  if (want.units) {
    put("units", Float32Array.from(run.unitOutputs(want.units.racer, want.units.layer, grid)));
    yield;
  }
  if (want.z) {
    const { racer, layer, most } = want.z;
    const features = run.train.features.subarray(0, most * run.header.inputs);
    put("z", Float32Array.from(run.preActivations(racer, layer, features)));
    yield;
  }
  if (want.probe) {
    content.probes = [];
    for (let racer = 0; racer < run.networks.length; racer += 1) {
      content.probes.push(run.probeOf(racer));
      yield;
    }
  }
  if (want.parameters !== undefined) put("parameters", run.parameters(want.parameters));
  if (want.weights) {
    content.weights = run.networks.map((_, racer) => run.parameters(racer));
    transfer.push(...content.weights.map(({ buffer }) => buffer));
  }
  if (want.died !== undefined) {
    content.died = run.history.diedAt(want.died, run.step, run.probeOf(want.died));
  }
  if (want.history !== undefined) {
    content.history = run.history.rows.filter(({ step }) => step > want.history);
    content.interval = run.history.interval;
  }
  if (want.reached !== undefined) content.reached = reached(run, want.reached);
  if (want.charts) content.charts = charts(run);
  if (want.incoming) content.incoming = incoming(run, want.incoming);
  if (want.learned) content.learned = learned(run);
  if (want.moved) content.moved = moved(run);
  content.rates = run.rates.filter(([from]) => from <= run.step);
  content.divergedAt = Array.from(run.divergedAt, (step) => (step <= run.step ? step : null));
  return { content, transfer };
}
