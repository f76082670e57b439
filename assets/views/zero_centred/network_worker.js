/** The worker that trains: the latest question counts, an older one is dropped. */

import { Watched } from "./agreement.js";

const UPDATES = 10; // between two frames

let wanted = 0;

// A task of its own waits behind the messages that came before it.
const { port1, port2 } = new MessageChannel();
const turn = () => new Promise((resolve) => {
  port1.onmessage = resolve;
  port2.postMessage(null);
});

onmessage = async ({ data: { key, header, block, rate, updates } }) => {
  const mine = (wanted += 1);
  try {
    const numbers = Uint8Array.from(atob(block), (letter) => letter.charCodeAt(0));
    const watched = new Watched(header, numbers.buffer, rate);
    while (watched.step < updates && mine === wanted) {
      watched.advance(Math.min(UPDATES, updates - watched.step));
      const { shares, losses } = watched;
      postMessage({ key, shares, losses, running: watched.step < updates });
      await turn();
    }
  } catch (error) {
    postMessage({ key, error: error.message });
  }
};
