/** The worker that trains: frames go over while it does. */

import { answerWith, overtaken } from "../../live_figure/work/answers.js";
import { Watched } from "./agreement.js";

const UPDATES = 10; // between two frames

answerWith(async ({ header, block, rate, updates }, reply) => {
  const numbers = Uint8Array.from(atob(block), (letter) => letter.charCodeAt(0));
  const watched = new Watched(header, numbers.buffer, rate);
  while (watched.step < updates) {
    watched.advance(Math.min(UPDATES, updates - watched.step));
    const { shares, losses } = watched;
    reply({ shares, losses, running: watched.step < updates });
    if (await overtaken()) return;
  }
});
