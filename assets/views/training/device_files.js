/** The run on this device as files. */

import { toCsv } from "../../live_figure/chart/downloads.js";

/** "test_loss" of the page is `testLoss` of the engine. */
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

const six = (value) => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);

/**
 * One line for each step and racer, as `History.to_csv` of Python writes it.
 * @param {object} kept what the trainer keeps
 * @param {{name: string, layers: number}[]} columns layers 0: one number a racer
 */
export function historyCsv(kept, header, columns) {
  const lines = kept.history.flatMap(({ step, racers }) =>
    racers.map((found, racer) => ({ step, racer: header.racers[racer].label, found })));
  const numbers = columns.flatMap(({ name, layers }) => {
    const key = camel(name);
    if (layers === 0) return [{ name, values: lines.map(({ found }) => six(found?.[key])) }];
    return Array.from({ length: layers }, (_, layer) => ({
      name: `${name}_layer_${layer + 1}`,
      values: lines.map(({ found }) => six(found?.[key]?.[layer])),
    }));
  });
  return toCsv([
    { name: "step", values: lines.map(({ step }) => step) },
    { name: "racer", values: lines.map(({ racer }) => racer) },
    ...numbers,
  ]);
}

/** Each racer's weights by layer, what it has learned, and the history, in full precision. */
export function weightsJson(kept, header) {
  const { step, rates, weights, history } = kept;
  const content = {
    step,
    learning_rates: rates,
    racers: header.racers.map((racer, place) => layersOf(racer, header, weights[place])),
    history,
  };
  const plain = (_key, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
  return JSON.stringify(content, plain);
}

/** Parameters as they lie in the engine's network: see `network.js` there. */
function layersOf({ label, pieces, learned }, { inputs, hidden, outputs, learned_per: per }, all) {
  let place = 0;
  const take = (count) => Array.from(all.subarray(place, (place += count)));
  const widths = [inputs, ...hidden];
  const layers = widths.map((rows, layer) => {
    const columns = layer < hidden.length ? hidden[layer] * pieces : outputs;
    const weights = Array.from({ length: rows }, () => take(columns));
    return { weights, biases: take(columns) };
  });
  hidden.forEach((width, layer) => {
    if (learned.length === 0) return;
    layers[layer].learned = Object.fromEntries(
      learned.map((name) => [name, take(per === "unit" ? width : 1)]),
    );
  });
  return { label, layers };
}

/** Hands a text over as a file. */
export function saved(text, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
