/** Points of the plot to be dragged in both directions, and the point under the pointer. */

import { axisOf } from "../chart/plotly_internals.js";

const REACH = 28; // pixels from a handle within which it is taken

/**
 * Lays a surface over the plot area. Pressing near a handle drags it; elsewhere the pointer is
 * followed without a button, and pressing drags the point.
 * @param {HTMLElement} surface
 * @param {object} figure
 * @param {HTMLElement} figure.graph the drawn Plotly graph
 * @param {() => {x: string, y: string}[]} figure.handles pairs of controls, by id
 * @param {() => object} figure.values present values by the control's id
 * @param {(handle: object|null, position: {x, y}) => void} figure.drag null drags the point
 * @param {(position: {x, y}|null) => void} figure.hover
 * @param {() => void} figure.release
 */
export function watchHandles(surface, figure) {
  let held; // undefined: nothing; null: the point; else a handle

  const axes = () => ({ x: axisOf(figure.graph, "x").range, y: axisOf(figure.graph, "y").range });
  const locate = (event) => {
    const box = surface.getBoundingClientRect();
    const { x, y } = axes();
    const across = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    const up = Math.min(Math.max(1 - (event.clientY - box.top) / box.height, 0), 1);
    return { x: x[0] + across * (x[1] - x[0]), y: y[0] + up * (y[1] - y[0]) };
  };
  const nearest = (event) => {
    const box = surface.getBoundingClientRect();
    const { x, y } = axes();
    const values = figure.values();
    const distance = (handle) => {
      const left = box.left + (box.width * (values[handle.x] - x[0])) / (x[1] - x[0]);
      const top = box.bottom - (box.height * (values[handle.y] - y[0])) / (y[1] - y[0]);
      return Math.hypot(event.clientX - left, event.clientY - top);
    };
    const ranked = figure
      .handles()
      .map((handle) => ({ handle, away: distance(handle) }))
      .sort((one, other) => one.away - other.away);
    return ranked.length > 0 && ranked[0].away <= REACH ? ranked[0].handle : null;
  };

  surface.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    held = nearest(event);
    surface.setPointerCapture(event.pointerId);
    figure.hover(null);
    if (held === null) figure.drag(null, locate(event));
  });
  surface.addEventListener("pointermove", (event) => {
    if (held !== undefined) {
      figure.drag(held, locate(event));
    } else if (event.pointerType === "mouse") {
      const near = nearest(event) !== null;
      surface.style.cursor = near ? "grab" : "crosshair";
      figure.hover(near ? null : locate(event));
    }
  });
  const end = () => {
    if (held === undefined) return;
    held = undefined;
    figure.release();
  };
  surface.addEventListener("pointerup", end);
  surface.addEventListener("pointercancel", end);
  surface.addEventListener("pointerleave", () => held === undefined && figure.hover(null));
  // A finger on a handle drags it; elsewhere it may scroll the page.
  surface.addEventListener(
    "touchstart",
    (event) => {
      if (nearest(event.touches[0]) !== null) event.preventDefault();
    },
    { passive: false },
  );
}
