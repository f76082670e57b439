/**
 * The live figure: a Plotly chart redrawn from derived code on every movement of a
 * slider, at most once per animation frame. Python hears once, on release, and always
 * sends back the state it holds; contract.js says what they take from each other.
 */

import { compile } from "../maths/derived.js";
import { download } from "./chart/downloads.js";
import { Plot } from "./chart/plot.js";
import { tracesOf } from "./chart/plotly_internals.js";
import { coloursOf, paint, wearTheme } from "./chart/theme.js";
import { Commits } from "./commits.js";
import { latestFrame, watchFeeds } from "./feed.js";
import { Follower, tellOthers } from "./linked_figures.js";
import { loadModule, loadPlotly, loadStyles } from "./loading.js";
import { failure, Panel } from "./panel/panel.js";
import { Pointer } from "./pointer/pointer.js";
import { completed, defaultsOf, held, outlineOf, settingsOf } from "./settings.js";

const STYLES = ["live_figure/live_figure.css", "live_figure/panel/controls.css"];

/** Shows `data` in `root`; runs again for every message and keeps the chart it has. */
export default function receive(root, data, send) {
  // The page remembers the figure, not this module: an edited module has another address.
  if (!(root.liveFigure instanceof LiveFigure)) {
    root.liveFigure?.destroy();
    root.liveFigure = new LiveFigure(root);
  }
  return root.liveFigure.receive(completed(data), send);
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
    this.commits = new Commits(root);
    this.redraws = 0;
    this.pointer = new Pointer(this);
    this.frame = 0;
  }

  async receive(data, send) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    this.send = send;
    // All at once: the chart waits for the slowest of the three, not for their sum.
    const drawing = data.drawing ? loadModule(`views/${data.drawing}.js`) : null;
    const parts = Promise.all([loadPlotly(data.plotly), drawing]);
    parts.catch(() => {}); // reported below, where it is awaited
    try {
      await Promise.all(STYLES.map(loadStyles));
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

  /** Takes the server's message, except under the visitor's hands. */
  adopt(data) {
    const outline = outlineOf(data);
    const rebuilt = outline !== this.outline || !this.panel;
    this.commits.receive(data.heard, rebuilt);
    Object.assign(this, { data, outline });
    this.deferred = !rebuilt && (this.pointer.holding || this.commits.pending);
    if (this.deferred) return;
    this.settings = settingsOf(data);
    this.followed = { ...data.followed };
    if (rebuilt) {
      this.pointer.release();
      this.buildPanel();
    }
    this.commits.agree(this.settings);
    this.panel.show(this.settings);
  }

  buildPanel() {
    if (!this.panel) {
      this.root.replaceChildren();
      this.panel = new Panel(this.root, this);
      this.plot = new Plot(this.panel.chart, () => this.redraws > 0 && this.schedule());
      this.watch();
    }
    this.panel.build(this.data);
    this.root.style.minHeight = "";
  }

  watch() {
    this.follower = new Follower(this);
    this.unwatch = watchFeeds((name) => name === this.data.feed && this.schedule());
    this.pointer.watch();
  }

  /** The visitor has let go, perhaps without a change. */
  released() {
    this.settle();
    if (this.deferred && !this.commits.pending) {
      this.adopt(this.data);
      this.schedule();
    }
  }

  prepare() {
    const { data } = this;
    this.theme = wearTheme(this.root);
    this.painted = paint(data.figure, this.theme);
    this.functions = data.functions.map((item) => ({ ...item, ...compile(item.source) }));
    if (data.step === undefined && !data.feed) delete this.root.dataset.step;
    if (this.drawing?.watch) this.unattend ??= this.drawing.watch(this);
  }

  /** The page has another theme. */
  repaint() {
    if (!this.plotly || !this.panel) return;
    this.prepare();
    this.schedule();
  }

  /** A control moved. */
  input(id, value) {
    this.settings.values[id] = value;
    tellOthers(this, id, value);
    this.schedule();
  }

  /** Another figure moved a value that this one shows too. */
  follow(id, value) {
    if (!this.panel || !(id in this.data.followed)) return;
    this.followed[id] = value;
    if (id in this.settings.values) {
      this.settings.values[id] = value;
      this.panel.rows.get(id).show(value);
    }
    this.follower.note();
  }

  /** What was moved by hand has come to rest: Plotly draws it. */
  settle() {
    if (this.plot.unsettled) this.schedule();
  }

  /** The pointer rests at {x, y} of the chart, or has left it (null): nothing to commit. */
  hover(position) {
    const { point } = this.data;
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
    this.fit();
    this.commit();
  }

  /** The vertical axes take just the room that the curves need now. */
  fit() {
    this.plot.axes.fit();
    this.schedule();
  }

  /** The vertical axes stay as they are, or follow the curves again. */
  lock(locked) {
    this.plot.axes.locked = locked;
    this.schedule();
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

  /** @returns {import("./contract.js").State} */
  state(figure, theme = this.theme) {
    const { probe, from, to } = this.settings;
    const values = { ...this.followed, ...this.settings.values, ...this.hovered };
    return {
      figure,
      values,
      probe,
      theme,
      view: { from, to },
      feed: this.data.feed ? latestFrame(this.data.feed) : null,
      size: figure === this.painted ? this.plot.size : null, // a download has a size of its own
      inputs: this.data.inputs,
      functions: this.functions,
      colours: coloursOf(theme),
    };
  }

  redraw() {
    const state = this.state(this.painted);
    const drawn = this.drawing?.draw(state) ?? this.painted;
    if (drawn.waiting && this.redraws > 0) return void this.drawing.shown?.(this, state);
    const moving = this.pointer.holding || this.follower.led;
    if (this.plot.show(this.plotly, drawn, state.view, moving)) this.schedule();
    this.pointer.cover();
    this.root.dataset.redraws = this.redraws += 1;
    if (this.drawing?.paint) this.drawing.paint(this.panel.canvas(), state);
    this.drawing?.shown?.(this, state);
    const step = state.feed?.step ?? this.data.step;
    if (step !== undefined) this.root.dataset.step = step;
    if (state.feed) this.root.dataset.running = Boolean(state.feed.running);
    this.panel.sheet.show(drawn.sheet ?? null);
    if (drawn.readout) this.panel.readout.show(drawn.readout, state.colours);
    if (!this.ready) requestAnimationFrame(() => (this.root.dataset.ready = this.ready = true));
  }

  /** A key moved a control: it is told when no other key follows. */
  commitSoon() {
    this.pointer.press();
  }

  /** Tells Python the state, once, if it differs from what was last agreed. */
  commit() {
    this.pointer.release();
    this.settle();
    if (this.data.listens) this.commits.tell(this.settings, held(), this.send);
  }

  /** "svg", "png" or "csv", as shown at this moment. */
  download(format) {
    const { data, plotly, drawing } = this;
    const shown = tracesOf(this.panel.chart);
    const drawn = (figure, theme) => {
      const { data: traces, layout } = drawing?.draw(this.state(figure, theme)) ?? figure;
      return { data: traces, layout: this.plot.axes.applied(layout) };
    };
    const tabulate = drawing?.table && ((traces) => drawing.table(this.state(data.figure), traces));
    download(format, { plotly, data, values: this.settings.values, shown, drawn, tabulate });
  }

  /** The figure as it stands, alive, in a file of its own. */
  keep() {
    const kept = loadModule("live_figure/one_file.js").then(({ keep }) => keep(this));
    kept.catch(({ message }) => this.panel?.say(`No file: ${message}. Try again.`));
  }

  /** Says in the figure's place what went wrong; never an empty box. */
  fail(error) {
    console.error(error);
    this.destroy();
    this.ended = false;
    this.root.replaceChildren(failure(error));
  }

  destroy() {
    this.unwatch?.();
    this.commits.end();
    this.unattend = this.unattend?.();
    this.follower?.end();
    this.pointer.end();
    this.ended = true;
    this.frame = cancelAnimationFrame(this.frame);
    this.plot?.end(this.plotly);
    this.panel = this.plot = this.outline = null;
    this.ready = false;
    delete this.root.dataset.ready;
  }
}
