/** The line of numbers at the probe. */

import { readoutText } from "../../drawings/numbers.js";
import { element } from "../dom.js";

/** Keeps one cell per reading; only the numbers change while the probe moves. */
export class Readout {
  constructor() {
    this.element = element("div", { className: "live-figure-readout" });
    this.shape = "";
    this.cells = [];
  }

  /** @param {{label, role, value, group}[]} items readings; those of one group stay together */
  show(items, colours) {
    const shape = JSON.stringify(
      items.map(({ label, role, group }) => [label, colours[role] ?? null, group]),
    );
    if (shape !== this.shape) this.build(items, colours, shape);
    items.forEach(({ value }, index) => {
      this.cells[index].textContent = typeof value === "number" ? readoutText(value) : value;
    });
  }

  build(items, colours, shape) {
    this.shape = shape;
    this.cells = items.map(() => element("span", { className: "live-figure-number" }));
    const groups = new Map();
    items.forEach(({ label, role, group }, index) => {
      const swatch = element("span", { className: "live-figure-swatch" });
      swatch.style.background = colours[role] ?? "transparent";
      const name = element("span", { textContent: `${label} =` });
      const reading = element("span", { className: "live-figure-reading" }, swatch, name, this.cells[index]);
      groups.set(group, [...(groups.get(group) ?? []), reading]);
    });
    this.element.classList.toggle("live-figure-many", groups.size > 2);
    this.element.replaceChildren(
      ...[...groups].map(([group, readings]) => {
        const holder = element("span", { className: "live-figure-readings" }, ...readings);
        holder.dataset.group = group;
        return holder;
      }),
    );
  }
}
