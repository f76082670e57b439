/**
 * Random numbers from counters, as `actviz/training/counter.py` has them: a number depends on
 * (seed, stream, step, index) alone. pcg4d of Jarzynski & Olano 2020, Hash Functions for GPU
 * Rendering.
 */

/** Streams: the order of the examples, then one for the sampled slopes of each hidden layer. */
export const ORDER = 0;
export const SLOPES = 1;

const INDICES = 2 ** 20;
const WORDS = 2 ** 32;
const pair = new Uint32Array(2);

/** Two random 32-bit numbers, left in `pair`. */
function mix(seed, stream, step, index) {
  let x = (Math.imul(seed, 1664525) + 1013904223) | 0;
  let y = (Math.imul(stream, 1664525) + 1013904223) | 0;
  let z = (Math.imul(step, 1664525) + 1013904223) | 0;
  let w = (Math.imul(index, 1664525) + 1013904223) | 0;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  x ^= x >>> 16;
  y ^= y >>> 16;
  z ^= z >>> 16;
  w ^= w >>> 16;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  pair[0] = x;
  pair[1] = y;
}

/** Numbers in [0, 1) for the indices first, first + 1, …, the first `count` of `numbers`. */
export function uniform(seed, stream, step, first, count, numbers) {
  for (let place = 0; place < count; place += 1) {
    mix(seed, stream, step, first + place);
    numbers[place] = ((pair[0] >>> 5) * 67108864 + (pair[1] >>> 6)) / 9007199254740992;
  }
}

/** Room for the keys of as many examples as were shuffled last. */
let room = { keys: [] };

function roomFor(count) {
  if (room.keys.length !== count) {
    const [keys, sorted] = [new Float64Array(count), new Float64Array(count)];
    room = { keys, sorted, begins: new Int32Array(count + 1) };
  }
  return room;
}

/** An epoch's order of the numbers 0, 1, …, left in `order`, an Int32Array of at most 2^20. */
export function shuffle(seed, epoch, order) {
  const count = order.length;
  const { keys, sorted, begins } = roomFor(count);
  // Keys are spread evenly: with as many buckets as keys each is near its place at once.
  const bucketOf = (key) => Math.floor((key * count) / (WORDS * INDICES));
  begins.fill(0);
  for (let index = 0; index < count; index += 1) {
    mix(seed, ORDER, epoch, index);
    // The index in the low bits settles ties, and is what is left of the sorted keys.
    keys[index] = pair[0] * INDICES + index;
    begins[bucketOf(keys[index]) + 1] += 1;
  }
  for (let bucket = 1; bucket <= count; bucket += 1) begins[bucket] += begins[bucket - 1];
  for (let index = 0; index < count; index += 1) {
    const bucket = bucketOf(keys[index]);
    sorted[begins[bucket]] = keys[index];
    begins[bucket] += 1;
  }
  for (let place = 1; place < count; place += 1) {
    const key = sorted[place];
    let free = place;
    for (; free > 0 && sorted[free - 1] > key; free -= 1) sorted[free] = sorted[free - 1];
    sorted[free] = key;
  }
  for (let place = 0; place < count; place += 1) order[place] = sorted[place] % INDICES;
}
