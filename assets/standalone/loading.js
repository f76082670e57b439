/** In a file of its own everything is there: takes the place of live_figure/loading.js. */

const offered = {};

/** Has `loadModule` find these. */
export function offer(modules) {
  Object.assign(offered, modules);
}

export function loadPlotly() {
  return Promise.resolve(window.Plotly);
}

export function loadStyles() {
  return Promise.resolve();
}

export function loadModule(name) {
  return Promise.resolve(offered[name]);
}
