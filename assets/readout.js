/** The line of numbers at the probe. */

import { element } from "./number_box.js";
import { readoutText } from "./numbers.js";

/** Keeps one cell per reading; only the numbers change while the probe moves. */
export class Readout {
  constructor() {
    this.element = element("div", { className: "live-figure-readout" });
    this.shape = "";
    this.cells = [];
  }

  /** @param {{label: string, role: string|null, value: number}[]} items */
  show(items, colours) {
    const shape = JSON.stringify(items.map(({ label, role }) => [label, colours[role] ?? null]));
    if (shape !== this.shape) this.build(items, colours, shape);
    items.forEach(({ value }, index) => {
      this.cells[index].textContent = typeof value === "number" ? readoutText(value) : value;
    });
  }

  build(items, colours, shape) {
    this.shape = shape;
    this.cells = items.map(() => element("span", { className: "live-figure-number" }));
    this.element.replaceChildren(
      ...items.map(({ label, role }, index) => {
        const swatch = element("span", { className: "live-figure-swatch" });
        swatch.style.background = colours[role] ?? "transparent";
        const name = element("span", { textContent: `${label} =` });
        return element("span", { className: "live-figure-reading" }, swatch, name, this.cells[index]);
      }),
    );
  }
}
