// What a part of a document is made of in its turn: the lines of a chart, the
// options of a choice. Each has its fields, and those within it have theirs.

import { capital, numberOf } from "./control.js";
import { button, el, field, told } from "./dom.js";
import { begun } from "./fresh.js";
import { labelOf } from "./shapes.js";

/** Lists of parts that have a form, with what one of them is called. */
const LISTS = {
  options: "option", headlines: "headline", lines: "line", parts: "part", rows: "bar", steps: "step", points: "point",
  groups: "group", rungs: "rung", bases: "way to count", stages: "stage", statements: "statement", perspectives: "perspective",
  annotations: "annotation", cautions: "caution", needs: "need", breaks: "break", values: "value",
  // Texts with conditions: where there is but one it is a plain field.
  label: "wording", short: "wording", subtitle: "wording", note: "wording",
};
/** Parts by themselves, with what they are called. */
const OBJECTS = {
  count: "Count", within: "Periods to go along", start: "Start", end: "End", x: "Along", y: "Up", years: "Over the years",
  population: "Whom it concerns", threshold: "Line through the origin", break_even: "Break-even",
};
/** What the ends of a pair are called. */
const PAIRS = { interval95: ["from", "to"], x_range: ["from", "to"], y_range: ["from", "to"] };

/** What is said stands first, and the condition of it last. */
const rank = (name) => ["label", "text"].includes(name) ? 0 : name === "if" ? 2 : 1;

export const keyOf = (path) => JSON.stringify(path);
export const within = (path, outer) => outer.every((step, i) => path[i] === step);
export const a = (one) => `${/^[aeiou]/.test(one) ? "an" : "a"} ${one}`;

/**
 * @param {object} made
 * @param {object} made.rules what the schema says; see rules.js
 * @param {Function} made.control makes a field; see control.js
 * @param {(path: (string | number)[], value: unknown) => void} made.set writes into the text
 * @param {(path: (string | number)[], value: unknown, to?: (string | number)[]) => void} made.put
 *   the same, shown at once, and then one is led `to` a field
 * @param {(path: (string | number)[]) => object[]} made.at what is said of a place
 * @param {(path: (string | number)[], i: number, count: number, name: string) => Node[]} made.moves
 *   the buttons that move a part among the others
 */
export function makeNested({ rules, control, set, put, at, moves }) {
  /** What is said of a part, but for what is said at its fields. */
  const rest = (path, held) => at(path).filter((r) => !held.has(r.path[path.length]));
  const lines = (list) => (list.length ? [told(list)] : []);

  /** A part within a part: a group of fields, with what is said of all of it. */
  function group(legend, path, held, inner, removing = []) {
    const made = el("fieldset", { tabIndex: -1 }, el("legend", { textContent: legend }), ...lines(rest(path, held)), ...inner, ...removing);
    made.dataset.path = keyOf(path);
    return made;
  }

  /** The fields of an object and of what is in it, in the order of the schema. */
  function fields(document, described, part) {
    const known = rules.fieldsOf(described, part.value);
    const names = Object.keys(known.properties).filter((name) => name !== "$comment").sort((x, y) => rank(x) - rank(y));
    const [plain, inner, held] = [[], [], new Set(names)];
    for (const name of names) {
      const path = [...part.path, name];
      const simple = control(document, known, part, name, at(path), { within: true });
      if (simple) plain.push(conditional(simple, known, part, name));
      else {
        const made = of(document, known, part, name);
        if (made) inner.push(made);
        else held.delete(name);
      }
    }
    return { held, made: [el("div", { className: "fields" }, ...plain), ...inner] };
  }

  function list(document, described, part, name) {
    const path = [...part.path, name];
    const [one, value] = [LISTS[name], part.value?.[name] ?? []];
    const item = rules.itemOf(described);
    const all = value.map((inner, i) => {
      const its = { path: [...path, i], value: inner };
      const called = labelOf(inner) ?? inner?.text ?? inner?.id;
      const legend = `${capital(one)} ${i + 1}${called ? `: ${called}` : ""}`;
      const { held, made } = inner && typeof inner === "object" ? fields(document, item, its) : { held: new Set(), made: [] };
      const remove = button(`Remove this ${one}`, () => put(its.path, undefined, [...path, "add"]), { ariaLabel: `Remove this ${one}: ${called ?? i + 1}` });
      const buttons = [...moves(its.path, i, value.length, `${capital(one)} “${called ?? i + 1}”`), remove];
      return group(legend, its.path, held, made, [el("div", { className: "row" }, ...buttons)]);
    });
    const add = button(`Add ${a(one)}`, () => {
      const fresh = begun(document, name, part.value, value);
      put([...path, value.length], fresh, [...path, value.length, Object.keys(fresh).find((key) => key !== "id")]);
    });
    add.dataset.path = keyOf([...path, "add"]);
    const alone = value.at(-1)?.text;
    const plainly = typeof alone === "string" && isText(described)
      ? [button("Take the conditions away", () => put(path, alone, path), { ariaLabel: `Take the conditions away: ${name}` })] : [];
    const { description = "" } = rules.resolve(described);
    return el("div", { className: "list" }, el("h3", { textContent: capital(name) }),
      // “The lines.” says no more than the heading does.
      ...(description.length > 20 ? [el("small", { textContent: description })] : []),
      // Of one that is missing, or has no place of its own.
      ...lines(at(path).filter((r) => typeof r.path[path.length] !== "number")), ...all, el("div", { className: "row" }, add, ...plainly));
  }

  /** Whether a list may as well be one plain text. */
  const isText = (described) => {
    const rule = rules.resolve(described);
    return [rule, ...(rule.anyOf ?? rule.oneOf ?? [])].some((one) => [rules.resolve(one).type].flat().includes("string"));
  };

  /** The field of a plain text, with what makes it follow conditions where it may. */
  function conditional(simple, { properties }, part, name) {
    const [path, value] = [[...part.path, name], part.value?.[name]];
    if (!(name in LISTS) || typeof value !== "string" || !value || !rules.itemOf(properties[name])?.properties?.if) return simple;
    // At first the same words under a condition and without; of notes all are said that hold.
    const all = [{ if: "1 > 0", text: value }, ...(name === "note" ? [] : [{ text: value }])];
    const under = () => put(path, all, [...path, 0, "if"]);
    const add = button("Add a condition", under, { ariaLabel: `Add a condition: ${name}` });
    add.dataset.path = keyOf([...path, "condition"]);
    simple.append(add);
    return simple;
  }

  function object(document, described, part, name, needed) {
    const path = [...part.path, name];
    const value = part.value?.[name];
    if (value === undefined) {
      const add = button(`Add: ${OBJECTS[name].toLowerCase()}`, () => {
        const fresh = begun(document, name, part.value, []);
        put(path, fresh, [...path, Object.keys(fresh)[0]]);
      });
      add.dataset.path = keyOf(path);
      return el("div", { className: "list" }, ...lines(at(path)), add);
    }
    const { held, made } = fields(document, described, { path, value });
    const remove = needed ? []
      : [button(`Remove: ${OBJECTS[name].toLowerCase()}`, () => put(path, undefined, path))];
    return group(OBJECTS[name], path, held, made, remove);
  }

  /** Two numbers, which are written once both are there. */
  function pair(part, name, description, write = (next) => set([...part.path, name], next)) {
    const path = [...part.path, name];
    const value = Array.isArray(part.value?.[name]) ? part.value[name] : [];
    const inputs = PAIRS[name].map((end, i) => {
      const input = el("input", { defaultValue: value[i] ?? "", autocomplete: "off", inputMode: "decimal" });
      input.dataset.path = keyOf([...path, i]);
      input.addEventListener("change", () => {
        const all = inputs.map((other) => other.value.trim()).map((text) => numberOf(text) ?? text);
        if (all.every((text) => text === "")) write(undefined);
        else if (all.every((text) => text !== "")) write(all);
      });
      return input;
    });
    const ends = inputs.map((input, i) => field(capital(PAIRS[name][i]), input, i ? "" : description,
      { remarks: at([...path, i]) }));
    return group(capital(name), path, new Set([0, 1]), [el("div", { className: "fields" }, ...ends)]);
  }

  /** The parts of a bar: a formula for each part that the chart has. */
  function values(document, parts, part) {
    const path = [...part.path, "values"];
    const properties = Object.fromEntries(parts.map(({ id }) => [id, { $ref: "#/$defs/formula" }]));
    const its = { path, value: part.value?.values };
    const made = parts.map(({ id, label }) =>
      control(document, { properties, required: [] }, its, id, at([...path, id]), { label: labelOf({ label }) ?? id }));
    return group("Its parts", path, new Set(Object.keys(properties)), [el("div", { className: "fields" }, ...made)]);
  }

  /** The form of what is no plain field; null if it has none. */
  function of(document, { properties, required }, part, name) {
    const [described, value] = [properties[name], part.value?.[name]];
    if (name in PAIRS) return pair(part, name, rules.resolve(described).description);
    if (name === "values" && part.path.at(-2) === "rows") {
      const chart = document[part.path[0]]?.[part.path[1]];
      return values(document, (chart?.parts ?? []).filter((one) => one?.id), part);
    }
    if (name in OBJECTS && rules.resolve(described).properties && (value === undefined || (value && typeof value === "object" && !Array.isArray(value)))) {
      return object(document, described, part, name, required.includes(name));
    }
    if (name in LISTS && rules.itemOf(described)?.properties && (value === undefined || Array.isArray(value))) {
      return list(document, described, part, name);
    }
    return null;
  }

  return { of, pair, list, group, lines, rest, conditional };
}
