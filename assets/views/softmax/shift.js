/** The same constant added to every logit: the stable form beside the naive one. */

import { decimals, exactText, significant } from "../../drawings/numbers.js";
import { filled } from "../../drawings/traces.js";
import { naiveSteps, roundedShares, softmaxSteps } from "../../maths/softmax.js";
import { barLabels, presentLogits } from "./shared.js";

function computed(state) {
  const { shift, T } = state.values;
  const logits = presentLogits(state).map((z) => z + shift);
  return { logits, stable: softmaxSteps(logits, T), naive: naiveSteps(logits, T) };
}

// Plotly shows no bar for NaN, so the word stands in its place.
function shareTexts(shares) {
  return shares.every(Number.isFinite) ? roundedShares(shares, 4) : shares.map(() => "NaN");
}

/** @param {object} state with the inputs {names, naive} and the value `shift` */
export function draw(state) {
  const { figure, inputs } = state;
  const { logits, stable, naive } = computed(state);
  const places = logits.map((_z, index) => index);
  const wide = inputs.naive ? 0.19 : 0;
  const range = figure.layout.yaxis.range;
  const bars = (shares, offset) => ({ x: places.map((x) => x + offset), y: shares });
  const label = (shares, offset) =>
    barLabels(places.map((x) => x + offset), shares, shareTexts(shares), range);
  const right = inputs.naive ? naive.probabilities : null;
  const picture = filled(figure, {
    stable: bars(stable.probabilities, -wide),
    naive: right && bars(right.map((p) => (Number.isFinite(p) ? p : 0)), wide),
    "stable-labels": label(stable.probabilities, -wide),
    "naive-labels": right && label(right, wide),
  });
  const used = inputs.naive
    ? [naive.exponentials.map(significant), shareTexts(naive.probabilities)]
    : [stable.shifted.map((z) => decimals(z)), stable.exponentials.map(significant)];
  const shares = shareTexts(stable.probabilities);
  return {
    ...picture,
    sheet: {
      caption: inputs.caption,
      head: ["class", "z + c", ...(inputs.naive ? ["exp((z+c)/T)", "naive p"] : ["− max", "exp"]), "p"],
      rows: inputs.names.map((name, row) => [
        name, exactText(logits[row]), used[0][row], used[1][row], shares[row],
      ]),
    },
  };
}

/** Every digit, for the CSV file. */
export function table(state) {
  const { logits, stable, naive } = computed(state);
  return [
    { name: "class", values: state.inputs.names },
    { name: "z + c", values: logits },
    { name: "naive exp", values: naive.exponentials },
    { name: "naive p", values: naive.probabilities },
    { name: "p", values: stable.probabilities },
  ];
}
