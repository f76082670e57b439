/** Colours and type of the chart: Streamlit's CSS variables and the app's palette. */

import { PALETTE } from "./palette.js"; // the server's, as a module

const SMALLEST_FONT = 14;
const USUAL_FONT = 15;
const AXIS = /^[xy]axis\d*$/;

/** Any CSS colour as [red, green, blue] in 0…255. */
function channels(colour) {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function isDark(colour) {
  const [red, green, blue] = channels(colour);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 < 0.5;
}

/** The visitor's theme as it applies to `element`. */
function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const background = read("--st-background-color", "#ffffff");
  const fontSize = Number.parseFloat(read("--live-figure-text", USUAL_FONT));
  const dark = isDark(background);
  return {
    name: dark ? "dark" : "light",
    background,
    text: read("--st-text-color", dark ? "#e8ebee" : "#1f2429"),
    font: read("--st-font", "sans-serif"),
    grid: dark ? "rgba(255, 255, 255, 0.13)" : "rgba(0, 0, 0, 0.1)",
    zero: dark ? "rgba(255, 255, 255, 0.5)" : "rgba(0, 0, 0, 0.45)",
    fontSize,
    smallestFont: fontSize - 1,
    lineWidth: 2.5,
  };
}

/** Has `element` wear the visitor's theme, which is returned. */
export function wearTheme(element) {
  const theme = readTheme(element);
  element.dataset.theme = theme.name;
  // Streamlit's popovers hang outside its app, where nothing says which theme is on.
  document.documentElement.style.colorScheme = theme.name;
  for (const [role, colour] of Object.entries(coloursOf(theme))) {
    element.style.setProperty(`--live-figure-role-${role}`, colour);
  }
  return theme;
}

/** Pictures to take away are read on paper and slides: light, and larger. */
export const PRINT_THEME = {
  name: "light",
  print: true,
  background: "#ffffff",
  text: "#1f2429",
  font: "Source Sans, Source Sans Pro, Helvetica, Arial, sans-serif",
  grid: "rgba(0, 0, 0, 0.12)",
  zero: "rgba(0, 0, 0, 0.5)",
  fontSize: 22,
  smallestFont: SMALLEST_FONT,
  lineWidth: 4,
};

function atLeast(font, theme) {
  const size = Math.max(font?.size ?? USUAL_FONT, SMALLEST_FONT) * (theme.fontSize / USUAL_FONT);
  return { ...font, size: Math.max(size, theme.smallestFont) };
}

/** What a trace writes on the chart by itself. */
function paintTexts({ textfont, colorbar, contours }, theme) {
  return {
    ...(textfont && { textfont: atLeast(textfont, theme) }),
    ...(colorbar && { colorbar: { ...colorbar, tickfont: atLeast(colorbar.tickfont, theme) } }),
    ...(contours?.labelfont && {
      contours: { ...contours, labelfont: atLeast(contours.labelfont, theme) },
    }),
  };
}

function paintTrace(trace, theme, colours) {
  const colour = colours[trace.meta?.role];
  const painted = { ...trace };
  // The ghost comes and goes: last in the legend, it moves no other entry.
  if (trace.meta?.live === "ghost") painted.legendrank = trace.legendrank ?? 2000;
  if (!theme.print) Object.assign(painted, paintTexts(trace, theme));
  const lines = trace.type === undefined || trace.type.startsWith("scatter");
  if (lines) {
    const width = (trace.line?.width ?? 2.5) * (theme.lineWidth / 2.5);
    // Plotly drops points to save time; at this thickness its corners show.
    painted.line = { simplify: false, ...trace.line, width, ...(colour && { color: colour }) };
  }
  if (colour && (lines || trace.type === "bar" || trace.marker)) {
    painted.marker = { ...trace.marker, color: colour };
    if (trace.marker?.line) {
      painted.marker.line = { ...trace.marker.line, color: theme.background };
    }
    if (typeof trace.marker?.size === "number") {
      painted.marker.size = trace.marker.size * (theme.lineWidth / 2.5);
    }
  }
  return painted;
}

function paintAxis(axis, theme) {
  return {
    ...axis,
    fixedrange: true,
    automargin: false,
    gridcolor: theme.grid,
    zerolinecolor: theme.zero,
    zerolinewidth: 1.5,
    linecolor: theme.zero,
    tickfont: atLeast(axis.tickfont, theme),
    title: { ...axis.title, font: atLeast(axis.title?.font, theme) },
  };
}

/** Margins for labels of another size than usual; a picture to take away has its own size. */
function roomFor(margins, theme) {
  const grown = theme.print ? 1 : theme.fontSize / USUAL_FONT;
  return Object.fromEntries(Object.entries(margins).map(([side, room]) => [side, room * grown]));
}

/** The colours of a theme by role. */
export function coloursOf(theme) {
  return PALETTE[theme.name];
}

/**
 * The same figure in a theme's colours; new objects, the given ones stay as they are.
 * @param {{data: object[], layout: object}} figure
 * @param {object} theme from readTheme, or PRINT_THEME
 */
export function paint(figure, theme) {
  const colours = coloursOf(theme);
  const layout = {
    dragmode: false,
    uirevision: "kept",
    hovermode: "closest",
    ...figure.layout,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: theme.font, ...atLeast(figure.layout.font, theme), color: theme.text },
    // Room is set aside by the frame: a margin that follows its labels would make the plot jump.
    margin: {
      ...roomFor({ l: 52, r: 14, t: 34, b: 44, ...figure.layout.margin }, theme),
      autoexpand: false,
    },
    legend: {
      orientation: "h",
      x: 0,
      xanchor: "left",
      y: 1.01,
      yanchor: "bottom",
      ...figure.layout.legend,
      bgcolor: "rgba(0,0,0,0)",
      font: atLeast(figure.layout.legend?.font, theme),
    },
    hoverlabel: {
      bgcolor: theme.background,
      bordercolor: theme.zero,
      font: { family: theme.font, size: theme.fontSize, color: theme.text },
    },
    xaxis: figure.layout.xaxis ?? {},
    yaxis: figure.layout.yaxis ?? {},
  };
  for (const name of Object.keys(layout).filter((each) => AXIS.test(each))) {
    layout[name] = paintAxis(layout[name], theme);
  }
  layout.annotations = figure.layout.annotations?.map((note) => ({
    ...note,
    font: { color: theme.text, ...atLeast(note.font, theme) },
  }));
  return { data: figure.data.map((trace) => paintTrace(trace, theme, colours)), layout };
}
