/** The picture and the numbers, to take away. */

import { paint, PRINT_THEME } from "./theme.js";

const WIDTH = 1200;
const HEIGHT = 750;
const LONGEST_NAME = 100;
const LONGEST_CAPTION = 80; // letters of 28 px that fit into the width

/**
 * Downloads what is on the screen.
 * @param {"svg"|"png"|"csv"} format
 * @param {object} source
 * @param {object} source.data the message of the server
 * @param {object} source.values present values by the control's id
 * @param {object[]} source.shown the traces as Plotly holds them, hidden ones included
 * @param {(figure, theme) => object} source.drawn the figure at the present settings
 * @param {(traces: object[]) => object[]} [source.tabulate] exact columns of live traces
 */
export function download(format, { plotly, data, values, shown, drawn, tabulate }) {
  const { figure } = data;
  const name = fileName(data, values);
  const visible = (index) => shown[index]?.visible === true;
  if (format === "csv") {
    const live = figure.data.filter((trace, index) => trace.meta?.live && visible(index));
    downloadNumbers(tabulate ? tabulate(live) : columnsOf(shown), name);
    return;
  }
  const { data: traces, layout } = drawn(figure, PRINT_THEME);
  // By a click on the legend alone: what is empty on the page may be filled in a file.
  const away = (index) => shown[index]?.visible === "legendonly";
  const kept = traces.map((trace, index) => (away(index) ? { ...trace, visible: "legendonly" } : trace));
  const title = layout.title?.text ? layout.title : { text: caption(data, values) };
  downloadPicture(plotly, { data: kept, layout: { ...layout, title } }, format, name);
}

const shortest = (value) => String(Number(value.toPrecision(4))).replace("-", "−");

/** The figure's name and every control that is not at its default: logistic_L=2_k=-3. */
export function fileName({ file_name: name, controls }, values) {
  const moved = controls.filter(({ id, default: usual }) => values[id] !== usual);
  const texts = moved.map(({ id }) => `${id}=${Number(values[id].toPrecision(4))}`);
  return [name, ...texts].join("_").slice(0, LONGEST_NAME);
}

/** What is drawn and at which numbers, for a picture without a title; Plotly reads tags. */
function caption({ functions, controls }, values) {
  const names = functions.map(({ name }) => name).join(", ");
  const numbers = controls.map(({ id, label }) => `${label} = ${shortest(values[id])}`).join(", ");
  const text = [names, numbers].filter(Boolean).join(": ");
  const cut = text.length > LONGEST_CAPTION ? `${text.slice(0, LONGEST_CAPTION)}…` : text;
  return cut.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Downloads the figure on white as "svg" or "png", title and legend included. */
function downloadPicture(plotly, figure, format, name) {
  const { data, layout } = paint(figure, PRINT_THEME);
  return plotly.downloadImage(
    {
      data,
      layout: {
        ...layout,
        title: titleOf(figure.layout),
        paper_bgcolor: PRINT_THEME.background,
        plot_bgcolor: PRINT_THEME.background,
        margin: { l: 84, r: 30, t: titleOf(figure.layout) ? 120 : 70, b: 70 },
        width: WIDTH,
        height: HEIGHT,
      },
    },
    { format, width: WIDTH, height: HEIGHT, scale: 1, filename: name },
  );
}

function titleOf(layout) {
  return layout.title?.text
    ? { ...layout.title, font: { ...layout.title.font, size: 28 }, x: 0.02, y: 0.97, yanchor: "top" }
    : undefined;
}

/** Columns of any figure with x and y: one pair for each visible trace. */
export function columnsOf(traces) {
  return traces
    .filter((trace) => trace.visible === true && trace.x && trace.y)
    .flatMap((trace, index) => {
      const name = trace.name || `trace ${index + 1}`;
      return [
        { name: `${name}: x`, values: Array.from(trace.x) },
        { name, values: Array.from(trace.y) },
      ];
    });
}

/** Columns as CSV (RFC 4180), numbers with every digit. */
export function toCsv(columns) {
  const rows = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [columns.map(({ name }) => cell(name)).join(",")];
  for (let row = 0; row < rows; row += 1) {
    lines.push(columns.map(({ values }) => cell(values[row])).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

function cell(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  let text = String(value);
  // A spreadsheet would compute it; a number it may.
  if (/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text))) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Downloads columns of numbers as a CSV file. */
function downloadNumbers(columns, fileName) {
  // The mark tells spreadsheets that f′ and α are UTF-8.
  save(["\ufeff", toCsv(columns)], "text/csv;charset=utf-8", `${fileName}.csv`);
}

/** Has the browser save a file of these parts. */
export function save(parts, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
