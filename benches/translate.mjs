// The document's formulas in other languages. They are arithmetic over names,
// which all of them write alike; what differs is powers, conditions, the units
// of literals and the names of options.

import { readFileSync } from "node:fs";

/** What is to be worked out: see src/bin/xtask/bench.rs, which writes it. */
export function task(file = process.argv[2]) {
  return JSON.parse(readFileSync(file, "utf8"));
}

const RESERVED = new Set(["if", "min", "max", "abs", "sqrt", "exp", "ln"]);

/**
 * A formula as an expression of another language.
 *
 * @param {(name: string) => string} name how a value is written there
 * @param {{ power: string, call: (name: string) => string }} language
 */
export function translate(formula, options, name, language) {
  return formula
    // "1 year" is 1.
    .replace(/(\d)\s+[A-Za-z_]\w*/g, "$1")
    .replace(/[A-Za-z_]\w*/g, (word, at, all) => {
      if (RESERVED.has(word) && /^\s*\(/.test(all.slice(at + word.length))) return language.call(word);
      return word in options ? String(options[word]) : name(word);
    })
    .replaceAll("^", language.power);
}

/** The metrics that depend on something uncertain, with their formulas. */
export function varying({ inputs, metrics }) {
  const varies = new Set(Object.keys(inputs).filter((id) => typeof inputs[id] !== "number"));
  return metrics.filter(({ id, formula }) => {
    const names = formula.match(/[A-Za-z_]\w*/g) ?? [];
    if (names.some((n) => varies.has(n))) varies.add(id);
    return varies.has(id);
  }).map(({ id }) => id);
}

/** Times `work` after `warm` runs that do not count; milliseconds, each run. */
export function time(work, { warm = 2, runs = 7 } = {}) {
  const taken = [];
  for (let i = -warm; i < runs; i++) {
    const from = performance.now();
    work(i);
    if (i >= 0) taken.push(performance.now() - from);
  }
  return taken;
}
