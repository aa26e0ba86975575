// Which parts of a document have a form, in the order in which an author comes
// to them, and what a new one begins with.

import { nameOf } from "./dom.js";
import { turned } from "./fresh.js";

const first = (list, otherwise) => list[0] ?? otherwise;
const ids = (list) => (Array.isArray(list) ? list : []).map((part) => part?.id).filter(Boolean);
const firstSource = (document) => first(Object.keys(document.sources ?? {}), undefined);

/** Every name that formulas know. */
export const taken = (document) => [...ids(document.inputs), ...ids(document.metrics), ...Object.keys(document.series ?? {})];

/** A unit’s name as formulas can use it: its own capitals stay. */
function unitNamed(words, there) {
  const plain = words.trim().replace(/[^A-Za-z0-9_]+/g, "_").replace(/^[^A-Za-z]+|_+$/g, "") || nameOf(words);
  let name = plain;
  for (let n = 2; there.includes(name); n += 1) name = `${plain}_${n}`;
  return name;
}

/**
 * One kind of part. `kind` says how they stand in the document: in a `list`, in
 * a `map` by their names, as plain `texts`, or the fields of the document itself
 * (`own`). `fields` are those that are always in view; the others that are simple
 * stand behind “More”.
 */
export const SHAPES = [
  {
    kind: "own", place: "", title: "The calculator",
    fields: ["title", "subtitle", "language", "id", "version"],
  },
  {
    kind: "list", place: "inputs", title: "Inputs", one: "input",
    lead: "What readers may change. Each has a range and says whose figure it is.",
    asks: "Name of a new input", example: "Price of a ticket",
    fields: ["label", "unit", "group", "value", "format", "min", "max", "step", "decimals", "status", "source", "help"],
    fresh: (document, label) => ({
      id: nameOf(label, taken(document)), label, unit: "number", group: first(ids(document.groups), "all"), value: 1,
      format: "number", min: 0, max: 10, step: 1, status: "assumption", source: firstSource(document),
    }),
  },
  {
    kind: "list", place: "metrics", title: "Results", one: "result",
    lead: "What follows from the inputs, each by a formula such as price * tickets. The document calls them metrics.",
    asks: "Name of a new result", example: "Cost of a year",
    fields: ["label", "formula", "unit", "group", "format", "decimals", "better", "help"],
    fresh: (document, label) => ({
      id: nameOf(label, taken(document)), label, unit: first(ids(document.inputs).length ? [document.inputs[0].unit] : [], "number"),
      group: ids(document.groups).at(-1) ?? "all", formula: first(ids(document.inputs), "0"), format: "number",
    }),
  },
  {
    kind: "list", place: "sentence", title: "Sentence", one: "part of the sentence",
    lead: "What readers read first, part by part. A value stands in braces: {price}; of inputs it can be changed there. *Asterisks* stress.",
    fields: ["text", "if", "has", "lacks"],
    fresh: () => ({ text: "Another sentence." }),
  },
  {
    kind: "list", place: "answers", title: "Answers", one: "answer",
    lead: "The results in large type below the sentence: four at best.",
    fields: ["metric", "label", "note"],
    fresh: (document) => {
      const shown = new Set((document.answers ?? []).map((answer) => answer?.metric));
      const metric = (document.metrics ?? []).find((m) => m?.id && !m.hidden && !shown.has(m.id)) ?? document.metrics?.[0];
      return { metric: metric?.id ?? "", label: metric?.label ?? "An answer" };
    },
  },
  {
    kind: "map", place: "sources", title: "Sources", one: "source",
    lead: "Where figures come from. Each input names its own.",
    asks: "Title of a new source", example: "Household budgets 2025",
    fields: ["title", "publisher", "date", "url", "licence", "note"],
    fresh: (document, title) => [nameOf(title, Object.keys(document.sources ?? {})), { title, publisher: "Who published it" }],
  },
  {
    kind: "map", place: "series", title: "Series", one: "series",
    lead: "Figures by period, each with its source. A formula that names one has the figure of the period that the reader chooses.",
    asks: "Name of a new series", example: "Price of electricity",
    fields: ["label", "unit", "source", "status", "geography", "definition", "note"],
    fresh: (document, label) => [nameOf(label, taken(document)), {
      label, unit: "number", ...(firstSource(document) ? { source: firstSource(document) } : {}), status: "assumption", points: {},
    }],
  },
  {
    kind: "list", place: "charts", title: "Charts", one: "chart",
    lead: "Pictures of what there is and of what your formulas make of it. The last headline of each has no condition, and must be true whatever a reader sets.",
    asks: "Title of a new chart", example: "Year by year",
    fields: ["label", "kind"],
    fresh: (document, label) => turned(document, { id: nameOf(label, ids(document.charts)), label }, "trend", () => false),
  },
  {
    kind: "map", place: "units", title: "Units", one: "unit",
    lead: "What is counted in, twelve at most. Quotients are made of them: EUR / day. “share” and “number” are there already.",
    asks: "Name of a new unit, as formulas write it", example: "EUR, kWh, day",
    fields: ["one", "many", "symbol", "minor", "is"],
    fresh: (document, name) => {
      const words = name.trim();
      return [unitNamed(name, Object.keys(document.units ?? {})), { one: words, many: words }];
    },
  },
  {
    kind: "list", place: "groups", title: "Groups", one: "group",
    lead: "Headings under which inputs and results stand.",
    asks: "Heading of a new group", example: "Travel",
    fields: ["label"],
    fresh: (document, label) => ({ id: nameOf(label, ids(document.groups)), label }),
  },
  {
    kind: "texts", place: "periods", title: "Periods", one: "period",
    lead: "What readers may choose between, years mostly. One is enough, and is not offered then.",
    asks: "Name of a new period", example: "2025",
    fields: ["default_period"],
  },
];

/** The parts of a kind that a document has: their paths, names and values. */
export function parts(shape, document) {
  const { kind, place } = shape;
  const value = document[place];
  if (kind === "own") return [{ path: [], id: "", value: document }];
  if (kind === "map") {
    const all = value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
    return all.filter(([id]) => id !== "$comment").map(([id, part]) => ({ path: [place, id], id, value: part }));
  }
  return (Array.isArray(value) ? value : []).map((part, i) => ({ path: [place, i], id: part?.id ?? "", value: part }));
}

/** What a part's label says where none of its conditions holds. */
export const labelOf = (part) => (Array.isArray(part?.label) ? part.label.at(-1)?.text : part?.label);

/** What a part is called in a list. */
export function called(shape, part, i) {
  const { value, id } = part;
  const words = [labelOf(value), value?.title, value?.text, value?.many, id].find((word) => typeof word === "string" && word);
  return words ?? `${shape.one} ${i + 1}`;
}
