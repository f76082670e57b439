/** The page side of a live figure: chart, readout, controls and toolbar. */

import { fineStep } from "../../drawings/numbers.js";
import { element } from "../dom.js";
import { buildRows, SliderRow, ViewRow } from "./controls.js";
import { Readout } from "./readout.js";
import { Sheet } from "./table.js";

const PROBE = "probe";

/** What stands in the figure's place when it could not be drawn. */
export function failure({ message }) {
  const said = element("p", { className: "live-figure-failure" });
  said.setAttribute("role", "alert");
  said.textContent = `This chart could not be drawn: ${message}. Reload the page to try again.`;
  return said;
}

export class Panel {
  /**
   * @param {HTMLElement} root
   * @param {object} figure told of input, probe, view, commit, commitSoon, reset, download
   */
  constructor(root, figure) {
    this.figure = figure;
    this.chart = element("div", { className: "live-figure-chart" });
    this.chart.setAttribute("role", "img");
    this.surface = element("div", { className: "live-figure-surface" });
    this.plane = element("div", { className: "live-figure-surface live-figure-plane" });
    this.stage = element(
      "div", { className: "live-figure-stage" }, this.chart, this.surface, this.plane,
    );
    this.sheet = new Sheet();
    this.readout = new Readout();
    this.controls = element("div", { className: "live-figure-controls" });
    this.frame = element(
      "div",
      { className: "live-figure-frame" },
      this.stage,
      this.sheet.element,
      this.readout.element,
      this.controls,
      this.toolbar(),
    );
    root.append(this.frame);
  }

  toolbar() {
    const button = (text, title, act) => {
      const made = element("button", { type: "button", textContent: text, title });
      made.addEventListener("click", act);
      return made;
    };
    const bar = element("div", { className: "live-figure-toolbar" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Chart");
    this.resetButton = button("Reset", "All controls back to their defaults", () =>
      this.figure.reset(),
    );
    this.fitButton = button("Fit", "Fit the y axis to the curves (R, or double click)", () =>
      this.figure.fit(),
    );
    this.lockButton = button("Lock", "Keep the y axis as it is", () => {
      const locked = this.lockButton.getAttribute("aria-pressed") !== "true";
      this.lockButton.setAttribute("aria-pressed", String(locked));
      this.figure.lock(locked);
    });
    this.lockButton.setAttribute("aria-pressed", "false");
    this.fileButton = button("HTML", "Download this figure, alive, as one file", () =>
      this.figure.keep(),
    );
    this.note = element("span", { className: "live-figure-note live-figure-bad" });
    this.note.setAttribute("role", "status");
    bar.append(
      this.note,
      this.fitButton,
      this.lockButton,
      button("SVG", "Download the picture as SVG", () => this.figure.download("svg")),
      button("PNG", "Download the picture as PNG", () => this.figure.download("png")),
      button("CSV", "Download the numbers as CSV", () => this.figure.download("csv")),
      this.fileButton,
      this.resetButton,
    );
    return bar;
  }

  /** Says beside the buttons what came of one. */
  say(text) {
    this.note.textContent = text;
  }

  /** A canvas under the chart, for what a drawing paints itself: made when first asked for. */
  canvas() {
    if (!this.painting) {
      this.painting = element("canvas", { className: "live-figure-canvas" });
      this.stage.prepend(this.painting);
    }
    return this.painting;
  }

  /**
   * Builds the controls; the chart stays.
   * @param {import("../contract.js").Message} data
   */
  build(data) {
    const { controls, figure, probe, view } = data;
    const { rows, fragment } = buildRows(controls, this.figure);
    this.rows = rows;
    this.probe = null;
    this.view = null;
    const height = figure.layout.height;
    if (height) this.stage.style.setProperty("--live-figure-height", `${height}px`);
    const narrow = data.narrow_height ? `${data.narrow_height}px` : null;
    this.stage.style.setProperty("--live-figure-narrow", narrow);
    if (probe !== undefined) {
      this.probe = this.probeRow(data);
      fragment.append(this.probe.element);
    }
    if (data.range_controls) {
      this.view = new ViewRow(
        { from: view.low, to: view.high, lowest: view.lowest, highest: view.highest },
        (start, end) => this.figure.view(start, end),
      );
      fragment.append(this.view.element);
    }
    this.controls.replaceChildren(fragment);
    this.controls.style.setProperty("--live-figure-columns", data.columns);
    this.controls.hidden = this.controls.childElementCount === 0;
    this.resetButton.hidden = this.controls.hidden;
    this.fileButton.hidden = !data.plotly; // a file has no server to ask for another
    const fitted = figure.data.some((trace) => trace.meta?.fit);
    this.fitButton.hidden = this.lockButton.hidden = !fitted;
    this.surface.hidden = !this.probe;
    this.plane.hidden = data.handles.length === 0;
    this.readout.element.hidden = !this.probe && !data.readout;
    this.frame.classList.toggle("live-figure-beside", data.beside);
  }

  probeRow({ probe, view, default_probe: usual }) {
    const spec = {
      id: PROBE,
      label: "Probe x",
      meaning: "or drag on the chart",
      value: probe,
      default: usual,
      low: view.low,
      high: view.high,
      step: fineStep(view.high - view.low),
    };
    return new SliderRow(spec, {
      input: (_id, x) => this.figure.probe(x),
      commit: () => this.figure.commit(),
      commitSoon: () => this.figure.commitSoon(),
    });
  }

  /** Shows settings that came from elsewhere. */
  show({ values, probe, from, to }) {
    const { alt } = this.figure.data;
    if (this.chart.getAttribute("aria-label") !== alt) this.chart.setAttribute("aria-label", alt);
    for (const [id, row] of this.rows) row.show(values[id]);
    this.view?.show(from, to);
    this.probe?.limit(from, to);
    this.showProbe(probe);
  }

  /** Shows the probe where it was dragged to. */
  showProbe(x) {
    this.probe?.show(x);
  }

  /** Drops what was typed and not accepted. */
  restore() {
    for (const row of this.rows.values()) row.restore();
    this.probe?.restore();
    this.view?.restore();
  }
}
