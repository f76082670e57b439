/** What the training lab paints with: letters, colours, images. */

export const FONT = 15; // pixels

const scratch = document.createElement("canvas");

/** Red, green and blue of "#rrggbb". */
export function rgb(colour) {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
}

/** The colour of a racer or a class. */
export const series = (colours, index) => colours[`series-${index % 8}`];

/** Lays an ImageData over a square of a canvas. */
export function stamp(context, image, x, y, side) {
  Object.assign(scratch, { width: image.width, height: image.height });
  scratch.getContext("2d").putImageData(image, 0, 0);
  context.drawImage(scratch, x, y, side, side);
}
