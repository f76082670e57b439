/** The engine in its worker, and whether anybody sees the page. */

/**
 * @typedef {object} Listener
 * @property {(message: object) => void} heard what the worker says, see `session.js` of the engine
 * @property {(reason: string) => void} failed there is no engine, and why
 * @property {(hidden: boolean) => void} hidden the page came out of sight, or back
 */

export class Engine {
  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
    this.looked = () => listener.hidden(document.hidden);
  }

  /** Whether it has been opened. */
  get runs() {
    return Boolean(this.worker);
  }

  /** Start the worker, if there is none yet; whether there is one. */
  open() {
    if (this.worker) return true;
    try {
      const address = new URL("../../engine/worker.js", import.meta.url);
      this.worker = new Worker(address, { type: "module" });
    } catch {
      this.listener.failed("This browser has no workers, in which networks are trained");
      return false;
    }
    this.worker.onmessage = ({ data }) => this.listener.heard(data);
    this.worker.onerror = () => this.listener.failed("The engine did not load");
    document.addEventListener("visibilitychange", this.looked);
    return true;
  }

  ask(type, content = {}) {
    this.worker.postMessage({ type, ...content });
  }

  end() {
    this.worker?.terminate();
    this.worker = null;
    document.removeEventListener("visibilitychange", this.looked);
  }
}
