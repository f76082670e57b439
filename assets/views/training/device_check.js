/** How far the run on this device is from the same run in PyTorch, racer by racer. */

import { element } from "../../live_figure/dom.js";
import { Sheet } from "../../live_figure/panel/table.js";
import { replayed } from "./device_engine.js";
import { fetchHeaded } from "./device_line.js";
import { steps } from "./snapshot.js";

/** Shows the comparison with what `check.py` wrote, at each new address. */
export function check(root, trainer) {
  const text = element("p");
  text.setAttribute("role", "status");
  const sheet = new Sheet();
  root.replaceChildren(text, sheet.element);
  let shown = "";
  return {
    async receive({ address, goal }) {
      if (address === shown) return;
      shown = address;
      text.textContent = "Comparing …";
      sheet.show(null);
      try {
        const { header, buffer } = await fetchHeaded(address);
        const found = await keptAt(trainer, header.step, header.rates);
        if (address !== shown) return;
        text.textContent = said(header.step, goal, found !== null);
        sheet.show(found && {
          caption: "",
          head: ["Racer", "Weights", "Loss", "Dead fraction"],
          rows: rows(trainer.header.racers, found, header, new Float64Array(buffer)),
        });
      } catch (error) {
        text.textContent = `The comparison failed (${error.message}). Check again.`;
      }
    },
  };
}

/** What is kept of a step; null if the run has not been there, or with other learning rates. */
async function keptAt(trainer, step, rates) {
  // The run may have gone back since: `last` and the charts know what lies ahead.
  const kept = await trainer.engine.frame({ weights: true, probe: true, charts: true });
  const before = (all) => JSON.stringify(all.filter(([from]) => from < step));
  if (kept.last < step || before(kept.charts.rates) !== before(rates)) return null;
  return kept.step === step ? kept : replayed(trainer.header, trainer.buffer, rates, step);
}

function said(step, goal, same) {
  if (!same) return "The run has changed since: check again.";
  if (step < goal) return `In 20 s PyTorch came to step ${steps(step)} of ${steps(goal)}. Largest differences there:`;
  return `Largest differences from PyTorch at step ${steps(step)}, in double precision:`;
}

/** @returns {string[][]} racer, then the largest difference of weights, loss and dead fraction */
export function rows(racers, found, header, weights) {
  let place = 0;
  return racers.map(({ label }, racer) => {
    const theirs = header.racers[racer];
    const part = weights.subarray(place, (place += theirs.weights));
    const mine = found.probes[racer];
    if (!mine || theirs.loss === null) {
      const gone = [mine ? "" : "here", theirs.loss === null ? "in PyTorch" : ""].filter(Boolean);
      return [label, `diverged ${gone.join(" and ")}`, "", ""];
    }
    return [
      label,
      apart(found.weights[racer], part),
      apart([mine.loss], [theirs.loss]),
      apart(mine.dead, theirs.dead),
    ].map((value) => (typeof value === "number" ? exponent(value) : value));
  });
}

/** The largest |a - b|; NaN where they are not as many. */
function apart(one, other) {
  if (one.length !== other.length) return NaN;
  let most = 0;
  for (let i = 0; i < one.length; i += 1) most = Math.max(most, Math.abs(one[i] - other[i]));
  return most;
}

const exponent = (value) => (value === 0 ? "0" : value.toExponential(1).replace("-", "−"));
