/** Where max(x, αx) is PReLU, and where max(0, cx) is c · max(0, x). */

import { at, decimals, filled, retitled } from "./panels.js";

export { prepare } from "./curves.js";

const X = [-2, 0, 2];

/** The sides of x on which two functions differ: [] where they are one. */
export function differences(left, right, parameters) {
  return [-1, 1].filter((x) => {
    const [first, second] = [left.value(x, parameters), right.value(x, parameters)];
    return Math.abs(first - second) > 1e-12;
  });
}

function verdict(letter, value, left, right) {
  const sides = differences(left, right, { [letter]: value });
  const where = sides.length === 2 ? "for every x ≠ 0" : sides[0] < 0 ? "for x < 0" : "for x > 0";
  const shown = letter === "alpha" ? "α" : letter;
  return `${shown} = ${decimals(value, 2)}: <b>${sides.length ? `they differ ${where}` : "they are equal"}</b>`;
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
        title("PReLU(x)", "max(x, αx)", verdict("alpha", alpha, prelu, maximum)),
        title("max(0, cx)", "c · max(0, x)", verdict("c", scale, inside, outside)),
      ]),
    },
  );
}
