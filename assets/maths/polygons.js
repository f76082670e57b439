/** Convex polygons with homogeneous corners, in one growing array, and how a line divides them. */

export const SLOT = 4; // numbers of a corner: x, y, w, and whose line runs from it to the next

const HORIZON = [[1, 0], [0, 1], [-1, 0], [0, -1]];

/** Polygons that are made from one another, and of each the chosen pieces of a layer's units. */
export class Cells {
  constructor() {
    this.corners = new Float64Array(SLOT * 256);
    this.start = new Int32Array(32); // in numbers
    this.size = new Int32Array(32); // in corners
    this.chosen = new Uint8Array(0);
    this.units = 0;
    this.count = 0;
    this.used = 0; // numbers
  }

  /** Begins anew, with one polygon. */
  single(corners, start, count, units) {
    this.begin(units);
    this.room(SLOT * count);
    for (let i = 0; i < SLOT * count; i += 1) this.corners[i] = corners[start + i];
    this.used = SLOT * count;
    this.add(0, count);
  }

  /** Begins anew, with the whole plane: the horizon in four arcs, each well below half a turn. */
  plane(units) {
    this.begin(units);
    HORIZON.forEach(([x, y], place) => this.corners.set([x, y, 0, 0], SLOT * place));
    this.used = SLOT * HORIZON.length;
    this.add(0, HORIZON.length);
  }

  begin(units) {
    this.units = units;
    this.count = 0;
    this.used = 0;
    const needed = units * this.start.length;
    if (this.chosen.length < needed) this.chosen = new Uint8Array(needed);
    for (let unit = 0; unit < units; unit += 1) this.chosen[unit] = 0;
  }

  /** Makes room for that many more numbers. */
  room(numbers) {
    if (this.used + numbers <= this.corners.length) return;
    const larger = new Float64Array(2 * (this.used + numbers));
    larger.set(this.corners);
    this.corners = larger;
  }

  /** A polygon that lies in the array already; its place. */
  add(start, size) {
    if (this.count === this.start.length) {
      for (const name of ["start", "size", "chosen"]) {
        const larger = new this[name].constructor(2 * this[name].length);
        larger.set(this[name]);
        this[name] = larger;
      }
    }
    this.start[this.count] = start;
    this.size[this.count] = size;
    this.count += 1;
    return this.count - 1;
  }

  /** Another of the same corners and pieces; its place. */
  copy(cell) {
    const made = this.add(this.start[cell], this.size[cell]);
    this.chosen.copyWithin(made * this.units, cell * this.units, (cell + 1) * this.units);
    return made;
  }

  /** Without the first ones. */
  dropFirst(count) {
    this.start.copyWithin(0, count, this.count);
    this.size.copyWithin(0, count, this.count);
    this.chosen.copyWithin(0, count * this.units, this.count * this.units);
    this.count -= count;
  }
}

let sides = new Float64Array(64);

/** The heights of a cell's corners over a line, those within `room` of it 0; -1 or 1 if on one side. */
function sideOf(cells, cell, a, b, c, room) {
  const { corners } = cells;
  const count = cells.size[cell];
  if (count > sides.length) sides = new Float64Array(2 * count);
  let [low, high] = [false, false];
  for (let place = 0, i = cells.start[cell]; place < count; place += 1, i += SLOT) {
    const side = a * corners[i] + b * corners[i + 1] + c * corners[i + 2];
    if (side > room) high = true;
    else if (side < -room) low = true;
    sides[place] = side > room || side < -room ? side : 0;
  }
  if (low && high) return 0;
  return high ? 1 : -1;
}

/** Whether all of a cell lies on the line a x + b y + c = 0. */
export function isLevel(cells, cell, a, b, c, room) {
  sideOf(cells, cell, a, b, c, room);
  for (let place = 0; place < cells.size[cell]; place += 1) if (sides[place] !== 0) return false;
  return true;
}

/**
 * Divides a cell by the line a x + b y + c = 0: it becomes the low part, and the high part is added.
 * @returns {number} 0 if so, -1 if all of it is low or on the line, 1 if all of it is high
 */
export function divide(cells, cell, a, b, c, room, label) {
  const side = sideOf(cells, cell, a, b, c, room);
  if (side !== 0) return side;
  const from = cells.start[cell];
  const count = cells.size[cell];
  const low = cells.used;
  const lowSize = write(cells, from, count, a, b, c, -1, -label);
  const high = cells.used;
  const highSize = write(cells, from, count, a, b, c, 1, label);
  const made = cells.copy(cell);
  cells.start[cell] = low;
  cells.size[cell] = lowSize;
  cells.start[made] = high;
  cells.size[made] = highSize;
  return 0;
}

/** Leaves of a cell what is high; false if nothing is. */
export function clipHigh(cells, cell, a, b, c, room, label) {
  const side = sideOf(cells, cell, a, b, c, room);
  if (side !== 0) return side > 0;
  const start = cells.used;
  cells.size[cell] = write(cells, cells.start[cell], cells.size[cell], a, b, c, 1, label);
  cells.start[cell] = start;
  return true;
}

/** Writes one side's part of a polygon, whose `sides` are known; the number of its corners. */
function write(cells, from, count, a, b, c, sign, label) {
  cells.room(SLOT * (count + 3));
  const { corners } = cells;
  let to = cells.used;
  let endless = 0; // points of the line at infinity
  let border = -1; // where the line's own edge begins
  const put = (x, y, w, whose) => {
    corners[to] = x;
    corners[to + 1] = y;
    corners[to + 2] = w;
    corners[to + 3] = whose;
    to += SLOT;
  };
  for (let place = 0; place < count; place += 1) {
    const i = from + SLOT * place;
    const following = place + 1 === count ? 0 : place + 1;
    const here = sign * sides[place];
    const there = sign * sides[following];
    if (here === 0 && corners[i + 2] === 0) endless += 1;
    if (here >= 0) {
      const leaves = here === 0 && there < 0;
      if (leaves) border = to;
      put(corners[i], corners[i + 1], corners[i + 2], leaves ? label : corners[i + 3]);
    }
    if (here * there < 0) {
      const j = from + SLOT * following;
      const [mine, its] = [Math.abs(there), Math.abs(here)];
      const x = mine * corners[i] + its * corners[j];
      const y = mine * corners[i + 1] + its * corners[j + 1];
      const w = mine * corners[i + 2] + its * corners[j + 2];
      const length = Math.sqrt(x * x + y * y + w * w);
      if (w === 0) endless += 1;
      if (here > 0) border = to;
      put(x / length, y / length, w / length, here > 0 ? label : corners[i + 3]);
    }
  }
  // Between two points at infinity a line has none that says where it runs: its nearest to 0.
  if (endless >= 2 && border >= 0) {
    corners.copyWithin(border + 2 * SLOT, border + SLOT, to);
    const [x, y, w] = [-a * c, -b * c, a * a + b * b];
    const length = Math.sqrt(x * x + y * y + w * w);
    corners[border + SLOT] = x / length;
    corners[border + SLOT + 1] = y / length;
    corners[border + SLOT + 2] = w / length;
    corners[border + SLOT + 3] = label;
    to += SLOT;
  }
  const size = (to - cells.used) / SLOT;
  cells.used = to;
  return size;
}

/** Of a polygon of [x, y], counter-clockwise. */
export function area(points) {
  return points.reduce((sum, [x, y], place) => {
    const [nextX, nextY] = points[(place + 1) % points.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}
