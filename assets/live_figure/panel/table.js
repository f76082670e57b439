/** The table beside a chart: the numbers behind it, changed with it in every frame. */

import { element } from "../dom.js";

/**
 * What a drawing returns as `sheet`: all cells are text, the first of each row is its heading.
 * @typedef {object} SheetContent
 * @property {string} caption
 * @property {string[]} head
 * @property {string[][]} rows
 * @property {string[]} [foot] one more row, the sums
 * @property {string[]} [notes] lines under the table
 * @property {number} [current] the row to point out
 */

/** Keeps its cells; only their text changes while a slider moves. */
export class Sheet {
  constructor() {
    this.element = element("div", { className: "live-figure-sheet", hidden: true });
    // A wide table scrolls sideways on a phone, and the keyboard must reach that too.
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "region");
    this.shape = "";
  }

  /** @param {SheetContent | null} content */
  show(content) {
    this.element.hidden = !content;
    if (!content) return;
    const { caption, head, rows, foot = [], notes = [], current = -1 } = content;
    const shape = JSON.stringify([head.length, rows.length, foot.length, notes.length]);
    if (shape !== this.shape) this.build(shape, head.length, rows.length, foot.length, notes.length);
    this.element.setAttribute("aria-label", caption || "The numbers");
    const texts = [caption, ...head, ...rows.flat(), ...foot, ...notes];
    texts.forEach((text, index) => {
      const cell = this.cells[index];
      if (cell.textContent !== text) cell.textContent = text;
    });
    this.rows.forEach((row, index) => {
      if (index === current) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
  }

  build(shape, columns, rows, foot, notes) {
    this.shape = shape;
    const cells = (tags) => tags.map((tag) => element(tag));
    const headings = cells(Array(columns).fill("th"));
    for (const heading of headings) heading.scope = "col";
    const line = (length) => {
      const made = cells(["th", ...Array(Math.max(length - 1, 0)).fill("td")]);
      made[0].scope = "row";
      return made;
    };
    const body = Array.from({ length: rows }, () => line(columns));
    const sums = foot > 0 ? line(foot) : [];
    const lines = cells(Array(notes).fill("p"));
    const caption = element("caption");
    this.rows = body.map((row) => element("tr", {}, ...row));
    const table = element(
      "table",
      {},
      caption,
      element("thead", {}, element("tr", {}, ...headings)),
      element("tbody", {}, ...this.rows),
    );
    if (foot > 0) table.append(element("tfoot", {}, element("tr", {}, ...sums)));
    this.cells = [caption, ...headings, ...body.flat(), ...sums, ...lines];
    this.element.replaceChildren(table, ...lines);
  }
}
