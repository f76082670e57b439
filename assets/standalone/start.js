/** A page of its own: shows the figures that the file holds, in the theme that is asked for. */

import receive from "../live_figure/live_figure.js";
import { provide } from "./derived.js";
import { offer } from "./loading.js";

const DARK = matchMedia("(prefers-color-scheme: dark)");
const ASKED = new URLSearchParams(location.search).get("theme");

/**
 * @param {object} modules all that the figures need, by their names in the assets
 * @param {object} workers their workers' programs
 * @param {[string, object][]} programs derived sources, and what they make
 */
export function start(modules, workers, programs) {
  const { figures, parts, files } = JSON.parse(document.getElementById("content").textContent);
  offer(modules, workers, files);
  provide(programs);
  const page = document.documentElement;
  const button = document.getElementById("theme");
  const roots = figures.map(() => Object.assign(document.createElement("div"), { className: "live-figure" }));
  let chosen = ["light", "dark"].includes(ASKED) ? ASKED : null;

  const wear = () => {
    page.dataset.theme = chosen ?? (DARK.matches ? "dark" : "light");
    button.textContent = page.dataset.theme === "dark" ? "Light" : "Dark";
    for (const { liveFigure } of roots) liveFigure?.repaint();
  };
  wear();
  button.hidden = false;
  button.addEventListener("click", () => {
    chosen = page.dataset.theme === "dark" ? "light" : "dark";
    wear();
  });
  DARK.addEventListener("change", wear);

  document.getElementById("figures").append(...roots);
  if (parts) modules["standalone/lab.js"].lab(parts);
  for (const [place, parts] of figures.entries()) {
    const fixed = { digest: String(place), parts };
    receive(roots[place], { fixed, listens: false, heard: 0 }, () => {});
  }
}
