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
const AXES = { plane: "", series: "2", distribution: "3", saturated: "4", second: "5" };

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

/** A range that holds a histogram, in steps of 1, 2 or 5 so that the axis seldom moves. */
export function roundedRange({ low, high }) {
  if (!Number.isFinite(high - low)) return [0, 1];
  const tenth = 10 ** Math.floor(Math.log10(high - low));
  const step = [0.1, 0.2, 0.5, 1, 2].map((each) => each * tenth).find((each) => (high - low) / each <= 6);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

/** Where each panel is: of two functions the distributions stand side by side. */
function placesOf(size, two) {
  const places = size && size.width < NARROW ? NARROW_PLACES : WIDE_PLACES;
  const [[left, right], y] = places.distribution;
  if (!two) return { ...places, second: places.distribution };
  const half = (right - left) / 2;
  return {
    ...places,
    distribution: [[left, left + 0.96 * half], y],
    second: [[left + 1.04 * half, right], y],
  };
}

/** The layout's axes and headings in their places, for `depth` layers and these heat maps. */
export function arranged(layout, size, depth, heights, maps) {
  const ranges = new Map(maps.map(({ axes, range }) => [axes, range]));
  const two = ranges.has(AXES.second);
  const places = placesOf(size, two);
  const result = {};
  for (const [name, number] of Object.entries(AXES)) {
    if (!(`xaxis${number}` in layout)) continue;
    const [x, y] = places[name];
    result[`xaxis${number}`] = { ...layout[`xaxis${number}`], domain: x };
    result[`yaxis${number}`] = { ...layout[`yaxis${number}`], domain: y };
    if (name === "plane") continue;
    result[`xaxis${number}`].range = [0.5, depth + 0.5];
    if (ranges.get(number)) result[`yaxis${number}`].range = ranges.get(number);
  }
  Object.assign(result.yaxis2, decadeAxis(heights));
  result.annotations = layout.annotations.map((note) => {
    const [x, y] = places[note.name];
    return { ...note, x: x[0], y: y[1] };
  });
  return result;
}
