/** Dragging the probe over the plot area. */

import { fineStep, toStep } from "../../drawings/numbers.js";

const SLOP = 8; // pixels a resting finger may tremble

/**
 * Lays a surface over the plot area; pointing at it or dragging across it moves the probe.
 * @param {HTMLElement} surface
 * @param {object} figure
 * @param {() => {from, to}} figure.view
 * @param {() => [number, number][]} figure.panels where x axes lie, in fractions of the surface
 * @param {(x: number) => void} figure.move
 * @param {() => void} figure.release
 */
export function watchProbe(surface, figure) {
  let held = null; // {pointer, x, y, moving, panel}

  const locate = (event) => {
    const box = surface.getBoundingClientRect();
    const { from, to } = figure.view();
    const across = (event.clientX - box.left) / box.width;
    // The panel where it was pressed: going on past its edge stays at the edge.
    const [start, end] = (held.panel ??= nearest(figure.panels(), across));
    const share = Math.min(Math.max((across - start) / (end - start), 0), 1);
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

function nearest(panels, across) {
  const away = ([start, end]) => Math.max(start - across, across - end, 0);
  return panels.reduce((best, each) => (away(each) < away(best) ? each : best));
}
