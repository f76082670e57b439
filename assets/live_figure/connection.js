/** The line to the server: whoever asks is told when it is back, and Python what only a page knows. */

const STATE = "data-test-connection-state"; // of Streamlit's app, CONNECTED while the line stands
const MOST_NAMES = 1000; // of a longer link Streamlit reads nothing at all

const listeners = new Set();
let observer = null;

/** Calls `listen()` each time that a lost line stands again, until the returned function is called. */
export function watchReturn(listen) {
  listeners.add(listen);
  observer ??= watch();
  return () => void listeners.delete(listen);
}

function watch() {
  let lost = false;
  const look = ([{ target }]) => {
    const stands = target.getAttribute(STATE) === "CONNECTED";
    if (stands && lost) for (const tell of listeners) tell();
    lost = !stands;
  };
  const made = new MutationObserver(look);
  made.observe(document.body, { subtree: true, attributeFilter: [STATE] });
  return made;
}

/** The component: `data.read` says that Python has read something from the link. */
export default function receive(root, data, send) {
  root.send = send;
  // Behind the line may be another server, or a session that has forgotten this page.
  root.forget ??= watchReturn(() => root.send("returned", { step: stepShown() }));
  const names = location.search.split("&").length;
  if (!data.read && names > MOST_NAMES) send("unread", { names, most: MOST_NAMES });
}

export function release(root) {
  if (!root.isConnected) root.forget?.();
}

/** The training step that the page shows, 0 for none. */
function stepShown() {
  return Number(document.querySelector("[data-step]")?.dataset.step ?? 0);
}
