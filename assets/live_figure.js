/**
 * The live figure: a Plotly chart redrawn from derived code on every movement of a
 * slider, at most once per animation frame. Python hears once, on release, and always
 * sends back the state it holds; see actviz/ui/live_figure.py for the contract.
 */

import { Panel } from "./panel.js";
import { download } from "./downloads.js";
import { latestFrame, watchFeeds } from "./feed.js";
import { placePlane, watchHandles } from "./handles.js";
import { loadDrawing, loadPlotly, loadStyles } from "./loading.js";
import { movePicture } from "./moving.js";
import { toStep } from "./numbers.js";
import { panelsOf, placeSurface, watchProbe } from "./probe.js";
import * as primitives from "./primitives.js";
import { defaultsOf, outlineOf, settingsOf } from "./settings.js";
import { paint, readTheme } from "./theme.js";

const FOLLOW_PAUSE = 100; // ms between redraws by Plotly of a figure that follows another
const LED_PAUSE = 250; // ms after which a figure that follows takes it that the other rests
const KEY_PAUSE = 250; // ms after the last key press until it counts as a release
const ECHO_PATIENCE = 10_000; // ms until a commit without an answer is given up
const figures = new Set(); // those on the page: some follow the values of others
const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, scrollZoom: false };

/** Shows `data` in `root`; runs again for every message and keeps the chart it has. */
export default function receive(root, data, send) {
  // The page remembers the figure, not this module: an edited module has another address.
  if (!(root.liveFigure instanceof LiveFigure)) {
    root.liveFigure?.destroy();
    root.liveFigure = new LiveFigure(root);
  }
  return root.liveFigure.receive(data, send);
}

/** Clean-up. Also called when a message was merely overtaken: only a removed root ends. */
export function release(root) {
  if (root.isConnected) return;
  root.liveFigure?.destroy();
  root.liveFigure = null;
}

class LiveFigure {
  constructor(root) {
    this.root = root;
    this.redraws = 0;
    this.commits = 0;
    this.holding = false; // a thumb, the probe or a key is down
    this.frame = 0;
    this.size = null;
  }

  async receive(data, send) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    this.send = send;
    // All at once: the chart waits for the slowest of the three, not for their sum.
    const parts = Promise.all([loadPlotly(data.plotly), loadDrawing(data.drawing)]);
    parts.catch(() => {}); // reported below, where it is awaited
    try {
      await loadStyles(new URL("./live_figure.css", import.meta.url).href);
      if (turn !== this.turn) return;
      this.adopt(data);
      const [plotly, drawing] = await parts;
      if (turn !== this.turn || this.ended) return;
      this.plotly = plotly;
      this.drawing = drawing;
      this.prepare();
      this.redraw();
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    }
  }

  /** Takes the server's state, except under the visitor's hands. */
  adopt(data) {
    this.sent ??= data.heard;
    const outline = outlineOf(data);
    const rebuilt = outline !== this.outline;
    this.data = data;
    this.outline = outline;
    if (rebuilt || !this.panel) {
      this.stopWaiting();
      this.settings = settingsOf(data);
      this.followed = { ...data.program?.followed };
      this.buildPanel();
    } else if (this.holding || this.awaitsEcho()) {
      this.deferred = true;
      return;
    } else {
      this.settings = settingsOf(data);
      this.followed = { ...data.program?.followed };
    }
    this.deferred = false;
    this.shared = JSON.stringify(this.settings);
    this.panel.show(this.settings);
  }

  awaitsEcho() {
    return this.data.heard < this.sent && performance.now() - this.sentAt < ECHO_PATIENCE;
  }

  buildPanel() {
    if (!this.panel) {
      this.root.replaceChildren();
      this.panel = new Panel(this.root, this);
      this.watch();
    }
    this.panel.build(this.data);
    this.root.style.minHeight = "";
  }

  watch() {
    const { surface, plane, chart } = this.panel;
    figures.add(this);
    this.unwatch = watchFeeds((name) => name === this.data.program?.feed && this.schedule());
    watchProbe(surface, {
      view: () => this.settings,
      panels: () => panelsOf(chart),
      move: (x) => {
        this.holding = true;
        this.panel.showProbe(x);
        this.probe(x);
      },
      release: () => {
        this.holding = false;
        this.commit();
      },
    });
    watchHandles(plane, {
      graph: chart,
      handles: () => this.data.program?.handles ?? [],
      values: () => this.settings.values,
      drag: (handle, position) => {
        this.holding = true;
        this.place(handle ?? this.data.program.point, position);
      },
      hover: (position) => this.hover(position),
      release: () => {
        this.holding = false;
        this.commit();
      },
    });
    this.observer = new ResizeObserver(() => {
      this.size = { width: chart.clientWidth, height: chart.clientHeight };
      if (this.redraws > 0) this.schedule();
    });
    this.observer.observe(chart);
    this.letGo = () => setTimeout(() => this.loosen());
    // The pointer may be released anywhere, a change event comes only if the value differs.
    for (const type of ["pointerup", "pointercancel"]) window.addEventListener(type, this.letGo);
    const { frame } = this.panel;
    frame.addEventListener("pointerdown", ({ target }) => {
      if (target.type === "range") this.holding = true;
    });
    // Leaving a slider ends a run of keys: what comes next must find the state told.
    frame.addEventListener("focusout", () => this.timer && this.commit());
  }

  loosen() {
    if (!this.holding || this.timer) return;
    this.holding = false;
    if (this.unsettled) this.schedule();
    if (this.deferred && !this.awaitsEcho()) {
      this.adopt(this.data);
      this.schedule();
    }
  }

  prepare() {
    const { data } = this;
    this.theme = readTheme(this.root);
    this.root.dataset.theme = this.theme.name;
    // Streamlit's popovers hang outside its app, where nothing says which theme is on.
    document.documentElement.style.colorScheme = this.theme.name;
    for (const [role, colour] of Object.entries(data.palette[this.theme.name])) {
      this.root.style.setProperty(`--live-figure-role-${role}`, colour);
    }
    this.painted = paint(data.figure, this.theme, data.palette);
    this.functions = this.drawing?.prepare?.(data.program, primitives) ?? [];
    if (data.step === null && !data.program?.feed) delete this.root.dataset.step;
    if (this.drawing?.watch) this.unattend ??= this.drawing.watch(this);
  }

  /** A control moved. */
  input(id, value) {
    this.settings.values[id] = value;
    for (const other of figures) if (other !== this) other.follow(id, value);
    this.schedule();
  }

  /** Another figure moved a value that this one shows too. */
  follow(id, value) {
    if (!this.panel || !(id in (this.data.program?.followed ?? {}))) return;
    this.followed[id] = value;
    if (id in this.settings.values) {
      this.settings.values[id] = value;
      this.panel.rows.get(id).show(value);
    }
    clearTimeout(this.led);
    this.led = setTimeout(() => this.settle(), LED_PAUSE);
    // The figure under the pointer comes first: the ones that follow it share what time is left.
    this.following ||= setTimeout(() => {
      this.following = 0;
      this.schedule();
    }, this.unsettled ? 0 : FOLLOW_PAUSE);
  }

  /** The figure that this one follows has come to rest. */
  settle() {
    this.led = 0;
    if (this.unsettled) this.schedule();
  }

  /** A handle was dragged to {x, y}: its two controls take the nearest values they can have. */
  place(handle, position) {
    for (const axis of ["x", "y"]) {
      const row = this.panel.rows.get(handle[axis]);
      const { low, high, step } = row.spec;
      const value = toStep(position[axis], low, high, step);
      row.show(value);
      this.input(handle[axis], value);
    }
  }

  /** The pointer rests at {x, y} of the chart, or has left it (null): nothing to commit. */
  hover(position) {
    const point = this.data.program?.point;
    if (!point) return;
    this.hovered = position && { [point.x]: position.x, [point.y]: position.y };
    this.schedule();
  }

  /** The probe moved. */
  probe(x) {
    this.settings.probe = x;
    this.schedule();
  }

  /** The visitor chose another range of x; the probe stays inside. */
  view(from, to) {
    const { probe } = this.settings;
    Object.assign(this.settings, { from, to });
    if (probe !== null) this.settings.probe = Math.min(Math.max(probe, from), to);
    this.panel.show(this.settings);
    this.schedule();
    this.commit();
  }

  /** Everything back to its default, the view and the probe too. */
  reset() {
    this.settings = defaultsOf(this.data);
    for (const [id, value] of Object.entries(this.settings.values)) this.input(id, value);
    this.panel.show(this.settings);
    this.panel.restore();
    this.schedule();
    this.commit();
  }

  /** One redraw in the next frame, however many events come before it. */
  schedule() {
    if (this.frame || !this.plotly || !this.panel) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      try {
        this.redraw();
      } catch (error) {
        this.fail(error);
      }
    });
  }

  state(figure, theme = this.theme) {
    const { probe, from, to } = this.settings;
    const values = { ...this.followed, ...this.settings.values, ...this.hovered };
    return {
      figure, values, probe, primitives,
      theme,
      view: { from, to },
      feed: this.data.program?.feed ? latestFrame(this.data.program.feed) : null,
      size: figure === this.painted ? this.size : null, // a download has a size of its own
      program: this.data.program,
      functions: this.functions,
      colours: this.data.palette[theme.name],
    };
  }

  redraw() {
    const { chart, readout, surface, plane } = this.panel;
    this.size ??= { width: chart.clientWidth, height: chart.clientHeight };
    const state = this.state(this.painted);
    const drawn = this.drawing?.draw(state) ?? this.painted;
    const { layout, readout: readings, sheet } = drawn;
    // A drawing that paints what moves says when axes and words need Plotly again.
    if (drawn.still === undefined || drawn.still !== this.still) this.react(drawn);
    this.still = drawn.still;
    this.redraws += 1;
    this.root.dataset.redraws = this.redraws;
    if (this.drawing?.paint) this.drawing.paint(this.panel.canvas(), state);
    this.drawing?.shown?.(this, state);
    const step = state.feed?.step ?? this.data.step;
    if (step !== null) this.root.dataset.step = step;
    if (state.feed) this.root.dataset.running = Boolean(state.feed.running);
    this.panel.sheet.show(sheet ?? null);
    if (readings) readout.show(readings, this.data.palette[this.theme.name]);
    this.makeRoomForLegend(layout.margin.t);
    placeSurface(surface, chart);
    placePlane(plane, chart);
    if (!this.ready) requestAnimationFrame(() => this.markReady());
  }

  react({ data, layout }) {
    const margin = { ...layout.margin, t: this.top ?? layout.margin.t };
    // The page's heading says it already; the title is for downloads.
    const full = { ...layout, margin, title: undefined, ...this.size };
    const { chart } = this.panel;
    const before = this.picture;
    this.picture = { data, layout: JSON.stringify(full) };
    // Under the visitor's hands what moved is moved; Plotly draws it anew on release.
    const moving = this.holding || this.led;
    this.unsettled = Boolean(moving && movePicture(chart, before, this.picture));
    if (!this.unsettled) this.plotly.react(chart, data, full, CONFIG);
  }

  /** The legend's lines follow the width; the margin above the plot follows the legend. */
  makeRoomForLegend(least) {
    const { chart } = this.panel;
    const height = chart._fullLayout?.showlegend ? (chart._fullLayout.legend?._height ?? 0) : 0;
    const top = Math.max(least, Math.ceil(height) + 8);
    if (top === (this.top ?? least)) return;
    this.top = top;
    this.plotly.relayout(chart, { "margin.t": top });
  }

  markReady() {
    this.ready = true;
    this.root.dataset.ready = "true";
  }

  /** A key was pressed; the release is when no other follows. */
  commitSoon() {
    this.holding = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.holding = false;
      this.commit();
    }, KEY_PAUSE);
  }

  stopWaiting() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.holding = false;
  }

  /** Tells Python the state, once, if it differs from what was last agreed. */
  commit() {
    this.stopWaiting();
    if (this.unsettled) this.schedule();
    const text = JSON.stringify(this.settings);
    if (text === this.shared || !this.data.listens) return;
    this.shared = text;
    this.sent += 1;
    this.sentAt = performance.now();
    this.commits += 1;
    this.root.dataset.commits = this.commits;
    this.send("commit", { ...JSON.parse(text), serial: this.sent });
  }

  /** "svg", "png" or "csv", as shown at this moment. */
  download(format) {
    const { data, plotly, drawing } = this;
    const shown = this.panel.chart._fullData ?? [];
    const drawn = (figure, theme) => drawing?.draw(this.state(figure, theme)) ?? figure;
    const tabulate = drawing?.table && ((traces) => drawing.table(this.state(data.figure), traces));
    download(format, { plotly, data, shown, drawn, tabulate });
  }

  /** Says in the figure's place what went wrong; never an empty box. */
  fail(error) {
    console.error(error);
    this.destroy();
    this.ended = false;
    const message = document.createElement("p");
    message.className = "live-figure-failure";
    message.setAttribute("role", "alert");
    message.textContent = `This chart could not be drawn: ${error.message}. Reload the page to try again.`;
    this.root.replaceChildren(message);
  }

  destroy() {
    figures.delete(this);
    this.unwatch?.();
    this.unattend?.();
    this.unattend = null;
    this.ended = true;
    this.stopWaiting();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    clearTimeout(this.following);
    clearTimeout(this.led);
    this.following = this.led = 0;
    this.observer?.disconnect();
    for (const type of ["pointerup", "pointercancel"]) {
      window.removeEventListener(type, this.letGo);
    }
    if (this.panel) this.plotly?.purge(this.panel.chart);
    this.panel = null;
    this.outline = null;
    this.size = null;
    this.top = undefined;
    this.still = undefined;
    this.picture = null;
    this.ready = false;
    delete this.root.dataset.ready;
  }
}
