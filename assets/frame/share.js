/** The button Share and its panel, which is loaded at the first press. */

import { element, shape } from "../live_figure/dom.js";

/** The button and the panel; `frame` says and changes how the page is shown. */
export function share(frame) {
  const panel = element("div", { className: "share-panel", popover: "auto" });
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "Share this page");
  const button = element("button", { type: "button", className: "share-button" }, icon(), label());
  button.popoverTargetElement = panel;
  let close = null;
  panel.addEventListener("toggle", async ({ newState }) => {
    close?.();
    close = null;
    if (newState !== "open") return;
    try {
      const { open } = await import("./share_panel.js");
      if (panel.matches(":popover-open")) close ??= open(panel, frame);
    } catch {
      panel.replaceChildren(
        element("p", { role: "alert", textContent: "The server did not answer. Try again." }),
      );
    }
  });
  return [button, panel];
}

function label() {
  return element("span", { textContent: "Share" });
}

function icon() {
  const drawn = shape("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  drawn.append(
    shape("path", { d: "M6 12 18 5.5M6 12l12 6.5" }),
    ...[[6, 12], [18, 5.5], [18, 18.5]].map(([cx, cy]) => shape("circle", { cx, cy, r: 2.8 })),
  );
  return drawn;
}
