/** The state of a live figure: its controls' values, the probe and the range of x. */

/** @typedef {import("./contract.js").Message} Message */

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
