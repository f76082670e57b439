/** One linear unit with two weights: its loss, the path of its weights, its examples' gradients. */

import { currentParameters } from "../../drawings/functions.js";
import { filled } from "../../drawings/traces.js";
import { grid } from "../../maths/sampling.js";

const CELLS = 61;
const ARROWS = 64;
const FAR = 1e3; // weights beyond which a path is not drawn
const SINGULAR = 1e-12; // of the larger eigenvalue: rounding
const PAUSE = 90; // ms between two steps of a run

/** The unit with weights counted from its optimum, as `LinearUnit` of Python. */
export function linearUnit(inputs, targets) {
  const count = inputs.length;
  const mean = (fn) => inputs.reduce((sum, x, i) => sum + fn(x, i), 0) / count;
  const [first, between, second] = [mean(([x]) => x * x), mean(([x, y]) => x * y), mean(([, y]) => y * y)];
  const middle = (first + second) / 2;
  const apart = Math.hypot((first - second) / 2, between);
  const larger = middle + apart;
  const smaller = middle - apart > SINGULAR * middle ? middle - apart : 0;
  const [p, q] = [0, 1].map((axis) => mean((x, i) => x[axis] * targets[i]));
  let best = [0, 0];
  if (smaller > 0) {
    best = [second * p - between * q, first * q - between * p].map((each) => each / (smaller * larger));
  } else if (larger > 0) {
    best = [p / larger, q / larger];
  }
  const errors = inputs.map(([x, y], i) => targets[i] - (x * best[0] + y * best[1]));
  return { inputs, errors, first, between, second, smaller, larger };
}

/** The gradient of one example's loss. */
export function gradient({ inputs, errors }, index, [v, w]) {
  const [x, y] = inputs[index];
  const error = x * v + y * w - errors[index];
  return [error * x, error * y];
}

/** The mean gradient of the examples of one step. */
function ofStep(unit, step, batch, weights) {
  const sum = [0, 0];
  for (let k = step * batch; k < (step + 1) * batch; k += 1) {
    const [x, y] = gradient(unit, k % unit.inputs.length, weights);
    sum[0] += x;
    sum[1] += y;
  }
  return sum.map((each) => each / batch);
}

const oneSign = ([x, y]) => (x >= 0 && y >= 0) || (x <= 0 && y <= 0);

/** The weights before each step and after the last, and each step's gradient. */
export function descend(unit, start, rate, batch, steps) {
  const places = [start];
  const gradients = [];
  for (let step = 0; step < steps; step += 1) {
    const now = places.at(-1);
    const slope = ofStep(unit, step, batch, now);
    gradients.push(slope);
    places.push(now.map((weight, axis) => weight - rate * slope[axis]));
  }
  return { places, gradients };
}

/** The unit of the message, at the present settings. */
export function unitOf({ functions, inputs, values }) {
  if ("points" in inputs) return linearUnit(inputs.points, inputs.targets);
  const { normal, errors, spread } = inputs;
  const [item] = functions;
  const parameters = currentParameters(item, values);
  const outputs = normal.map((pair) => pair.map((z) => item.value(values.mu + z, parameters)));
  return linearUnit(outputs, errors.map((error) => spread * error));
}

function along(places) {
  let length = 0;
  for (let step = 1; step < places.length; step += 1) {
    length += Math.hypot(...[0, 1].map((axis) => places[step][axis] - places[step - 1][axis]));
  }
  return length / Math.hypot(...[0, 1].map((axis) => places.at(-1)[axis] - places[0][axis]));
}

/** Lines from the origin with a point at their end, the longest as long as 1. */
function arrows(vectors, longest) {
  const parts = [[], []];
  for (const vector of vectors) {
    parts.forEach((part, axis) => part.push(0, vector[axis] / longest, null));
  }
  return { x: parts[0], y: parts[1] };
}

function run({ values, inputs }, unit) {
  const steps = Math.round(values.steps);
  const { places, gradients } = descend(unit, [values.w1, values.w2], values.rate, inputs.batch, steps);
  return { steps, places, gradients };
}

/** On a phone the gradients stand below the path. */
function narrowed({ xaxis, yaxis, xaxis2, yaxis2, annotations }) {
  const below = { x: 0, y: 0.39 };
  return {
    xaxis: { ...xaxis, domain: [0, 1] },
    yaxis: { ...yaxis, domain: [0.6, 1] },
    xaxis2: { ...xaxis2, domain: [0, 1] },
    yaxis2: { ...yaxis2, domain: [0, 0.39] },
    annotations: annotations.map((note) => (note.name === "gradients" ? { ...note, ...below } : note)),
  };
}

export function draw(state) {
  const { figure, values, inputs, size } = state;
  const unit = unitOf(state);
  const { steps, places, gradients } = run(state, unit);
  const now = places.at(-1);
  const axis = grid(-inputs.reach, inputs.reach, CELLS);
  const { first, between, second, larger, smaller } = unit;
  // The root of the loss: rings at equal distances, whatever the inputs' size.
  const loss = axis.map((w) =>
    axis.map((v) => Math.sqrt(Math.max(first * v * v + 2 * between * v * w + second * w * w, 0) / larger)),
  );
  const near = places.filter((place) => place.every((each) => Math.abs(each) < FAR));
  const single = unit.inputs.slice(0, ARROWS).map((_, index) => gradient(unit, index, now));
  const next = ofStep(unit, steps, inputs.batch, now);
  const longest = Math.max(...single.flat().map(Math.abs), ...next.map(Math.abs)) || 1;
  const narrow = size && size.width < 500;
  const agreeing = gradients.filter(oneSign).length;
  return {
    ...filled(
      figure,
      {
        loss: { x: axis, y: axis, z: loss },
        path: { x: near.map(([x]) => x), y: near.map(([, y]) => y) },
        start: { x: [values.w1], y: [values.w2] },
        arrows: arrows(single, longest),
        step: arrows([next], longest),
      },
      narrow ? narrowed(figure.layout) : {},
    ),
    readout: [
      { label: "one sign", role: "derivative", value: `${agreeing} of ${steps}` },
      { label: "path / straight", role: "f", value: steps ? along(places) : "–" },
      { label: "κ", role: "ghost", value: smaller > 0 ? larger / smaller : Infinity },
      { label: "2/λ", role: "ghost", value: 2 / larger },
    ].map((reading) => ({ ...reading, group: "unit" })),
  };
}

/** The path, for the CSV file. */
export function table(state) {
  const { places, gradients } = run(state, unitOf(state));
  return [
    { name: "step", values: places.map((_, step) => step) },
    { name: "w1", values: places.map(([w]) => w) },
    { name: "w2", values: places.map(([, w]) => w) },
    { name: "dL/dw1", values: gradients.map(([slope]) => slope) },
    { name: "dL/dw2", values: gradients.map(([, slope]) => slope) },
  ];
}

/** What the figure's root says of the unit that is counted. */
export function shown({ root }, { inputs }) {
  root.dataset.sameSign = inputs.same_sign;
  root.dataset.kappa = inputs.kappa;
}

/** Buttons that take the steps while one looks: Run, Step, back to the start. */
export function watch(figure) {
  // Not the figure's own toolbar, which a class does not see.
  const bar = Object.assign(document.createElement("div"), { className: "live-figure-transport" });
  let clock = null;
  const button = (text, title, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, title });
    made.addEventListener("click", act);
    return made;
  };
  const steps = () => Math.round(figure.settings.values.steps);
  const most = () => figure.panel.rows.get("steps").spec.high;
  const pause = () => {
    if (clock === null) return;
    clearInterval(clock);
    clock = null;
    play.textContent = "Run";
    figure.commit();
  };
  const tick = () => {
    // Held as by a hand: what the server sends meanwhile waits.
    figure.pointer.holding = true;
    figure.pointer.set("steps", steps() + 1);
    if (steps() >= most()) pause();
  };
  const start = () => {
    if (steps() >= most()) figure.pointer.set("steps", 0);
    clock = setInterval(tick, PAUSE);
    play.textContent = "Pause";
  };
  const jump = (to) => {
    pause();
    figure.pointer.set("steps", Math.min(to, most()));
    figure.commit();
  };
  const play = button("Run", "One step after the other", () => (clock === null ? start() : pause()));
  bar.append(
    play,
    button("Step", "One step", () => jump(steps() + 1)),
    button("To start", "Back to step 0", () => jump(0)),
  );
  figure.panel.frame.append(bar);
  return () => {
    clearInterval(clock);
    bar.remove();
  };
}
