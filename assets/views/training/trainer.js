/**
 * The run that the page shows: the engine's worker, what it is told, and the frames it sends to the
 * pictures, at most one for each frame of the screen. Where PyTorch trains, the worker is given its
 * weights. It ends with the page.
 */

import { forget, publish } from "../../live_figure/feed.js";
import { gridOf, sideOf } from "./device_frame.js";
import { Engine } from "./device_engine.js";
import { fetchHeaded, Line, reportOf, standing, START } from "./device_line.js";
import { Screen } from "./device_screen.js";
import { Steps } from "./device_steps.js";
import { Rewind } from "./rewind.js";
import { Transport } from "./transport.js";

const BUDGET = 64 * 2 ** 20; // bytes for snapshots of a run
const GRACE = 1000; // ms that a run outlives its place on the page, which may have moved only
const REST = Object.freeze({ step: 0, epoch: 0, running: false, finished: false });
const trainers = new Map(); // by the feed's name
const started = new Set(); // runs that were started by their link, which happens once

/** The trainer whose frames the feed of this name shows. */
export function trainerOf(name) {
  if (!trainers.has(name)) trainers.set(name, new Trainer(name));
  return trainers.get(name);
}

class Trainer extends Transport {
  constructor(name) {
    super();
    this.name = name;
    Object.assign(this, { listeners: new Set(), messages: {} }); // the latest message of each part
    this.state = REST;
    this.problem = "";
    this.line = new Line();
    this.screen = new Screen(this);
    this.engine = new Engine({
      heard: (message) => this._heard(message),
      failed: (reason) => this._fail(reason),
      hidden: (hidden) => this._hidden(hidden),
    });
    this.told = null; // where the run rests as the server knows it, see `standing`
    this.rewind = new Rewind(this);
    this.elsewhere = false; // PyTorch trains the run
    this.steps = new Steps(this);
  }

  /** Calls `listen` at each change until the returned function is called. */
  watch(listen) {
    this.listeners.add(listen);
    listen();
    return () => this.listeners.delete(listen);
  }

  /** Tells all that watch. */
  changed() {
    for (const listen of this.listeners) listen();
  }

  // What the server says ----------------------------------------------------------------------

  /** The run, by its number, from an address, and which `engine` trains it. */
  async load({ run, address, engine }) {
    if (run === this.coming) return;
    this.coming = run;
    const elsewhere = engine === "torch";
    const known = address === this.address;
    if (known && this.begun !== undefined && !elsewhere && !this.elsewhere) {
      // The server was started anew, or lost the session: the same run, by another number.
      Object.assign(this, { run, begun: run, told: "" });
      this.screen.show();
      return;
    }
    try {
      const { header, buffer } = known ? this : await fetchHeaded(address);
      if (run !== this.coming) return;
      this._leave();
      if (!known) this.unit = null;
      Object.assign(this, { run, address, elsewhere, header, buffer });
      this._begin();
    } catch (error) {
      // One that another has overtaken is gone from the server.
      if (run !== this.coming) return;
      this._fail(`The run did not load (${error.message})`);
      this.coming = null;
    }
  }

  /** How the run is looked at and played; `send(event, message)` tells the server. */
  follow(look, send) {
    const before = this.look ?? {};
    this.look = look;
    this.line.listen(look.heard, send);
    // What the server says before it has heard all that it was told is older than what is seen.
    if (this.line.agreed && !this.holding) {
      // A run that went back, or goes on through what it has done, has a rate of its own.
      if (look.rate !== this.linked) this._rate(look.rate);
      Object.assign(this, { racer: look.racer, layer: look.layer, linked: look.rate });
    }
    if (this.ready) {
      if (this.begun !== this.run) this._begin();
      else this._followed(before);
    } else {
      this._begin();
    }
    this.screen.show();
    this.changed();
  }

  _followed(before) {
    const { corners, stop, speed } = this.look;
    if (JSON.stringify(corners) !== JSON.stringify(before.corners)) this._grid();
    if (this.playing && (stop !== before.stop || speed !== before.speed)) this.start();
  }

  get ready() {
    return Boolean(this.engine.runs && this.header && this.look?.run === this.run);
  }

  /** Whether this device trains what is ready. */
  get here() {
    return this.ready && !this.elsewhere;
  }

  /** The present run is left for another: the server is to know if it had been trained. */
  _leave() {
    if (!this.elsewhere && this.state.step > 0 && this.told === START) this.line.tell("left");
    this.told = null;
  }

  _begin() {
    if (!this.header || this.look?.run !== this.run) return;
    if (!this.engine.open()) return;
    const { racer, layer, rate } = this.look;
    Object.assign(this, { racer, layer, rate, linked: rate });
    this._init();
    if (this.look.start && !started.has(this.run)) this.start();
    started.add(this.run);
    if (document.hidden) this._hidden(true);
  }

  _fail(reason) {
    this.problem = `${reason}. Reload the page; the lab needs a browser of the last few years.`;
    this.changed();
  }

  /** This element is the run's place on the page. */
  hold(place) {
    this.place = place;
  }

  /** The place is gone: so is the page, unless there is another soon. */
  leave(place) {
    setTimeout(() => this.place === place && this._end(), GRACE);
  }

  _end() {
    trainers.delete(this.name);
    forget(this.name);
    this.line.end();
    this.coming = null;
    this.engine.end();
    this.screen.end();
  }

  // What the visitor does ---------------------------------------------------------------------

  /** Another learning rate from the next update on; `done` once the hand has let go. */
  setRate(rate, done) {
    this.holding = !done;
    if (rate !== this.rate) this._rate(rate);
    if (done) this._tellRate();
    this.changed();
  }

  _tellRate() {
    if (this.rate === this.linked) return;
    this.linked = this.rate;
    this.line.tell("rate", { rate: this.rate });
  }

  _rate(rate) {
    this.rate = rate;
    if (this.here && this.begun === this.run) {
      this.changes += 1;
      this.engine.ask("rate", { value: rate });
      this.screen.show();
    }
  }

  /**
   * The visitor points at {unit: [layer, unit]}, chooses a {racer}, or asks when a unit `died`,
   * [layer, unit] too.
   */
  answer({ unit, racer, died }) {
    if (died) return this.rewind.whenDied(...died);
    if (unit) this.unit = { layer: unit[0], unit: unit[1] };
    if (racer !== undefined && racer !== this.racer) {
      this.racer = racer;
      this.line.tell("racer", { racer });
    }
    this.screen.show();
  }

  /** All that the run has to take away: its weights and its history. */
  kept() {
    return this.engine.frame({ weights: true, history: -1, probe: true });
  }

  // What the worker is told and says ----------------------------------------------------------

  _init() {
    const header = { ...this.header, learning_rate: this.rate };
    this.begun = this.run;
    this.rewind.begin();
    this.changes = 0; // of the learning rate, that the worker was told of
    this.intended = null;
    this.resting = null;
    this.problem = "";
    this.engine.ask("init", { header, buffer: this.buffer, budget: BUDGET });
    this._grid();
    this.screen.begin();
    this.state = REST;
    this.steps.begin();
    this.told ??= this.look.told === 0 ? START : "";
    this.screen.show();
    this.changed();
  }

  _grid() {
    this.screen.planes = null;
    this.engine.ask("grid", { features: gridOf(this.look.corners, sideOf(this.header.racers.length)) });
  }

  _heard(message) {
    if (message.type === "error") return this._fail(`The engine stopped: ${message.message}`);
    if (message.type === "state") this._standing(message);
    if (message.type === "frame") this._framed(message);
    this.rewind.heard(message);
  }

  /** The learning rate of the step where the run stands, if no other is on its way there. */
  _takeRate({ rate, changes }) {
    if (!this.holding && changes === this.changes) this.rate = rate;
  }

  _standing(state) {
    this.state = state;
    this.steps.taken();
    this._takeRate(state);
    if (this.intended === state.running) this.intended = null;
    if (!state.running) {
      const next = this.resting;
      this.resting = null;
      next?.();
    }
    this.screen.show();
    this.changed();
  }

  _framed(content) {
    const frame = this.screen.take(content);
    if (!frame) return;
    const { step, epoch, finished, last, running } = content;
    if (running === this.state.running) {
      this.state = { ...this.state, step, epoch, finished, last };
      this._takeRate(content);
    }
    this.last = content;
    this.screen.pump(); // first, so that the engine works on the next picture while this is drawn
    publish(this.name, frame, (message) => this.answer(message));
    // It has come to rest, perhaps at a step of which the server does not know.
    const held = this.holding || this.rewind.holding;
    if (this.here && !running && !this.playing && !held && !this.screen.stale) {
      this._tellRate();
      this.report();
    }
    this.changed();
  }

  /** Tell the server where the run stands. */
  report() {
    if (!this.last || !this.here) return;
    const stands = standing(this.last);
    if (stands === this.told) return;
    this.told = stands;
    this.line.tell("report", { run: this.run, ...reportOf(this.last) });
  }

  /** A page that nobody sees does not train. */
  _hidden(hidden) {
    if (hidden && this.playing) {
      this.pause();
      this.interrupted = true;
    } else if (!hidden && this.interrupted) {
      this.interrupted = false;
      this.start();
    }
  }
}
