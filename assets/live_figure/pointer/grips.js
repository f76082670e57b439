/** Dragging what a drawing shows: its lines and bars themselves. */

import { axisOf } from "../chart/plotly_internals.js";

const REACH = { mouse: 12, touch: 24 }; // pixels from a line within which it is taken

/**
 * Listens on the stage before anything on it does. A press on something that the drawing lets go
 * of is left to the probe and to the page.
 * @param {HTMLElement} stage
 * @param {object} figure
 * @param {HTMLElement} figure.graph the drawn Plotly graph
 * @param {(at: Place) => ((at: {x, y}) => object)|null} figure.grip values by the control's id
 * @param {(values: object) => void} figure.move
 * @param {() => void} figure.release
 *
 * @typedef {object} Place a point of the first axes
 * @property {number} x
 * @property {number} y
 * @property {number} width of one unit in pixels
 * @property {number} height of one unit in pixels
 * @property {number} reach pixels within which something is taken
 * @property {boolean} touch
 */
export function watchGrips(stage, figure) {
  let held = null; // {pointer, move}

  const locate = ({ clientX, clientY }, touch) => {
    const [x, y] = [axisOf(figure.graph, "x"), axisOf(figure.graph, "y")];
    if (!x || !y) return null;
    const box = figure.graph.getBoundingClientRect();
    const [across, up] = [clientX - box.left - x.start, clientY - box.top - y.start];
    const width = x.length / (x.range[1] - x.range[0]);
    const height = y.length / (y.range[1] - y.range[0]);
    const inside = across >= 0 && across <= x.length && up >= 0 && up <= y.length;
    return {
      x: x.range[0] + across / width,
      y: y.range[1] - up / height,
      width, height, inside, touch,
      reach: touch ? REACH.touch : REACH.mouse,
    };
  };
  const taken = (point, touch) => {
    const place = locate(point, touch);
    return place?.inside ? figure.grip(place) : null;
  };

  stage.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    const move = taken(event, event.pointerType !== "mouse");
    if (!move) return;
    held = { pointer: event.pointerId, move };
    event.stopPropagation();
    stage.setPointerCapture(event.pointerId);
  }, { capture: true });
  stage.addEventListener("pointermove", (event) => {
    if (held?.pointer === event.pointerId) {
      event.stopPropagation();
      figure.move(held.move(locate(event, false)));
    } else if (event.pointerType === "mouse" && event.buttons === 0) {
      stage.classList.toggle("live-figure-grip", Boolean(taken(event, false)));
    }
  }, { capture: true });
  const end = (event) => {
    if (held?.pointer !== event.pointerId) return;
    held = null;
    event.stopPropagation();
    figure.release();
  };
  stage.addEventListener("pointerup", end, { capture: true });
  stage.addEventListener("pointercancel", end, { capture: true });
  // A finger on a line drags it; elsewhere it may scroll the page.
  stage.addEventListener(
    "touchstart",
    (event) => {
      if (event.touches.length === 1 && taken(event.touches[0], true)) event.preventDefault();
    },
    { passive: false },
  );
}
