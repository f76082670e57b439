/** The page's end of the worker: asks for the network that is shown, and publishes what was found. */

import { forget, publish } from "../../live_figure/feed.js";

const MODULE = new URL("./worker.js", import.meta.url);

export class Splitting {
  /**
   * @param {string} feed where the answers go: {key, hidden, regions, maps} or {key, hidden, smooth}
   * @param {(error: Error) => void} failed
   */
  constructor(feed, failed) {
    this.feed = feed;
    this.asked = null;
    this.worker = new Worker(MODULE, { type: "module" });
    this.worker.onmessage = ({ data }) => {
      if (data.error) failed(new Error(data.error));
      else publish(this.feed, data);
    };
    this.worker.onerror = () => failed(new Error("the program that splits the plane did not load"));
  }

  ask(key, question) {
    if (key === this.asked) return;
    this.asked = key;
    this.worker.postMessage({ key, question });
  }

  end() {
    this.worker.terminate();
    forget(this.feed);
  }
}
