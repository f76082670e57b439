/** The chart of a live figure: drawn by Plotly, or under the visitor's hands merely moved. */

import { movePicture } from "./fast_redraw.js";

const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, scrollZoom: false };

export class Plot {
  /** @param {HTMLElement} chart where Plotly draws */
  constructor(chart) {
    this.chart = chart;
    this.unsettled = false; // what is shown was moved, and Plotly has not drawn it yet
  }

  /**
   * Shows what a drawing made: {data, layout, still}. A drawing that paints what moves says by
   * another `still` when axes and words need Plotly again.
   * @param {object} plotly
   * @param {object} drawn
   * @param {{width: number, height: number}} size in pixels
   * @param {boolean} moving what has merely moved need not be drawn anew before it comes to rest
   */
  show(plotly, drawn, size, moving) {
    if (drawn.still === undefined || drawn.still !== this.still) {
      this.react(plotly, drawn, size, moving);
    }
    this.still = drawn.still;
  }

  react(plotly, { data, layout }, size, moving) {
    const margin = { ...layout.margin, t: this.top ?? layout.margin.t };
    // The page's heading says it already; the title is for downloads.
    const full = { ...layout, margin, title: undefined, ...size };
    const before = this.picture;
    this.picture = { data, layout: JSON.stringify(full) };
    this.unsettled = moving && movePicture(this.chart, before, this.picture);
    if (!this.unsettled) plotly.react(this.chart, data, full, CONFIG);
  }

  /** The legend's lines follow the width; the margin above the plot follows the legend. */
  makeRoomForLegend(plotly, least) {
    const { showlegend, legend } = this.chart._fullLayout ?? {};
    const height = showlegend ? (legend?._height ?? 0) : 0;
    const top = Math.max(least, Math.ceil(height) + 8);
    if (top === (this.top ?? least)) return;
    this.top = top;
    plotly.relayout(this.chart, { "margin.t": top });
  }
}
