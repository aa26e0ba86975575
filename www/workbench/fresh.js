// What new parts of a document begin with: the least that they need, of what
// the document has already.

import { nameOf } from "./dom.js";

const ids = (list) => (Array.isArray(list) ? list : []).map((part) => part?.id).filter(Boolean);

/** What is computed, to begin with: a result, else an input. */
const computed = (document) => ids(document.metrics)[0] ?? ids(document.inputs)[0] ?? "0";
/** What has a figure in each period: a series, else a result. */
const over = (document) => Object.keys(document.series ?? {}).find((id) => id !== "$comment") ?? computed(document);
/** The inputs that are numbers. */
const numbers = (document) => ids((document.inputs ?? []).filter((input) => !input?.options));

/** A name and words for one more of a list. */
function another(one, list) {
  const label = `${one} ${list.length + 1}`;
  return { id: nameOf(label, ids(list)), label };
}

/**
 * A new part of a part.
 *
 * @param {object} document
 * @param {string} name the field it goes into
 * @param {object} [part] whose field that is
 * @param {object[]} list those that are there
 */
export function begun(document, name, part, list) {
  switch (name) {
    case "options": return { ...another("option", list), ...(list.some((o) => o?.value !== undefined) ? { value: 0 } : {}) };
    case "lines": return { ...another("line", list), formula: part?.kind === "trend" && !part.count ? over(document) : computed(document) };
    case "parts": return { ...another("part", list), ...(part?.rows ? {} : { formula: computed(document) }) };
    case "rows": return { label: `bar ${list.length + 1}`, values: Object.fromEntries(ids(part?.parts).slice(0, 1).map((id) => [id, computed(document)])) };
    case "bases": return { ...another("way", list), stages: [begun(document, "stages", {}, [])] };
    case "points": return { label: `point ${list.length + 1}`, x: computed(document), y: computed(document) };
    case "rungs": return { label: `rung ${list.length + 1}`, metric: computed(document) };
    case "perspectives": return { ...another("perspective", list), cost: computed(document) };
    case "statements": return { text: "This holds", that: `${part?.metric ?? computed(document)} > 0` };
    case "cautions": return { text: "A word of caution." };
    case "needs": return { that: "1 > 0", otherwise: "it has no meaning" };
    case "breaks": return { at: document.periods?.at(-1) ?? "", note: "" };
    case "annotations": return { text: "A note", value: "0" };
    case "headlines": case "label": case "short": case "subtitle": case "note": return { text: part?.label ?? "What it shows" };
    case "values": return { value: part?.value ?? 0, weight: 1 };
    case "count": return { as: "n", label: "Year", from: 0, to: numbers(document).find((id) => /year|life|term/.test(id)) ?? 10 };
    case "within": return { from: document.periods?.[0] ?? "" };
    case "start": case "end":
      return part?.kind === "waterfall" ? { label: name === "start" ? "Start" : "End", ...(name === "start" ? { formula: computed(document) } : {}) }
        : { id: name, label: name, formula: over(document) };
    case "x": case "y": return { label: name === "x" ? "Along" : "Up" };
    case "years": return { label: "Over the years", lines: [] };
    case "population": return { per_year: 1, years: 1, discount: 0 };
    case "threshold": return { label: "it is worth it", formula: 0 };
    case "break_even": return { metric: computed(document), value: 0, text: "At {value} it comes out even.", never: "Nothing in this range does." };
    // Stages, steps, groups of people.
    default: return { label: `${name.replace(/s$/, "")} ${list.length + 1}`, formula: computed(document) };
  }
}

/** What a chart of a kind begins with, beside its name and its headline. */
function ofKind(document, kind) {
  const chart = { kind };
  const make = (name, list = []) => begun(document, name, chart, list);
  switch (kind) {
    case "trend": return { lines: [make("lines")] };
    case "bars": return { parts: [make("parts")] };
    case "waterfall": return { steps: [make("steps")], end: make("end") };
    case "scatter": return { x: make("x"), y: make("y"), points: [make("points")] };
    case "paired": return { start: make("start"), end: make("end") };
    case "funnel": return { bases: [make("bases")] };
    case "people": return { who: "Of 100", whole: "1", groups: [make("groups")] };
    case "ladder": return { rungs: [make("rungs")] };
    case "tornado": case "distribution": return { metric: computed(document) };
    case "map": {
      const [x, y] = numbers(document);
      return { metric: computed(document), x: x ?? "", y: y ?? "", line: 0 };
    }
    case "worth": return { effect: computed(document), value: numbers(document)[0] ?? "", perspectives: [make("perspectives")] };
    case "frontier": case "acceptability": return { decision: ids(document.decisions)[0] ?? "" };
    case "breakdown": {
      const [[id, first] = ["", {}]] = Object.entries(document.breakdowns ?? {});
      const [[measure, { values } = {}] = [""]] = Object.entries(first?.measures ?? {});
      return { breakdowns: id, measure, period: Object.keys(values ?? {})[0] ?? document.default_period ?? "" };
    }
    default: return {};
  }
}

/**
 * A chart turned into one of another kind, or a new one: what is said of it
 * stays, what it is made of begins anew where the other kind has no such thing.
 *
 * @param {object} document
 * @param {object} chart
 * @param {string} kind
 * @param {(name: string) => boolean} has whether charts of that kind have a field
 */
export function turned(document, chart, kind, has) {
  const { id, label, headlines = [{ text: label }] } = chart;
  const begins = ofKind(document, kind);
  const kept = Object.entries(chart).filter(([name, value]) => has(name)
    // The ends of one kind are not those of another.
    && !(name in begins && typeof begins[name] !== typeof value) && !["start", "end", "x", "y"].includes(name));
  return { id, label, kind, headlines, ...begins, ...Object.fromEntries(kept.filter(([name]) => !["id", "label", "kind", "headlines"].includes(name))) };
}
