/**
 * The plane in which a visitor places points: a press adds one or takes hold of one, the keys do
 * the same at a cross. Python hears `commit`: the points as the link has them, and a serial.
 */

import { wearTheme } from "../../live_figure/chart/theme.js";
import { Commits } from "../../live_figure/commits.js";
import { element, shape, uniqueId } from "../../live_figure/dom.js";
import { loadStyles } from "../../live_figure/loading.js";
import { REACH, clamped, named, nearest, parsed, shown, written } from "./point_set.js";

const MARGIN = 8; // around the plane, for the points at its edge
const NEAR = 22; // pixels: as far from a point a finger still means it
const STEP = 5; // of the cross, in hundredths; 1 with Shift
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
const COMMIT_DELAY = 400; // ms after the last arrow key
const HELP = "Arrows move the cross or the chosen point, Shift for fine steps; Enter adds a point, " +
  "chooses one or lets go of it; Delete removes it; letters choose the class";

/** Draw or update the plane in `root`. `data`: points, start, classes, fewest, most, heard. */
export default async function points(root, data, send) {
  await loadStyles("views/training/points.css");
  root.plane ??= new Plane(root, data);
  root.plane.receive(data, send);
  root.dataset.ready = "true";
}

/** The component leaves the page: what waits is told. */
export function release(root) {
  root.plane?.flush();
  root.plane?.commits.end();
}

class Plane {
  constructor(root, data) {
    this.root = root;
    this.points = [];
    this.name = data.classes[0];
    this.chosen = null; // place of the point that is held or was touched last
    this.cross = [0, 0];
    this.text = ""; // what was done last
    this.told = null; // the points as Python has them, or was told
    this.commits = new Commits(root);
    this.build(data);
  }

  receive(data, send) {
    Object.assign(this, { data, send });
    wearTheme(this.root);
    this.commits.receive(data.heard, false);
    // While a change is on its way, what comes is older than what stands here.
    if (!this.commits.pending && data.points !== this.told) {
      this.points = parsed(data.points);
      this.chosen = null;
      this.told = data.points;
      this.commits.agree({ points: data.points });
    }
    this.draw();
  }

  build({ classes }) {
    const id = uniqueId("class");
    this.classes = classes.map((name, index) => {
      const input = element("input", { type: "radio", name: id, value: name, checked: index === 0 });
      input.addEventListener("change", () => this.take(name));
      const mark = element("span", { className: "training-points-mark", ariaHidden: "true" });
      mark.style.background = this.colour(name, classes);
      return { input, label: element("label", {}, input, mark, `Class ${name}`) };
    });
    const group = element("div", { className: "training-points-classes" });
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", "Class of new points");
    group.append(...this.classes.map(({ label }) => label));
    this.svg = shape("svg", {
      viewBox: [-REACH - MARGIN, -REACH - MARGIN, 2 * (REACH + MARGIN), 2 * (REACH + MARGIN)].join(" "),
      tabindex: 0,
      role: "application",
      "aria-label": `Plane of points, x₁ and x₂ from −1 to 1. ${HELP}.`,
    });
    this.layer = shape("g", {});
    this.mark = shape("path", { class: "training-points-cross" });
    this.svg.append(
      shape("rect", { x: -REACH, y: -REACH, width: 2 * REACH, height: 2 * REACH }),
      shape("path", { d: `M${-REACH} 0H${REACH}M0 ${-REACH}V${REACH}` }),
      this.layer,
      this.mark,
    );
    for (const [event, act] of [
      ["pointerdown", this.pressed],
      ["pointermove", this.moved],
      ["pointerup", this.released],
      ["pointercancel", this.released],
      ["keydown", this.key],
      ["blur", this.flush],
    ]) {
      this.svg.addEventListener(event, act.bind(this));
    }
    this.count = element("p", { className: "training-points-count" });
    this.count.setAttribute("role", "status");
    this.remove = this.button("Delete point", () => this.removed());
    this.restart = this.button("Reset points", () => this.restarted());
    const bar = element("div", { className: "training-points-bar" }, this.remove, this.restart);
    this.root.replaceChildren(group, this.svg, this.count, bar);
  }

  button(text, act) {
    const made = element("button", { type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  colour(name, classes = this.data.classes) {
    return `var(--live-figure-role-series-${classes.indexOf(name)})`;
  }

  draw() {
    const marks = this.points.map(({ name, x, y }, place) => {
      const mark = shape("circle", { cx: x, cy: -y, r: place === this.chosen ? 6 : 4 });
      mark.style.fill = this.colour(name);
      if (place === this.chosen) mark.dataset.chosen = "true";
      return mark;
    });
    const [x, y] = this.held();
    this.mark.setAttribute("d", `M${x - 7} ${-y}h14M${x} ${-y - 7}v14`);
    this.layer.replaceChildren(...marks);
    this.remove.disabled = this.chosen === null;
    this.count.textContent = `${this.text} ${this.points.length} of ${this.data.most} points.`.trim();
  }

  /** Where the keys act: at the chosen point, else at the cross. */
  held() {
    const point = this.points[this.chosen];
    return point ? [point.x, point.y] : this.cross;
  }

  /** Choose the class of new points, and of the chosen one. */
  take(name) {
    this.name = name;
    for (const { input } of this.classes) input.checked = input.value === name;
    const point = this.points[this.chosen];
    if (!point || point.name === name) return;
    point.name = name;
    this.changed();
  }

  // Pointer -----------------------------------------------------------------------------------

  /** The place of a pointer in hundredths, within the plane. */
  place(event) {
    const { left, top, width } = this.svg.getBoundingClientRect();
    const scale = (2 * (REACH + MARGIN)) / width;
    const within = (value) => clamped(Math.round(value));
    return [
      within((event.clientX - left) * scale - REACH - MARGIN),
      within(REACH + MARGIN - (event.clientY - top) * scale),
    ];
  }

  /** The point that a press within so many pixels means, null for none. */
  near(place, pixels) {
    const scale = (2 * (REACH + MARGIN)) / this.svg.getBoundingClientRect().width;
    return nearest(this.points, place, pixels * scale);
  }

  pressed(event) {
    if (event.button !== 0) return;
    const place = this.place(event);
    this.text = "";
    this.cross = place;
    this.chosen = this.near(place, event.pointerType === "touch" ? NEAR : NEAR / 2);
    if (this.chosen === null && !this.add(place)) return;
    this.svg.setPointerCapture(event.pointerId);
    this.dragging = { id: event.pointerId, from: place, began: { ...this.points[this.chosen] } };
    this.draw();
  }

  moved(event) {
    if (this.dragging?.id !== event.pointerId) return;
    const [x, y] = this.place(event);
    const { from, began } = this.dragging;
    const point = this.points[this.chosen];
    if (!point) return;
    [point.x, point.y] = [began.x + x - from[0], began.y + y - from[1]].map(clamped);
    this.draw();
  }

  released(event) {
    if (this.dragging?.id !== event.pointerId) return;
    this.dragging = null;
    this.changed();
  }

  // Keys --------------------------------------------------------------------------------------

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const letter = event.key.toUpperCase();
    if (KEYS[event.key]) this.step(KEYS[event.key], event.shiftKey ? 1 : STEP);
    else if (event.key === "Enter" || event.key === " ") this.enter();
    else if (event.key === "Delete" || event.key === "Backspace") this.removed();
    else if (event.key === "Escape" && this.chosen !== null) this.letGo();
    else if (this.data.classes.includes(letter)) this.take(letter);
    else return;
    event.preventDefault();
    // The page has keys of its own, and a popover closes with Escape.
    event.stopPropagation();
  }

  step([across, up], size) {
    const [x, y] = this.held();
    this.cross = [clamped(x + across * size), clamped(y + up * size)];
    const point = this.points[this.chosen];
    if (!point) {
      this.text = `At ${this.cross.map(shown).join(", ")}.`;
      this.draw();
      return;
    }
    [point.x, point.y] = this.cross;
    this.text = `${named(point)}.`;
    this.draw();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.commit(), COMMIT_DELAY);
  }

  enter() {
    if (this.chosen !== null) return this.letGo();
    this.chosen = nearest(this.points, this.cross, STEP / 2);
    if (this.chosen === null) {
      if (this.add(this.cross)) this.changed(`${named(this.points[this.chosen])} added.`);
      return;
    }
    this.text = `${named(this.points[this.chosen])} chosen.`;
    this.draw();
  }

  letGo() {
    this.cross = this.held();
    this.chosen = null;
    this.draw();
  }

  // Changes -----------------------------------------------------------------------------------

  /** Add a point of the class and choose it; false where there is no room. */
  add([x, y]) {
    if (this.points.length >= this.data.most) {
      this.text = "No more fit into a link: delete one first.";
      this.draw();
      return false;
    }
    this.points.push({ name: this.name, x, y });
    this.chosen = this.points.length - 1;
    return true;
  }

  removed() {
    const point = this.points[this.chosen];
    if (!point) return;
    if (this.points.length <= this.data.fewest) {
      this.text = `A run needs ${this.data.fewest}: add one first.`;
      this.draw();
      return;
    }
    this.cross = this.held();
    this.points.splice(this.chosen, 1);
    this.chosen = null;
    this.changed(`${named(point)} deleted.`);
  }

  restarted() {
    this.points = parsed(this.data.start);
    this.chosen = null;
    this.changed();
  }

  changed(text = "") {
    this.text = text;
    this.draw();
    this.commit();
  }

  /** Tell Python, if there is something to tell. */
  commit() {
    clearTimeout(this.timer);
    this.timer = null;
    this.told = written(this.points);
    this.commits.tell({ points: this.told }, [], this.send);
  }

  /** Tell what an arrow key left to be told. */
  flush() {
    if (this.timer) this.commit();
  }
}
