// The field of one property of a part: what may stand there, how it is written,
// and what is wrong with it.

import { el, field, select } from "./dom.js";
import { labelOf } from "./shapes.js";
import { figure } from "./table.js";

const isFormula = (property) => Boolean(property.$ref?.endsWith("/formula"));
/** Fields of more than a few words. */
const LONG = new Set(["text", "formula", "help", "note", "if"]);
/** Fields that have a line for themselves. */
const WIDE = new Set([...LONG, "title", "subtitle", "label"]);
/** What is said below a field where a form has other words for it than the text. */
const SAID = {
  group: "The heading it stands under.", source: "Where its figure comes from.", label: "What readers call it.",
  unit: "A unit of this document, or a quotient: EUR / day. “share” and “number” mean none.", metric: "The result that is shown.",
};
/** Fields of names that the document gives, one or several. */
const SEVERAL = new Set(["source", "has", "lacks", "breakdowns", "presets"]);
/** What is so until it is said otherwise. */
const HOLDS = new Set(["shown"]);
/** Fields that are numbers, though a formula may stand there. */
const NUMERIC = new Set(["n", "sd", "cv", "mean", "from", "to"]);

const labelled = (list) => (Array.isArray(list) ? list : []).filter((p) => p?.id).map((p) => [p.id, labelOf(p) ?? p.id]);

/** What a document offers for a field of this name, as pairs of value and word. */
function offered(document, name, part) {
  const periods = () => (document.periods ?? []).map((period) => [period, period]);
  const valued = () => labelled(document.inputs).filter(([id]) => !document.inputs.some((i) => i.id === id && i.options));
  switch (name) {
    case "source": return Object.entries(document.sources ?? {}).map(([id, source]) => [id, source?.title ?? id]);
    case "group": return labelled(document.groups);
    case "metric": case "curve": case "effect": return labelled(document.metrics);
    case "cost": return [...labelled(document.metrics), ...valued()];
    case "default_period": case "index": case "period": case "from": case "to": return periods();
    case "x": case "y": return valued();
    case "decision": return (document.decisions ?? []).map(({ id }) => [id, id]);
    case "breakdowns": return Object.entries(document.breakdowns ?? {}).map(([id, b]) => [id, b?.label ?? id]);
    case "measure": {
      const measures = [part?.breakdowns].flat().map((id) => Object.entries(document.breakdowns?.[id]?.measures ?? {}));
      return measures.flat().map(([id, measure]) => [id, measure?.label ?? id]);
    }
    case "presets": return labelled(document.presets);
    case "value":
      if (part?.format === "yes_no") return [["true", "yes"], ["false", "no"]];
      if (part?.kind === "worth") return valued();
      return part?.format === "choice" ? labelled(part.options) : null;
    default: return null;
  }
}

/** Names that a field may use, with what they are: of values that readers set, and of all that formulas know. */
function usable(document) {
  const series = Object.entries(document.series ?? {}).map(([id, s]) => [id, s?.label ?? id]);
  return [...labelled(document.inputs), ...labelled(document.metrics), ...series.filter(([id]) => id !== "$comment")];
}

/** A number as people write it, or null: `1,5`, `12 %`, `1,000`. A formula is none. */
export function numberOf(text) {
  if (text && Number.isFinite(Number(text))) return Number(text);
  return /^[\d.,\s'’%+\-−]+$/.test(text) ? figure(text) : null;
}

export const capital = (words) => words.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());

/**
 * @param {object} parts
 * @param {object} parts.rules what the schema says; see rules.js
 * @param {readonly string[]} parts.functions what a formula may call
 * @param {(path: (string | number)[], value: unknown) => void} parts.set writes into the text
 */
export function makeControl({ rules: { resolve }, functions, set }) {
  /** By field, where one last wrote in it: forms are made anew while one goes elsewhere. */
  const carets = new Map();

  /** A choice between names that are put in where one writes. */
  function putsIn(control, names, write, commit, path, calls = []) {
    const key = JSON.stringify(path);
    control.setSelectionRange(...(carets.get(key) ?? [control.value.length, control.value.length]));
    control.addEventListener("blur", () => carets.set(key, [control.selectionStart, control.selectionEnd]));
    const chosen = select([["", "Put in a value…"], ...names.map(([id, label]) => [id, `${label} (${id})`])], "",
      { className: "puts", ariaLabel: "Put in a value" });
    if (calls.length) {
      chosen.append(el("optgroup", { label: "Functions" }, ...calls.map((name) => new Option(`${name}(…)`, `${name}()`))));
    }
    chosen.dataset.path = JSON.stringify([...path, "put in"]);
    chosen.addEventListener("change", () => {
      if (!chosen.value) return;
      const { selectionStart: from, selectionEnd: to } = control;
      const apart = /[\w})*/+^<>=-]$/.test(control.value.slice(0, from)) ? " " : "";
      const [name, called] = [chosen.value, chosen.value.endsWith("()")];
      control.setRangeText(apart + (called ? name : write(name)), from, to, "end");
      chosen.value = "";
      control.focus();
      // Within the parentheses there is still something to be written.
      if (called) control.setSelectionRange(control.selectionEnd - 1, control.selectionEnd - 1);
      else commit();
    });
    return chosen;
  }

  /**
   * The field of a property, or null if it is not simple enough for one.
   *
   * @param {object} document
   * @param {{ properties: object, required: string[] }} fields those of the part
   * @param {{ path: (string | number)[], value: any }} part
   * @param {string} name
   * @param {object[]} remarks on what stands there
   * @param {object} [otherwise] another `label`, what `write`s instead, whether it stands `within` a part,
   *   and whether it is a `plain` number
   */
  function control(document, { properties, required }, part, name, remarks, otherwise = {}) {
    const property = properties[name];
    const [path, value] = [[...part.path, name], part.value?.[name]];
    const [rule, needed] = [resolve(property), required.includes(name)];
    const types = [rule.type ?? (rule.anyOf || rule.oneOf ? "string" : [])].flat();
    const formula = isFormula(property);
    const described = formula && !NUMERIC.has(name)
      // Where there are many, it is not said at each.
      ? otherwise.within ? "" : "A number, or a formula of names: price * tickets, if(a > b, a, b)."
      : SAID[name] ?? property.description ?? rule.description;
    const change = otherwise.write ?? ((next) => set(path, next));
    const shown = (made, ...more) => {
      made.dataset.path = JSON.stringify(path);
      const shown = field(otherwise.label ?? capital(name), made, described, { remarks, more });
      shown.classList.toggle("wide", WIDE.has(name));
      return shown;
    };
    if (Array.isArray(value) && SEVERAL.has(name)) {
      if (value.length !== 1) return null;
    } else if (value !== null && typeof value === "object") return null;

    const options = rule.enum?.map((word) => [word, capital(word)]) ?? (formula ? null : offered(document, name, part.value));
    if (options) {
      const present = value === undefined ? "" : String(value);
      const all = needed && options.some(([option]) => option === present) ? options : [["", "–"], ...options];
      const listed = all.some(([option]) => option === present) ? all : [[present, present], ...all];
      const chosen = select(listed, present);
      chosen.addEventListener("change", () => {
        const [next, yesNo] = [chosen.value, name === "value" && part.value?.format === "yes_no"];
        change(!next ? undefined : yesNo ? next === "true" : next);
      });
      return shown(chosen);
    }
    if (types.includes("boolean") && !types.includes("string")) {
      const usual = HOLDS.has(name);
      const box = el("input", { type: "checkbox", checked: value ?? usual });
      box.addEventListener("change", () => change(box.checked === usual ? undefined : box.checked));
      return shown(box);
    }
    if (!["string", "number", "integer"].some((type) => types.includes(type))) return null;

    const numeric = !types.includes("string");
    const properties_ = { defaultValue: value ?? "", autocomplete: "off", spellcheck: !formula };
    const input = LONG.has(name) ? el("textarea", { ...properties_, rows: name === "text" ? 3 : 2 })
      : el("input", { ...properties_, inputMode: numeric ? "decimal" : "text" });
    if (formula) input.classList.add("code");
    let written = input.value;
    const commit = () => {
      if (input.value === written) return;
      written = input.value;
      const text = input.value.trim();
      const number = types.includes("number") || types.includes("integer") ? numberOf(text) : null;
      // What is no number is written too: what is wrong with it is then told here.
      change(!text && !needed ? undefined : number ?? (name === "text" ? input.value : text));
    };
    input.addEventListener("change", commit);
    // What a tool of the system put in, not every browser calls a change.
    input.addEventListener("blur", commit);
    const names = usable(document);
    if (name === "unit") {
      const list = el("datalist", { id: `units-${path.join("-")}` },
        ...[...Object.keys(document.units ?? {}).filter((u) => u !== "$comment"), "share", "number"].map((u) => el("option", { value: u })));
      input.setAttribute("list", list.id);
      return shown(input, list);
    }
    if (!names.length) return shown(input);
    if (formula && (otherwise.plain || NUMERIC.has(name))) return shown(input);
    if (formula) return shown(input, putsIn(input, names, (id) => id, commit, path, functions));
    if (name === "text") return shown(input, putsIn(input, names, (id) => `{${id}}`, commit, path));
    return shown(input);
  }

  return control;
}
