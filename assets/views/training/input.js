/** Pointing at racers and units, the keys, and the headline above the pictures. */

import { answerFeed } from "../../live_figure/feed.js";
import { element } from "../../live_figure/dom.js";
import { boxes, cells, unitAt, unitPlaces } from "./layout.js";
import { deadText, frameOf, percent, short, steps, unitsOf } from "./snapshot.js";
import { TimeLine } from "./time_line.js";

const TITLE = 22;
const REST = 60; // ms that the pointer rests on a unit before it is asked for
const KEYS = { " ": "run", ArrowRight: "step", ArrowLeft: "back", r: "reset", R: "reset" };
const REPEATED = new Set(["step", "back"]);
const TYPING = "input, textarea, select, [contenteditable], [role=slider], [role=combobox], [role=listbox], [role=menu], [role=dialog]";
const PRESSED_BY_SPACE = "button, a, summary, [role=button], [role=tab]";

const attended = new WeakMap(); // what stands beside the chart of each figure

/** Takes the frame that was just drawn. */
export function shown(figure, state) {
  for (const part of attended.get(figure) ?? []) part.show(state);
  const frame = frameOf(state);
  if (!frame) return;
  const { dataset } = figure.root;
  dataset.engine = frame.engine;
  dataset.loss = frame.exact.loss ?? "";
  dataset.dead = frame.exact.dead ?? "";
}

/** Listens until the returned function is called. @param {object} figure the live figure */
export function watch(figure) {
  const { stage } = figure.panel;
  const ending = new AbortController();
  const { signal } = ending;
  let asked = "";
  let timer = 0;

  const ask = (unit) => {
    const text = JSON.stringify(unit);
    if (text === asked) return;
    asked = text;
    clearTimeout(timer);
    timer = setTimeout(() => answerFeed(figure.data.feed, { unit: unit && [unit.layer, unit.unit] }), REST);
  };
  const locate = (event) => {
    const box = stage.getBoundingClientRect();
    const { l, t, r, b } = figure.painted.layout.margin;
    const size = { width: box.width - l - r, height: box.height - t - b };
    return { x: event.clientX - box.left - l, y: event.clientY - box.top - t, places: boxes(size) };
  };
  const pointed = (event) => {
    if (!figure.painted) return null;
    const { x, y, places } = locate(event);
    return unitAt(unitPlaces(places.units, figure.data.inputs), x, y);
  };
  const racerAt = (event) => {
    const { x, y, places } = locate(event);
    return cells(places.boundary, figure.data.inputs.racers.length, TITLE).findIndex(
      (cell) => x >= cell.x && x < cell.x + cell.room && y >= cell.y - TITLE && y < cell.y + cell.side,
    );
  };

  let drawn = null; // the state of the last picture
  const choose = (unit) => {
    ask(unit);
    const frame = drawn && frameOf(drawn);
    const index = unitsOf(figure.data.inputs, unit.layer)[0] + unit.unit;
    // A run on the server cannot go back.
    if (frame?.engine !== "browser" || !Number.isFinite(frame.died[index])) return;
    answerFeed(figure.data.feed, { died: [unit.layer, unit.unit] });
  };
  const surface = unitSurface(figure, ask, choose);
  stage.append(surface.element);
  stage.addEventListener("pointermove", (event) => {
    const unit = pointed(event);
    const racers = figure.data.inputs.racers.length;
    stage.style.cursor = unit || (racers > 1 && figure.painted && racerAt(event) >= 0) ? "pointer" : "";
    if (unit) ask(unit);
  }, { signal });
  stage.addEventListener("click", (event) => {
    if (!figure.painted) return;
    const unit = pointed(event);
    if (unit) return choose(unit);
    const racer = racerAt(event);
    if (racer >= 0) answerFeed(figure.data.feed, { racer });
  }, { signal });
  document.addEventListener("keydown", (event) => pressed(event), { signal });

  const headline = new Headline();
  const timeLine = new TimeLine(figure);
  figure.panel.frame.prepend(headline.element);
  stage.after(timeLine.element);
  attended.set(figure, [headline, surface, timeLine, { show: (state) => (drawn = state) }]);
  return () => {
    ending.abort();
    clearTimeout(timer);
    headline.element.remove();
    timeLine.end();
    timeLine.element.remove();
    surface.element.remove();
  };
}

function pressed(event) {
  const name = KEYS[event.key];
  if (!name || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !REPEATED.has(name)) return;
  if (event.target.closest?.(TYPING)) return;
  if (event.key === " " && event.target.closest?.(PRESSED_BY_SPACE)) return;
  const button = document.querySelector(`.st-key-training_${name} button`);
  if (!button) return;
  event.preventDefault();
  if (!button.disabled) button.click();
}

/**
 * A place in the order of the tab key from which the arrows go from unit to unit; Enter is a click.
 */
function unitSurface(figure, ask, choose) {
  const made = element("div", { className: "training-units" });
  const all = () => figure.data.inputs.hidden.reduce((sum, width) => sum + width, 0);
  let place = 0;
  Object.assign(made, { tabIndex: 0 });
  made.setAttribute("role", "slider");
  made.setAttribute("aria-label", "Unit that is looked at");
  made.setAttribute("aria-valuemin", "1");
  const at = () => {
    const { hidden } = figure.data.inputs;
    let [layer, unit] = [0, place];
    while (unit >= hidden[layer]) {
      unit -= hidden[layer];
      layer += 1;
    }
    return { layer, unit };
  };
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter") choose(at());
    const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const end = { Home: 0, End: all() - 1 }[event.key];
    if (move === undefined && end === undefined) return;
    event.preventDefault();
    place = end ?? Math.min(Math.max(place + move, 0), all() - 1);
    ask(at());
  });
  return {
    element: made,
    show(state) {
      const frame = frameOf(state);
      const unit = frame?.unit;
      if (unit) place = unitsOf(state.inputs, unit.layer)[0] + unit.unit;
      made.setAttribute("aria-valuemax", all());
      made.setAttribute("aria-valuenow", Math.min(place + 1, all()));
      if (!frame) return;
      made.setAttribute("aria-valuetext", unit ? unitText(frame, state.inputs) : "no unit yet");
      const { margin } = state.figure.layout;
      const size = state.size;
      const box = boxes({ width: size.width - margin.l - margin.r, height: size.height - margin.t - margin.b }).units;
      Object.assign(made.style, {
        left: `${box.x + margin.l - 4}px`, top: `${box.y + margin.t - 4}px`,
        width: `${box.width + 4}px`, height: `${box.height + 4}px`,
      });
    },
  };
}

function unitText(frame, inputs) {
  const { layer, unit } = frame.unit;
  const index = unitsOf(inputs, layer)[0] + unit;
  const died = frame.died[index];
  const fate = Number.isFinite(died) ? `dead by step ${steps(died)}` : "alive";
  const fires = percent(frame.firing[index]);
  return `layer ${layer + 1}, unit ${unit + 1}, fires on ${fires}, ${fate}, ${strongest(frame, inputs)}`;
}

/** "largest weight −0.83 from unit 1.4" */
function strongest({ unit: { layer, incoming } }, { features }) {
  let from = 0;
  incoming.forEach((weight, place) => {
    if (Math.abs(weight) > Math.abs(incoming[from])) from = place;
  });
  const source = layer === 0 ? features[from] : `unit ${layer}.${from + 1}`;
  return `largest weight ${short(incoming[from])} from ${source}`;
}

/** Step, epoch, loss, accuracy and, large, the dead fraction of the racer that is looked at. */
class Headline {
  constructor() {
    this.cells = {};
    this.element = element("dl", { className: "training-headline" });
    for (const [name, label] of [
      ["step", "Step"], ["epoch", "Epoch"], ["loss", "Loss"], ["accuracy", "Accuracy"],
      ["saturated", "Saturated"], ["dead", "Dead units"],
    ]) {
      const term = element("dt", { textContent: label });
      const value = element("dd", { textContent: "—" });
      value.dataset.reading = name;
      this.cells[name] = { term, value };
      const pair = element("div", { className: `training-${name}` }, term, value);
      this.element.append(pair);
    }
  }

  show(state) {
    const frame = frameOf(state);
    if (!frame) return;
    const { inputs } = state;
    const { racer } = frame;
    const gone = racer in frame.diverged;
    const name = inputs.racers.length > 1 ? `, ${inputs.racers[racer].label}` : "";
    const texts = {
      step: steps(frame.step),
      epoch: frame.epoch.toFixed(1),
      loss: gone ? "—" : short(frame.loss[racer]),
      accuracy: gone ? "—" : percent(frame.accuracy[racer]),
      saturated: gone ? "—" : percent(frame.saturated[racer]),
      dead: deadText(frame, inputs, racer),
    };
    for (const [key, text] of Object.entries(texts)) write(this.cells[key].value, text);
    write(this.cells.dead.term, `Dead units${name}`);
  }
}

function write(cell, text) {
  if (cell.textContent !== text) cell.textContent = text;
}
