/** The visitor's hands on a live figure: what they hold, and where they drag on the chart. */

import { toStep } from "../../drawings/numbers.js";
import { acrossOf, firstPlane, plotArea } from "../chart/plotly_internals.js";
import { watchGrips } from "./grips.js";
import { watchHandles } from "./handles.js";
import { watchProbe } from "./probe.js";

const TYPING =
  "input:not([type=range]), textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=menu], [role=dialog]";
const KEY_PAUSE = 250; // ms after the last key press until it counts as a release

export class Pointer {
  /** @param {object} figure told of input, probe, hover, fit, commit, released */
  constructor(figure) {
    this.figure = figure;
    this.holding = false; // a thumb, the probe or a key is down
    this.timer = 0; // runs while more key presses may follow
    this.key = (event) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (key.toLowerCase() !== "r" || ctrlKey || metaKey || altKey) return;
      if (!target.closest?.(TYPING)) figure.fit();
    };
  }

  /** Listens on the figure's panel, and for the pointer's release anywhere. */
  watch() {
    const { figure } = this;
    const { surface, plane, chart, frame, stage } = figure.panel;
    const release = () => figure.commit();
    watchGrips(stage, {
      graph: chart,
      grip: (place) => figure.drawing?.grip?.(figure.state(figure.painted), place) ?? null,
      move: (values) => {
        this.holding = true;
        for (const [id, value] of Object.entries(values)) this.set(id, value);
      },
      release,
    });
    watchProbe(surface, {
      view: () => figure.settings,
      panels: () => acrossOf(chart),
      move: (x) => {
        this.holding = true;
        figure.panel.showProbe(x);
        figure.probe(x);
      },
      release,
    });
    watchHandles(plane, {
      graph: chart,
      handles: () => figure.data.handles,
      values: () => figure.settings.values,
      drag: (handle, position) => {
        this.holding = true;
        this.place(handle ?? figure.data.point, position);
      },
      hover: (position) => figure.hover(position),
      release,
    });
    frame.addEventListener("pointerdown", ({ target }) => {
      if (target.type === "range") this.holding = true;
    });
    stage.addEventListener("dblclick", () => figure.fit());
    document.addEventListener("keydown", this.key);
    // Leaving a slider ends a run of keys: what comes next must find the state told.
    frame.addEventListener("focusout", () => this.timer && figure.commit());
    // The pointer may be released anywhere, a change event comes only if the value differs.
    this.lift = () => setTimeout(() => this.released());
    for (const type of ["pointerup", "pointercancel"]) window.addEventListener(type, this.lift);
  }

  /** The surfaces lie exactly over the plot area and over the first axes of the drawn chart. */
  cover() {
    const { surface, plane, chart } = this.figure.panel;
    lay(surface, plotArea(chart));
    lay(plane, firstPlane(chart));
  }

  /** A handle was dragged to {x, y}: its two controls take the nearest values they can have. */
  place(handle, position) {
    for (const axis of ["x", "y"]) this.set(handle[axis], position[axis]);
  }

  /** A control takes the value nearest to `wanted` that it can have. */
  set(id, wanted) {
    const row = this.figure.panel.rows.get(id);
    const { low, high, step } = row.spec;
    const value = toStep(wanted, low, high, step);
    row.show(value);
    this.figure.input(id, value);
  }

  /** A key was pressed; the release is when no other follows. */
  press() {
    this.holding = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.figure.commit(), KEY_PAUSE);
  }

  /** The pointer is up, wherever it was. */
  released() {
    if (!this.holding || this.timer) return;
    this.release();
    this.figure.released();
  }

  /** Nothing is held any more. */
  release() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.holding = false;
  }

  end() {
    this.release();
    document.removeEventListener("keydown", this.key);
    for (const type of ["pointerup", "pointercancel"]) window.removeEventListener(type, this.lift);
  }
}

function lay(surface, box) {
  for (const [side, pixels] of Object.entries(box ?? {})) surface.style[side] = `${pixels}px`;
}
