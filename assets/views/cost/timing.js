/** Times an act in turns with another, so that what slows the machine slows both. */

const ROUNDS = 9;
const FEWEST = 5; // where one call takes longer than a round should
const MOST_CALLS = 2 ** 22;

/** Milliseconds between two readings of a clock that differ. */
export function resolution(now) {
  const start = now();
  let next = start;
  while (next === start) next = now();
  return next - start;
}

function timed(act, calls, now) {
  const start = now();
  for (let call = 0; call < calls; call += 1) act();
  return now() - start;
}

/** How many calls fill a round: more and more are made until one round does. */
function enough(act, round, now) {
  let calls = 1;
  // The first pays for what is made once.
  act();
  while (calls < MOST_CALLS && timed(act, calls, now) < round) calls *= 2;
  return calls;
}

/** Quartiles as Python's `statistics.quantiles(numbers, n=4)` has them. */
export function quartiles(numbers) {
  const ordered = [...numbers].sort((one, other) => one - other);
  return [1, 2, 3].map((quarter) => {
    const at = (quarter * (ordered.length + 1)) / 4 - 1;
    const below = Math.floor(at);
    return ordered[below] + (at - below) * ((ordered[below + 1] ?? 0) - ordered[below]);
  });
}

/**
 * What one call of an act takes, beside one of a reference.
 * @param {() => void} act
 * @param {() => void} reference
 * @param {number} round milliseconds that a round of either is to take at least
 * @param {() => number} now a clock, in milliseconds
 * @returns {{seconds: number, ratio: number, spread: number}} the median of one call, the median of
 *   the rounds' ratios, and the distance of their quartiles
 */
export function inTurns(act, reference, round, now) {
  const [calls, others] = [act, reference].map((each) => enough(each, round, now));
  const rounds = calls > 1 ? ROUNDS : FEWEST;
  const times = [];
  const ratios = [];
  for (let which = 0; which < rounds; which += 1) {
    const theirs = timed(reference, others, now) / others;
    times.push(timed(act, calls, now) / calls);
    ratios.push(times.at(-1) / theirs);
  }
  const [low, ratio, high] = quartiles(ratios);
  return { seconds: quartiles(times)[1] / 1000, ratio, spread: high - low };
}
