/** The link of a lesson that is being made, where its maker shows it: as Share does a page's. */

import { element } from "../live_figure/dom.js";
import { loadStyles } from "../live_figure/loading.js";
import { open } from "./share_panel.js";

export default async function receive(root, data) {
  root.link = data.link;
  if (root.panel) return;
  root.panel = element("div", { className: "share-panel share-in-page" });
  await loadStyles("frame/frame.css");
  if (!root.isConnected) return;
  root.append(root.panel);
  root.close = open(root.panel, { label: "Link for the class", link: () => root.link });
}

export function release(root) {
  if (!root.isConnected) root.close?.();
}
