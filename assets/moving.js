/**
 * Moves lines and points of a drawn Plotly chart without Plotly, which takes as long for one
 * changed curve as for all of them. What is not merely moved is left to Plotly.
 */

const FAR = 20; // plot heights beyond which a line's end may be anywhere

/**
 * Makes the chart show `after` where it differs from `before` in points alone.
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
    if (sameNumbers(old.x, trace.x) && sameNumbers(old.y, trace.y)) continue;
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
  return [...names].every(
    (name) => old[name] === trace[name] || JSON.stringify(old[name]) === JSON.stringify(trace[name]),
  );
}

function sameNumbers(old, numbers) {
  if (old === numbers) return true;
  return old?.length === numbers?.length && old.every((each, index) => each === numbers[index]);
}

/** What moves one trace, or null if only Plotly can. */
function moveOf(graph, index, trace) {
  const full = graph._fullData?.[index];
  if (!full || full.type !== "scatter" || (full.fill && full.fill !== "none")) return null;
  // Taken away by a click on the legend.
  if (full.visible !== true) return () => {};
  const across = graph._fullLayout[axisName(full.xaxis)];
  const up = graph._fullLayout[axisName(full.yaxis)];
  const group = graph.querySelector(`g.trace${CSS.escape(full.uid)}`);
  if (!group || across?.type !== "linear" || up?.type !== "linear") return null;
  const places = placesOf(trace, across, up);
  if (full.mode === "lines") return moveLine(group, places);
  return full.mode === "markers" ? movePoints(group, places) : null;
}

function axisName(reference) {
  return `${reference[0]}axis${reference.slice(1)}`;
}

/** Pixels of each point; null where the line is broken. */
function placesOf({ x, y }, across, up) {
  const far = FAR * up._length;
  return Array.from(y, (value, index) => {
    if (!Number.isFinite(value) || !Number.isFinite(x[index])) return null;
    const height = Math.min(Math.max(up.l2p(value), -far), far);
    return [across.l2p(x[index]).toFixed(2), height.toFixed(2)];
  });
}

function moveLine(group, places) {
  const lines = group.querySelectorAll("path.js-line");
  if (lines.length === 0) return null;
  let path = "";
  let pen = "M";
  for (const place of places) {
    if (place) path += `${pen}${place[0]},${place[1]}`;
    pen = place ? "L" : "M";
  }
  // Plotly has a path for each unbroken piece, which come and go: one holds them all meanwhile.
  return () =>
    lines.forEach((line, index) => line.setAttribute("d", index === 0 ? path || "M0,0" : "M0,0"));
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
