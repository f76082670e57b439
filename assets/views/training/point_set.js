/** Points of classes in hundredths of the plane from -1 to 1, as `own_points.py` has them. */

export const REACH = 100;

/** The points of a link's text: {name, x, y} each. */
export const parsed = (text) => text.split("_").map((part) => {
  const [x, y] = part.slice(1).split(".").map(Number);
  return { name: part[0], x, y };
});

/** The link's text of points. */
export const written = (points) => points.map(({ name, x, y }) => `${name}${x}.${y}`).join("_");

/** A coordinate within the plane. */
export const clamped = (value) => Math.min(Math.max(value, -REACH), REACH);

/** A coordinate to read. */
export const shown = (hundredths) => (hundredths / REACH).toFixed(2).replace("-", "−");

/** A point in words. */
export const named = ({ name, x, y }) => `${name} at ${shown(x)}, ${shown(y)}`;

/** Place of the point nearest to (x, y), null where none is within `reach`. */
export function nearest(points, [x, y], reach) {
  let best = null;
  let least = reach;
  points.forEach((point, place) => {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance <= least) [best, least] = [place, distance];
  });
  return best;
}
