/** A run in few numbers, for charts and tables. */

/**
 * The whole history, as far as it was shown, whatever the step is now: `linesOf` its rows, and `rates`
 * as [step, rate].
 */
export function charts(run) {
  run.history.show(run.step, run.probe());
  const lines = linesOf(run.history.line, run.header.hidden);
  return { ...lines, rates: run.rates };
}

/**
 * Rows of a history as `steps`, and for each of them and each racer `loss`, `test` (the loss on the
 * test set) and `dead` (the share of all hidden units); NaN where there is no such number.
 */
export function linesOf(rows, hidden) {
  const all = (number) => Float32Array.from(rows.flatMap((row) => row.racers.map(number)));
  return {
    steps: Int32Array.from(rows, ({ step }) => step),
    loss: all((found) => found?.loss ?? NaN),
    test: all((found) => found?.testLoss ?? NaN),
    dead: all((found) => (found ? shareOfUnits(found.dead, hidden) : NaN)),
  };
}

/** A share of each layer's units as a share of all hidden units. */
export function shareOfUnits(shares, hidden) {
  let sum = 0;
  let units = 0;
  hidden.forEach((width, layer) => {
    sum += shares[layer] * width;
    units += width;
  });
  return sum / units;
}

/** By racer the first probed step with at least this training accuracy, null for none yet. */
export function reached(run, accuracy) {
  return run.networks.map((_, racer) => {
    const step = run.history.firstWith(accuracy, racer);
    return step !== null && step <= run.step ? step : null;
  });
}

/** By racer, for each of its learned parameters, by layer [mean, standard deviation, how many]. */
export function learned(run) {
  return run.networks.map((network) =>
    network.racer.learned.map((name, which) => ({
      name,
      layers: network.learned.map((layer) => spread(layer[which])),
    })));
}

function spread(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return [mean, Math.sqrt(square), values.length];
}

/** By racer |w - w₀| / |w₀| of the first layer's weights w and their start w₀. */
export function moved(run) {
  return run.networks.map((network) => {
    const [weights] = network.weights;
    const start = run.startOf(network.racer);
    let way = 0;
    let size = 0;
    for (let i = 0; i < weights.length; i += 1) {
      way += (weights[i] - start[i]) ** 2;
      size += start[i] ** 2;
    }
    return Math.sqrt(way / size);
  });
}

/** The weights into a unit, (inputs of its layer); of maxout the largest in size of its pieces. */
export function incoming({ networks, header }, { racer, layer, unit }) {
  const { weights, inputs, columns } = networks[racer];
  const { pieces } = header.racers[racer];
  return Float64Array.from({ length: inputs[layer] }, (_, input) => {
    const first = input * columns[layer] + unit * pieces;
    return weights[layer]
      .subarray(first, first + pieces)
      .reduce((largest, weight) => (Math.abs(weight) > Math.abs(largest) ? weight : largest));
  });
}
