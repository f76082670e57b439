/** Where max(x, αx) is PReLU, and where max(0, cx) is c · max(0, x). */

import { decimals } from "../../drawings/numbers.js";
import { at, filled, retitled } from "../../drawings/traces.js";

const X = [-2, 0, 2];

/** Whether two functions, straight on both sides of 0 and 0 there, are one. */
export function equal(left, right, parameters) {
  return [-1, 1].every(
    (x) => Math.abs(left.value(x, parameters) - right.value(x, parameters)) <= 1e-12,
  );
}

function verdict(symbol, value, same) {
  return `${symbol} = ${decimals(value, 2)}: <b>${same ? "equal" : "different"}</b>`;
}

export function draw({ figure, functions, values, colours }) {
  const [prelu, maximum, inside, outside] = functions;
  const { alpha, scale } = values;
  const key = (role, text) => `<span style="color:${colours[role]}"><b>${text}</b></span>`;
  const title = (left, right, said) =>
    `${key("f", `━ ${left}`)}<br>${key("derivative", `╍ ${right}`)}<br>${said}`;
  return filled(
    figure,
    {
      "left-1": at(prelu.value, { alpha }, X),
      "right-1": at(maximum.value, { alpha }, X),
      "left-2": at(inside.value, { c: scale }, X),
      "right-2": at(outside.value, { c: scale }, X),
    },
    {
      annotations: retitled(figure, [
        title("PReLU(x)", "max(x, αx)", verdict("α", alpha, equal(prelu, maximum, { alpha }))),
        title("max(0, cx)", "c · max(0, x)", verdict("c", scale, equal(inside, outside, { c: scale }))),
      ]),
    },
  );
}
