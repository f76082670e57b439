/** What Python knows of a live figure's settings: it is told once per release, and answers. */

const PATIENCE = 10_000; // ms until a commit without an answer is given up

export class Agreement {
  /** @param {HTMLElement} root counts the commits as `data-commits` */
  constructor(root) {
    this.root = root;
    this.commits = 0;
  }

  /** A message arrived: `heard` is the serial of the last commit that Python knew by then. */
  receive(heard) {
    this.heard = heard;
    this.sent ??= heard;
  }

  /** A commit is on its way: what Python sends meanwhile is older than what the visitor sees. */
  get pending() {
    return this.heard < this.sent && performance.now() - this.sentAt < PATIENCE;
  }

  /** These settings are Python's. */
  agree(settings) {
    this.shared = JSON.stringify(settings);
  }

  /** Tells Python the settings if it has others, and the digests of the parts that are held. */
  tell(settings, holds, send) {
    const text = JSON.stringify(settings);
    if (text === this.shared) return;
    this.shared = text;
    this.sent += 1;
    this.sentAt = performance.now();
    this.commits += 1;
    this.root.dataset.commits = this.commits;
    send("commit", { ...JSON.parse(text), holds, serial: this.sent });
  }
}
