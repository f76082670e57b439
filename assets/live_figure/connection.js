/** The line to the server: whoever asks is told when it is back. */

const STATE = "data-test-connection-state"; // of Streamlit's app, CONNECTED while the line stands

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
