/** What plays a run: start, pause, step, epoch, reset, and the way to a step that was done before. */

/**
 * A trainer's buttons; it has the `state`, `look`, `header`, `engine` and `screen` of its run, and
 * says whether that is trained `here`.
 */
export class Transport {
  /** Whether it trains, or was just told to. */
  get playing() {
    return this.intended ?? this.state.running;
  }

  /** Nothing is left to do: stopped by number of steps, or every racer diverged. */
  get over() {
    const { step, finished } = this.state;
    return finished || (this.look?.stop > 0 && step >= this.look.stop);
  }

  press() {
    if (this.playing) this.pause();
    else this.start();
  }

  start() {
    if (!this.here || this.over) return;
    const { stop, speed } = this.look;
    this.intended = true;
    this.engine.ask("run", { until: stop || Infinity, speed: speed === "full" ? Infinity : Number(speed) });
    this.changed();
  }

  pause() {
    if (!this.here) return;
    this.intended = false;
    this.engine.ask("pause");
    this.changed();
  }

  /** One update; what plays pauses for it. */
  once() {
    this.atRest(() => this.engine.ask("step", { count: 1 }));
  }

  /** Updates to the end of the epoch; what plays pauses for it. */
  throughEpoch() {
    this.atRest(() => {
      const each = Math.ceil(this.header.train.count / this.header.batch_size);
      this.engine.ask("step", { count: each - (this.state.step % each) });
    });
  }

  /** Back to step 0, with the present learning rate. */
  reset() {
    if (this.here) this.engine.afterAnswers(() => this.here && this._init());
  }

  /** Go to a step that was done before; what plays pauses. */
  seek(step) {
    if (this.playing) this.intended = false;
    this.engine.ask("seek", { step });
    this.screen.show();
  }

  /** Do what is asked for when nothing plays any more. */
  atRest(work) {
    if (!this.here) return;
    if (!this.playing) return work();
    this.resting = work;
    this.pause();
  }
}
