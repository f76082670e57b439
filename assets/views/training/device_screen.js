/** Pictures of a run as the screen takes them: at most one for each of its frames. */

import { frameFrom, wanted } from "./device_frame.js";

export class Screen {
  /** @param {object} trainer whose run is looked at: its `racer`, `layer` and `unit` */
  constructor(trainer) {
    this.trainer = trainer;
    this.asked = 0;
    this.begin();
  }

  /** Another run: what was asked of the one before is not answered any more. */
  begin() {
    this.waiting = null;
    this.limitOfZ = 0;
  }

  /** Something is to be seen that no picture shows yet. */
  show() {
    this.stale = true;
    this.pump();
  }

  /** Ask for a picture at the screen's next frame, if there is one to be asked for. */
  pump() {
    const { trainer } = this;
    if (!trainer.ready || this.waiting || this.due) return;
    if (!this.stale && !trainer.state.running) return;
    this.due = requestAnimationFrame(() => {
      this.due = 0;
      if (!trainer.ready) return;
      this.stale = false;
      this.waiting = this.asked += 1;
      const { racer, layer, unit } = trainer;
      this.asking = { racer, layer, unit };
      trainer.engine.ask("frame", { id: this.waiting, want: wanted(trainer) });
    });
  }

  /** The picture for what the engine answered; null if that was to an older question. */
  take(content) {
    if (content.id !== this.waiting) return null;
    this.waiting = null;
    const { run, header, look, ready, rewind } = this.trainer;
    if (!ready) return null;
    const seen = { run, header, look, rewind, ...this.asking, limitOfZ: this.limitOfZ };
    const frame = frameFrom(content, seen);
    this.limitOfZ = seen.limitOfZ;
    return frame;
  }

  end() {
    cancelAnimationFrame(this.due);
  }
}
