/** The run as a file of its own has it, from its start: data, start weights, and what steers it. */

import { trainerOf } from "./trainer.js";

const PARTS = ["question", "buttons", "rate", "run", "look"];
const ADDRESS = "run";
const CHUNK = 2 ** 15; // arguments of one call

/**
 * @param {object} figure the live figure
 * @returns {{parts: object[], files: Object<string, string>, headers: object[]}}
 */
export function kept({ data }) {
  const trainer = trainerOf(data.feed);
  if (!trainer.here) throw new Error("only a run that this device trains can be a file");
  const { header, buffer, look, racer, layer, rate, messages } = trainer;
  const now = { look: { ...look, racer, layer, rate, told: 0, heard: 0 }, answer: null, address: ADDRESS };
  const parts = PARTS.map((part) => ({ ...messages[part], ...now }));
  const head = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  return { parts, files: { [ADDRESS]: base64(head, new Uint8Array(buffer)) }, headers: [header] };
}

function base64(...arrays) {
  let text = "";
  for (const bytes of arrays) {
    for (let start = 0; start < bytes.length; start += CHUNK) {
      text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
    }
  }
  return btoa(text);
}
