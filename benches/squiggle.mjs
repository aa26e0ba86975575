// The model in Squiggle: distributions as written there, its own arithmetic on
// samples, mean and quantiles of each metric. Conditions of metrics are left
// out, which spares it work.

import { run } from "@quri/squiggle-lang";
import * as squiggle from "@quri/squiggle-lang";
import { task, translate, varying } from "./translate.mjs";

const { draws, inputs, metrics, options } = task();

const WRITE = {
  beta: ([alpha, beta]) => `beta(${alpha}, ${beta})`,
  gamma: ([shape, scale]) => `gamma(${shape}, ${scale})`,
  normal: ([mean, sd]) => `normal(${mean}, ${sd})`,
  above: ([mean, sd, low]) => `truncateLeft(normal(${mean}, ${sd}), ${low})`,
  scaled_beta: ([alpha, beta, low, width]) => `(${low} + ${width} * Sym.beta(${alpha}, ${beta}))`,
  lognormal: ([mu, sigma]) => `lognormal(${mu}, ${sigma})`,
  uniform: ([low, high]) => `uniform(${low}, ${high})`,
};
const language = { power: "^", call: (name) => (name === "ln" ? "log" : name) };
const expression = (formula) =>
  translate(formula, options, (name) => `v_${name}`, language)
    .replace(/if\(([^,]+), ([^,]+), ([^,]+)\)/g, "(if $1 then $2 else $3)");
const kept = varying({ inputs, metrics });

const lines = Object.entries(inputs).map(([id, input]) =>
  `v_${id} = ${typeof input === "number" ? input : WRITE[input.family](input.parameters)}`);
for (const { id, formula } of metrics) lines.push(`v_${id} = ${expression(formula)}`);
const summaries = kept.map((id) =>
  `[mean(v_${id}), quantile(v_${id}, 0.025), quantile(v_${id}, 0.5), quantile(v_${id}, 0.975)]`);
lines.push(`[${summaries.join(", ")}]`);
const code = lines.join("\n");

const environment = { sampleCount: draws, xyPointLength: 1000 };
const taken = [];
let result;
for (let i = -1; i < 3; i++) {
  const from = performance.now();
  result = await run(code, { environment: { ...environment, seed: `bench ${i}` } });
  if (i >= 0) taken.push(performance.now() - from);
}
const value = result.getResult ? result.getResult() : result.result;
if (!value.ok) throw new Error(String(value.value));
const rows = (value.value.result ?? value.value).asJS();
console.log(JSON.stringify({
  milliseconds: taken,
  metrics: Object.fromEntries(kept.map((id, at) => [id, rows[at]])),
}));
