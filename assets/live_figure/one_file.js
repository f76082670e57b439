/** A live figure as one HTML file: the server gives the page, and the browser what it shows. */

import { fileName, save } from "./chart/downloads.js";

const [BASE] = import.meta.url.split("/actviz-assets/"); // the app's root, base path included
const OF_PLACE = ["fixed", "assets", "plotly", "modules", "reserve", "listens", "heard"];

/** Downloads a live figure as it stands; an Error says why that is not possible. */
export async function keep(figure) {
  const { data, settings, followed, drawing, panel } = figure;
  panel.say("");
  const { headers, ...more } = drawing?.kept?.(figure) ?? {};
  const asked = new URLSearchParams(data.functions.map(({ id }) => ["f", id]));
  if (data.drawing) asked.set("drawing", data.drawing);
  const [page, plotly] = await Promise.all([
    fetched(`${BASE}/actviz-export/page?${asked}`).then((answer) => answer.json()),
    fetched(data.plotly).then((answer) => answer.text()), // which the browser has
  ]);
  const message = present(data, settings, followed);
  const sources = [...new Set(sourcesOf([data.functions, data.inputs, headers]))];
  const file = filled(page.shell, {
    title: escaped(document.querySelector("h1")?.textContent.trim() || data.file_name),
    alt: `<p>${escaped(data.alt)}</p>`,
    link: page.public ? ` <a href="${escaped(location.href)}">Open in the app</a>` : "",
    content: json({ figures: [message], ...more }),
    // Between an operator and what follows a space is free, and nothing can end the script.
    programs: sources.map((text) => `[${json(text)}, (${text.replace(/<(?=[/!])/g, "< ")})]`).join(",\n"),
    plotly,
  });
  save([file], "text/html", `${fileName(data, settings.values)}.html`);
}

async function fetched(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer) throw new Error("the server did not answer");
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}

/** The derived programs that a part of a message holds as text. */
function sourcesOf(part) {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => {
    if (typeof value === "string" && /^(source|features|(\w+_)?loop)$/.test(name)) return [value];
    return name === "loops" && value ? Object.values(value) : sourcesOf(value);
  });
}

/** The message as the figure stands now. */
function present(data, { values, probe, from, to }, followed) {
  const message = Object.fromEntries(
    Object.entries(data).filter(([name]) => !OF_PLACE.includes(name)),
  );
  message.controls = data.controls.map((control) => ({ ...control, value: values[control.id] }));
  message.followed = followed;
  if (data.view) message.view = { ...data.view, low: from, high: to };
  if (probe !== null) message.probe = probe;
  return message;
}

const json = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");

const escaped = (text) =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** In one pass: what fills a slot may hold the text of another. */
const filled = (shell, parts) =>
  shell.replace(/<!--(\w+)-->/g, (slot, name) => parts[name] ?? slot);
