/** The functions of a message, at the present settings. */

export { compile } from "../maths/derived.js";

/** The present parameters of one function: its defaults, then what the controls say. */
export function currentParameters({ defaults, controls }, values) {
  const parameters = { ...defaults };
  for (const [name, control] of Object.entries(controls)) {
    if (control in values) parameters[name] = values[control];
  }
  return parameters;
}
