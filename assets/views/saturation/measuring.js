/** The page's end of the worker: asks for the network that is shown, and publishes what it was. */

import { forget, publish } from "../../live_figure/feed.js";

const MODULE = new URL("./worker.js", import.meta.url);

export class Measuring {
  /**
   * @param {string} feed where the answers go: {key, runs, complete}
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
    this.worker.onerror = () => failed(new Error("the program that measures did not load"));
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
