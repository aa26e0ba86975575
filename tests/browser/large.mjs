// As large a document as anybody has asked for: 200 inputs, all uncertain, 500 results and
// 40 years of months.

const months = Array.from({ length: 480 }, (_, at) => `${1990 + Math.floor(at / 12)}-${String(at % 12 + 1).padStart(2, "0")}`);
const common = { unit: "number", group: "all", format: "number" };

/** The document: every tenth result begins a row of results that each follow from the one before. */
export const large = {
  format: 1, id: "large", version: "1", title: "Everything of a town", periods: months, default_period: months.at(-1),
  sources: { made: { title: "Made up", publisher: "The tests" } },
  series: { known: { label: "Known", unit: "number", source: "made", status: "assumption",
    points: Object.fromEntries(months.map((month, at) => [month, 100 + at % 37])) } },
  groups: [{ id: "all", label: "All" }],
  inputs: Array.from({ length: 200 }, (_, at) => ({ ...common, id: `i${at}`, label: `Input ${at}`, value: 2, min: 0, max: 5, step: 0.01,
    status: "assumption", source: "made", uncertainty: { family: "pert", min: 1, max: 3 } })),
  metrics: Array.from({ length: 500 }, (_, at) => ({ ...common, id: `m${at}`, label: `Metric ${at}`,
    formula: at % 10 ? `m${at - 1} * 0.99 + i${at % 200}` : `known * i${at % 200} + i${at % 200 + 1}` })),
  sentence: [{ text: "With {i0} it is *{m9}*." }], answers: [{ metric: "m9", label: "The first" }],
  charts: [{ id: "over", label: "Over time", kind: "trend", headlines: [{ text: "Over time" }],
    lines: [{ id: "known", label: "known", formula: "known" }, { id: "made", label: "made", formula: "m9" }] }],
  front: ["over"],
};
