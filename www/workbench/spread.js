// The form of how sure an input is: the family of its distribution, what says
// its spread, and a small picture of what may be.

import { button, el, field, select } from "./dom.js";
import { numberOf } from "./control.js";
import { keyOf } from "./nested.js";

/** The families, with what each is for. */
const FAMILIES = [
  ["gamma", "Gamma: a cost"], ["lognormal", "Lognormal: a cost or a ratio"], ["beta", "Beta: a share"],
  ["normal", "Normal: an effect of either sign"], ["pert", "PERT: a guess between bounds"],
  ["triangular", "Triangular: a guess between bounds"], ["uniform", "Uniform: anything between bounds"],
  ["fixed", "Fixed: it is known"], ["discrete", "Discrete: a few things that may be"],
  ["observed", "Observed: what was seen"], ["mixture", "Mixture: one of several distributions"],
];
/** What may say the spread of a family; one of them does. */
const SPREADS = {
  beta: ["n", "sd", "cv", "interval95"], gamma: ["sd", "cv", "interval95"], lognormal: ["sd", "cv", "interval95"],
  normal: ["sd", "cv", "interval95"],
};
const WORDS = {
  n: "So many were counted", sd: "Standard deviation", cv: "Relative standard deviation", interval95: "95% interval",
  min: "Least", max: "Most", mean: "Mean", weight: "Weight", note: "Note",
};
const BOUNDED = new Set(["pert", "triangular", "uniform", "normal"]);

/**
 * @param {object} made
 * @param {object} made.rules what the schema says; see rules.js
 * @param {Function} made.control makes a field; see control.js
 * @param {object} made.nested makes groups of fields; see nested.js
 * @param {(path: (string | number)[], value: unknown) => void} made.set writes into the text
 * @param {Function} made.put writes, shows at once and leads to a field
 * @param {(path: (string | number)[]) => object[]} made.at what is said of a place
 * @param {() => void} made.shown shows the forms anew
 * @param {(id: string) => Node} made.picture what may be, of an input
 */
export function makeSpread({ rules, control, nested, set, put, at, shown, picture }) {
  /** By path, how the spread is said where no number says it yet. */
  const ways = new Map();

  /** The family, its numbers and its note; a part of a mixture has a weight too. */
  function distribution(document, described, part, families) {
    const { path, value = {} } = part;
    const known = rules.fieldsOf(described, value);
    const { family } = value;
    const held = new Set(["family"]);
    const simple = (name, otherwise = {}) => {
      held.add(name);
      return control(document, known, part, name, at([...path, name]), { label: WORDS[name], ...otherwise });
    };
    const chosen = select(family && !families.some(([name]) => name === family) ? [...families, [family, family]] : families, family ?? "");
    chosen.dataset.path = keyOf([...path, "family"]);
    chosen.addEventListener("change", () => turn(part, chosen.value));
    const made = [field("Distribution", chosen, "", { remarks: at([...path, "family"]) })];
    const behind = [];
    const spreads = SPREADS[family] ?? [];
    if (spreads.length) {
      const there = spreads.find((way) => value[way] !== undefined);
      const way = ways.get(keyOf(path)) ?? there ?? spreads[0];
      const by = select(spreads.map((name) => [name, WORDS[name]]), spreads.includes(way) ? way : spreads[0]);
      by.dataset.path = keyOf([...path, "spread"]);
      by.addEventListener("change", () => {
        ways.set(keyOf(path), by.value);
        shown();
      });
      made.push(field("Its spread is said by", by, ""));
      // Only one of them counts: what was there before goes once this is written.
      const write = (next) => set(path, { ...without(value, spreads), ...(next === undefined ? {} : { [by.value]: next }) });
      held.add(by.value);
      if (by.value === "interval95") behind.push(nested.pair(part, "interval95", known.properties.interval95?.description, write));
      else made.push(simple(by.value, { write }));
    }
    if (BOUNDED.has(family)) made.push(simple("min"), simple("max"));
    if (value.mean !== undefined || (family === "fixed" && "weight" in known.properties)) made.push(simple("mean"));
    if ("weight" in known.properties) made.push(simple("weight"));
    if (family === "observed") {
      held.add("values");
      behind.push(observed(part));
    }
    if (family === "discrete") {
      held.add("values");
      behind.push(weighted(document, part));
    }
    if (family === "mixture") {
      held.add("parts");
      behind.push(mixture(document, described, part));
    }
    if (family && "note" in known.properties) made.push(simple("note"));
    return { held, made: [el("div", { className: "fields" }, ...made.filter(Boolean)), ...behind] };
  }

  /** Another family: what the two have in common stays. */
  function turn({ path, value = {} }, family) {
    ways.delete(keyOf(path));
    if (!family) {
      put(path, undefined, path);
      return;
    }
    const common = ["mean", "weight", "note", ...(SPREADS[family] ?? []), ...(BOUNDED.has(family) ? ["min", "max"] : [])];
    const kept = Object.fromEntries(Object.entries(value).filter(([name]) => common.includes(name)));
    const lists = { discrete: { values: [] }, observed: { values: [] }, mixture: { parts: [] } };
    put(path, { family, ...kept, ...lists[family] }, [...path, "family"]);
  }

  /** What was seen, as it may be pasted. */
  function observed({ path, value }) {
    const at_ = [...path, "values"];
    const all = Array.isArray(value.values) ? value.values : [];
    const box = el("textarea", { defaultValue: all.join("\n"), rows: Math.min(Math.max(all.length + 1, 3), 10), spellcheck: false });
    box.dataset.path = keyOf(at_);
    box.addEventListener("change", () =>
      set(at_, box.value.split(/\s*[\n\t;]\s*|\s{2,}/).filter(Boolean).map((text) => numberOf(text) ?? text)));
    return field("What was seen", box, "One in each line; a column of a spreadsheet can be pasted.", { remarks: at(at_) });
  }

  /** A few values, each with its weight. */
  function weighted(document, part) {
    const described = rules.resolve({ $ref: "#/$defs/weighted" });
    return several(part, "values", "value", (its) => {
      const known = rules.fieldsOf(described, its.value);
      const made = ["value", "weight"].map((name) => control(document, known, its, name, at([...its.path, name]), { plain: true }));
      return { held: new Set(["value", "weight"]), made: [el("div", { className: "fields" }, ...made.filter(Boolean))] };
    }, { value: inputOf(document, part)?.value ?? 0, weight: 1 });
  }

  function mixture(document, _, part) {
    const described = rules.resolve({ $ref: "#/$defs/part" });
    const families = FAMILIES.filter(([name]) => described.properties.family.enum.includes(name));
    return several(part, "parts", "distribution", (its) => distribution(document, described, its, families), { family: "fixed", mean: 0, weight: 1 });
  }

  /** Parts that are added and removed one by one. */
  function several(part, name, one, inside, fresh) {
    const path = [...part.path, name];
    const all = (Array.isArray(part.value[name]) ? part.value[name] : []).map((value, i) => {
      const its = { path: [...path, i], value: value ?? {} };
      const { held, made } = inside(its);
      return nested.group(`${one[0].toUpperCase()}${one.slice(1)} ${i + 1}`, its.path, held, made,
        [button(`Remove this ${one}`, () => put(its.path, undefined, [...path, "add"]), { ariaLabel: `Remove this ${one}: ${i + 1}` })]);
    });
    const add = button(`Add a ${one}`, () => put([...path, all.length], fresh, [...path, all.length, Object.keys(fresh)[0]]));
    add.dataset.path = keyOf([...path, "add"]);
    return el("div", { className: "list" },
      ...nested.lines(at(path).filter((r) => typeof r.path[path.length] !== "number")), ...all, add);
  }

  const inputOf = (document, { path }) => document[path[0]]?.[path[1]];

  /** How sure an input is; a choice has no distribution. */
  return function spread(document, described, part) {
    const path = [...part.path, "uncertainty"];
    const value = part.value?.uncertainty;
    if (part.value?.options && !value && !at(path).length) return null;
    const rule = rules.resolve(described);
    const its = { path, value: value && typeof value === "object" ? value : {} };
    const { held, made } = distribution(document, rule, its, [["", "Nothing is said of it"], ...FAMILIES]);
    return nested.group("How sure it is", path, held, [...made, ...(its.value.family ? [picture(part.value.id)] : [])]);
  };
}

const without = (value, names) => Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
