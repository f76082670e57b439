/** What of the regions lies in a window. */

import { Cells, clipHigh, SLOT } from "../../maths/polygons.js";

const BORDER = 0; // whose line the window's own edges are
const cells = new Cells();
let latest = { regions: null, window: "", found: null };

/**
 * The regions that have a part in the window of left, right, bottom and top.
 * @returns {{count: number, polygons: {region: number, points: number[][], labels: number[]}[]}}
 */
export function shown(regions, window) {
  const text = window.join();
  if (latest.regions !== regions || latest.window !== text) {
    latest = { regions, window: text, found: clipped(regions, window) };
  }
  return latest.found;
}

function clipped({ count, corners, starts }, [left, right, bottom, top]) {
  const polygons = [];
  const sides = [[1, 0, -left], [-1, 0, right], [0, 1, -bottom], [0, -1, top]];
  for (let region = 0; region < count; region += 1) {
    cells.single(corners, SLOT * starts[region], starts[region + 1] - starts[region], 0);
    if (!sides.every(([a, b, c]) => clipHigh(cells, 0, a, b, c, 0, BORDER))) continue;
    const points = [];
    const labels = [];
    for (let place = 0, i = cells.start[0]; place < cells.size[0]; place += 1, i += SLOT) {
      const [x, y, w, label] = cells.corners.subarray(i, i + SLOT);
      points.push([x / w, y / w]);
      labels.push(label);
    }
    polygons.push({ region, points, labels });
  }
  return { count: polygons.length, polygons };
}
