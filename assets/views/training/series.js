/** What the charts of the training lab hold: lines and bars by name, and the axes' ranges. */

import { column, decades, lastStep } from "./snapshot.js";

const THIN = 2.5;
const THICK = 4.5;
const known = new WeakMap();

/** {parts, ranges} of a frame, made once: parts by the trace's `live`, ranges by the axis. */
export function contentsOf(frame, inputs) {
  const found = known.get(frame);
  if (found?.inputs === inputs) return found;
  const made = { inputs, ...contents(frame, inputs) };
  known.set(frame, made);
  return made;
}

function contents(frame, inputs) {
  const racers = inputs.racers.length;
  const { history, z } = frame;
  const parts = {};
  const layers = [...inputs.hidden.map((_width, layer) => layer + 1), "out"];
  inputs.racers.forEach((racer, index) => {
    const line = { width: index === frame.racer && racers > 1 ? THICK : THIN };
    const x = history.steps;
    if (racer.can_die) {
      parts[`dead-${index}`] = { x, y: column(history.dead, racers, index, 100), line };
    }
    parts[`loss-${index}`] = { x, y: column(history.loss, racers, index), line };
    // All test losses of a crowd would hide the training losses.
    if (inputs.tested && (racers <= 4 || index === frame.racer)) {
      parts[`test-${index}`] = { x, y: column(history.test, racers, index) };
    } else {
      parts[`test-${index}`] = { x: [], y: [] };
    }
    const norms = Array.from(frame.gradient.subarray(index * layers.length, (index + 1) * layers.length));
    parts[`gradient-${index}`] = {
      x: norms.map((_norm, layer) => layer),
      y: norms.map((norm) => (norm > 0 ? norm : null)),
      line,
    };
  });
  const lines = [history, ...frame.branches];
  const last = Math.max(...lines.map(({ steps }) => steps.at(-1)));
  const end = [0, lastStep(last, inputs.stop)];
  const ranges = {
    xaxis: { range: end },
    xaxis2: { range: end },
    yaxis2: logarithmic(lines.flatMap(({ loss, test }) => [...loss, ...test]), inputs, "loss"),
    yaxis5: logarithmic(frame.gradient, inputs, "gradient"),
    xaxis5: {
      range: [-0.3, layers.length - 0.7],
      tickvals: layers.map((_name, index) => index),
      ticktext: layers.map(String),
    },
  };
  if (z) Object.assign(ranges, preActivations(z, parts));
  else for (const live of ["counts", "f", "df"]) parts[live] = { x: [], y: [] };
  return { parts, ranges, last };
}

const reached = new WeakMap(); // decades that an axis of a inputs had to hold so far

/**
 * A logarithmic axis over whole decades, with at most five of them named. It only ever widens: an
 * axis that comes and goes hides what moves, and has Plotly draw anew.
 */
function logarithmic(values, inputs, name) {
  const before = reached.get(inputs) ?? {};
  const [low, high] = decades(values);
  const range = before[name]
    ? [Math.min(low, before[name][0]), Math.max(high, before[name][1])]
    : [low, high];
  reached.set(inputs, { ...before, [name]: range });
  return { range, dtick: Math.ceil((range[1] - range[0]) / 4) };
}

function preActivations({ low, high, counts, f, df }, parts) {
  const width = (high - low) / counts.length;
  // A scale in steps, so that bars grow instead of the axis.
  const top = 2 ** Math.ceil(Math.log2(Math.max(...counts, 1e-3)));
  const middle = Array.from(counts, (_count, index) => low + (index + 0.5) * width);
  parts.counts = { x: middle, y: Array.from(counts), width };
  const finite = (values) => Array.from(values, (v) => (Number.isFinite(v) ? v : null));
  const ranges = { xaxis3: { range: [low, high] }, yaxis4: { range: [0, 1.05 * top] } };
  for (const [live, values] of Object.entries({ f, df })) {
    const x = values ? Array.from(values, (_v, i) => low + ((high - low) * i) / (values.length - 1)) : [];
    parts[live] = { x, y: values ? finite(values) : [] };
  }
  return ranges;
}
