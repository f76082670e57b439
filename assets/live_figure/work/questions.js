/** The page's end of a worker: asks it about what is shown, and publishes its answers. */

import { forget, publish } from "../feed.js";
import { startWorker } from "../loading.js";

export class Questions {
  /**
   * @param {string} feed where the answers go, each with the `key` of its question
   * @param {string} program name of the worker's module in the assets
   * @param {(error: Error) => void} failed
   */
  constructor(feed, program, failed) {
    this.feed = feed;
    this.asked = null;
    this.worker = startWorker(program);
    this.worker.onmessage = ({ data }) => {
      if (data.error) failed(new Error(data.error));
      else publish(this.feed, data);
    };
    this.worker.onerror = () => failed(new Error("the program that computes did not load"));
  }

  ask(key, question) {
    if (key === this.asked) return;
    this.asked = key;
    this.worker.postMessage({ key, question });
  }

  /** Ends the work with the figure that asked. */
  end() {
    this.worker.terminate();
    forget(this.feed);
  }
}
