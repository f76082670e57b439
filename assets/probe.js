/** Dragging the probe over the plot area. */

import { fineStep, toStep } from "./numbers.js";

const SLOP = 8; // pixels a resting finger may tremble

/**
 * Lays a surface over the plot area; pointing at it or dragging across it moves the probe.
 * @param {HTMLElement} surface
 * @param {{view: () => {from, to}, move: (x: number) => void, release: () => void}} figure
 */
export function watchProbe(surface, figure) {
  let held = null; // {pointer, x, y, moving}

  const locate = (event) => {
    const box = surface.getBoundingClientRect();
    const { from, to } = figure.view();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    return toStep(from + share * (to - from), from, to, fineStep(to - from));
  };
  surface.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    const moving = event.pointerType === "mouse";
    held = { pointer: event.pointerId, x: event.clientX, y: event.clientY, moving };
    surface.setPointerCapture(event.pointerId);
    if (moving) figure.move(locate(event));
  });
  surface.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.pointer) return;
    // A finger may be about to scroll the page: it moves the probe once it goes sideways.
    const across = Math.abs(event.clientX - held.x);
    held.moving ||= across > SLOP && across > Math.abs(event.clientY - held.y);
    if (held.moving) figure.move(locate(event));
  });
  surface.addEventListener("pointerup", (event) => {
    if (event.pointerId !== held?.pointer) return;
    const tapped = Math.hypot(event.clientX - held.x, event.clientY - held.y) <= SLOP;
    if (held.moving || tapped) figure.move(locate(event));
    held = null;
    figure.release();
  });
  surface.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== held?.pointer) return;
    held = null;
    figure.release();
  });
}

/** Puts the surface exactly over the plot area of a drawn Plotly graph. */
export function placeSurface(surface, graph) {
  const size = graph._fullLayout?._size;
  if (!size) return;
  surface.style.left = `${size.l}px`;
  surface.style.top = `${size.t}px`;
  surface.style.width = `${size.w}px`;
  surface.style.height = `${size.h}px`;
}
