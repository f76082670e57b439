"""Components whose program is a module in `assets/`, fetched by URL and cached by the browser."""

from __future__ import annotations

import itertools
import time
from typing import Any

import streamlit as st

# From the microseconds of the start on, so that a server that takes this one's place counts on.
_orders = itertools.count(time.time_ns() // 1000)

# This text travels with every message of a component, so it only fetches the real module.
_SHIM = """
export default ({ data, parentElement: parent, setTriggerValue: send }) => {
const add = (tag, more, to) => to.appendChild(Object.assign(document.createElement(tag), more));
const at = (path) => new URL(path, document.baseURI).href;
let root = parent.querySelector(":scope > .CLASS");
if (!root) {
root = add("div", { className: "CLASS" }, parent);
root.style.minHeight = data.reserve ?? "";
const load = (rel, path) => {
const href = at(path);
if (!document.head.querySelector('link[href="' + href + '"]'))
add("link", { rel, href, as: "script" }, document.head);
};
if (data.plotly) load("preload", data.plotly);
for (const name of data.modules ?? []) load("modulepreload", data.assets + "/" + name);
}
const address = at(data.assets + "/MODULE");
const module = import(address);
module.then((loaded) => {
if (data.order < root.order) return;
root.order = data.order;
loaded.default(root, data, send);
}, () => {
root.replaceChildren();
add("p", { role: "alert", textContent: "This part of the page could not be drawn: its program did \
not load from " + address + ". Reload the page; if that does not help, the server may be out of \
reach." }, root);
});
return () => module.then((loaded) => loaded.release?.(root), () => {});
}
"""


def browser_module(name: str, module: str, css_class: str) -> Any:
    """Register `assets/<module>` as a component; mount what this returns with `data["assets"]`.

    The module's default export takes `(root, data, setTriggerValue)` at each new `data`; its
    `release(root)`, where there is one, runs when the component leaves the page. `data["reserve"]`
    is the height to keep free, in CSS, until the module has drawn; `data["modules"]` and
    `data["plotly"]` say what the module will ask for, so that all of it is fetched at once.
    `data["order"]`, if it is there, is `next_order()`.
    """
    shim = _SHIM.replace("CLASS", css_class).replace("MODULE", module)
    return st.components.v2.component(name, js=shim, isolate_styles=False)


def next_order() -> int:
    """A number that grows from message to message of a component.

    A browser that still loads the program may come to the later of two messages first: with their
    order it knows the other for outdated. No two processes give the same, so that an open page can
    tell what a new server says from what it had.
    """
    return next(_orders)
