/** The engine in its worker, and whether anybody sees the page. */

import { startWorker } from "../../live_figure/loading.js";

const PROGRAM = "engine/worker.js";

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
    this.asked = 0;
    this.answers = new Map();
    this.after = null;
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
      this.worker = startWorker(PROGRAM);
    } catch {
      this.listener.failed("This browser has no workers, in which networks are trained");
      return false;
    }
    this.worker.onmessage = ({ data }) => this._heard(data);
    this.worker.onerror = () => this.listener.failed("The engine did not load");
    document.addEventListener("visibilitychange", this.looked);
    return true;
  }

  _heard(message) {
    const answer = message.type === "frame" && this.answers.get(message.id);
    if (answer) {
      this.answers.delete(message.id);
      answer(message);
    } else {
      if (message.type === "error") this.answers.clear();
      this.listener.heard(message);
    }
    this._settle();
  }

  ask(type, content = {}) {
    if (type === "init") this.answers.clear();
    this.worker.postMessage({ type, ...content });
  }

  /** A frame that is for no picture, see `frame.js` of the engine. */
  frame(want) {
    return new Promise((resolve) => {
      const id = `kept ${(this.asked += 1)}`;
      this.answers.set(id, resolve);
      this.ask("frame", { id, want });
    });
  }

  /** Act once what was asked for has come: a run that begins anew no longer has it. */
  afterAnswers(act) {
    this.after = act;
    this._settle();
  }

  _settle() {
    if (this.answers.size > 0) return;
    const { after } = this;
    this.after = null;
    after?.();
  }

  end() {
    this.worker?.terminate();
    this.worker = null;
    document.removeEventListener("visibilitychange", this.looked);
  }
}

/** The frame with weights and probes of a run that is trained anew to `step`, beside the other. */
export function replayed(header, buffer, rates, step) {
  const worker = startWorker(PROGRAM);
  const ask = (type, content) => worker.postMessage({ type, ...content });
  const answer = new Promise((resolve, reject) => {
    worker.onerror = () => reject(new Error("the engine did not load"));
    worker.onmessage = ({ data }) => {
      if (data.type === "frame") resolve(data);
      if (data.type === "error") reject(new Error(data.message));
    };
  });
  ask("init", { header: { ...header, learning_rate: rates[0][1] }, buffer, budget: 2 ** 20 });
  const changes = rates.slice(1).filter(([from]) => from < step);
  let stands = 0;
  for (const [from, value] of changes) {
    ask("step", { count: from - stands });
    ask("rate", { value });
    stands = from;
  }
  ask("step", { count: step - stands });
  ask("frame", { id: 0, want: { weights: true, probe: true } });
  return answer.finally(() => worker.terminate());
}
