/** Numbers as visitors read and write them. */

/** A decimal number from typed text (minus sign and decimal comma allowed), or NaN. */
export function parseNumber(text) {
  let cleaned = text.trim().replace(/[−–]/g, "-");
  if (!cleaned.includes(".")) cleaned = cleaned.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cleaned) ? Number(cleaned) : NaN;
}

/** The shortest text for an exact number; the twelfth digit hides binary noise. */
export function exactText(value) {
  return String(Number(value.toPrecision(12))).replace("-", "−");
}

/** The exact text where it fits a number box, else five significant digits. */
export function shortText(value) {
  const exact = exactText(value);
  return exact.length <= 8 ? exact : exactText(Number(value.toPrecision(5)));
}

/** Four significant digits for the readout. */
export function readoutText(value) {
  if (Number.isNaN(value)) return "undefined";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text =
    size < 1e-3 || size >= 1e5 ? value.toExponential(3) : value.toPrecision(4);
  return text.replaceAll("-", "−");
}

/** `digits` decimals, ∞ and NaN by name, a true minus sign, no minus zero. */
export function decimals(value, digits = 4) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text = size >= 1e6 ? value.toExponential(3) : value.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replaceAll("-", "−");
}

/** Small numbers with four significant digits. */
export function significant(value) {
  if (!Number.isFinite(value)) return decimals(value);
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6)) {
    return value.toExponential(2).replaceAll("-", "−");
  }
  return decimals(value);
}

/** The largest power of ten that cuts `width` into at least 300 parts. */
export function fineStep(width) {
  return 10 ** Math.floor(Math.log10(width / 300));
}

/** `value` on the grid of `step` counted from `low`, without binary noise, within limits. */
export function toStep(value, low, high, step) {
  const snapped = step > 0 ? low + Math.round((value - low) / step) * step : value;
  return Math.min(Math.max(Number(snapped.toPrecision(12)), low), high);
}
