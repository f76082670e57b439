/** Buttons and sliders that look like the page's others. */

import { element, uniqueId } from "../../live_figure/dom.js";

/** A button at a place of its own, which the keys find by the name; {place, press}. */
export function button(name, text, help, act) {
  const press = element("button", { type: "button", textContent: text, title: help });
  press.addEventListener("click", act);
  const place = element("div", { className: `st-key-training_${name}` }, press);
  return { place, press };
}

/** A slider with a label and its value above it; {label, value, input}. */
export function labelled(text) {
  const id = uniqueId("rate");
  const value = element("output", { htmlFor: id });
  const label = element("div", { className: "training-label" }, element("label", { htmlFor: id, textContent: text }), value);
  const input = element("input", { type: "range", id, min: 0, step: 1 });
  return { label, value, input };
}
