/** The visitor's own lesson, kept for their next session, and for their other tabs. */

const KEPT = "actviz.lesson";

/** Keeps `file`, the lesson as this session has it; a session that knows none is brought one. */
export function keepLesson(file, bring) {
  try {
    const kept = localStorage.getItem(KEPT);
    if (file === null && kept) bring({ file: kept, newer: false });
    if (file === "") localStorage.removeItem(KEPT);
    if (file && file !== kept) localStorage.setItem(KEPT, file);
  } catch {
    // Storage may be forbidden: then the lesson lasts as long as the session.
  }
}

/** Brings what another tab makes of the lesson, until the returned function is called. */
export function watchOtherTabs(bring) {
  const heard = ({ key, newValue }) => {
    if (key === KEPT) bring({ file: newValue ?? "", newer: true });
  };
  window.addEventListener("storage", heard);
  return () => window.removeEventListener("storage", heard);
}
