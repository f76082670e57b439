/**
 * The two heat maps, painted under the chart: Plotly would draw everything anew for one that changes.
 * A picture to take away has them as traces.
 */

import { axisOf } from "../../live_figure/chart/plotly_internals.js";

const cached = new Map(); // by place: {map, colours, image}

/** Red, green and blue of "#rrggbb". */
const channels = (colour) => [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16));

/**
 * A picture of one pixel for each cell, kept while cells and colours are the same: below 0 the one
 * colour, above 0 the other, as opaque as the number is far from 0.
 */
function pictureOf(place, map, colours) {
  const before = cached.get(place);
  if (before?.map === map && before.colours === colours.join()) return before.image;
  const [width, height] = [map.z[0].length, map.z.length];
  const image = Object.assign(document.createElement("canvas"), { width, height });
  const context = image.getContext("2d");
  const pixels = context.createImageData(width, height);
  const [below, above] = colours.map(channels);
  map.z.forEach((row, up) => row.forEach((z, across) => {
    const at = 4 * ((height - 1 - up) * width + across);
    pixels.data.set([...(z < 0 ? below : above), 255 * Math.min(Math.abs(z), 1)], at);
  }));
  context.putImageData(pixels, 0, 0);
  cached.set(place, { map, colours: colours.join(), image });
  return image;
}

/** Half a cell beyond the outermost middles. */
function edges(middles) {
  const half = middles.length > 1 ? (middles[1] - middles[0]) / 2 : 0.5;
  return [middles[0] - half, middles.at(-1) + half];
}

/**
 * @param {HTMLCanvasElement} canvas under the chart, which is drawn already
 * @param {{width: number, height: number}} size of the chart
 * @param {{axes: string, map: {x, y, z}, colours: [string, string], smooth: boolean}[]} maps by the
 *   number of their axes
 */
export function paintMaps(canvas, size, maps) {
  const graph = canvas.parentElement.querySelector(".live-figure-chart");
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [size.width, size.height].map((length) => Math.round(length * ratio));
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  for (const { axes, map, colours, smooth } of maps) {
    const [x, y] = [axisOf(graph, `x${axes}`), axisOf(graph, `y${axes}`)];
    if (!x || !y || map.z.length === 0 || map.z[0].length === 0) continue;
    const [[left, right], [bottom, top]] = [edges(map.x), edges(map.y)];
    const corner = [x.start + x.toPixel(left), y.start + y.toPixel(top)];
    context.save();
    context.beginPath();
    context.rect(x.start, y.start, x.length, y.length);
    context.clip();
    context.imageSmoothingEnabled = smooth;
    context.drawImage(
      pictureOf(axes, map, colours), ...corner,
      x.start + x.toPixel(right) - corner[0], y.start + y.toPixel(bottom) - corner[1],
    );
    context.restore();
  }
}
