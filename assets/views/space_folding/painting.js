/** Paints the regions as the facets they are, with lines in their layers' colours; or level sets. */

import { rgb, series, stamp } from "../../drawings/colours.js";
import { shown } from "./window.js";

const BANDS = 12; // of a smooth function's output
const SHADES = 24;
const STRONGEST = 0.5; // opacity of the darkest facet

export function painted(context, plot, window, state) {
  const { feed, colours, theme } = state;
  context.save();
  context.beginPath();
  context.rect(0, 0, plot.width, plot.height);
  context.clip();
  if (feed?.smooth) levelSets(context, plot, window, feed.smooth, colours);
  else if (feed?.regions) facets(context, plot, window, feed, colours);
  context.restore();
  context.strokeStyle = theme.zero;
  context.lineWidth = 1;
  context.strokeRect(0, 0, plot.width, plot.height);
}

function facets(context, plot, window, { regions, hidden }, colours) {
  const [left, right, bottom, top] = window;
  const [across, up] = [plot.width / (right - left), plot.height / (top - bottom)];
  const { polygons } = shown(regions, window);
  const lines = hidden.map(() => new Path2D());
  const fills = Array.from({ length: SHADES + 1 }, () => new Path2D());
  for (const { region, points, labels } of polygons) {
    const path = fills[shade(regions.maps[3 * region], regions.maps[3 * region + 1])];
    const at = points.map(([x, y]) => [(x - left) * across, (top - y) * up]);
    at.forEach(([x, y], place) => (place === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
    path.closePath();
    labels.forEach((label, place) => {
      if (label <= 0) return; // the other side of it draws it
      lines[label - 1].moveTo(...at[place]);
      lines[label - 1].lineTo(...at[(place + 1) % at.length]);
    });
  }
  context.fillStyle = colours.ghost;
  fills.forEach((path, level) => {
    context.globalAlpha = (STRONGEST * level) / SHADES;
    context.fill(path);
  });
  context.globalAlpha = 1;
  // The first layer's last: its straight lines are what the others bend at.
  for (let layer = hidden.length - 1; layer >= 0; layer -= 1) {
    context.strokeStyle = series(colours, layer);
    context.lineWidth = polygons.length > 2000 ? 1 : 2;
    context.stroke(lines[layer]);
  }
}

/** How dark a facet is, lit from the upper left: one slope, one shade. */
function shade(slopeX, slopeY) {
  const lit = (1 + 0.6 * slopeX - 0.6 * slopeY) / Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
  return Math.round((SHADES * (1 - Math.min(Math.max(lit, -1), 1))) / 2);
}

function levelSets(context, plot, window, { window: its, side, values }, colours) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const image = new ImageData(side, side);
  const ink = rgb(colours.f);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const share = (values[row * side + column] - low) / (high - low || 1);
      const band = Math.floor(share * BANDS * 0.9999);
      // The grid's rows run upwards, an image's downwards.
      const to = 4 * ((side - 1 - row) * side + column);
      [image.data[to], image.data[to + 1], image.data[to + 2]] = ink;
      image.data[to + 3] = 20 + (180 * band) / BANDS;
    }
  }
  const scale = { x: plot.width / (window[1] - window[0]), y: plot.height / (window[3] - window[2]) };
  context.save();
  context.translate((its[0] - window[0]) * scale.x, (window[3] - its[3]) * scale.y);
  context.scale((its[1] - its[0]) * scale.x, (its[3] - its[2]) * scale.y);
  context.imageSmoothingQuality = "high";
  stamp(context, image, 0, 0, 1);
  context.restore();
}
