/** What a message says of a live figure's state: its controls' values, the probe, the range of x. */

/** @typedef {import("./contract.js").Message} Message */

// Parts of messages that hardly change, by their digest. The page keeps them as long as the server
// counts on it, whatever address this module has meanwhile.
const fixed = (globalThis.liveFigureParts ??= new Map());
const TOLD = 12; // digests in a commit: those of the figures on a page, and of pages before it

/** A message with its fixed parts. @param {import("./contract.js").Place} message */
export function completed({ fixed: { digest, parts }, ...rest }) {
  if (parts) {
    fixed.delete(digest);
    fixed.set(digest, parts);
  }
  return { ...rest, ...fixed.get(digest) };
}

/** Digests of the parts that the page has, the latest last. */
export function held() {
  return [...fixed.keys()].slice(-TOLD);
}

/** What Python holds, in the shape the figure works with. @param {Message} message */
export function settingsOf({ controls, probe = null, view }) {
  return {
    values: Object.fromEntries(controls.map(({ id, value }) => [id, value])),
    probe,
    from: view?.low ?? null,
    to: view?.high ?? null,
  };
}

/** Text that changes exactly when the controls must be built anew. @param {Message} message */
export function outlineOf({ controls, drawing, functions, probe, range_controls: ranges, view }) {
  const fixed = controls.map(({ value, ...rest }) => rest);
  const sources = functions.map(({ id, source, defaults }) => [id, source, defaults]);
  const hasProbe = probe !== undefined;
  return JSON.stringify([drawing, fixed, sources, ranges, hasProbe, view?.lowest, view?.highest]);
}

/** The settings that "Reset" goes back to. @param {Message} message */
export function defaultsOf({ controls, probe, default_probe: usual, view }) {
  return {
    values: Object.fromEntries(controls.map(({ id, default: value }) => [id, value])),
    probe: probe === undefined ? null : usual,
    from: view?.default_low ?? null,
    to: view?.default_high ?? null,
  };
}
