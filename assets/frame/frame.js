/** What is on every page: the line to the server, what only a page knows, and the corner. */

import { watchReturn } from "../live_figure/connection.js";
import { corner } from "./corner.js";
import { keepLesson, watchOtherTabs } from "./kept_lesson.js";

const MOST_NAMES = 1000; // of a longer link Streamlit reads nothing at all

/** The component: `data.read` says that Python has read something from the link. */
export default function receive(root, data, send) {
  root.send = send;
  // Behind the line may be another server, or a session that has forgotten this page.
  root.forget ??= watchReturn(() => root.send("returned", { step: stepShown() }));
  // Without its styles there is no button; the next message of the server is a new attempt.
  root.corner ??= corner(root);
  root.corner.then((made) => made.take(data), () => void (root.corner = null));
  const bring = (kept) => root.send("kept", kept);
  root.forgetTabs ??= watchOtherTabs(bring);
  keepLesson(data.lesson?.file ?? null, bring);
  const names = location.search.split("&").length;
  if (!data.read && names > MOST_NAMES) send("unread", { names, most: MOST_NAMES });
}

export function release(root) {
  if (root.isConnected) return;
  root.forget?.();
  root.forgetTabs?.();
  void root.corner?.then((made) => made.release());
}

/** The training step that the page shows, 0 for none. */
function stepShown() {
  return Number(document.querySelector("[data-step]")?.dataset.step ?? 0);
}
