/**
 * A question that is asked before its result is seen. Python sends a face of it: "offer", "ask" or
 * "before" a run of the page, "kept" during it, "told". Of the result nothing is sent before `send("said", …)` has told an answer.
 */

import { element, uniqueId } from "../live_figure/dom.js";
import { loadStyles } from "../live_figure/loading.js";

const FACES = { offer, ask, before: ask, kept, told };
const FIRST = { offer: "button", ask: "input", before: "input", kept: "button", told: ".predict-result" };

export default function predict(root, data, send) {
  loadStyles("predict/predict.css");
  root.say = (event, given = null) => send("said", { id: data.id, event, given });
  const { assets, modules, ...shown } = data;
  const now = JSON.stringify(shown);
  // A page runs often: what is chosen here, and the keyboard in it, stay.
  if (root.shown === now) return;
  const before = root.shown && JSON.parse(root.shown);
  root.shown = now;
  if (before?.face === "told" && data.face === "told" && before.id === data.id) {
    root.tell(data);
    return;
  }
  const held = root.contains(document.activeElement);
  // A screen reader tells what comes into a region that was there before.
  root.region ??= root.appendChild(result());
  for (const child of [...root.children]) if (child !== root.region) child.remove();
  root.region.replaceChildren();
  root.dataset.face = data.face;
  FACES[data.face](root, data);
  if (held) root.querySelector(FIRST[data.face]).focus();
}

function result() {
  const region = element("div", { className: "predict-result", tabIndex: -1 });
  region.setAttribute("role", "status");
  return region;
}

/** A quiet button in the band above the page. */
function offer(root, data) {
  const button = element("button", { type: "button", className: "predict-offer", textContent: data.text });
  button.addEventListener("click", () => root.say("enter"));
  root.append(button);
}

function ask(root, data) {
  const alone = data.face === "ask";
  const words = alone ? element("h1", { textContent: data.question }) : "Predict first:";
  const fields = element("fieldset", {}, element("legend", {}, words));
  const answer = data.options ? options(fields, data.options) : number(fields, data.number);
  const skip = element("button", { type: "button", textContent: "Skip: show it" });
  skip.addEventListener("click", () => root.say("answer"));
  const buttons = element("div", { className: "predict-buttons" });
  buttons.append(element("button", { type: "submit", className: alone ? "predict-first" : "", textContent: "Answer" }));
  // A run has a Start, which is a Skip too.
  if (alone) buttons.append(skip);
  const form = element("form", {}, fields, buttons);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    root.say("answer", answer());
  });
  root.append(form);
}

/** The answer to a question about a run, until it has come to its end. */
function kept(root, data) {
  const change = element("button", { type: "button", textContent: "Change" });
  change.addEventListener("click", () => root.say("again"));
  root.append(element("p", {}, data.text), change);
}

/** A radio button for each option; what this returns tells which is chosen. */
function options(fields, texts) {
  const name = uniqueId("predict");
  const inputs = texts.map((text, value) => {
    const input = element("input", { type: "radio", name, value, required: true });
    fields.append(element("label", {}, input, element("span", { textContent: text })));
    return input;
  });
  return () => inputs.findIndex((input) => input.checked);
}

/** A slider, or a box; what this returns tells its number. */
function number(fields, { low, high, step, unit, slider }) {
  const range = { min: low, max: high, step, required: true };
  const input = element("input", { type: slider ? "range" : "number", id: uniqueId("predict"), ...range });
  const value = element("span", { className: "predict-value" });
  const show = () => {
    value.textContent = `${slider ? input.value : ""} ${unit}`.trim();
    input.setAttribute("aria-valuetext", value.textContent);
  };
  if (slider) {
    // The middle would be half an answer.
    input.value = low;
    input.addEventListener("input", show);
    show();
  } else {
    value.textContent = unit;
  }
  const label = element("label", { htmlFor: input.id, textContent: "Your answer" });
  fields.append(element("div", { className: "predict-number" }, label, input, value));
  return () => Number(input.value);
}

/** The answer beside the result, what others assume, why, and where to go from here. */
function told(root, data) {
  const rows = [["Your answer", data.yours || "skipped"], ["Measured", data.measured], ["Gap", data.gap]];
  const list = element("dl");
  for (const [name, text] of rows) {
    if (!text) continue;
    list.append(element("div", {}, element("dt", { textContent: name }), element("dd", { textContent: text })));
  }
  root.region.append(list);
  if (data.result) root.region.append(element("p", { textContent: data.result }));
  const others = element("ul");
  for (const [text, assumes] of data.others) {
    others.append(element("li", {}, element("strong", { textContent: text }), `: ${assumes}`));
  }
  const assumed = element("div", { className: "predict-others" });
  assumed.append(element("p", { textContent: "What other answers take for granted" }), others);
  const onwards = element("a", { href: data.next.href || "./", textContent: `Next: ${data.next.text}` });
  onwards.addEventListener("click", (event) => {
    // A new tab is a new visitor to the server: there the link is opened as it is.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    root.say("next");
  });
  const end = element("div", { className: "predict-buttons" }, onwards);
  const ends = data.again ? [["Ask again", "again"], ["Close", "leave"]] : [];
  for (const [text, event] of ends) {
    const button = element("button", { type: "button", textContent: text });
    button.addEventListener("click", () => root.say(event));
    end.append(button);
  }
  root.prepend(element("p", { className: "predict-entry", textContent: data.entry }));
  root.append(assumed, why(root, data), end);
}

/** The second question, whose reply comes once a reason is chosen. */
function why(root, data) {
  const fields = element("fieldset", { className: "predict-why" }, element("legend", { textContent: data.why }));
  const buttons = data.reasons.map((text, place) => {
    const button = element("button", { type: "button", textContent: text });
    button.addEventListener("click", () => root.say("why", place));
    return button;
  });
  const reply = element("p");
  reply.setAttribute("role", "status");
  fields.append(...buttons, reply);
  root.tell = ({ reason, reply: text }) => {
    buttons.forEach((button, place) => button.setAttribute("aria-pressed", place === reason));
    reply.textContent = text;
  };
  root.tell(data);
  return fields;
}
