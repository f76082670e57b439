/**
 * Going back in the run on this device: to any step that it has done, to the one at which a unit
 * died, and the lines that it left for a branch. The engine computes every step again, exactly.
 */

import { steps } from "./snapshot.js";

const MOST_BRANCHES = 4;

export class Rewind {
  /** @param {object} trainer see trainer.js */
  constructor(trainer) {
    this.trainer = trainer;
    this.begin();
  }

  /** The run stands at its start. */
  begin() {
    /** {from, rate, lines}, the latest last: see `setRate` of the engine's run. */
    this.branches = [];
    this.holding = false;
    this.aim = null; // the step that was asked for and is not there yet
    this.search = null;
    this.found = null;
  }

  /** The step that is shown, or was just asked for. */
  get step() {
    return this.aim ?? this.trainer.state.step;
  }

  /** The last step that can be gone to. */
  get last() {
    return Math.max(this.trainer.state.last ?? 0, this.step);
  }

  /** Go to a step; what plays pauses. `done` once the hand has let go of the time line. */
  to(step, done = true) {
    const { trainer } = this;
    if (!trainer.here) return;
    this.holding = !done;
    if (step !== this.step || trainer.playing) {
      this.aim = step;
      this.search = null;
      trainer.seek(step);
    }
    if (done && trainer.state.step === this.aim) this.aim = null;
    trainer.changed();
  }

  /** One step back; what plays pauses for it. */
  back() {
    this.trainer.atRest(() => this.to(Math.max(0, this.step - 1)));
  }

  /** Go to the step from which on a dead unit has been dead until now. */
  whenDied(layer, unit) {
    const { trainer } = this;
    trainer.atRest(() => {
      this.search = { layer, unit, step: this.step };
      trainer.engine.ask("died", { racer: trainer.racer, layer, unit });
      trainer.changed();
    });
  }

  /** What there is to say beside the step. */
  get note() {
    if (this.search) {
      const { layer, unit, step } = this.search;
      return `Unit ${layer + 1}.${unit + 1}: looking back, step ${steps(step)}`;
    }
    return this.found?.step === this.step ? this.found.text : "";
  }

  /** What the engine says. */
  heard(message) {
    const { type, step } = message;
    const there = step === this.aim || message.finished;
    if (type === "state" && there && !this.holding) this.aim = null;
    if (type === "branch") this.branches = [...this.branches, message].slice(-MOST_BRANCHES);
    if (!this.search) return;
    if (type === "looking") this.search.step = step;
    if (type === "died") this._died(message);
    if (type === "looking" || type === "died") this.trainer.changed();
  }

  _died({ layer, unit, step }) {
    this.search = null;
    if (step === null) return;
    const when = step === 0 ? "was dead from the start" : `died at step ${steps(step)}, exactly`;
    this.found = { step, text: `Unit ${layer + 1}.${unit + 1} ${when}` };
    this.to(step);
  }
}
