/**
 * Derived sources that stand in the file as script, because its policy may forbid to make functions
 * of text: takes the place of maths/derived.js.
 */

const written = new Map();

/** Has `compile` find these: pairs of a source's text and what it makes. */
export function provide(pairs) {
  for (const [source, made] of pairs) written.set(source, made);
}

export function compile(source) {
  if (!written.has(source)) throw new Error("the program of a function is not in this file");
  return written.get(source);
}
