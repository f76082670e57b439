/**
 * Moves lines, points, bars and words of a drawn Plotly chart without Plotly, which takes as long
 * for one changed curve as for all of them. What is not merely moved is left to Plotly.
 */

import { axisOf, barsOf, groupOf, tracesOf } from "./plotly_internals.js";

const FAR = 20; // plot heights beyond which a line's end may be anywhere

/**
 * Makes the chart show `after` where it differs from `before` in points and words alone.
 * @param {HTMLElement} graph drawn by Plotly, with `before` or an earlier picture
 * @param {{data: object[], layout: string} | null} before
 * @param {{data: object[], layout: string}} after the layout as text: Plotly writes into objects
 * @returns {boolean} false if Plotly has to draw `after`
 */
export function movePicture(graph, before, after) {
  if (!before || before.layout !== after.layout || before.data.length !== after.data.length) {
    return false;
  }
  const moves = [];
  for (let index = 0; index < after.data.length; index += 1) {
    const [old, trace] = [before.data[index], after.data[index]];
    if (!sameBesidesPoints(old, trace)) return false;
    if (["x", "y", "text"].every((name) => sameItems(old[name], trace[name]))) continue;
    const move = moveOf(graph, index, trace);
    if (!move) return false;
    moves.push(move);
  }
  for (const move of moves) move();
  return true;
}

function sameBesidesPoints(old, trace) {
  const names = new Set([...Object.keys(old), ...Object.keys(trace)]);
  names.delete("x");
  names.delete("y");
  if (trace.mode === "text") names.delete("text");
  return [...names].every(
    (name) => old[name] === trace[name] || JSON.stringify(old[name]) === JSON.stringify(trace[name]),
  );
}

function sameItems(old, items) {
  if (old === items) return true;
  return old?.length === items?.length && Array.from(old).every((each, i) => each === items[i]);
}

/** What moves one trace, or null if only Plotly can. */
function moveOf(graph, index, trace) {
  const full = tracesOf(graph)[index];
  if (!full || ![undefined, "none", "toself"].includes(full.fill)) return null;
  // Taken away by a click on the legend.
  if (full.visible !== true) return () => {};
  const [across, up] = [axisOf(graph, full.xaxis), axisOf(graph, full.yaxis)];
  const group = groupOf(graph, full);
  if (!group || across?.type !== "linear" || up?.type !== "linear") return null;
  if (full.type === "bar") return moveBars(group, barsOf(graph, index), trace, across, up);
  if (full.type !== "scatter") return null;
  const places = placesOf(trace, across, up);
  const mover = { lines: moveLine, markers: movePoints, text: moveWords }[full.mode];
  return mover ? mover(group, places, trace) : null;
}

/** Pixels of each point; null where the line is broken. */
function placesOf({ x, y }, across, up) {
  const far = FAR * up.length;
  return Array.from(y, (value, index) => {
    if (!Number.isFinite(value) || !Number.isFinite(x[index])) return null;
    const height = Math.min(Math.max(up.toPixel(value), -far), far);
    return [across.toPixel(x[index]).toFixed(2), height.toFixed(2)];
  });
}

function moveLine(group, places) {
  const lines = group.querySelectorAll("path.js-line");
  const areas = group.querySelectorAll("path.js-fill");
  if (lines.length === 0 || areas.length > 1) return null;
  let path = "";
  let pen = "M";
  for (const place of places) {
    if (place) path += `${pen}${place[0]},${place[1]}`;
    pen = place ? "L" : "M";
  }
  // Plotly has a path for each unbroken piece, which come and go: one holds them all meanwhile.
  return () => {
    lines.forEach((line, index) => line.setAttribute("d", index === 0 ? path || "M0,0" : "M0,0"));
    for (const area of areas) area.setAttribute("d", `${path || "M0,0"}Z`);
  };
}

function movePoints(group, places) {
  const points = group.querySelectorAll("path.point");
  const shown = places.filter((place) => place !== null);
  if (points.length !== shown.length) return null;
  return () =>
    points.forEach((point, index) =>
      point.setAttribute("transform", `translate(${shown[index][0]},${shown[index][1]})`),
    );
}

/** One number over each point; words that Plotly would read as more than one line stay its own. */
function moveWords(group, places, { text }) {
  const words = group.querySelectorAll("g.textpoint > text");
  if (words.length !== text.length || words.length !== places.length) return null;
  if (!places.every(Boolean) || !text.every((word) => /^[^<&$]+$/.test(word))) return null;
  if ([...words].some((word) => word.childElementCount > 0)) return null;
  return () =>
    words.forEach((word, index) => {
      word.setAttribute("x", places[index][0]);
      word.setAttribute("y", places[index][1]);
      if (word.textContent !== text[index]) word.textContent = text[index];
    });
}

/** Upright bars from 0 that stay where they stand on the axis; `drawn` is what Plotly made of them. */
function moveBars(group, drawn, { x, y, base, orientation }, across, up) {
  const bars = group.querySelectorAll("g.point > path");
  if (base !== undefined || orientation === "h" || bars.length !== y.length) return null;
  if (drawn.length !== y.length || !drawn.every(({ p }, index) => p === x[index])) return null;
  const far = FAR * up.length;
  const level = (value) => Math.min(Math.max(up.toPixel(value), -far), far);
  const shapes = drawn.map(({ p0, p1 }, index) => {
    const end = Number.isFinite(y[index]) ? level(y[index]) : level(0);
    const foot = visible(level(0), end).toFixed(2);
    const top = visible(end, Number(foot)).toFixed(2);
    return `M${across.toPixel(p0).toFixed(2)},${foot}V${top}H${across.toPixel(p1).toFixed(2)}V${foot}Z`;
  });
  return () => bars.forEach((bar, index) => bar.setAttribute("d", shapes[index]));
}

/** One end of a bar: the flattest bar that is not 0 has a pixel at least, as Plotly has it. */
function visible(end, other) {
  if (end === other || Math.abs(end - other) >= 2) return end;
  return end > other ? Math.ceil(end) : Math.floor(end);
}
