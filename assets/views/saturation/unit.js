/** One unit whose weight grows, and one hidden layer in front of output weights that stay. */

import { currentParameters } from "../../drawings/functions.js";
import { significant } from "../../drawings/numbers.js";
import { at, filled } from "../../drawings/traces.js";
import { grid } from "../../maths/sampling.js";
import { supremum } from "../../maths/saturation.js";
import { Draws, measured } from "./network.js";

const [EXAMPLES, WIDTH] = [64, 64];
const [SMALLEST, LARGEST, STEPS] = [-1, 2, 30]; // decades of the weight
const REACH = 3; // of x
const WIDE = 30; // of x, where the steepest slope is looked for

let kept = { key: "", network: null };

/** The network at a weight: |∂L/∂W| and the share saturated; the function fills outputs and slopes. */
function networkOf(fn, parameters, seed) {
  const draws = new Draws(seed, WIDTH, EXAMPLES, false);
  const steepest = supremum(fn.derivative, parameters, fn.breakpoints(parameters), -WIDE, WIDE);
  const loop = (length, _width, z, [outputs, slopes]) => {
    for (let i = 0; i < length; i += 1) {
      outputs[i] = fn.value(z[i], parameters);
      slopes[i] = fn.derivative(z[i], parameters);
    }
  };
  return (weight) => {
    const settings = { depth: 1, sigmaW: weight, sigmaB: 0, loop, given: [] };
    const { weight: [size], saturated: [share] } = measured(draws, settings, steepest);
    // One unit sees the first input of each example.
    let sum = 0;
    for (let i = 0; i < EXAMPLES; i += 1) {
      sum += Math.abs(fn.derivative(weight * draws.inputs[i * WIDTH], parameters));
    }
    return { weight, unit: sum / EXAMPLES, layer: size, share };
  };
}

/** The network, and what it measures at every weight of the axis. */
function measuredOf({ functions, values, inputs }) {
  const [fn] = functions;
  const parameters = currentParameters(fn, values);
  const key = JSON.stringify([fn.source, parameters, inputs.seed]);
  if (kept.key !== key) {
    const network = networkOf(fn, parameters, inputs.seed);
    const places = grid(SMALLEST, LARGEST, STEPS + 1);
    kept = { key, network, sweep: places.map((place) => network(10 ** place)) };
  }
  return { fn, parameters, ...kept };
}

const decades = (value) => (value > 0 && Number.isFinite(value) ? Math.log10(value) : null);

/** On a phone the weights stand below the unit, which the legend's four lines are above. */
function narrowed({ xaxis, yaxis, xaxis2, yaxis2, annotations, legend }) {
  return {
    legend: { ...legend, y: 1.01 },
    xaxis: { ...xaxis, domain: [0, 1] },
    yaxis: { ...yaxis, domain: [0.6, 1] },
    xaxis2: { ...xaxis2, domain: [0, 1] },
    yaxis2: { ...yaxis2, domain: [0, 0.4] },
    annotations: annotations.filter(({ name }) => name === "sizes").map((note) => ({ ...note, x: 0, y: 0.4 })),
  };
}

export function draw(state) {
  const { figure, values, size } = state;
  const { fn, parameters, network, sweep } = measuredOf(state);
  const { unit_weight: weight } = values;
  const x = grid(-REACH, REACH, 241);
  const now = network(weight);
  const line = (name) => ({
    x: sweep.map((each) => Math.log10(each.weight)), y: sweep.map((each) => decades(each[name])),
  });
  const point = (name) => ({ x: [Math.log10(weight)], y: [decades(now[name])] });
  const said = (number) => (Number.isFinite(number) ? significant(number) : "beyond 10³⁰⁸");
  return {
    ...filled(
      figure,
      {
        value: at((place) => fn.value(weight * place, parameters), parameters, x),
        slope: at((place) => fn.derivative(weight * place, parameters), parameters, x),
        unit: line("unit"),
        layer: line("layer"),
        "unit-now": point("unit"),
        "layer-now": point("layer"),
      },
      size && size.width < 500 ? narrowed(figure.layout) : {},
    ),
    readout: [
      { label: "mean |f′(w x)|", role: "derivative", value: said(now.unit) },
      { label: "|∂L/∂W|", role: "probe", value: said(now.layer) },
      { label: "saturated", value: `${(100 * now.share).toPrecision(3)} %` },
    ].map((reading) => ({ ...reading, group: "unit" })),
  };
}

/** What was measured at every weight, for the CSV file. */
export function table(state) {
  const { sweep } = measuredOf(state);
  const names = { weight: "w", unit: "mean |f′(w x)|", layer: "|∂L/∂W|", share: "saturated share" };
  return Object.entries(names).map(([key, name]) => ({ name, values: sweep.map((each) => each[key]) }));
}
