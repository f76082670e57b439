/** Where the page's panels are: side by side, or on a phone under each other. */

const NARROW = 760; // pixels of width
const MOST_TICKS = 7;
const GAPS = [1, 2, 3, 5, 10, 20, 40, 80];

const WIDE_PLACES = {
  series: [[0, 0.58], [0.5, 1]],
  distribution: [[0, 0.58], [0.2, 0.41]],
  saturated: [[0, 0.58], [0, 0.12]],
  plane: [[0.68, 1], [0.2, 1]],
};
const NARROW_PLACES = {
  series: [[0, 1], [0.7, 1]],
  plane: [[0, 1], [0.37, 0.61]],
  distribution: [[0, 1], [0.15, 0.28]],
  saturated: [[0, 1], [0, 0.07]],
};
const AXES = { plane: "", series: "2", distribution: "3", saturated: "4" };

/** "10⁻³" */
export function power(exponent) {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return `10${String(exponent).replace("-", "⁻").replace(/\d/g, (digit) => digits[Number(digit)])}`;
}

/** The decades that hold all `heights`, in whole gaps so that the axis seldom moves. */
export function decadeAxis(heights) {
  const low = Math.min(0, ...heights);
  const high = Math.max(0, ...heights);
  const gap = GAPS.find((each) => (high - low) / each < MOST_TICKS) ?? GAPS.at(-1);
  const [first, last] = [Math.floor(low / gap), Math.max(Math.ceil(high / gap), 0)];
  const bottom = first === last ? first - 1 : first;
  const tickvals = Array.from({ length: last - bottom + 1 }, (_, i) => (bottom + i) * gap);
  const room = 0.03 * (last - bottom) * gap;
  return {
    range: [bottom * gap - room, last * gap + room], tickvals, ticktext: tickvals.map(power),
  };
}

/** The layout's axes and headings in their places, for `depth` layers. */
export function arranged(layout, size, depth, heights) {
  const places = size && size.width < NARROW ? NARROW_PLACES : WIDE_PLACES;
  const result = {};
  for (const [name, number] of Object.entries(AXES)) {
    const [x, y] = places[name];
    result[`xaxis${number}`] = { ...layout[`xaxis${number}`], domain: x };
    result[`yaxis${number}`] = { ...layout[`yaxis${number}`], domain: y };
    if (name === "plane") continue;
    result[`xaxis${number}`].range = [0.5, depth + 0.5];
  }
  Object.assign(result.yaxis2, decadeAxis(heights));
  result.annotations = layout.annotations.map((note) => {
    const [x, y] = places[note.name];
    return { ...note, x: x[0], y: y[1] };
  });
  return result;
}
