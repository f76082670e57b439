/** Sources that Python derives from a definition, made into functions. */

import * as primitives from "./primitives.js";

const compiled = new Map();

/** What one derived source says, {value, derivative, breakpoints} or a loop; made once per text. */
export function compile(source) {
  if (!compiled.has(source)) {
    const names = Object.keys(primitives).join(", ");
    const body = `"use strict"; const {${names}} = primitives; return (${source});`;
    compiled.set(source, new Function("primitives", body)(primitives));
  }
  return compiled.get(source);
}
