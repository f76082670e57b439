/** Activations in the browser: derived sources made into functions, and their parameters. */

import * as primitives from "../maths/primitives.js";

const compiled = new Map();

/** {value, derivative, breakpoints} of one derived source; compiled once per text. */
export function compile(source) {
  if (!compiled.has(source)) {
    const names = Object.keys(primitives).join(", ");
    const body = `"use strict"; const {${names}} = primitives; return (${source});`;
    compiled.set(source, new Function("primitives", body)(primitives));
  }
  return compiled.get(source);
}

/** The present parameters of one function: its defaults, then what the controls say. */
export function currentParameters({ defaults, controls }, values) {
  const parameters = { ...defaults };
  for (const [name, control] of Object.entries(controls)) {
    if (control in values) parameters[name] = values[control];
  }
  return parameters;
}
