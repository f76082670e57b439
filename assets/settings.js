/** The state of a live figure: its controls' values, the probe and the range of x. */

/** What Python holds, in the shape the figure works with. */
export function settingsOf({ controls, program }) {
  return {
    values: Object.fromEntries(controls.map(({ id, value }) => [id, value])),
    probe: program?.probe ?? null,
    from: program?.view?.from ?? null,
    to: program?.view?.to ?? null,
  };
}

/** Text that changes exactly when the controls must be built anew. */
export function outlineOf({ controls, program, drawing }) {
  const fixed = controls.map(({ value, ...rest }) => rest);
  const view = program?.view;
  const functions = program?.functions?.map(({ id, source, defaults }) => [id, source, defaults]);
  return JSON.stringify([
    drawing, fixed, functions, program?.range_controls, program?.probe == null,
    view?.low_limit, view?.high_limit,
  ]);
}

/** The settings that "Reset" goes back to. */
export function defaultsOf({ controls, program }) {
  const view = program?.view;
  return {
    values: Object.fromEntries(controls.map(({ id, default: usual }) => [id, usual])),
    probe: program?.probe == null ? null : (program.default_probe ?? 1),
    from: view ? (view.default_from ?? -6) : null,
    to: view ? (view.default_to ?? 6) : null,
  };
}
