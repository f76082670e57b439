/** What Python knows of a live figure's settings: it is told once per release, and answers. */

import { watchReturn } from "./connection.js";

const PATIENCE = 10_000; // ms until a commit without an answer is told again

export class Commits {
  /** @param {HTMLElement} root counts the commits as `data-commits` */
  constructor(root) {
    this.root = root;
    this.count = 0;
    this.next = null; // what is to be told after the answer
  }

  /**
   * A message arrived: `heard` is the serial of the last commit that Python knew by then. With
   * `others`, other controls have come, and what was to be told was about those before.
   */
  receive(heard, others) {
    if (others) this.next = null;
    this.heard = heard;
    this.sent ??= heard;
    this.goOn();
  }

  /** A commit is on its way: what Python sends meanwhile is older than what the visitor sees. */
  get pending() {
    return this.heard < this.sent && performance.now() - this.sentAt < PATIENCE;
  }

  /** These settings are Python's. */
  agree(settings) {
    this.shared = JSON.stringify(settings);
  }

  /**
   * Tells Python the settings if it has others, and the digests of the parts that are held; while a
   * commit is on its way, after its answer.
   */
  tell(settings, holds, send) {
    this.next = { text: JSON.stringify(settings), holds, send };
    this.goOn();
  }

  /**
   * The line was lost and stands again, or no answer has come for long: a commit may not have come
   * through. Streamlit drops one that another message overtakes before its run.
   */
  renew() {
    if (this.heard < this.sent) {
      this.next ??= this.last;
      this.shared = null;
    }
    this.sentAt = -Infinity; // no answer will come any more
    this.goOn();
  }

  goOn() {
    if (!this.next || this.pending) return;
    const { text, holds, send } = (this.last = this.next);
    this.next = null;
    this.unwatch ??= watchReturn(() => this.renew());
    if (text === this.shared) return;
    this.shared = text;
    this.sent += 1;
    this.sentAt = performance.now();
    this.count += 1;
    this.root.dataset.commits = this.count;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.renew(), PATIENCE);
    send("commit", { ...JSON.parse(text), holds, serial: this.sent });
  }

  end() {
    clearTimeout(this.timer);
    this.unwatch = this.unwatch?.();
    this.next = null;
  }
}
