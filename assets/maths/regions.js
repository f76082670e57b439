/**
 * Activation regions: the convex polygons of the plane on which a network is one affine map.
 *
 * As `actviz/maths/regions.py` has it: polygons are split layer by layer, and points are homogeneous,
 * (x, y, w) of length 1, so that those of the whole plane are counted without a window. Here a corner
 * also says whose line runs from it to the next: the layer, from 1, negative on the line's low side;
 * 0 is the horizon.
 */

import { Cells, clipHigh, divide, isLevel, SLOT } from "./polygons.js";

export const ROUNDING = 1e-12; // what it leaves of a zero, beside the size of what was added up

/**
 * A layer: weights (rank × units × inputs) and biases (rank × units), of rank 1 where `pieces` are
 * applied, of maxout with `pieces` null.
 * @typedef {object} Layer
 * @property {Float64Array} weights
 * @property {Float64Array} biases
 * @property {number} units
 * @property {number} inputs
 * @property {number} rank
 * @property {import("./linear_pieces.js").LinearPieces | null} pieces
 */

/** The outputs of the last layer at a point of the plane. */
export function outputs(layers, x, y) {
  let below = Float64Array.of(x, y);
  for (const { weights, biases, units, inputs, rank, pieces } of layers) {
    const here = new Float64Array(units).fill(-Infinity);
    for (let line = 0; line < rank * units; line += 1) {
      let z = biases[line];
      for (let i = 0; i < inputs; i += 1) z += weights[line * inputs + i] * below[i];
      const unit = line % units;
      if (pieces) here[unit] = pieces.slopes[pieceOf(z, pieces)] * z + pieces.heights[pieceOf(z, pieces)];
      else here[unit] = Math.max(here[unit], z);
    }
    below = here;
  }
  return below;
}

const pieceOf = (z, { breaks }) => breaks.reduce((piece, at) => piece + (z > at), 0);

/** Splits the whole plane by a network, and calls for each region. */
export class Splitter {
  /**
   * @param {Layer[]} layers
   * @param {(corners: Float64Array, start: number, count: number, splitter: Splitter) => void} visit
   *   `count` corners of SLOT numbers from `start` on, counter-clockwise; the affine maps are
   *   `splitter.maps`, the unit's pieces `splitter.piece(layer, unit)`
   */
  constructor(layers, visit) {
    this.layers = layers;
    this.visit = visit;
    this.cells = layers.map(() => new Cells());
    this.at = new Int32Array(layers.length);
    this.lines = layers.map(({ rank, units }) => new Float64Array(3 * rank * units));
    this.room = layers.map(({ rank, units }) => new Float64Array(rank * units));
    // Of each layer (units × 3): its outputs are map · (x, y, 1) on the region that is visited.
    this.maps = layers.map(({ units }) => new Float64Array(3 * units));
    this.sizes = layers.map(({ weights, inputs, rank, units }) =>
      Float64Array.from({ length: rank * units }, (_, line) => {
        let sum = 0;
        for (let i = 0; i < inputs; i += 1) sum += Math.abs(weights[line * inputs + i]);
        return sum;
      }));
  }

  /** Which piece of a unit holds on the region that is visited, from 0. */
  piece(layer, unit) {
    return this.cells[layer].chosen[this.at[layer] * this.layers[layer].units + unit];
  }

  /** Visits all regions, and pauses after each of the first layer's. */
  *run() {
    const first = this.cells[0];
    first.plane(this.layers[0].units);
    this.cut(0, Float64Array.of(1, 0, 0, 0, 1, 0));
    for (let cell = 0; cell < first.count; cell += 1) {
      this.enter(0, cell);
      yield;
    }
  }

  /** Visits all regions at once. */
  all() {
    for (const _ of this.run());
  }

  enter(layer, cell) {
    const cells = this.cells[layer];
    this.at[layer] = cell;
    this.mapOf(layer, cell);
    const [start, count] = [cells.start[cell], cells.size[cell]];
    if (layer + 1 === this.layers.length) {
      this.visit(cells.corners, start, count, this);
      return;
    }
    const above = this.cells[layer + 1];
    above.single(cells.corners, start, count, this.layers[layer + 1].units);
    this.cut(layer + 1, this.maps[layer]);
    for (let part = 0; part < above.count; part += 1) this.enter(layer + 1, part);
  }

  /** Splits the one polygon of a layer's cells by its units, over the map of the layer below. */
  cut(layer, below) {
    const { weights, biases, units, inputs, rank, pieces } = this.layers[layer];
    const [lines, room, sizes] = [this.lines[layer], this.room[layer], this.sizes[layer]];
    let largest = 0;
    for (let i = 0; i < inputs; i += 1) {
      largest = Math.max(
        largest, Math.abs(below[3 * i]) + Math.abs(below[3 * i + 1]) + Math.abs(below[3 * i + 2]));
    }
    for (let line = 0; line < rank * units; line += 1) {
      let [a, b, c] = [0, 0, biases[line]];
      for (let i = 0, w = line * inputs; i < inputs; i += 1, w += 1) {
        a += weights[w] * below[3 * i];
        b += weights[w] * below[3 * i + 1];
        c += weights[w] * below[3 * i + 2];
      }
      lines[3 * line] = a;
      lines[3 * line + 1] = b;
      lines[3 * line + 2] = c;
      // Where everything cancels, a line would be made of rounding alone.
      room[line] = ROUNDING * (sizes[line] * largest + Math.abs(biases[line]));
    }
    for (let unit = 0; unit < units; unit += 1) {
      if (pieces) this.byBreaks(layer, unit);
      else this.byMaximum(layer, unit);
    }
  }

  byBreaks(layer, unit) {
    const cells = this.cells[layer];
    const { breaks } = this.layers[layer].pieces;
    const lines = this.lines[layer];
    for (let place = 0; place < breaks.length; place += 1) {
      const room = this.room[layer][unit] + ROUNDING * Math.abs(breaks[place]);
      const offset = lines[3 * unit + 2] - breaks[place];
      const known = cells.count;
      for (let cell = 0; cell < known; cell += 1) {
        if (cells.chosen[cell * cells.units + unit] !== place) continue;
        const side = divide(
          cells, cell, lines[3 * unit], lines[3 * unit + 1], offset, room, layer + 1);
        const high = side === 0 ? cells.count - 1 : cell;
        if (side >= 0) cells.chosen[high * cells.units + unit] = place + 1;
      }
    }
  }

  byMaximum(layer, unit) {
    const cells = this.cells[layer];
    const { units, rank } = this.layers[layer];
    const [lines, rooms] = [this.lines[layer], this.room[layer]];
    const known = cells.count;
    for (let cell = 0; cell < known; cell += 1) {
      for (let piece = 0; piece < rank; piece += 1) {
        const part = cells.copy(cell);
        cells.chosen[part * units + unit] = piece;
        for (let other = 0; other < rank; other += 1) {
          if (other === piece) continue;
          const [mine, its] = [piece * units + unit, other * units + unit];
          const a = lines[3 * mine] - lines[3 * its];
          const b = lines[3 * mine + 1] - lines[3 * its + 1];
          const c = lines[3 * mine + 2] - lines[3 * its + 2];
          const room = rooms[mine] + rooms[its];
          // Of two that are equal everywhere the first has the region.
          if (piece < other && isLevel(cells, part, a, b, c, room)) continue;
          if (clipHigh(cells, part, a, b, c, room, piece < other ? layer + 1 : -layer - 1)) continue;
          cells.count -= 1;
          break;
        }
      }
    }
    cells.dropFirst(known);
  }

  mapOf(layer, cell) {
    const { units, pieces } = this.layers[layer];
    const [cells, lines, map] = [this.cells[layer], this.lines[layer], this.maps[layer]];
    for (let unit = 0; unit < units; unit += 1) {
      const chosen = cells.chosen[cell * units + unit];
      const line = 3 * (pieces ? unit : chosen * units + unit);
      const slope = pieces ? pieces.slopes[chosen] : 1;
      map[3 * unit] = slope * lines[line];
      map[3 * unit + 1] = slope * lines[line + 1];
      map[3 * unit + 2] = slope * lines[line + 2] + (pieces ? pieces.heights[chosen] : 0);
    }
  }
}

/** All regions: how many, their corners (start of each in `starts`, the end too), their outputs. */
export class Collected {
  /** @param {Float64Array} readout weights of one linear output over the last layer */
  constructor(readout) {
    this.readout = readout;
    this.count = 0;
    this.corners = new Float64Array(1024);
    this.starts = new Int32Array(256); // in corners, not in numbers
    this.maps = new Float64Array(3 * 256); // of the output: slope in x, in y, height
  }

  /** For a Splitter's visit. */
  take(corners, start, count, splitter) {
    const used = this.starts[this.count];
    if (SLOT * (used + count) > this.corners.length) this.corners = doubled(this.corners);
    if (this.count + 2 > this.starts.length) {
      this.starts = doubled(this.starts);
      this.maps = doubled(this.maps);
    }
    this.corners.set(corners.subarray(start, start + SLOT * count), SLOT * used);
    const map = splitter.maps.at(-1);
    const here = 3 * this.count;
    for (let unit = 0; unit < this.readout.length; unit += 1) {
      for (let i = 0; i < 3; i += 1) this.maps[here + i] += this.readout[unit] * map[3 * unit + i];
    }
    this.count += 1;
    this.starts[this.count] = used + count;
  }

  /** Arrays of just the length that is needed. */
  get content() {
    const { count } = this;
    return {
      count,
      corners: this.corners.slice(0, SLOT * this.starts[count]),
      starts: this.starts.slice(0, count + 1),
      maps: this.maps.slice(0, 3 * count),
    };
  }
}

const doubled = (array) => {
  const larger = new array.constructor(2 * array.length);
  larger.set(array);
  return larger;
};

/** How many different affine maps there are among (count × 3) numbers. */
export function distinctMaps(maps) {
  const count = maps.length / 3;
  const unit = [0, 0, 0];
  for (let i = 0; i < maps.length; i += 1) unit[i % 3] = Math.max(unit[i % 3], Math.abs(maps[i]));
  const scaled = maps.map((value, i) => value / (1e-9 * Math.max(unit[i % 3], 1e-300)));
  const rounded = scaled.map(Math.round);
  const order = Int32Array.from({ length: count }, (_, place) => place).sort((one, other) => {
    for (let i = 2; i > 0; i -= 1) {
      const step = rounded[3 * one + i] - rounded[3 * other + i];
      if (step !== 0) return step;
    }
    return rounded[3 * one] - rounded[3 * other];
  });
  let distinct = count > 0 ? 1 : 0;
  for (let place = 1; place < count; place += 1) {
    const [one, other] = [3 * order[place - 1], 3 * order[place]];
    if ([0, 1, 2].some((i) => Math.abs(scaled[one + i] - scaled[other + i]) > 10)) distinct += 1;
  }
  return distinct;
}
