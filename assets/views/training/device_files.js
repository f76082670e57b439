/** The run on this device as files. */

import { toCsv } from "../../live_figure/chart/downloads.js";

/** "test_loss" of the page is `testLoss` of the engine. */
export const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

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

/**
 * The run as `actviz/training/lab/run_file.py` writes it, which documents what is in it.
 * @param {{head: object, numbers: {name: string, layers: number}[]}} data what Python knows of it
 */
export function runJson(kept, header, { head, numbers }) {
  const { step, rates, weights, history, divergedAt } = kept;
  const none = (layers) => (layers ? new Array(layers).fill(null) : null);
  return JSON.stringify({
    ...head,
    step,
    learning_rates: rates,
    racers: header.racers.map((racer, place) => ({
      label: racer.label,
      layers: divergedAt[place] === null ? layersOf(racer, header, weights[place]) : [],
    })),
    history: history.map((row) => ({
      step: row.step,
      racers: row.racers.map((found) => Object.fromEntries(
        numbers.map(({ name, layers }) => [name, found ? found[camel(name)] : none(layers)]))),
    })),
  }, (_key, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value));
}

/** Parameters as they lie in the engine's network: see `network.js` there. */
function layersOf({ pieces, learned }, { inputs, hidden, outputs, learned_per: per }, all) {
  let place = 0;
  const take = (count) => Array.from(all.subarray(place, (place += count)));
  const layers = [inputs, ...hidden].map((rows, layer) => {
    const columns = layer < hidden.length ? hidden[layer] * pieces : outputs;
    const weights = Array.from({ length: rows }, () => take(columns));
    return { weights, biases: take(columns), learned: {} };
  });
  hidden.forEach((width, layer) => {
    for (const name of learned) layers[layer].learned[name] = take(per === "unit" ? width : 1);
  });
  return layers;
}

/** Hands a text over as a file. */
export function saved(text, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
