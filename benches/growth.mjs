// How time grows with draws, and with the inputs, metrics and points of a
// document: each made ten times as many, the others left as they are. And how long
// the largest document that has been asked for takes.

import { ready } from "../tests/browser/harness.mjs";
import { large } from "../tests/browser/large.mjs";
import { dragging, frames } from "./frame.mjs";
import { measuring, quantile } from "./peers.mjs";
import { time } from "./translate.mjs";

const FEW = { inputs: 10, metrics: 10, points: 10 };
const TIMES = 10;

/** A document with so many of each: every input is uncertain, every metric adds
 * up products of inputs, and a chart has a line over all points. */
function figures({ inputs, metrics, points }) {
  const each = (count, make) => Array.from({ length: count }, (_, at) => make(at));
  const common = { unit: "number", group: "all", format: "number" };
  const years = each(points, (at) => String(1000 + at));
  return {
    format: 1, id: "growth", version: "1", language: "en", title: "Growth",
    periods: years, default_period: years.at(-1),
    sources: { made: { title: "Made up", publisher: "The bench" } },
    series: {
      known: {
        label: "Known", unit: "number", source: "made", status: "assumption",
        points: Object.fromEntries(years.map((year, at) => [year, 100 + 10 * Math.sin(at / 3)])),
      },
    },
    groups: [{ id: "all", label: "All" }],
    inputs: each(inputs, (at) => ({
      ...common, id: `i${at}`, label: `Input ${at}`, value: 2 + at / inputs, min: 1, max: 5, step: 0.01,
      status: "assumption", source: "made", help: "Made up.",
      uncertainty: { family: "pert", min: 1, max: 5, note: "Made up." },
    })),
    metrics: each(metrics, (at) => ({
      ...common, id: `m${at}`, label: `Metric ${at}`, help: "Made up.",
      formula: `i${at % inputs} * i${(at + 1) % inputs} + i${(at + 2) % inputs}`,
    })),
    sentence: [{ text: "With {i0} and {i1}." }],
    answers: [{ metric: "m0", label: "The first" }],
    charts: [
      {
        id: "over", label: "Over time", kind: "trend", headlines: [{ text: "Over time" }], subtitle: "Made up",
        format: "number", lines: [
          { id: "known", label: "Known", formula: "known" },
          { id: "moved", label: "Moved", formula: "known * i0" },
        ],
      },
      { id: "sure", label: "How sure", kind: "distribution", headlines: [{ text: "How sure" }], metric: "m0" },
    ],
    front: ["over", "sure"],
  };
}

/** Runs in the page: milliseconds of simulations of so many draws. */
const simulate = ([draws, timing]) => {
  const calculator = document.querySelector("cost-calculator");
  return new Function(`return ${timing}`)()((seed) => calculator.simulate(draws, seed + 10));
};
/** Runs in the page: milliseconds of an evaluation, of a hundred of them each. */
const evaluate = (timing) => {
  const calculator = document.querySelector("cost-calculator");
  const hundred = (seed) => {
    for (let i = 0; i < 100; i++) calculator.evaluate({ i0: 2 + (seed + i) / 1000 });
  };
  return new Function(`return ${timing}`)()(hundred).map((taken) => taken / 100);
};

await measuring(async (fresh) => {
  const found = { draws: {} };
  const { page, close, open } = await fresh();
  await open("/preload");
  await ready(page);
  for (const draws of [1_000, 10_000, 100_000]) {
    found.draws[draws] = Math.min(...await page.evaluate(simulate, [draws, String(time)]));
  }
  await close();
  const documents = { few: figures(FEW), large };
  for (const what of Object.keys(FEW)) documents[what] = figures({ ...FEW, [what]: TIMES * FEW[what] });
  for (const [name, figures] of Object.entries(documents)) {
    const { page, close, open } = await fresh();
    await open("/empty");
    await page.waitForFunction(() => customElements.get("cost-calculator"));
    const shown = await page.evaluate(async (figures) => {
      const calculator = document.createElement("cost-calculator");
      const from = performance.now();
      calculator.figures = figures;
      document.body.append(calculator);
      await calculator.ready;
      return performance.now() - from;
    }, figures);
    await ready(page);
    await page.evaluate(dragging);
    await page.waitForTimeout(1000);
    found[name] = {
      shown,
      evaluation: Math.min(...await page.evaluate(evaluate, String(time))),
      simulation: Math.min(...await page.evaluate(simulate, [10_000, String(time)])),
    };
    const taken = await page.evaluate(frames, 60);
    Object.assign(found[name], { frame: quantile(taken, 0.5), slow: quantile(taken, 0.95) });
    await close();
  }
  console.log(JSON.stringify(found));
});
