/** Under which addresses other devices reach this server. */

const [BASE] = import.meta.url.split("/actviz-assets/"); // the app's root, base path included
const KEPT = "actviz.address";
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/** The address of something that the server does for the panel. */
export function service(name) {
  return `${BASE}/actviz-share/${name}`;
}

/** Whether this page was opened by an address that means "this computer" on any computer. */
export function onLoopback() {
  return LOOPBACK.test(location.hostname);
}

/** The addresses to choose from, the likeliest first, of what the server says of itself. */
export function candidates({ hosts }) {
  const found = hosts.map((host) => {
    const address = new URL(BASE);
    address.hostname = host;
    return address.href.replace(/\/$/, "");
  });
  return [...new Set([...(onLoopback() ? [] : [BASE]), ...found])];
}

/** The address that was chosen last, if it still is one; a typed one is for the visitor to judge. */
export function remembered(options) {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEPT));
  } catch {
    // Storage may be forbidden, or hold what another program wrote.
  }
  const good = typeof kept?.text === "string" && (kept.typed || options.includes(kept.text));
  return good ? kept.text : (options[0] ?? BASE);
}

export function remember(text, options) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ text, typed: !options.includes(text) }));
  } catch {
    // Then it is chosen anew next time.
  }
}

/** The root that a typed text means, without a stroke at its end; null for what is no address. */
export function root(text) {
  const typed = text.trim();
  try {
    const whole = /^https?:\/\//i.test(typed) ? typed : `${location.protocol}//${typed}`;
    const { protocol, host, pathname } = new URL(whole);
    return /[\s@<>"\\?#]/.test(typed) || !host ? null : `${protocol}//${host}${pathname}`.replace(/\/+$/, "");
  } catch {
    return null;
  }
}

/** The page's present link, from the app's root on, without the room that a page follows. */
export function linkOfPage(follows = false) {
  const link = location.href.slice(BASE.length);
  if (!follows) return link;
  const [path, query] = link.split("?", 2);
  const kept = query?.split("&").filter((each) => !each.startsWith("follow=")) ?? [];
  return kept.length > 0 ? `${path}?${kept.join("&")}` : path;
}
