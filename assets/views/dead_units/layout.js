/** Where the maps are: side by side, or on a phone under each other. */

const NARROW = 480; // pixels of width
const ACROSS = 2;
const ACROSS_IN_A_FILE = 4;
const MOST_TICKS = 5;
// Beside them is the scale of colours, and above them the legend.
export const WIDTH_IN_A_FILE = 0.94;
const LEGEND_IN_A_FILE = { yref: "paper", y: 1.06, entrywidth: 290 };

/** The layout's axes and headings in their places. */
export function arranged({ figure, size }, map, headings) {
  const { layout } = figure;
  const count = map.activations.length;
  const narrow = size && size.width < NARROW;
  const most = size ? ACROSS : ACROSS_IN_A_FILE;
  const across = narrow ? 1 : Math.min(count, count > ACROSS ? most : ACROSS);
  const rows = Math.ceil(count / across);
  const between = narrow ? [0, 0.36 / rows] : [0.06, rows > 1 ? 0.3 / rows : 0];
  const parts = (number, gap) => (1 - gap * (number - 1)) / number;
  const [width, height] = [parts(across, between[0]), parts(rows, between[1])];
  const result = { legend: size ? layout.legend : { ...layout.legend, ...LEGEND_IN_A_FILE } };
  const whole = size ? 1 : WIDTH_IN_A_FILE;
  const places = headings.map((_, panel) => {
    const [column, row] = [panel % across, Math.floor(panel / across)];
    const left = column * (width + between[0]);
    const top = 1 - row * (height + between[1]);
    return { left, top, first: column === 0, last: panel + across >= count };
  });
  places.forEach(({ left, top, first, last }, panel) => {
    const number = panel === 0 ? "" : panel + 1;
    result[`xaxis${number}`] = {
      ...layout[`xaxis${number}`], ...ticks(map.x), domain: [whole * left, whole * (left + width)], anchor: `y${number}`,
      title: { ...layout[`xaxis${number}`].title, text: last ? map.x.title : "", standoff: 6 },
    };
    result[`yaxis${number}`] = {
      ...layout[`yaxis${number}`], ...ticks(map.y), domain: [Math.max(top - height, 0), top], anchor: `x${number}`,
      showticklabels: first,
      title: { ...layout[`yaxis${number}`].title, text: first ? map.y.title : "" },
    };
  });
  result.annotations = layout.annotations.map((note, panel) => ({
    ...note, text: headings[panel] ?? "", x: whole * (places[panel]?.left ?? 0), y: places[panel]?.top ?? 1,
  }));
  return result;
}

/** A cell is one unit wide: marks stand where round numbers lie between them. */
function ticks({ values, logarithmic }) {
  const last = values.length - 1;
  const round = logarithmic ? powers(values[0], values[last]) : values;
  const each = Math.ceil(round.length / MOST_TICKS);
  const shown = round.filter((_, place) => place % each === 0);
  const place = (value) => (logarithmic
    ? Math.log(value / values[0]) / Math.log(values[last] / values[0])
    : (value - values[0]) / (values[last] - values[0])) * last;
  return {
    range: [-0.5, last + 0.5],
    tickvals: shown.map(place),
    ticktext: shown.map((value) => String(Number(value.toPrecision(3)))),
  };
}

function powers(low, high) {
  const found = [];
  for (let decade = Math.ceil(Math.log10(low) - 1e-9); decade <= Math.log10(high) + 1e-9; decade += 1) {
    found.push(Number(`1e${decade}`));
  }
  return found.length > 1 ? found : [low, high];
}
