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
const random = [...Object.keys(inputs).filter((id) => typeof inputs[id] !== "number"), ...varying({ inputs, metrics })];
const expression = (formula) => conditions(translate(formula, options, (name) => `v_${name}`, language));

/** `if(…, …, …)` as it is written there. */
function conditions(text) {
  const start = text.search(/\bif\(/);
  if (start < 0) return text;
  const parts = [""];
  let at = start + "if(".length;
  for (let depth = 1; at < text.length; at += 1) {
    const letter = text[at];
    depth += { "(": 1, ")": -1 }[letter] ?? 0;
    if (depth === 0) break;
    if (letter === "," && depth === 1) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  const [condition, yes, no] = parts.map(conditions);
  // It compares no distributions. The limiting case of a formula is left out:
  // that the numbers agree all the same is looked at after each run.
  if (random.some((id) => new RegExp(`\\bv_${id}\\b`).test(condition))) {
    return `${text.slice(0, start)}(${yes})${conditions(text.slice(at + 1))}`;
  }
  return `${text.slice(0, start)}(if ${condition} then ${yes} else ${no})${conditions(text.slice(at + 1))}`;
}

const kept = varying({ inputs, metrics });

const lines = Object.entries(inputs).map(([id, input]) =>
  `v_${id} = ${typeof input === "number" ? input : `SampleSet.fromDist(${WRITE[input.family](input.parameters)})`}`);
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
