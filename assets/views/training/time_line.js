/** The time line under the pictures: dragged, they show the run as it was at that step. */

import { element, uniqueId } from "../../live_figure/dom.js";
import { steps } from "./snapshot.js";
import { trainerOf } from "./trainer.js";

const ELSEWHERE = "No time line: the server keeps no earlier steps. Under Method, let this device train.";

export class TimeLine {
  constructor(figure) {
    this.figure = figure;
    const id = uniqueId("time");
    this.input = element("input", { type: "range", id, min: 0, max: 0, step: 1, value: 0 });
    this.label = element("label", { htmlFor: id, textContent: "Time line" });
    this.place = element("output", { htmlFor: id });
    this.note = element("span");
    this.note.setAttribute("role", "status");
    const said = element("div", {}, this.place, this.note);
    this.element = element("div", { className: "training-time" }, this.label, this.input, said);
    this.input.addEventListener("input", () => this._go(false));
    this.input.addEventListener("change", () => this._go(true));
  }

  _go(done) {
    this.trainer?.rewind.to(Number(this.input.value), done);
  }

  /** Takes the frame that was just drawn. */
  show({ inputs }) {
    const here = inputs.engine === "browser";
    const trainer = here ? trainerOf(this.figure.data.feed) : null;
    if (trainer !== this.trainer || !this.shown) {
      this.end();
      this.trainer = trainer;
      this.shown = true;
      for (const part of [this.label, this.input, this.place]) part.hidden = !here;
      if (here) this.unwatch = trainer.watch(() => this._update());
      else write(this.note, ELSEWHERE);
    }
  }

  _update() {
    const { step, last, note } = this.trainer.rewind;
    // A range clips its value to its end, so the end comes first.
    if (this.input.max !== String(last)) this.input.max = last;
    if (this.input.value !== String(step)) this.input.value = step;
    this.input.disabled = !this.trainer.ready || last === 0;
    const text = `step ${steps(step)} of ${steps(last)}`;
    if (this.place.textContent !== text) {
      this.place.textContent = text;
      this.input.setAttribute("aria-valuetext", text);
    }
    write(this.note, note);
    this.place.hidden = note !== "";
  }

  end() {
    this.unwatch?.();
    this.unwatch = null;
  }
}

function write(cell, text) {
  if (cell.textContent !== text) cell.textContent = text;
}
