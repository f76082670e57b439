/** Figures that show a value which a control of another figure moves. */

const REDRAW_PAUSE = 100; // ms between redraws by Plotly while the other figure moves
const REST = 250; // ms without a movement after which the other figure counts as at rest

const figures = new Set(); // those on the page

/** Tells every other figure that a value moved. */
export function tellOthers(figure, id, value) {
  for (const other of figures) if (other !== figure) other.follow(id, value);
}

/** When a figure that follows redraws: the one under the pointer comes first. */
export class Follower {
  constructor(figure) {
    this.figure = figure;
    this.redraw = this.rest = 0;
    figures.add(figure);
  }

  /** Another figure is moving this one. */
  get led() {
    return this.rest !== 0;
  }

  /** A value that is followed has changed. */
  note() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.rest = 0;
      this.figure.settle();
    }, REST);
    // What is merely moved costs nothing; Plotly's redraws share what time is left.
    this.redraw ||= setTimeout(() => {
      this.redraw = 0;
      this.figure.schedule();
    }, this.figure.plot.unsettled ? 0 : REDRAW_PAUSE);
  }

  end() {
    figures.delete(this.figure);
    clearTimeout(this.redraw);
    clearTimeout(this.rest);
  }
}
