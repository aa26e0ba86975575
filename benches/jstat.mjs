// The model in plain JavaScript, with jStat's generators: one compiled
// function a draw, typed arrays, mean and quantiles of each metric.

import jstat from "jstat";
import { task, time, translate, varying } from "./translate.mjs";

const { draws, inputs, metrics, options } = task();
const { jStat } = jstat;

const SAMPLE = {
  beta: ([alpha, beta]) => `jStat.beta.sample(${alpha}, ${beta})`,
  gamma: ([shape, scale]) => `jStat.gamma.sample(${shape}, ${scale})`,
  normal: ([mean, sd]) => `jStat.normal.sample(${mean}, ${sd})`,
  above: ([mean, sd, low]) => `above(${mean}, ${sd}, ${low})`,
  scaled_beta: ([alpha, beta, low, width]) => `(${low} + ${width} * jStat.beta.sample(${alpha}, ${beta}))`,
  lognormal: ([mu, sigma]) => `jStat.lognormal.sample(${mu}, ${sigma})`,
  uniform: ([low, high]) => `jStat.uniform.sample(${low}, ${high})`,
};

function above(mean, sd, low) {
  for (;;) {
    const x = jStat.normal.sample(mean, sd);
    if (x >= low) return x;
  }
}

const language = { power: "**", call: (name) => ({ if: "when", ln: "Math.log" })[name] ?? `Math.${name}` };
const expression = (formula) => translate(formula, options, (name) => `v_${name}`, language);
const kept = varying({ inputs, metrics });

const lines = Object.entries(inputs).map(([id, input]) =>
  `const v_${id} = ${typeof input === "number" ? input : SAMPLE[input.family](input.parameters)};`);
for (const { id, formula, needs } of metrics) {
  const holds = needs.map((need) => `(${expression(need)})`).join(" && ");
  const value = expression(formula);
  lines.push(`const v_${id} = ${holds ? `${holds} ? ${value} : NaN` : value};`);
}
kept.forEach((id, at) => lines.push(`columns[${at}][i] = v_${id};`));
const draw = new Function("jStat", "above", "when", "columns", "i", lines.join("\n"));
const when = (condition, yes, no) => (condition ? yes : no);
const columns = kept.map(() => new Float64Array(draws));

function summary(column) {
  const known = column.filter((v) => Number.isFinite(v)).sort();
  const at = (level) => {
    const place = level * (known.length - 1);
    const low = Math.floor(place);
    return known[low] + (place - low) * ((known[low + 1] ?? known[low]) - known[low]);
  };
  return [known.reduce((sum, v) => sum + v, 0) / known.length, at(0.025), at(0.5), at(0.975)];
}

let found;
const taken = time(() => {
  for (let i = 0; i < draws; i++) draw(jStat, above, when, columns, i);
  found = Object.fromEntries(kept.map((id, at) => [id, summary(columns[at])]));
});
console.log(JSON.stringify({ milliseconds: taken, metrics: found }));
