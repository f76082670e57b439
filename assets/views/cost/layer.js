/** By width: how much of a layer's time its activation is, and how much longer than with ReLU. */

import { filled } from "../../drawings/traces.js";
import { nearest } from "./functions.js";

const percent = (value) => `${(100 * value).toFixed(1).replace("-", "−")} %`;
const NARROW = 640; // pixels

export function draw({ figure, values, inputs, colours, size }) {
  const { widths, layers, elsewhere } = inputs;
  const place = nearest(widths, values.width);
  const parts = {};
  const shown = [1, 2].map((panel) => layers.map(({ share, ratio_to_relu: ratio }) =>
    (panel === 1 ? share : ratio.map((each) => each && each - 1)).map((each) => each && 100 * each)));
  for (const panel of [1, 2]) {
    for (let index = 0; index < 8; index += 1) {
      const layer = layers[index];
      parts[`${panel}-${index}`] = layer
        ? { x: widths, y: shown[panel - 1][index], name: layer.name, line: { color: colours[`series-${index}`] } }
        : null;
    }
    const all = shown[panel - 1].flat();
    parts[`width-${panel}`] = {
      x: [widths[place], widths[place]], y: [Math.min(0, ...all), Math.max(1, ...all)],
    };
  }
  const narrow = size && size.width < NARROW;
  const { layout } = figure;
  const ticks = { tickvals: widths, ticktext: widths.map(String) };
  const [first, second] = layout.annotations;
  return {
    ...filled(figure, parts, {
      margin: { ...layout.margin, t: narrow ? 150 : layout.margin.t },
      legend: { ...layout.legend, y: narrow ? 1.06 : layout.legend.y },
      xaxis: { ...layout.xaxis, ...ticks, title: narrow ? null : layout.xaxis.title, domain: narrow ? [0, 1] : layout.xaxis.domain },
      yaxis: { ...layout.yaxis, domain: narrow ? [0.58, 1] : [0, 1] },
      xaxis2: { ...layout.xaxis2, ...ticks, domain: narrow ? [0, 1] : layout.xaxis2.domain },
      yaxis2: { ...layout.yaxis2, domain: narrow ? [0, 0.42] : [0, 1] },
      annotations: [first, narrow ? { ...second, x: 0, y: 0.42 } : second],
    }),
    readout: layers.filter(({ id, share }) => elsewhere.includes(id) && share[place] !== null).map(({ name, share, ratio_to_relu: ratio }) => ({
      label: name,
      value: `${percent(share[place])}, ${percent(ratio[place] - 1)} longer`,
      group: name,
    })),
  };
}

/** All widths, for the CSV file. */
export function table({ inputs: { widths, layers } }) {
  return [
    { name: "width", values: widths },
    ...layers.flatMap(({ id, share, ratio_to_relu: ratio, seconds }) => [
      { name: `${id} seconds`, values: seconds },
      { name: `${id} ratio_to_relu`, values: ratio },
      { name: `${id} share`, values: share },
    ]),
  ];
}
