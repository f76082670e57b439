/** Where the training lab's panels are, in pixels of the plot, whatever its shape. */

const HEADING = 26; // above every panel
const WORDS = 130; // width of what is said of a unit
const INPUTS = 24; // height of the inputs above the map of units
const NARROW = 760; // pixels of width below which the panels stand under each other

const FILE = { width: 1086, height: 560 }; // the plot of a picture to take away

/** The plot's size without the margins; that of a file where there is no screen. */
export function plotSize(size, { l, r, t, b }) {
  return size ? { width: size.width - l - r, height: size.height - t - b } : FILE;
}

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box from the upper left
 * @returns {{boundary: Box, dead: Box, units: Box, loss: Box, z: Box, gradient: Box}}
 */
export function boxes({ width, height }) {
  return width < NARROW ? narrow(width, height) : wide(width, height);
}

function wide(width, height) {
  const box = (left, right, top, bottom) => ({
    x: left * width,
    y: top * height + HEADING,
    width: (right - left) * width,
    height: (bottom - top) * height - HEADING,
  });
  const ticks = 44 / height; // numbers and title under an axis
  return {
    boundary: box(0, 0.31, 0, 1),
    dead: box(0.365, 0.7, 0, 0.5 - ticks),
    loss: box(0.755, 0.995, 0, 0.5 - ticks),
    units: box(0.33, 0.6, 0.5, 1),
    z: box(0.645, 0.81, 0.5, 1 - ticks),
    gradient: box(0.865, 0.995, 0.5, 1 - ticks),
  };
}

function narrow(width, height) {
  const shares = { boundary: 5, dead: 3.4, units: 3.8, loss: 3.2, z: 3.2, gradient: 3.2 };
  const total = Object.values(shares).reduce((sum, share) => sum + share, 0);
  const result = {};
  let top = 0;
  for (const [name, share] of Object.entries(shares)) {
    const room = (height * share) / total;
    const painted = name === "boundary" || name === "units";
    result[name] = {
      x: painted ? 0 : 50,
      y: top + HEADING,
      width: width - (painted ? 0 : 56),
      height: room - HEADING - (painted ? 14 : 50),
    };
    top += room;
  }
  return result;
}

/** The box as domains of two axes. */
export function domains(box, { width, height }) {
  return {
    x: [box.x / width, (box.x + box.width) / width],
    y: [1 - (box.y + box.height) / height, 1 - box.y / height],
  };
}

/** One cell for each racer, as square as the box allows, with room for a name above it. */
export function cells(box, racers, title) {
  let best = null;
  for (let columns = 1; columns <= racers; columns += 1) {
    const rows = Math.ceil(racers / columns);
    const side = Math.min(box.width / columns - 6, box.height / rows - title);
    if (!best || side > best.side) best = { columns, side };
  }
  const { columns, side } = best;
  const step = box.width / columns;
  return Array.from({ length: racers }, (_, racer) => ({
    x: box.x + (racer % columns) * step,
    y: box.y + Math.floor(racer / columns) * (side + title) + title,
    side,
    room: step - 6,
  }));
}

/**
 * The inputs and the map of units at the box's left, and the pointed-at unit at its right: `sources`
 * are the inputs' middles.
 */
export function unitPlaces(box, { hidden, features }) {
  const inset = Math.min(0.42 * box.width, box.height - 64);
  const aside = Math.max(inset, WORDS);
  const width = box.width - aside - 16;
  const height = (box.height - INPUTS) / hidden.length;
  const layers = hidden.map((units, layer) => {
    let best = null;
    for (let columns = 1; columns <= units; columns += 1) {
      const rows = Math.ceil(units / columns);
      const size = Math.min(width / columns, (height - 6) / rows, 26);
      if (!best || size > best.size) best = { columns, size };
    }
    return { ...best, units, x: box.x, y: box.y + INPUTS + layer * height };
  });
  const room = width / features.length;
  const radius = Math.min(5, 0.4 * room);
  const sources = features.map((_name, input) => ({
    x: box.x + radius + input * room,
    y: box.y + INPUTS / 2 - 3,
  }));
  const shown = { x: box.x + box.width - aside, y: box.y, side: inset };
  return { layers, sources, radius, room, inset: shown };
}

/** The middle of a unit in its layer's place. */
export function middleOf(place, unit) {
  const column = unit % place.columns;
  const row = Math.floor(unit / place.columns);
  return { x: place.x + (column + 0.5) * place.size, y: place.y + (row + 0.5) * place.size };
}

/** Which unit lies at a point: {layer, unit}, or null. */
export function unitAt({ layers }, x, y) {
  for (const [layer, place] of layers.entries()) {
    const column = Math.floor((x - place.x) / place.size);
    const row = Math.floor((y - place.y) / place.size);
    const unit = row * place.columns + column;
    if (column >= 0 && column < place.columns && row >= 0 && unit < place.units) {
      return { layer, unit };
    }
  }
  return null;
}
