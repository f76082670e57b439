/** A map of the visitor's own: as the stored one, while the browser computes it. */

import { Computing } from "./computing.js";
import { withColumns } from "./content.js";
import * as map from "./map.js";

export function watch(figure) {
  const end = map.watch(figure);
  figure.computing = new Computing(figure);
  return () => {
    end();
    figure.computing.end();
  };
}

/** With what is known of the map by now. */
function known(state) {
  const { figure, feed, inputs } = state;
  const mine = feed?.key === inputs.address;
  return { ...state, feed: mine ? feed : withColumns(figure.layout.meta, inputs.address) };
}

export function shown(figure, state) {
  figure.computing.show(state.figure.layout.meta, state.inputs);
  map.shown(figure, known(state));
}

export function draw(state) {
  return map.draw(known(state));
}

export function table(state) {
  return map.table(known(state));
}
