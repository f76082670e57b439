/** Derived loops as functions. */

import * as primitives from "../primitives.js";

const names = Object.keys(primitives).join(", ");
const compiled = new Map();

/**
 * The function `(length, units, x, results, given)` of a derived source, compiled once per text.
 * Racers with one activation share it, and racers with different ones never meet in one function,
 * so each loop sees one shape of arguments and is compiled for it.
 */
export function compile(source) {
  if (!compiled.has(source)) {
    const body = `"use strict"; const { ${names} } = primitives; return (${source});`;
    compiled.set(source, new Function("primitives", body)(primitives));
  }
  return compiled.get(source);
}
