/**
 * The cell that is pointed at: a link in each map, to the run of that cell in the lab. The pointer
 * carries it, a tap or the arrow keys move it, and a click or Enter follows it.
 */

import { axisOf } from "../../live_figure/chart/plotly_internals.js";
import { element } from "../../live_figure/dom.js";
import { loadStyles } from "../../live_figure/loading.js";
import { labLink, worded } from "./content.js";

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Cells {
  constructor(figure) {
    this.figure = figure;
    this.layer = element("div", { className: "dead-units-cells" });
    this.status = element("span", { className: "dead-units-status" });
    this.status.setAttribute("role", "status");
    this.layer.append(this.status);
    this.links = [];
    const { stage } = figure.panel;
    stage.append(this.layer);
    const ending = new AbortController();
    const listen = (type, act) => stage.addEventListener(type, act, { signal: ending.signal });
    listen("pointermove", (event) => event.pointerType === "mouse" && this.hover(event));
    listen("pointerdown", (event) => { this.touch = event.pointerType !== "mouse"; });
    listen("pointerleave", () => figure.hover(null));
    listen("click", (event) => this.click(event));
    listen("keydown", (event) => this.press(event));
    this.end = () => {
      ending.abort();
      this.layer.remove();
    };
    loadStyles("views/dead_units/dead_units.css").catch((error) => figure.fail(error));
  }

  /** Lays the links over the cell of `place`; `map` is what is drawn. */
  show(map, place, inputs) {
    Object.assign(this, { map, place, inputs });
    // A file of its own has no lab to lead to.
    if (!this.figure.data.listens) return;
    while (this.links.length < map.activations.length) this.links.push(this.link());
    while (this.links.length > map.activations.length) this.links.pop().remove();
    this.links.forEach((link, panel) => this.lay(link, panel, place));
  }

  link() {
    const made = element("a", { className: "dead-units-cell", target: "_blank", rel: "noopener" });
    this.layer.append(made);
    return made;
  }

  lay(link, panel, { column, row }) {
    const axes = this.axes(panel);
    if (!axes) return;
    const [x, y] = axes;
    const address = labLink(this.map, panel, column, row, this.inputs.seed);
    link.hidden = !address;
    link.href = new URL(address, document.baseURI).href;
    link.style.left = `${x.start + x.toPixel(column)}px`;
    link.style.top = `${y.start + y.toPixel(row)}px`;
    const { label } = this.map.activations[panel];
    const said = worded(this.map, panel, column, row, this.inputs.quantity);
    link.setAttribute("aria-label", `${label}, ${said}: open this run in the lab, in a new tab`);
  }

  axes(panel) {
    const number = panel === 0 ? "" : panel + 1;
    const found = [axisOf(this.figure.panel.chart, `x${number}`), axisOf(this.figure.panel.chart, `y${number}`)];
    return found.every(Boolean) ? found : null;
  }

  /** The panel, column and row under a point of the page; null beside the maps. */
  locate({ clientX, clientY }) {
    if (!this.map) return null;
    const box = this.figure.panel.chart.getBoundingClientRect();
    for (let panel = 0; panel < this.map.activations.length; panel += 1) {
      const axes = this.axes(panel);
      if (!axes) return null;
      const [x, y] = axes;
      const across = (clientX - box.left - x.start) / x.length;
      const up = 1 - (clientY - box.top - y.start) / y.length;
      if (across < 0 || across >= 1 || up < 0 || up >= 1) continue;
      return {
        panel,
        column: Math.floor(across * this.map.x.values.length),
        row: Math.floor(up * this.map.y.values.length),
      };
    }
    return null;
  }

  hover(event) {
    const at = this.locate(event);
    this.figure.hover(at && { x: this.map.x.values[at.column], y: this.map.y.values[at.row] });
  }

  click(event) {
    if (event.target.closest("a")) return;
    const at = this.locate(event);
    if (!at) return;
    if (this.touch || !this.figure.data.listens || this.links[at.panel].hidden) {
      this.choose(at);
      this.figure.commit();
    } else if (this.figure.data.listens) {
      // The pointer came and clicked within one picture.
      this.show(this.map, at, this.inputs);
      this.links[at.panel].click();
    }
  }

  press(event) {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const panel = this.links.indexOf(target);
    if (!(key in MOVES) || ctrlKey || metaKey || altKey || panel < 0) return;
    event.preventDefault();
    const [across, up] = MOVES[key];
    const { x, y } = this.map;
    const within = (place, { values }) => Math.min(Math.max(place, 0), values.length - 1);
    const { column, row } = this.place;
    const at = { column: within(column + across, x), row: within(row + up, y) };
    this.choose(at);
    this.figure.commitSoon();
    this.status.textContent = worded(this.map, panel, at.column, at.row, this.inputs.quantity);
  }

  choose({ column, row }) {
    const { figure, map } = this;
    this.place = { column, row };
    figure.hover(null);
    const values = { x: map.x.values[column], y: map.y.values[row] };
    for (const [id, value] of Object.entries(values)) {
      figure.panel.rows.get(id).show(value);
      figure.input(id, value);
    }
  }
}
