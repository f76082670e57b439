/** The panel: the link to what the page shows now, to copy and as a QR code, for other devices. */

import { element, uniqueId } from "../live_figure/dom.js";
import { candidates, linkOfPage, onLoopback, remember, remembered, root, service } from "./addresses.js";
import { roomPanel } from "./room_panel.js";

const BETWEEN_LOOKS = 250; // milliseconds; a link tells nobody that it changes

/**
 * Fills the panel and keeps it true until the returned function is called.
 *
 * `frame` may have another `link` from the app's root on, with its `label`; without it the link is
 * the page's, which `frame.show` presents and `frame.add` makes a step of the visitor's lesson.
 */
export function open(panel, frame) {
  const link = frame.link ?? (() => linkOfPage(frame.room?.following !== undefined));
  const server = { options: [], most: Infinity };
  const room = frame.wish && roomPanel(frame, (place, text) => draw(place, server, text));
  const parts = build(panel, frame.label ?? "Link to what the page shows", room?.parts);
  let shown = "";

  const refresh = () => {
    parts.lesson.take(frame.lesson);
    const address = root(parts.address.value);
    parts.wrong.hidden = address !== null;
    if (address === null) return;
    for (const each of parts.options.children) {
      each.setAttribute("aria-pressed", String(each.textContent === address));
    }
    room?.refresh(address);
    const whole = address + link();
    if (whole === shown) return;
    shown = whole;
    parts.link.value = whole;
    parts.status.textContent = "";
    if (!parts.picture.hidden) draw(parts.picture, server, whole);
  };
  const choose = (text) => {
    parts.address.value = text;
    refresh();
    if (root(text) !== null) remember(root(text), server.options);
  };

  parts.address.addEventListener("input", () => choose(parts.address.value));
  parts.options.addEventListener("click", ({ target }) => {
    if (target.matches("button")) choose(target.textContent);
  });
  parts.copy.addEventListener("click", () => copy(parts));
  parts.code.addEventListener("click", () => {
    parts.picture.hidden = !parts.picture.hidden;
    parts.code.setAttribute("aria-expanded", String(!parts.picture.hidden));
    if (!parts.picture.hidden) draw(parts.picture, server, shown);
  });

  parts.present.hidden = !frame.show || frame.present === true;
  parts.lesson.place.hidden = !frame.add;
  parts.lesson.add.addEventListener("click", () => frame.add(link()));
  parts.lesson.go.addEventListener("click", () => {
    panel.hidePopover();
    frame.openLesson();
  });
  parts.present.addEventListener("click", () => {
    panel.hidePopover();
    frame.show(true);
  });

  parts.address.value = remembered([]);
  refresh();
  void ask(parts, server).then(() => {
    parts.address.value = remembered(server.options);
    refresh();
    parts.panel.dataset.ready = "";
  });
  const clock = setInterval(refresh, BETWEEN_LOOKS);
  return () => clearInterval(clock);
}

function build(panel, label, roomParts) {
  delete panel.dataset.ready;
  const ids = { link: uniqueId("link"), address: uniqueId("address"), wrong: uniqueId("wrong") };
  const button = (textContent) => element("button", { type: "button", textContent });
  const parts = {
    panel,
    link: element("textarea", { id: ids.link, readOnly: true, rows: 3, spellcheck: false }),
    copy: button("Copy link"),
    code: button("QR code"),
    present: Object.assign(button("Present"), { title: "Larger, with less beside it; Escape leaves" }),
    status: element("span", { role: "status" }),
    picture: element("div", { className: "share-picture", hidden: true }),
    address: element("input", { id: ids.address, type: "text", spellcheck: false, autocomplete: "off" }),
    wrong: element("p", {
      id: ids.wrong,
      hidden: true,
      className: "share-wrong",
      textContent: "This is no address: write it as http://192.168.1.20:8501.",
    }),
    options: element("div", { className: "share-options" }),
    note: element("p", { className: "share-note" }),
    lesson: lessonPart(button("Add to my lesson"), button("Open my lesson")),
  };
  parts.code.setAttribute("aria-expanded", "false");
  parts.address.setAttribute("aria-describedby", ids.wrong);
  panel.replaceChildren(
    element("label", { htmlFor: ids.link, textContent: label }),
    parts.link,
    element("div", { className: "share-buttons" }, parts.copy, parts.code, parts.present, parts.status),
    parts.picture,
    parts.lesson.place,
    ...(roomParts ? [element("div", { className: "share-rooms" }, ...roomParts)] : []),
    element("label", { htmlFor: ids.address, textContent: "Address for other devices" }),
    parts.address,
    parts.wrong,
    parts.options,
    parts.note,
  );
  return parts;
}

/** What makes the page a step of the visitor's lesson, and says how many steps that has. */
function lessonPart(add, go) {
  const told = element("span", { className: "share-lesson", ariaLive: "polite" });
  const place = element("div", { className: "share-buttons" }, add, go, told);
  const take = ({ steps, wrong } = { steps: 0, wrong: [] }) => {
    const count = steps === 1 ? "My lesson has 1 step." : `My lesson has ${steps} steps.`;
    const text = [...(steps ? [count] : []), ...wrong].join(" ");
    if (told.textContent !== text) told.textContent = text;
    go.hidden = steps === 0;
  };
  return { place, add, go, take };
}

/** Learns from the server how it is reached, and says what stands in the way. */
async function ask(parts, server) {
  try {
    const answer = await (await fetch(service("addresses"), { cache: "no-store" })).json();
    server.options = candidates(answer);
    server.most = answer.most;
    parts.note.textContent = server.options.length > 0 ? "" : obstacle(answer);
  } catch {
    server.options = onLoopback() ? [] : candidates({ hosts: [] });
    parts.note.textContent = "The server did not say under which addresses it is reached.";
  }
  parts.options.replaceChildren(
    ...server.options.map((textContent) => element("button", { type: "button", textContent })),
  );
}

function obstacle({ connected }) {
  return connected
    ? "The server listens on this computer alone: other devices cannot open the link. Start it " +
        "with --server.address=0.0.0.0 (uvicorn: --host 0.0.0.0)."
    : "This computer is in no network: other devices cannot open the link.";
}

/** On plain http there is no clipboard for programs: then the field's own text is copied. */
async function copy({ link, status }) {
  let copied = false;
  try {
    await navigator.clipboard.writeText(link.value);
    copied = true;
  } catch {
    link.focus();
    link.select();
    copied = document.execCommand("copy");
  }
  status.textContent = copied ? "Copied" : "Selected: copy it with Ctrl+C";
}

function draw(picture, { most }, link) {
  const say = (textContent) => picture.replaceChildren(element("p", { role: "alert", textContent }));
  const size = new TextEncoder().encode(link).length;
  if (size > most) {
    say(`The link has ${size} characters, and a QR code that phones can read up to ${most}: copy it.`);
    return;
  }
  const code = element("img", { alt: "QR code of the link above" });
  code.addEventListener("error", () => say("The server did not answer: the link can be copied."));
  code.src = `${service("qr")}?text=${encodeURIComponent(link)}`;
  picture.replaceChildren(code);
}
