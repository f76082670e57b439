"""Components whose program is a module in `assets/`, fetched by URL and cached by the browser."""

from __future__ import annotations

from typing import Any

import streamlit as st

# This text travels with every message of a component, so it only fetches the real module.
_SHIM = """
export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .CLASS");
  if (!root) {
    root = document.createElement("div");
    root.className = "CLASS";
    root.style.minHeight = (data.reserve ?? 0) + "px";
    parentElement.append(root);
  }
  for (const [rel, path] of data.preload ?? []) {
    const href = new URL(path, document.baseURI).href;
    if (document.head.querySelector('link[href="' + href + '"]')) continue;
    const link = document.createElement("link");
    document.head.append(Object.assign(link, { rel, href, as: "script" }));
  }
  const address = new URL(data.assets + "/MODULE", document.baseURI).href;
  const module = import(address);
  module.then(
    (loaded) => loaded.default(root, data, setTriggerValue),
    () => {
      root.innerHTML = '<p role="alert"></p>';
      root.firstChild.textContent =
        "This part of the page could not be drawn: its program did not load from " + address +
        ". Reload the page; if that does not help, the server may be out of reach.";
    },
  );
  return () => module.then((loaded) => loaded.release?.(root), () => {});
}
"""


def browser_module(name: str, module: str, css_class: str) -> Any:
    """Register `assets/<module>` as a component; mount what this returns with `data["assets"]`.

    The module's default export takes `(root, data, setTriggerValue)` at each new `data`; its
    `release(root)`, where there is one, runs when the component leaves the page. `data["reserve"]`
    is the height in pixels to keep free until the module has drawn; `data["preload"]` lists what
    the module will ask for, as `(rel, URL)`, so that all of it is fetched at once.
    """
    shim = _SHIM.replace("CLASS", css_class).replace("MODULE", module)
    return st.components.v2.component(name, js=shim, isolate_styles=False)
