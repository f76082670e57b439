/**
 * Numbers that arrive while a run goes on, for the live figures that name this feed: they
 * keep their charts and draw again from the latest frame.
 */

const feeds = new Map(); // by name: {frame, send, root, order}
const listeners = new Set();

/** The component: `data` is {name, frame, order}. Its place may change, and the old one be late. */
export default function receive(root, { name, frame, order }, send) {
  if (order < feeds.get(name)?.order) return;
  publish(name, frame, send, root, order);
}

/** A frame from whoever makes them; `send("answer", message)` hears what the visitor points at. */
export function publish(name, frame, send, root, order) {
  feeds.set(name, { frame, send, root, order });
  for (const listen of listeners) listen(name);
}

/** The component has left the page. */
export function release(root) {
  if (root.isConnected) return;
  for (const [name, feed] of feeds) if (feed.root === root) feeds.delete(name);
}

/** The feed ends. */
export function forget(name) {
  feeds.delete(name);
}

/** The latest frame of a feed, null before the first. */
export function latestFrame(name) {
  return feeds.get(name)?.frame ?? null;
}

/** Tells the server's end of a feed what the visitor points at. */
export function answerFeed(name, message) {
  feeds.get(name)?.send("answer", message);
}

/** Calls `listen(name)` at each new frame until the returned function is called. */
export function watchFeeds(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
