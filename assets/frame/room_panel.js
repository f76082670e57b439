/** The panel's part about rooms: a class follows this page, or this page follows a teacher's. */

import { element, uniqueId } from "../live_figure/dom.js";
import { roomAddress } from "./room.js";

/** Returns `{ parts, refresh }`; `frame` knows and wishes, `draw(place, link)` makes a QR code. */
export function roomPanel(frame, draw) {
  const ids = { code: uniqueId("code"), wrong: uniqueId("room-wrong"), join: uniqueId("join") };
  const button = (textContent) => element("button", { type: "button", textContent });
  const open = button("Let a class follow");
  const close = button("Close the room");
  const number = element("span", { role: "status" });
  const refused = element("p", { role: "alert", className: "share-wrong" });
  const name = element("p", { className: "share-room" });
  const join = element("input", { id: ids.join, type: "text", readOnly: true, spellcheck: false });
  const picture = element("div", { className: "share-picture" });
  const led = element(
    "div",
    {},
    name,
    element("label", { htmlFor: ids.join, textContent: "Link to follow by" }),
    join,
    element("div", { className: "share-buttons" }, close, number),
    picture,
  );
  const typed = element("input", { id: ids.code, type: "text", spellcheck: false, autocomplete: "off" });
  const wrong = element("p", { id: ids.wrong, role: "alert", className: "share-wrong" });
  typed.setAttribute("aria-describedby", ids.wrong);
  const follow = button("Follow");
  const asked = element(
    "form",
    {},
    element("label", { htmlFor: ids.code, textContent: "Code of a room to follow" }),
    element("div", { className: "share-code" }, typed, follow),
    wrong,
  );
  follow.type = "submit";

  open.addEventListener("click", () => frame.wish({ wish: "open" }));
  close.addEventListener("click", () => frame.wish({ wish: "close" }));
  asked.addEventListener("submit", async (event) => {
    event.preventDefault();
    const code = typed.value.replace(/[\s-]/g, "").toUpperCase();
    wrong.textContent = code ? await obstacle(code) : "Type the code that the teacher shows.";
    if (wrong.textContent === "") frame.wish({ wish: "follow", code });
  });

  let shown = null;
  return {
    parts: [open, led, refused, asked],
    /** Shows what holds now; `address` is where other devices find the app. */
    refresh(address) {
      const { lead = "", refused: reason = "" } = frame.room;
      const link = lead && `${address}${frame.page()}?follow=${lead}`;
      open.hidden = lead !== "";
      led.hidden = lead === "";
      asked.hidden = lead !== "";
      if (refused.textContent !== reason) refused.textContent = reason;
      const count = frame.followers === 1 ? "1 follows" : `${frame.followers} follow`;
      if (number.textContent !== count) number.textContent = count;
      if (link === shown) return;
      shown = link;
      name.replaceChildren("Room ", element("strong", { textContent: lead }));
      join.value = link;
      if (lead) draw(picture, link);
    },
  };
}

/** Why a room cannot be followed; "" where it can. */
async function obstacle(code) {
  try {
    const answer = await fetch(`${roomAddress(code.slice(0, 40))}?look`, { cache: "no-store" });
    if (answer.ok) return "";
    return `There is no room ${code.slice(0, 20)}, or it is over: ask for the present code.`;
  } catch {
    return "The server did not answer. Try again.";
  }
}
