/** The training lab: what is painted, what Plotly draws, and the headline above both. */

import { filled } from "./panels.js";
import { contentsOf } from "./training_contents.js";
import { boxes, domains, plotSize } from "./training_layout.js";
import { column, deadText, frameOf, percent, short, steps } from "./training_frame.js";

import { paintings } from "./training_canvas.js";

export { paint } from "./training_canvas.js";
export { shown, watch } from "./training_input.js";

/**
 * What moves is painted on the canvas at each frame. Plotly draws axes and words; while the run
 * stands it also holds the lines, unseen, for pointing at them.
 */
export function draw(state) {
  const { figure, inputs, theme, size } = state;
  const frame = frameOf(state);
  const plot = plotSize(size, figure.layout.margin);
  const layout = arranged(figure.layout, boxes(plot), plot, frame, inputs);
  if (!frame) return { data: figure.data, layout };
  const { parts, ranges } = contentsOf(frame, inputs);
  for (const [axis, range] of Object.entries(ranges)) {
    layout[axis] = { ...layout[axis], ...range };
  }
  if (theme.print) return { ...filled(figure, parts), layout: withPaintings(layout, state) };
  const unseen = (trace) => ({ ...trace, opacity: 0 });
  // One point that is none: without any, Plotly would take the axes away.
  const emptied = (trace) => ({ ...trace, x: [null], y: [null] });
  return {
    data: frame.running ? figure.data.map(emptied) : filled(figure, parts).data.map(unseen),
    layout,
    still: JSON.stringify([
      frame.running || frame.step, inputs.run, frame.racer, frame.layer, ranges, size, theme.name,
    ]),
    sheet: sheet(frame, inputs),
  };
}

/** A file has no canvas under its axes: what is painted becomes a picture in it. */
function withPaintings(layout, state) {
  const source = paintings(state).toDataURL();
  const picture = {
    source, xref: "paper", yref: "paper", x: 0, y: 1, sizex: 1, sizey: 1,
    sizing: "stretch", layer: "below",
  };
  return { ...layout, images: [picture] };
}

/** The numbers of the charts, for the CSV file: the history of every racer. */
export function table(state) {
  const frame = frameOf(state);
  if (!frame) return [];
  const racers = state.inputs.racers;
  const columns = [{ name: "step", values: frame.history.steps }];
  for (const [name, key] of [["loss", "loss"], ["test loss", "test"], ["dead", "dead"]]) {
    racers.forEach(({ label }, racer) => {
      columns.push({
        name: `${label}: ${name}`,
        values: column(frame.history[key], racers.length, racer),
      });
    });
  }
  return columns;
}

const AXES = { dead: "", loss: "2", z: "3", gradient: "5" };

function arranged(layout, places, size, frame, inputs) {
  const result = { ...layout };
  for (const [name, number] of Object.entries(AXES)) {
    const { x, y } = domains(places[name], size);
    result[`xaxis${number}`] = { ...layout[`xaxis${number}`], domain: x };
    result[`yaxis${number}`] = { ...layout[`yaxis${number}`], domain: y };
  }
  const look = frame ? inputs.racers[frame.racer].label : "";
  const titles = {
    boundary: inputs.boundary_title,
    dead: "Dead units, %",
    loss: inputs.tested ? "Loss: training ─, test ┄" : "Training loss",
    units: `Units of ${look}`,
    z: frame ? `Pre-activations, layer ${frame.layer + 1}` : "Pre-activations",
    gradient: "Gradient norm",
  };
  result.annotations = layout.annotations.map((note) => {
    const name = note.name;
    if (name === "cannot") return { ...note, ...cannotDie(places.dead, size, inputs) };
    const box = places[name];
    const left = AXES[name] === undefined ? box.x : box.x - 34;
    return { ...note, text: titles[name], x: left / size.width, y: 1 - (box.y - 4) / size.height };
  });
  return result;
}

function cannotDie(box, size, inputs) {
  const safe = inputs.racers.filter((racer) => !racer.can_die);
  let text = "";
  if (safe.length > 0) {
    const few = safe.map(({ label }) => label).join(", ");
    text = safe.length === inputs.racers.length || few.length > 36
      ? `${safe.length} of ${inputs.racers.length} cannot die`
      : `cannot die: ${few}`;
    if (inputs.racers.length === 1) text = `${few} cannot die`;
  }
  return { text, x: (box.x + box.width - 4) / size.width, y: 1 - (box.y + 2) / size.height };
}

/** "Dead, silent and saturated". */
function listed(titles) {
  const text = titles.length < 2
    ? titles.join("")
    : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;
  return text.charAt(0) + text.slice(1).toLowerCase();
}

function sheet(frame, inputs) {
  const layers = inputs.hidden.length;
  const ofRacer = inputs.measures.filter(({ layered }) => !layered);
  const ofLayers = inputs.measures.filter(({ layered }) => layered);
  const cell = ({ name, share }, racer, gone) => {
    if (name === "dead") return deadText(frame, inputs, racer);
    if (name === "test_loss" && !inputs.tested) return "none";
    if (gone) return name === "loss" ? "diverged" : "—";
    return (share ? percent : short)(frame[name][racer]);
  };
  const titles = (measures) => measures.map(({ title }) => title);
  const rows = inputs.racers.map(({ label }, racer) => {
    const stopped = frame.diverged[racer];
    const gone = stopped !== undefined;
    return [
      label,
      steps(stopped ?? frame.step),
      ...ofRacer.map((measure) => cell(measure, racer, gone)),
      frame.reached[racer] === null ? "—" : steps(frame.reached[racer]),
      ...ofLayers.map((measure) => cell(measure, racer, gone)),
      `${frame.seconds.toFixed(1)} s`,
    ];
  });
  return {
    caption: `After ${steps(frame.step)} steps`,
    head: ["Racer", "Steps", ...titles(ofRacer), "95 % at", ...titles(ofLayers), "Time*"],
    rows,
    notes: [
      `${listed(titles(ofLayers))} of all ${layers === 1 ? "" : `${layers} `}hidden layers together. ` +
        "95 % at: the first measured step with that training accuracy. " +
        "* Racers train as one batch: the time is that of all of them.",
    ],
    current: inputs.racers.length > 1 ? frame.racer : -1,
  };
}
