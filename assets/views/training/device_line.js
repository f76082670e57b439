/** What the server and a run on this device say to each other. */

import { loadBytes } from "../../live_figure/loading.js";

const PATIENCE = 2000; // ms until what the server has not heard is said again

/** Tells the server events in their order, each until it was heard. */
export class Line {
  constructor() {
    this.sent = null; // serial of the last event
    this.unheard = [];
  }

  /** The server has heard the events up to this serial; `send(event, message)` tells it more. */
  listen(heard, send) {
    this.send = send;
    this.sent ??= heard;
    this.unheard = this.unheard.filter(({ serial }) => serial > heard);
    if (this.agreed) clearTimeout(this.again);
  }

  /** Whether the server has heard everything. */
  get agreed() {
    return this.unheard.length === 0;
  }

  tell(event, message = {}) {
    this.sent += 1;
    this.unheard.push({ event, ...message, serial: this.sent });
    this._say();
  }

  /** All that the server has not heard yet: of two messages in one moment it may take but one. */
  _say() {
    clearTimeout(this.again);
    if (this.agreed) return;
    this.send("told", { events: this.unheard });
    this.again = setTimeout(() => this._say(), PATIENCE);
  }

  end() {
    clearTimeout(this.again);
  }
}

/** {header, buffer} from an address: a line of JSON, then numbers. Error if there is nothing. */
export async function fetchHeaded(address) {
  const bytes = new Uint8Array(await loadBytes(address));
  const end = bytes.indexOf(10);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  return { header, buffer: bytes.buffer.slice(end + 1) };
}

/** Where a run rests, and how it got there; of one at the start the link says all. */
export const standing = ({ step, rates }) => (step === 0 ? START : JSON.stringify([step, rates]));
export const START = "start";

/** What the server is to know of a run that rests: see `Report` of `device.py`. */
export function reportOf({ step, finished, rates, probes, reached, moved }) {
  const each = (find) => probes.map((found) => (found ? find(found) : null));
  return {
    step, finished, rates, reached, moved,
    loss: each(({ loss }) => loss),
    accuracy: each(({ accuracy }) => accuracy),
    dead: each(({ dead }) => dead),
    firing: each(({ firing }) => mean(firing)),
  };
}

function mean(layers) {
  const units = layers.flatMap((layer) => Array.from(layer));
  return units.reduce((sum, value) => sum + value, 0) / units.length;
}
