/** The chart of a live figure: drawn by Plotly, or under the visitor's hands merely moved. */

import { movePicture } from "./fast_redraw.js";
import { legendHeight } from "./plotly_internals.js";
import { VerticalAxes } from "./vertical_axes.js";

const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, scrollZoom: false };

export class Plot {
  /**
   * @param {HTMLElement} chart where Plotly draws
   * @param {() => void} resized told when the chart has another size
   */
  constructor(chart, resized) {
    this.chart = chart;
    this.axes = new VerticalAxes();
    this.unsettled = false; // what is shown was moved, and Plotly has not drawn it yet
    this.observer = new ResizeObserver(() => {
      this.measured = null;
      resized();
    });
    this.observer.observe(chart);
  }

  /** @returns {{width: number, height: number}} in pixels */
  get size() {
    return (this.measured ??= { width: this.chart.clientWidth, height: this.chart.clientHeight });
  }

  /**
   * Shows what a drawing made. One that paints what moves says by another `still` when axes and
   * words need Plotly again.
   * @param {object} plotly
   * @param {import("../contract.js").Drawn} drawn
   * @param {{from: number, to: number}} view
   * @param {boolean} moving what has merely moved need not be drawn anew before it comes to rest
   * @returns {boolean} whether its axes are on their way: another picture has to follow
   */
  show(plotly, drawn, view, moving) {
    const { layout, going } = this.axes.arrange(drawn, view, moving);
    if (drawn.still === undefined || drawn.still !== this.still) {
      this.react(plotly, drawn.data, layout, moving);
    }
    this.still = drawn.still;
    this.makeRoomForLegend(plotly, layout.margin.t);
    return going;
  }

  react(plotly, data, layout, moving) {
    const margin = { ...layout.margin, t: this.top ?? layout.margin.t };
    // The page's heading says it already; the title is for downloads.
    const full = { ...layout, margin, title: undefined, ...this.size };
    const before = this.picture;
    this.picture = { data, layout: JSON.stringify(full) };
    this.unsettled = moving && movePicture(this.chart, before, this.picture);
    if (!this.unsettled) plotly.react(this.chart, data, full, CONFIG);
  }

  /** The legend's lines follow the width; the margin above the plot follows the legend. */
  makeRoomForLegend(plotly, least) {
    const top = Math.max(least, Math.ceil(legendHeight(this.chart)) + 8);
    if (top === (this.top ?? least)) return;
    this.top = top;
    plotly.relayout(this.chart, { "margin.t": top });
  }

  end(plotly) {
    this.observer.disconnect();
    plotly?.purge(this.chart);
  }
}
