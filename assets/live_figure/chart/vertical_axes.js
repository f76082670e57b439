/**
 * Vertical axes that follow their curves. A trace says by `meta.fit` that its axis is to hold it:
 * together with 0 ("zero"), or with as much room below 0 as above ("symmetric").
 *
 * Curves fill the chart when they appear. While they are moved the axis only widens, seldom and
 * smoothly, so that motion is seen as motion.
 */

const PADDING = 0.06; // of the curves' height
const HEADROOM = 0.15; // of it, beyond a curve that has left the axis
const LEAST = 0.5; // of the axis that curves at rest fill
const SMALLEST = 1e-6; // height that is more than rounding
const EASE = 0.4; // of the way to where the axis goes, in each frame
const NEAR = 0.004; // of the axis: as good as there

const axisOf = ({ yaxis = "y" }) => `yaxis${yaxis.slice(1)}`;

export class VerticalAxes {
  constructor() {
    this.locked = false;
    this.shown = {}; // by the axis' name: [low, high]
    this.goals = {}; // where they are going
  }

  /** The next picture's curves fill the chart. */
  fit() {
    this.asked = true;
  }

  /**
   * @param {import("../contract.js").Drawn} drawn
   * @param {{from: number | null, to: number | null}} view null where the x axes stay as they are
   * @param {boolean} moving the curves are not at rest
   * @returns {{layout: object, going: boolean}} going: another picture has to follow
   */
  arrange({ data, layout }, view, moving) {
    const fitted = data.filter((trace) => trace.meta?.fit);
    const key = JSON.stringify([
      view, fitted.map(({ meta, yaxis, name }) => [meta.live, meta.function, yaxis, name]),
    ]);
    const fresh = key !== this.key;
    this.key = key;
    if (fresh) this.shown = {};
    const still = fresh || matchMedia("(prefers-reduced-motion: reduce)").matches;
    let going = false;
    for (const name of new Set(fitted.map(axisOf))) {
      const traces = fitted.filter((trace) => axisOf(trace) === name);
      const needed = span(traces, view.from === null ? Infinity : (view.to - view.from) / 2);
      if (fresh || this.asked) this.goals[name] = widened(needed, PADDING);
      else if (!this.locked) this.goals[name] = goal(this.goals[name], needed, moving);
      this.shown[name] = still ? this.goals[name] : nearer(this.shown[name], this.goals[name]);
      going ||= this.shown[name] !== this.goals[name];
    }
    this.asked = false;
    return { layout: this.applied(layout), going };
  }

  /** A layout with the axes as they are shown now. */
  applied(layout) {
    const result = { ...layout };
    for (const [name, range] of Object.entries(this.shown)) {
      result[name] = { ...layout[name], range, autorange: false };
    }
    return result;
  }
}

/** What an axis has to hold: [low, high]. Beyond `most` a curve like e^x would flatten all others. */
function span(traces, most) {
  let [low, high] = [0, 0];
  for (const { y, visible } of traces) {
    if (visible === false) continue;
    for (const value of y) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (traces[0].meta.fit === "symmetric") {
    const reach = Math.min(Math.max(-low, high, SMALLEST), most);
    return [-reach, reach];
  }
  if (high - low < SMALLEST) return [-SMALLEST, SMALLEST];
  return [Math.max(low, -most), Math.min(high, most)];
}

function widened([low, high], share) {
  const room = share * (high - low);
  return [low - room, high + room];
}

/** Where an axis goes that is going to `[low, high]` and has to hold `needed`. */
function goal(before, needed, moving) {
  const [low, high] = before;
  if (!moving && needed[1] - needed[0] < LEAST * (high - low)) return widened(needed, PADDING);
  if (needed[0] >= low && needed[1] <= high) return before;
  const [lower, higher] = widened(needed, HEADROOM);
  return [needed[0] < low ? lower : low, needed[1] > high ? higher : high];
}

function nearer(shown, wanted) {
  if (!shown) return wanted;
  const near = NEAR * (wanted[1] - wanted[0]);
  if ([0, 1].every((end) => Math.abs(shown[end] - wanted[end]) <= near)) return wanted;
  return [0, 1].map((end) => shown[end] + EASE * (wanted[end] - shown[end]));
}
