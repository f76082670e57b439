/**
 * Numbers that arrive while a run goes on, for the live figures that name this feed: they
 * keep their charts and draw again from the latest frame.
 */

const feeds = new Map(); // by name: {frame, answer}
const listeners = new Set();

/** A frame from whoever makes them; `answer(message)` hears what the visitor points at. */
export function publish(name, frame, answer) {
  feeds.set(name, { frame, answer });
  for (const listen of listeners) listen(name);
}

/** The feed ends. */
export function forget(name) {
  feeds.delete(name);
}

/** The latest frame of a feed, null before the first. */
export function latestFrame(name) {
  return feeds.get(name)?.frame ?? null;
}

/** Tells the maker of a feed what the visitor points at. */
export function answerFeed(name, message) {
  feeds.get(name)?.answer(message);
}

/** Calls `listen(name)` at each new frame until the returned function is called. */
export function watchFeeds(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
