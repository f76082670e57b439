/** The steps of a run that PyTorch trains, on their way to the worker, which makes the pictures. */

export class Steps {
  /** @param {object} trainer whose run it is, see trainer.js */
  constructor(trainer) {
    this.trainer = trainer;
    this.next = null;
  }

  /** The worker has begun the run anew. */
  begin() {
    /** Whether there is nothing to show yet. */
    this.awaited = this.trainer.elsewhere;
    this.taken();
  }

  /** A step as `weights.py` has it; of a large race it does not always come with weights. */
  take(message) {
    const { run, order, weights } = message;
    if (weights === null || order < this.order) return;
    this.order = order;
    // Each brings the history's last rows, so none may be lost with a step that is passed over.
    const before = this.next?.run === run ? this.next.rows : [];
    this.next = { ...message, rows: [...before, ...message.rows] };
    this._send();
  }

  /** The worker has taken what it was sent. */
  taken() {
    this.underWay = false;
    this._send();
  }

  _send() {
    const { trainer, next } = this;
    const { run, begun, elsewhere, ready } = trainer;
    if (!elsewhere || !ready || begun !== run || this.underWay || next?.run !== run) return;
    this.underWay = true;
    this.awaited = false;
    this.next = null;
    trainer.engine.ask("lay", next);
  }
}
