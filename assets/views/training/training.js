/** The training lab: what is painted, what Plotly draws, and the headline above both. */

import { filled } from "../../drawings/traces.js";
import { contentsOf } from "./series.js";
import { boxes, domains, plotSize } from "./layout.js";
import { column, deadText, frameOf, percent, short, steps } from "./snapshot.js";

import { paintings } from "./canvas.js";

export { paint } from "./canvas.js";
export { shown, watch } from "./input.js";

export { kept } from "./kept.js";

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
    loss: inputs.tested ? "Loss (thin: test)" : "Training loss",
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
  const cell = ({ name, share }, racer) => {
    if (name === "dead") return deadText(frame, inputs, racer);
    if (name.startsWith("test_") && !inputs.tested) return "no test set";
    return (share ? percent : short)(frame[name]?.[racer] ?? null);
  };
  const titles = (measures) => measures.map(({ title }) => title);
  const head = ["Racer", ...titles(ofRacer), "95 % at step", ...titles(ofLayers)];
  const order = ranking(frame, inputs);
  const rows = order.map((racer) => {
    const { label } = inputs.racers[racer];
    const stopped = frame.diverged[racer];
    if (stopped !== undefined) {
      return [label, `diverged by step ${steps(stopped)}`, ...new Array(head.length - 2).fill("")];
    }
    const reached = frame.reached[racer];
    return [
      label,
      ...ofRacer.map((measure) => cell(measure, racer)),
      reached === null ? "not yet" : steps(reached),
      ...ofLayers.map((measure) => cell(measure, racer)),
    ];
  });
  const many = inputs.racers.length > 1;
  const leads = many && !frame.running && frame.step > 0 && !(order[0] in frame.diverged);
  return {
    caption:
      `After ${steps(frame.step)} steps and ${frame.seconds.toFixed(1)} s of training` +
      (leads ? `; best: ${inputs.racers[order[0]].label}` : ""),
    head,
    rows,
    notes: [
      ...frame.learned.map((learned) => learnedText(learned, inputs)),
      `${listed(titles(ofLayers))} of all ${layers === 1 ? "" : `${layers} `}hidden layers together. ` +
        "95 % at: the first measured step with that training accuracy. —: no such number." +
        (many ? " Best: most right in training, then least loss; the table is sorted while the run stands." : ""),
    ],
    current: many ? order.indexOf(frame.racer) : -1,
  };
}

/** Racers from best to worst; as they are while they run, for rows that jump cannot be read. */
function ranking(frame, inputs) {
  const places = inputs.racers.map((_racer, place) => place);
  if (frame.running || frame.step === 0) return places;
  const key = (place) => [
    place in frame.diverged ? 1 : 0, -(frame.accuracy[place] ?? 0), frame.loss[place] ?? Infinity,
  ];
  const keys = places.map(key);
  return places.sort((one, other) => {
    const differs = keys[one].findIndex((value, index) => value !== keys[other][index]);
    return differs < 0 ? one - other : keys[one][differs] < keys[other][differs] ? -1 : 1;
  });
}

/** "Parametric ReLU α learned: layer 1 0.31, layer 2 0.25 ± 0.1" */
function learnedText({ racer, symbol, layers }, inputs) {
  const texts = layers.map(([mean, spread, count], layer) => {
    const about = count > 1 ? ` ± ${short(spread)}` : "";
    return `layer ${layer + 1}: ${short(mean)}${about}`;
  });
  const { short: name } = inputs.racers[racer];
  const spread = layers[0][2] > 1 ? " (mean ± standard deviation of the units)" : "";
  return `${name} has learned ${symbol}${spread} = ${texts.join(", ")}.`;
}
