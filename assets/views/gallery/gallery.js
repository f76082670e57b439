/** The Gallery: cards drawn once, then shown and hidden as the visitor searches and filters. */

import { element, shape } from "../../live_figure/dom.js";
import { loadStyles } from "../../live_figure/loading.js";

const COMMIT_DELAY = 400; // ms after the last key, so that the link follows words, not letters

/** Draw or update the gallery in `root`. Python hears `commit` (search, filters) and `open` (id). */
export default function gallery(root, data, setTriggerValue) {
  const state = (root.state ??= {
    search: data.search,
    chosen: new Set(data.chosen),
    timer: 0,
    sent: [], // what Python has not answered yet, the oldest first
  });
  state.send = setTriggerValue;
  const told = JSON.stringify([data.search, data.chosen]);
  const heard = state.sent.indexOf(told);
  if (!state.parts) {
    loadStyles("views/gallery/gallery.css");
    state.parts = build(root, data, state);
  } else if (heard >= 0) {
    // Of what is on its way this much has come: what stands here may be newer.
    state.sent.splice(0, heard + 1);
  } else if (told !== state.told) {
    // The link changed from outside (the back button): it wins over what is typed here.
    state.sent = [];
    state.search = data.search;
    state.chosen = new Set(data.chosen);
    state.parts.input.value = state.search;
  }
  state.told = told;
  show(state);
  root.dataset.ready = "true";
}

function build(root, data, state) {
  const input = element("input", {
    type: "search",
    id: "gallery-search",
    placeholder: "Search: relu, smooth, 2017 …",
    maxLength: 60,
    value: state.search,
    autocomplete: "off",
  });
  const label = element("label", { htmlFor: "gallery-search", textContent: "Search the gallery" });
  const chips = data.filters.map((filter) => {
    const chip = element("button", { type: "button", textContent: filter.label, title: filter.meaning });
    chip.className = "gallery-chip";
    chip.addEventListener("click", () => {
      if (!state.chosen.delete(filter.id)) state.chosen.add(filter.id);
      show(state);
      commit(state, 0);
    });
    return { id: filter.id, chip };
  });
  const count = element("p", { className: "gallery-count" });
  count.setAttribute("role", "status");
  const clear = element("button", { type: "button", textContent: "Show all", className: "gallery-chip" });
  clear.addEventListener("click", () => {
    state.search = input.value = "";
    state.chosen.clear();
    show(state);
    commit(state, 0);
    input.focus();
  });
  input.addEventListener("input", () => {
    state.search = input.value;
    show(state);
    commit(state, COMMIT_DELAY);
  });
  const bar = element("div", { className: "gallery-bar" });
  const buttons = element("div", { className: "gallery-chips" });
  buttons.setAttribute("role", "group");
  buttons.setAttribute("aria-label", "Filters on computed properties");
  buttons.append(...chips.map(({ chip }) => chip));
  bar.append(label, input, buttons, count, clear);
  const families = data.families.map((family, index) => buildFamily(family, index, data.box, state));
  const pages = data.pages.map((page) => ({ ...page, link: buildPage(page, state) }));
  const found = element("nav", { className: "gallery-pages" });
  found.setAttribute("aria-label", "Pages that fit");
  found.append(...pages.map(({ link }) => link));
  root.append(bar, found, ...families.map(({ section }) => section));
  return { input, chips, count, clear, families, pages, found };
}

function buildPage(page, state) {
  const link = element("a", { href: page.id, className: "gallery-page" });
  link.append(element("strong", { textContent: page.title }), ` ${page.question}`);
  openHere(link, page.id, state);
  return link;
}

/** A plain click stays in this session; the others open the address as links do. */
function openHere(link, id, state) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    clearTimeout(state.timer);
    state.send("open", id);
  });
}

function buildFamily(family, index, box, state) {
  const section = element("section", { className: "gallery-family" });
  const heading = element("h2", { textContent: family.name, id: `gallery-family-${index}` });
  section.setAttribute("aria-labelledby", heading.id);
  const list = element("ul", {});
  const cards = family.cards.map((card) => ({ ...card, item: buildCard(card, box, state) }));
  list.append(...cards.map(({ item }) => item));
  section.append(heading, list);
  return { section, cards };
}

function buildCard(card, box, state) {
  const link = element("a", { href: card.href, className: "gallery-card" });
  openHere(link, card.id, state);
  const name = element("span", { className: "gallery-name", textContent: card.name });
  const parameters = element("span", { className: "gallery-parameters", textContent: card.parameters });
  link.append(drawing(card, box), name, parameters);
  const item = element("li", {});
  item.append(link);
  return item;
}

function drawing(card, [width, height]) {
  const picture = shape("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  picture.append(
    shape("path", { class: "gallery-axis", d: `M0 ${card.x_axis}H${width}M${card.y_axis} 0V${height}` }),
    shape("path", { class: "gallery-derivative", d: card.derivative }),
    shape("path", { class: "gallery-value", d: card.value }),
  );
  return picture;
}

function show(state) {
  const { parts } = state;
  const words = state.search.toLowerCase().split(/[\s_-]+/).filter(Boolean);
  let shown = 0;
  let all = 0;
  for (const { section, cards } of parts.families) {
    let here = 0;
    for (const card of cards) {
      const fits =
        words.every((word) => card.words.includes(word)) &&
        [...state.chosen].every((filter) => card.tags.includes(filter));
      card.item.hidden = !fits;
      here += fits ? 1 : 0;
    }
    section.hidden = here === 0;
    shown += here;
    all += cards.length;
  }
  let pages = 0;
  for (const { words: names, link } of parts.pages) {
    link.hidden = words.length === 0 || !words.every((word) => names.includes(word));
    pages += link.hidden ? 0 : 1;
  }
  parts.found.hidden = pages === 0;
  for (const { id, chip } of parts.chips) chip.setAttribute("aria-pressed", String(state.chosen.has(id)));
  const narrowed = words.length > 0 || state.chosen.size > 0;
  const some = narrowed ? `${shown} of ${all} functions` : `${all} functions`;
  const none = pages ? "This has a page of its own." : "No function fits.";
  parts.count.textContent = shown === 0 ? none : some;
  parts.clear.hidden = !narrowed;
}

function commit(state, delay) {
  clearTimeout(state.timer);
  state.timer = setTimeout(() => {
    const filters = state.parts.chips.map(({ id }) => id).filter((id) => state.chosen.has(id));
    state.sent.push(JSON.stringify([state.search, filters]));
    state.send("commit", { search: state.search, filters });
  }, delay);
}
