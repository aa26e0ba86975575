// What figures of a table become in a document: series, their source and their
// units, and a first document where there is none. No page is needed for it.

import { nameOf } from "./dom.js";
import { taken } from "./shapes.js";

/** Units that are there without being named. */
const GIVEN = ["share", "number", "1"];

/** The base units that a unit text names. */
const bases = (unit) => unit.split(/[\s/*]+/).filter((base) => base && !GIVEN.includes(base));

/** The periods of a document with others among them, in order; null if it has them all. */
export function withPeriods(document, periods) {
  const missing = periods.filter((period) => !document.periods?.includes(period));
  const all = [...(document.periods ?? []), ...missing];
  if (!missing.length) return null;
  return all.every((period) => /^\d{4}/.test(period)) ? all.sort() : all;
}

/**
 * What is to be set in a document so that it has the figures, path by path.
 *
 * @param {object} document
 * @param {{ periods: string[], series: { label: string, points: Record<string, number> }[] }} read
 * @param {{ unit: string, title: string, publisher: string, status: string }} said
 * @returns {{ path: (string | number)[], value: unknown }[]}
 */
export function additions(document, read, { unit, title, publisher, status }) {
  const set = [];
  const source = nameOf(title, Object.keys(document.sources ?? {}));
  set.push({ path: ["sources", source], value: { title, publisher } });
  for (const base of new Set(bases(unit))) {
    if (!document.units?.[base]) set.push({ path: ["units", base], value: { one: base, many: base } });
  }
  const periods = withPeriods(document, read.periods);
  if (periods) set.push({ path: ["periods"], value: periods });
  const names = taken(document);
  for (const { label, points } of read.series) {
    const name = nameOf(label, names);
    names.push(name);
    set.push({ path: ["series", name], value: { label, unit, source, status, points } });
  }
  return set;
}

/** A step that goes some fifty times into a range. */
function stepOf(range) {
  const rough = range / 50 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return Number((power * [5, 2, 1].find((n) => n * power <= rough)).toPrecision(1));
}

/** An input that begins with the figure of the period, in a range around all that the table has. */
function input(id, series, label, points, unit, document) {
  const figures = Object.values(points);
  const step = stepOf(Math.max(...figures.map(Math.abs)) * 2);
  const whole = (value, round) => Number((round(value / step) * step).toPrecision(12));
  const full = document.periods.every((period) => period in points);
  return {
    id, label, unit, group: "figures", value: series, format: "number",
    min: whole(Math.min(0, 2 * Math.min(...figures)), Math.floor), max: whole(Math.max(step, 2 * Math.max(...figures)), Math.ceil), step,
    source: document.series[series].source,
    ...(full ? {} : { missing: "there is no figure for it" }),
  };
}

/** A first document of a table: a line for each series over the periods, and an input that begins with its figure. */
export function drafted(read, said) {
  const document = { $schema: "document.schema.json", format: 1, id: "my-figures", version: "1", title: said.title };
  for (const { path: [place, name], value } of additions(document, read, said)) {
    if (name === undefined) document[place] = value;
    else document[place] = { ...document[place], [name]: value };
  }
  const series = Object.entries(document.series);
  const [first] = read.series;
  document.default_period = document.periods.findLast((period) => period in first.points);
  document.groups = [{ id: "figures", label: "The figures" }];
  const names = taken(document);
  document.inputs = series.map(([name, { label, points }]) => {
    const id = nameOf(`${label} here`, names);
    names.push(id);
    return input(id, name, label, points, said.unit, document);
  });
  document.metrics = [];
  document.sentence = document.inputs.map(({ id, label }) => ({ text: `${label} in {period}: {${id}}.`, has: id }));
  document.charts = [{
    id: "over_time", label: "Over time", kind: "trend", headlines: [{ text: said.title }],
    lines: series.map(([name, { label }]) => ({ id: name, label, formula: name })),
  }];
  document.front = ["over_time"];
  return document;
}
