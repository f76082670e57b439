/**
 * The parts of the page that belong to the run in this browser. Each is mounted by Python with
 * `data.part`, and `data.name`, the feed of the pictures. Of a run that PyTorch trains there are
 * `run`, `look` and `weights`.
 */

import { check } from "./device_check.js";
import { button, labelled } from "./device_controls.js";
import { historyCsv, saved, runJson } from "./device_files.js";
import { trainerOf } from "./trainer.js";
import { steps } from "./snapshot.js";

/** A part takes each message, and shows what changes in the trainer; `end` when it leaves. */
const PARTS = { run, look, weights, buttons, rate, question, files, check };

export default function receive(root, data, send) {
  const trainer = trainerOf(data.name);
  if (!root.devicePart) {
    root.devicePart = PARTS[data.part](root, trainer);
    root.devicePart.unwatch = trainer.watch(() => root.devicePart?.show?.());
  }
  trainer.messages[data.part] = data;
  root.devicePart.receive?.(data, send);
  root.devicePart.show?.();
}

export function release(root) {
  if (root.isConnected || !root.devicePart) return;
  root.devicePart.unwatch();
  root.devicePart.end?.();
  root.devicePart = null;
}

function run(root, trainer) {
  trainer.hold(root);
  return { receive: (data) => trainer.load(data), end: () => trainer.leave(root) };
}

function look(_root, trainer) {
  return { receive: (data, send) => trainer.follow(data.look, send) };
}

/** The steps that PyTorch does, and why none can be shown, if none can. */
function weights(root, trainer) {
  const problem = alert(root);
  return {
    receive: (data) => trainer.steps.take(data),
    show: () => problem(trainer.problem),
  };
}

/** A place for what went wrong; what writes it. */
function alert(root) {
  const place = document.createElement("p");
  place.setAttribute("role", "alert");
  root.append(place);
  return (text) => {
    place.textContent = text;
    place.hidden = !text;
  };
}

/** Start or pause, one update, an epoch, back to the start. */
function buttons(root, trainer) {
  const start = button("run", "Start", "Key: space", () => trainer.press());
  const once = button("step", "Step", "One update. Key: →", () => trainer.once());
  const stepBack = button("back", "Step back", "Undo one update. Key: ←", () => trainer.rewind.back());
  const epoch = button("epoch", "Epoch", "Updates to the end of the epoch", () => trainer.throughEpoch());
  const back = button("reset", "Reset", "Back to step 0. Key: R", () => trainer.reset());
  root.replaceChildren(...[start, stepBack, once, epoch, back].map(({ place }) => place));
  start.press.classList.add("training-first");
  return {
    show() {
      const { playing, over, ready, state } = trainer;
      const text = playing ? "Pause" : "Start";
      if (start.press.textContent !== text) start.press.textContent = text;
      start.press.disabled = !ready || (over && !playing);
      once.press.disabled = epoch.press.disabled = !ready || state.finished;
      stepBack.press.disabled = !ready || trainer.rewind.step === 0;
      back.press.disabled = !ready;
    },
  };
}

/** The learning rate, which applies while it is dragged. */
function rate(root, trainer) {
  const { label, value, input } = labelled("Learning rate");
  root.replaceChildren(label, input);
  let rates = [];
  const chosen = () => rates[Number(input.value)];
  input.addEventListener("input", () => trainer.setRate(chosen(), false));
  input.addEventListener("change", () => trainer.setRate(chosen(), true));
  let usual = [];
  return {
    receive(data) {
      usual = data.rates;
    },
    show() {
      const now = trainer.rate;
      if (now === undefined || trainer.holding) {
        if (now !== undefined) value.textContent = now;
        return;
      }
      rates = [...new Set([...usual, now])].sort((one, other) => one - other);
      input.max = rates.length - 1;
      input.value = rates.indexOf(now);
      input.setAttribute("aria-valuetext", now);
      value.textContent = now;
    },
  };
}

/** What is asked, and what became of the run. */
function question(root, trainer) {
  const asked = document.createTextNode("");
  const outcome = document.createElement("strong");
  const text = document.createElement("p");
  text.className = "training-asked";
  text.append(asked, outcome);
  root.replaceChildren(text);
  const problem = alert(root);
  let data = {};
  return {
    receive(message) {
      data = message;
    },
    show() {
      const { state, playing, over, rewind } = trainer;
      // A line more or less would move the time line away from the hand.
      if (rewind.holding) return;
      const parts = [];
      const { answer } = data;
      if (!playing && answer && answer.run === trainer.run && answer.step === state.step) parts.push(answer.text);
      if (state.finished) {
        parts.push("Every racer has diverged: Reset, and take a smaller learning rate.");
      } else if (over && !playing) {
        parts.push(`Stopped at step ${steps(state.step)}: Reset, or set a later stop.`);
      }
      asked.data = `${data.text} `;
      outcome.textContent = parts.join(" ");
      problem(trainer.problem);
    },
  };
}

/** The history and the weights as files. */
function files(root, trainer) {
  let data = {};
  const csv = button("csv", "History as CSV", "", async () => {
    saved(historyCsv(await trainer.kept(), trainer.header, data.numbers), "text/csv", "training-history.csv");
  });
  const json = button("json", "Weights and history as JSON", "", async () => {
    saved(runJson(await trainer.kept(), trainer.header, data), "application/json", "training-run.json");
  });
  root.replaceChildren(csv.place, json.place);
  // The script that the server writes is to end where the run stands now.
  trainer.report();
  return {
    receive(message) {
      data = message;
    },
    show() {
      csv.press.disabled = json.press.disabled = !trainer.ready;
    },
  };
}
