/** The corner of every page: Share, and the way out where the page is not shown as usual. */

import { element } from "../live_figure/dom.js";
import { loadStyles } from "../live_figure/loading.js";
import { roomEvents } from "./room.js";
import { share } from "./share.js";

const [BASE] = import.meta.url.split("/actviz-assets/"); // the app's root, base path included

// What takes Escape for itself: Streamlit's menus, lists and dialogs, and what lies above the page.
const OPEN = "[popover]:popover-open, [role=listbox], [role=menu], [data-testid=stDialog], [data-testid=stPopoverBody]";

/** Puts the corner into `root`; the styles come first, or it would be seen out of its place. */
export async function corner(root) {
  await loadStyles("frame/frame.css");
  const frame = {
    present: undefined, // whether the page is shown to a class; undefined for a page as usual
    show: (present) => root.send("framed", { present }),
    lesson: undefined, // how many steps the visitor's own lesson has, and what was wrong with the last
    add: (link) => root.send("added", { link }),
    openLesson: () => root.send("opened", {}),
    room: {}, // which room this page leads or follows
    followers: 0,
    wish: (wish) => root.send("room", wish),
    page: () => location.href.slice(BASE.length).replace(/[?#].*$/, ""),
  };
  const followed = roomEvents((serial) => root.send("moved", { serial }));
  const led = roomEvents((number) => {
    frame.followers = Number(number ?? 0);
    // The room has come to its end: the server says so.
    if (number === null) root.send("moved", { serial: null });
  }, "?watch");
  const leave = element("button", { type: "button", textContent: "Leave", title: "Key: Escape", hidden: true });
  leave.addEventListener("click", () => frame.show(false));
  root.append(element("div", { className: "frame-corner" }, ...share(frame), leave));

  let taken = false;
  // Before anybody has closed what is open: afterwards nothing tells whose key it was.
  const look = () => (taken = document.querySelector(OPEN) !== null);
  const escape = (event) => {
    const mine = !leave.hidden && !taken && !event.defaultPrevented && !event.target.matches("input, textarea");
    if (event.key === "Escape" && mine && root.isConnected) frame.show(false);
  };
  document.addEventListener("keydown", look, true);
  document.addEventListener("keydown", escape);

  return {
    take({ present, lesson, room = {} }) {
      frame.present = present;
      frame.lesson = lesson;
      leave.hidden = present === undefined;
      frame.room = room;
      followed.listen(room.listen ?? "");
      led.listen(room.lead ?? "");
    },
    release() {
      followed.listen("");
      led.listen("");
    },
  };
}
