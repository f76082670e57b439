/** In a file of its own everything is there: takes the place of live_figure/loading.js. */

let offered = {};
let programs = {};
let files = {};

/**
 * Has `loadModule`, `startWorker` and `loadBytes` find these.
 * @param {object} modules by their names
 * @param {object} workers functions by the names of their programs; each takes what posts an answer,
 *   and gives what hears a message
 * @param {Object<string, string>} bytes in base64, by their addresses
 */
export function offer(modules, workers, bytes) {
  offered = modules;
  programs = workers;
  files = bytes;
}

export async function loadBytes(address) {
  if (!files?.[address]) throw new Error("they are not in this file");
  return Uint8Array.from(atob(files[address]), (letter) => letter.charCodeAt(0)).buffer;
}

export function loadPlotly() {
  return Promise.resolve(window.Plotly);
}

export function loadStyles() {
  return Promise.resolve();
}

/** As a worker, but beside the page: a policy may forbid workers. One that ended has no more turn. */
export function startWorker(name) {
  const { port1, port2 } = new MessageChannel();
  let ended = false;

  /** Its channel to itself. The page has its turn in between: it draws, and hears the visitor. */
  class Paced {
    constructor() {
      this.port1 = { onmessage: null };
      this.port2 = { postMessage: (data) => setTimeout(() => ended || this.port1.onmessage({ data })) };
    }
  }

  const post = (answer, transfer = []) => port2.postMessage(answer, transfer);
  port2.onmessage = programs[name](post, Paced);
  port1.terminate = () => {
    ended = true;
    port1.close();
  };
  return port1;
}

export function loadModule(name) {
  return Promise.resolve(offered[name]);
}
