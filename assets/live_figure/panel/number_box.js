/** A text box for one exact number, which says in words what it cannot take. */

import { exactText, parseNumber, shortText } from "../../drawings/numbers.js";
import { element, uniqueId } from "../dom.js";

/**
 * @param {object} options
 * @param {string} options.name what a screen reader calls the box
 * @param {HTMLElement} options.note where the message goes; its own text comes back after
 * @param {() => [number, number]} options.limits
 * @param {(value: number) => string} [options.objection] a further reason to refuse, or ""
 * @param {(value: number) => void} options.accept called with each good value entered
 */
export function numberBox({ name, note, limits, objection = () => "", accept }) {
  const input = element("input", {
    type: "text",
    inputMode: "decimal",
    autocomplete: "off",
    spellcheck: false,
    className: "live-figure-box",
  });
  input.setAttribute("aria-label", name);
  note.id ||= uniqueId("note");
  input.setAttribute("aria-describedby", note.id);
  const usual = note.textContent;
  let shown;

  const write = () => {
    // All digits while the box is being edited: what is not touched stays exact.
    input.value = document.activeElement === input ? exactText(shown) : shortText(shown);
  };
  const complain = (message) => {
    input.setAttribute("aria-invalid", "true");
    note.setAttribute("role", "alert");
    note.classList.add("live-figure-bad");
    note.textContent = message;
  };
  const settle = () => {
    if (!input.hasAttribute("aria-invalid")) return;
    input.removeAttribute("aria-invalid");
    // Two boxes can share a note: it stays while the other one is still wrong.
    if (note.dataset.owner !== input.id) return;
    note.removeAttribute("role");
    note.classList.remove("live-figure-bad");
    note.textContent = usual;
  };
  const read = () => {
    const [low, high] = limits();
    const value = parseNumber(input.value);
    const fits = value >= low && value <= high;
    const message = fits
      ? objection(value)
      : `a number from ${exactText(low)} to ${exactText(high)}`;
    if (message) {
      note.dataset.owner = input.id;
      complain(message);
      return;
    }
    settle();
    shown = value;
    write();
    accept(value);
  };
  const restore = () => {
    settle();
    write();
  };

  input.id = uniqueId("box");
  input.addEventListener("change", read);
  for (const type of ["focus", "blur"]) {
    input.addEventListener(type, () => input.hasAttribute("aria-invalid") || write());
  }
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") restore();
  });
  return {
    input,
    /** Shows a value that came from elsewhere; an unchanged one leaves the typing alone. */
    show(value) {
      if (value === shown) return;
      shown = value;
      restore();
    },
    /** Drops what was typed and not accepted. */
    restore,
  };
}
