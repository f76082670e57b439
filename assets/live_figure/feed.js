/**
 * Numbers that arrive while a run goes on, for the live figures that name this feed: they
 * keep their charts and draw again from the latest frame.
 */

const feeds = new Map(); // by name: {frame, send, root}
const listeners = new Set();

/** The component: `data` is {name, frame}. */
export default function receive(root, data, send) {
  feeds.set(data.name, { frame: data.frame, send, root });
  for (const listen of listeners) listen(data.name);
}

/** The component has left the page. */
export function release(root) {
  if (root.isConnected) return;
  for (const [name, feed] of feeds) if (feed.root === root) feeds.delete(name);
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
