/** The sliders, number boxes and range fields under a chart. */

import { exactText, fineStep, toStep } from "../../drawings/numbers.js";
import { element, uniqueId } from "../dom.js";
import { numberBox } from "./number_box.js";

const DECADES = { to: Math.log10, from: (position) => 10 ** position };
const PLAIN = { to: (value) => value, from: (position) => position };
const SIGNIFICANT = 3; // digits of a value on a logarithmic slider

/**
 * What the rows tell the figure.
 * @typedef {object} Listener
 * @property {(id: string, value: number) => void} input the value is moving
 * @property {() => void} commit the visitor let go
 * @property {() => void} commitSoon a key was pressed; more may follow
 */

/** A slider with label, meaning, exact box and a button back to the default. */
export class SliderRow {
  /** @param {object} spec a control of the contract  @param {Listener} listener */
  constructor(spec, listener) {
    this.spec = spec;
    this.listener = listener;
    this.scale = spec.logarithmic ? DECADES : PLAIN;
    this.value = spec.value;
    this.element = this.build();
    this.show(spec.value);
  }

  build() {
    const { spec } = this;
    const sliderId = uniqueId("slider");
    const note = element("span", { className: "live-figure-note", textContent: spec.meaning });
    note.id = uniqueId("note");
    // step="any": the slider must hold an exact value typed into the box unaltered.
    this.slider = element("input", { type: "range", id: sliderId, step: "any" });
    this.slider.className = "live-figure-slider";
    this.slider.setAttribute("aria-describedby", note.id);
    this.box = numberBox({
      name: `${spec.label}, exact value`,
      note,
      limits: () => [this.spec.lowest ?? this.spec.low, this.spec.highest ?? this.spec.high],
      accept: (value) => this.enter(value),
    });
    const label = element("label", { htmlFor: sliderId, textContent: spec.label });
    label.className = "live-figure-label";
    const undo = element("button", { type: "button", textContent: "↺" });
    undo.className = "live-figure-undo";
    undo.title = `Back to ${exactText(spec.default)}`;
    undo.setAttribute("aria-label", `${spec.label} back to ${exactText(spec.default)}`);
    undo.addEventListener("click", () => this.enter(this.spec.default));
    this.listen();
    const head = element("div", { className: "live-figure-head" }, label, note, this.box.input, undo);
    const row = element("div", { className: "live-figure-control" }, head, this.slider);
    row.dataset.control = spec.id;
    return row;
  }

  listen() {
    const { slider } = this;
    slider.addEventListener("input", () => this.move(Number(slider.value)));
    slider.addEventListener("change", () => this.listener.commit());
    slider.addEventListener("dblclick", () => this.enter(this.spec.default));
    slider.addEventListener("keydown", (event) => this.press(event));
  }

  /** Takes a slider position, snapped to the control's step. */
  move(position) {
    const { low, high, step, logarithmic } = this.spec;
    let value = this.scale.from(position);
    if (logarithmic) value = Math.min(Math.max(Number(value.toPrecision(SIGNIFICANT)), low), high);
    else value = toStep(value, low, high, step);
    this.take(value);
    // The thumb stays under the pointer; moving it to the step would make it tremble.
    this.box.show(value);
    this.describe();
  }

  press(event) {
    const steps = {
      ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10,
    }[event.key];
    const end = { Home: this.spec.low, End: this.spec.high }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (steps === undefined && end === undefined) return;
    event.preventDefault();
    const position = this.scale.to(this.value) + (steps ?? 0) * this.keyStep();
    this.move(end === undefined ? position : this.scale.to(end));
    this.slider.value = this.scale.to(this.value);
    this.listener.commitSoon();
  }

  keyStep() {
    const { low, high, step, logarithmic } = this.spec;
    if (!logarithmic) return step;
    // Below this the three digits of the value would not change.
    return Math.max(step, 0.005, (Math.log10(high) - Math.log10(low)) / 1000);
  }

  enter(value) {
    this.take(value);
    this.show(value);
    this.listener.commit();
  }

  take(value) {
    this.value = value;
    this.listener.input(this.spec.id, value);
  }

  /** Shows a value that came from elsewhere, without an event. */
  show(value) {
    const { low, high } = this.spec;
    this.value = value;
    this.slider.min = this.scale.to(low);
    this.slider.max = this.scale.to(high);
    this.slider.value = this.scale.to(value);
    this.box.show(value);
    this.describe();
  }

  describe() {
    const { slider } = this;
    const span = Number(slider.max) - Number(slider.min);
    const share = span > 0 ? (this.scale.to(this.value) - Number(slider.min)) / span : 0;
    slider.style.setProperty("--live-figure-fill", `${100 * Math.min(Math.max(share, 0), 1)}%`);
    slider.setAttribute("aria-valuetext", `${this.spec.label} = ${exactText(this.value)}`);
  }

  /** Drops what was typed and not accepted. */
  restore() {
    this.box.restore();
  }

  /** The probe's slider spans the view, which can change. */
  limit(low, high) {
    this.spec = { ...this.spec, low, high, step: fineStep(high - low) };
  }
}

/** The fields "x from … to …" with zoom buttons. */
export class ViewRow {
  /**
   * @param {{from, to, lowest, highest}} view
   * @param {(from: number, to: number) => void} take called with each good range
   */
  constructor(view, take) {
    this.view = view;
    this.take = take;
    const note = element("span", { className: "live-figure-note" });
    const limits = () => [this.view.lowest, this.view.highest];
    this.from = numberBox({
      name: "x from",
      note,
      limits,
      objection: (value) => (value < this.view.to ? "" : `less than ${exactText(this.view.to)}`),
      accept: (value) => this.change(value, this.view.to),
    });
    this.to = numberBox({
      name: "x to",
      note,
      limits,
      objection: (value) =>
        value > this.view.from ? "" : `more than ${exactText(this.view.from)}`,
      accept: (value) => this.change(this.view.from, value),
    });
    const fields = element(
      "div",
      { className: "live-figure-fields" },
      element("label", { htmlFor: this.from.input.id, textContent: "x from" }),
      this.from.input,
      element("label", { htmlFor: this.to.input.id, textContent: "to" }),
      this.to.input,
      this.zoom("−", "Zoom out", 2),
      this.zoom("+", "Zoom in", 0.5),
    );
    this.element = element("div", { className: "live-figure-control live-figure-view" }, fields, note);
    this.element.dataset.control = "view";
    this.show(view.from, view.to);
  }

  zoom(text, name, factor) {
    const button = element("button", { type: "button", textContent: text, title: name });
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => {
      const { from, to, lowest, highest } = this.view;
      const middle = (from + to) / 2;
      const reach = ((to - from) / 2) * factor;
      if (reach < 1e-6 * Math.max(1, Math.abs(middle))) return;
      const tidy = (value) => Number(value.toPrecision(6));
      this.change(
        Math.max(tidy(middle - reach), lowest),
        Math.min(tidy(middle + reach), highest),
      );
    });
    return button;
  }

  change(from, to) {
    this.show(from, to);
    this.restore();
    this.take(from, to);
  }

  /** Drops what was typed and not accepted. */
  restore() {
    this.from.restore();
    this.to.restore();
  }

  /** Shows a range that came from elsewhere, without an event. */
  show(from, to) {
    this.view = { ...this.view, from, to };
    this.from.show(from);
    this.to.show(to);
  }
}

/** The colour of the curve that a group of controls shapes, where it has one. */
function swatch(role) {
  if (!role) return [];
  const made = element("span", { className: "live-figure-swatch" });
  made.style.background = `var(--live-figure-role-${role})`;
  return [made];
}

/** Rows for all controls, in their groups, as one fragment. */
export function buildRows(specs, listener) {
  const rows = new Map();
  const fragment = document.createDocumentFragment();
  let groupName = null;
  let holder = fragment;
  for (const spec of specs) {
    if ((spec.group ?? null) !== groupName) {
      groupName = spec.group ?? null;
      holder = fragment;
      if (groupName !== null) {
        holder = element("fieldset", { className: "live-figure-group" });
        holder.append(element("legend", {}, ...swatch(spec.role), groupName));
        fragment.append(holder);
      }
    }
    const row = new SliderRow(spec, listener);
    rows.set(spec.id, row);
    holder.append(row.element);
  }
  return { rows, fragment };
}
