/** Pictures of a run as the screen takes them: at most one for each of its frames. */

import { frameFrom, wanted } from "./device_frame.js";

/** Pictures in which every racer's plane is drawn anew while it trains: planes cost most of one. */
const ROUND = 4;

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
    this.planes = null; // what each racer last gave on the grid; null for another grid
    this.first = 0; // racer of the next turn
  }

  /** Something is to be seen that no picture shows yet. */
  show() {
    this.stale = true;
    this.pump();
  }

  /** Ask for a picture at the screen's next frame, if there is one to be asked for. */
  pump() {
    const { trainer } = this;
    if (!trainer.ready || trainer.steps.awaited || this.waiting || this.due) return;
    if (!this.stale && !(trainer.here && trainer.state.running)) return;
    this.due = requestAnimationFrame(() => {
      this.due = 0;
      if (!trainer.ready) return;
      this.stale = false;
      this.waiting = this.asked += 1;
      const { racer, layer, unit } = trainer;
      this.asking = { racer, layer, unit };
      this.turn = this._turn();
      trainer.engine.ask("frame", { id: this.waiting, want: wanted(trainer, this.turn) });
    });
  }

  /** The racers whose planes the next picture shows anew: at rest all, else some and the selected. */
  _turn() {
    const { header, racer, state } = this.trainer;
    const all = header.racers.map((_racer, place) => place);
    if (!this.planes || !state.running) return all;
    const most = Math.ceil(all.length / ROUND);
    const due = (place) => (place - this.first + all.length) % all.length < most;
    const turn = all.filter((place) => place === racer || due(place));
    this.first = (this.first + most) % all.length;
    return turn;
  }

  /** Every racer's plane, the new ones in their places; null where those before had another grid. */
  _together(outputs) {
    const { length } = this.trainer.header.racers;
    if (this.turn.length === length) return outputs;
    const size = outputs.length / this.turn.length;
    if (this.planes?.length !== size * length) return null;
    const all = this.planes.slice();
    this.turn.forEach((racer, place) => {
      all.set(outputs.subarray(place * size, (place + 1) * size), racer * size);
    });
    return all;
  }

  /** The picture for what the engine answered; null if that was to an older question. */
  take(content) {
    if (content.id !== this.waiting) return null;
    this.waiting = null;
    const { run, elsewhere, header, look, ready, rewind } = this.trainer;
    if (!ready) return null;
    this.planes = this._together(content.outputs);
    // What rests is shown as it is at this step.
    if (!content.running && this.turn.length < header.racers.length) this.planes = null;
    if (!this.planes) {
      this.show();
      return null;
    }
    content.outputs = this.planes;
    const seen = { run, elsewhere, header, look, rewind, ...this.asking, limitOfZ: this.limitOfZ };
    const frame = frameFrom(content, seen);
    this.limitOfZ = seen.limitOfZ;
    return frame;
  }

  end() {
    cancelAnimationFrame(this.due);
  }
}
