/** The counts beside what is known of them, each with its condition. */

import {
  maxoutUpper, montufarLower, productUpper, serraLower, serraUpper, zaslavsky,
} from "../../maths/region_bounds.js";

const text = (count) =>
  (count < 1e9 ? count.toLocaleString("en") : count.toExponential(2).replace("e+", " · 10^"));

export function sheetOf(feed, values) {
  if (!feed || feed.most) return null;
  const { hidden } = feed;
  const total = hidden.reduce((sum, units) => sum + units, 0);
  const rows = [];
  const add = (name, count, condition) => count !== null && rows.push([name, text(count), condition]);
  if (feed.smooth) {
    rows.push(["This network", "none", "smooth: no kink"]);
  } else {
    const { breaks, rectifier } = feed;
    add("This network", feed.regions.count, "exactly");
    add("Different maps", feed.maps, "some share one");
    if (breaks === 1 && values.bias > 0) add("Average", zaslavsky(total), "1 + N + C(N, 2)");
    if (breaks === 0 && values.rank) {
      add("At most", maxoutUpper(hidden, Math.round(values.rank)), "Serra 8");
    } else if (breaks === 0) {
      add("At most", 1, "no kink");
    } else if (values.bias === 0 && hidden.length === 1 && rectifier) {
      add("At most", 2 * total, "no biases: cones");
    } else if (hidden.length === 1 && breaks === 1) {
      add("At most", zaslavsky(total), "Zaslavsky");
    } else if (rectifier) {
      add("Best, at least", montufarLower(hidden), "Montúfar, n ≥ 2");
      add("Best, at least", serraLower(hidden), "Serra 6, n ≥ 6");
      add("At most", serraUpper(hidden), "Serra 1, ReLU");
    } else {
      add("At most", productUpper(hidden, breaks), "Montúfar");
    }
  }
  return {
    caption: `${hidden.join("-")}: ${total} units`,
    head: ["Regions", "number", "why"],
    rows,
    notes: feed.smooth ? [] : ["One shade, one slope of the output."],
    current: -1,
  };
}
