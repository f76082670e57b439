/** What the drawings of several panels share. */

/**
 * The figure with its live traces filled.
 * @param {object} figure as Python sent it, painted
 * @param {Object<string, object>} parts by the trace's `meta.live`: what to change in it; null hides it
 * @param {object} [layout] what to change in the layout
 */
export function filled(figure, parts, layout = {}) {
  const data = figure.data.map((trace) => {
    const part = parts[trace.meta?.live];
    if (part === undefined) return trace;
    if (part === null) return { ...trace, x: [], y: [], visible: false };
    const marker = part.marker ? { ...trace.marker, ...part.marker } : trace.marker;
    const line = part.line ? { ...trace.line, ...part.line } : trace.line;
    return { ...trace, ...part, ...(marker && { marker }), ...(line && { line }) };
  });
  return { data, layout: { ...figure.layout, ...layout } };
}

/** A function's points at given x. */
export function at(fn, parameters, x) {
  return { x, y: x.map((point) => fn(point, parameters)) };
}

/** The same colour, see-through: "#rrggbb" with an opacity of 0 to 1. */
export function veiled(colour, opacity) {
  return colour + Math.round(255 * opacity).toString(16).padStart(2, "0");
}

/** The layout's annotations with other texts. */
export function retitled(figure, texts) {
  return figure.layout.annotations.map((note, index) => ({
    ...note,
    text: texts[index] ?? note.text,
  }));
}
