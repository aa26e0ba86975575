// Forms for those who do not want to see JSON: what they say is written into
// the text, where it can be undone like anything else. What is wrong stands at
// the field that it is about.

import { makeControl } from "./control.js";
import { button, el, told } from "./dom.js";
import { turned } from "./fresh.js";
import { a, keyOf, makeNested, within } from "./nested.js";
import { makePoints } from "./points.js";
import { makeRules } from "./rules.js";
import { SHAPES, called, labelOf, parts } from "./shapes.js";
import { makeSpread } from "./spread.js";

/** What is of those who read a part as much as its fields are. */
const SHOWN = new Set(["options", "uncertainty", "points"]);
/** The fields of a document that stand in a form. */
const own = new Set(["front", ...SHAPES.flatMap((shape) => [shape.place, ...(shape.kind === "own" || shape.kind === "texts" ? shape.fields : [])])]);
const many = (n, one) => (n === 1 ? `one ${one}` : `${n} ${one}s`);

/**
 * @param {object} made
 * @param {Element} made.parent
 * @param {object} made.schema
 * @param {readonly string[]} made.functions what a formula may call
 * @param {(path: (string | number)[], value: unknown) => void} made.set writes into the text
 * @param {(path: (string | number)[], by: -1 | 1) => void} made.move puts a part of a list before or behind its neighbour
 * @param {() => void} made.shown asks for what was written to be shown at once
 * @param {(remark: object) => void} made.toText leads to the place in the text
 * @param {(sentence: string) => void} made.say tells once
 * @param {(id: string) => Node} made.picture what may be, of an input
 */
export function makeForms({ parent, schema, functions, set, move, shown, toText, say, picture }) {
  const rules = makeRules(schema);
  const control = makeControl({ rules, functions, set });
  /** The parts that stand open. */
  const open = new Set();
  /** By part, what makes its fields. */
  const fills = new Map();
  /** Where to go once what was added is there. */
  let next = null;
  let remarks = [];
  /** Whether a press is on its way, and what is to be shown once it is over: what
   * is pressed must not be replaced under it. */
  let pressed = false;
  let waiting = null;
  parent.addEventListener("pointerdown", () => { pressed = true; });
  for (const end of ["pointerup", "pointercancel"]) {
    parent.ownerDocument.addEventListener(end, () => {
      pressed = false;
      // After the click that belongs to it.
      if (waiting) setTimeout(() => waiting?.());
    });
  }

  const errors = (list) => list.filter((r) => r.level === "error");
  const at = (path) => remarks.filter((r) => within(r.path, path));
  const lines = (list) => (list.length ? [told(list)] : []);
  /** Writes, shows it at once, and leads to a field. */
  const put = (path, value, to = null) => {
    next = to;
    set(path, value);
    shown();
  };
  /** The buttons that move a part, the `i`th of so many, among the others. */
  function moves(path, i, count, name) {
    const to = (by) => [...path.slice(0, -1), typeof path.at(-1) === "number" ? i + by : path.at(-1)];
    const go = (by) => {
      const there = to(by);
      // Parts of a list are known by their positions: those that stand open change theirs.
      const [own, other] = [keyOf(path), keyOf(there)];
      const [isOpen, wasOpen] = [open.has(own), open.has(other)];
      for (const [key, opened] of [[own, wasOpen], [other, isOpen]]) {
        if (opened) open.add(key);
        else open.delete(key);
      }
      // One goes on with the same button, until there is no further.
      const last = by < 0 ? i + by === 0 : i + by === count - 1;
      next = [...there, by < 0 !== last ? "earlier" : "later"];
      move(path, by);
      say(`${name}: now ${i + by + 1} of ${count}.`);
      shown();
    };
    const made = (words, by, disabled) => {
      const pressed = button(words, () => go(by), { ariaLabel: `${words}: ${name}`, disabled });
      pressed.dataset.path = keyOf([...path, words.toLowerCase()]);
      return pressed;
    };
    return count < 2 ? [] : [made("Earlier", -1, i === 0), made("Later", 1, i === count - 1)];
  }
  const nested = makeNested({ rules, control, set, put, at, moves });
  const points = makePoints({ set, shown, at, say });
  const spread = makeSpread({ rules, control, nested, set, put, at, shown, picture });

  /** The names of the fields of a part: those always in view, and the others. */
  function names(shape, { properties }) {
    const others = shape.kind === "own" || shape.kind === "texts" ? [] : Object.keys(properties);
    return { always: shape.fields, more: others.filter((name) => !shape.fields.includes(name) && !["$comment", "id"].includes(name)) };
  }

  /** The field of a property, or the form of what is more than a field. */
  function made(document, shape, known, part, name) {
    const path = [...part.path, name];
    // A chart of another kind keeps what both have.
    const write = shape.place === "charts" && name === "kind" ? (kind) => {
      const { properties } = rules.ofShape(shape, { kind });
      put(part.path, turned(document, part.value, kind, (field) => field in properties), path);
    } : undefined;
    const simple = control(document, known, part, name, at(path), write ? { write } : {});
    if (simple) return { simple: nested.conditional(simple, known, part, name) };
    if (shape.kind === "own" || shape.kind === "texts") return {};
    // Only a choice has options.
    if (name === "options" && part.value?.format !== "choice" && !part.value?.options && !at(path).length) return {};
    if (name === "uncertainty") return { form: spread(document, known.properties[name], part) };
    if (shape.place === "series" && name === "points") return { form: points(document, part) };
    return { form: nested.of(document, known, part, name) };
  }

  /** The fields of a part, and what is wrong with the rest of it. */
  function inside(document, shape, part) {
    const known = rules.ofShape(shape, part.value);
    const { always, more } = names(shape, known);
    const make = (list) => list.map((name) => ({ name, ...made(document, shape, known, part, name) }))
      .filter(({ simple, form }) => simple ?? form);
    const [front, behind] = [make(always), make(more)];
    // What a part is made of stands in view, unless it need not be there.
    const plainly = ({ name, form }) => form && (SHOWN.has(name) || known.required.includes(name) || shape.place === "charts");
    const hiding = behind.filter((one) => !plainly(one));
    const held = new Set([...front, ...behind].map(({ name }) => name));
    const others = shape.kind === "own" || shape.kind === "texts" ? []
      : at(part.path).filter((r) => !held.has(r.path[part.path.length]));
    const inText = Object.keys(part.value ?? {}).filter((name) =>
      shape.kind !== "own" && !held.has(name) && !["id", "$comment"].includes(name));
    const grid = (list) => el("div", { className: "fields" }, ...list.flatMap(({ simple }) => simple ?? []));
    const forms = (list) => list.flatMap(({ form }) => form ?? []);
    const wanted = hiding.some(({ name }) => at([...part.path, name]).length || part.value?.[name] !== undefined);
    const used = ["inputs", "metrics", "series"].includes(part.path[0]) ? [el("p", { className: "quiet" }, "In formulas it is ",
      el("code", { textContent: part.id }), ", in the sentence ", el("code", { textContent: `{${part.id}}` }), ".")] : [];
    return [
      ...lines(others), grid(front), ...forms(front), ...forms(behind.filter(plainly)), ...used,
      ...(hiding.length ? [el("details", { className: "more", open: wanted }, el("summary", { textContent: "More" }), grid(hiding), ...forms(hiding))] : []),
      ...(inText.length ? [el("p", { className: "quiet", textContent: `Also set, in the text: ${inText.join(", ")}.` })] : []),
    ];
  }

  /** Takes a chart to those that are always in view, or from there. */
  function inFront(document, id, there) {
    const chosen = [document.front ?? []].flat();
    if (chosen.includes(id) === there) return;
    const list = there ? [...chosen, id] : chosen.filter((other) => other !== id);
    set(["front"], list.length ? list : undefined);
  }

  /** Which charts are always in view. */
  function front(document) {
    const all = (document.charts ?? []).filter((chart) => chart?.id);
    if (!all.length && !at(["front"]).length) return [];
    const chosen = [document.front ?? []].flat();
    const boxes = all.map(({ id, label }) => {
      const box = el("input", { type: "checkbox", checked: chosen.includes(id) });
      box.dataset.path = keyOf(["front", id]);
      box.addEventListener("change", () => inFront(document, id, box.checked));
      return el("label", { className: "check" }, box, labelOf({ label }) ?? id);
    });
    const made = el("fieldset", { tabIndex: -1 }, el("legend", { textContent: "Always in view" }), ...lines(at(["front"])),
      el("small", { textContent: "The others have a tab each, or stand under a question." }), ...boxes);
    made.dataset.path = keyOf(["front"]);
    return [made];
  }

  /** A part that opens; its fields are made when it does, since there may be hundreds. */
  function folded(document, shape, part, i, count) {
    const key = keyOf(part.path);
    const wrong = errors(at(part.path)).length;
    const name = called(shape, part, i);
    const summary = el("summary", {}, name, " ", ...(part.id && part.id !== name ? [el("code", { textContent: part.id })] : []),
      ...(wrong ? [" ", el("span", { className: "wrong", textContent: many(wrong, "problem") })] : []));
    summary.dataset.path = key;
    const details = el("details", {}, summary);
    const fill = () => {
      if (details.childElementCount > 1) return;
      const remove = button(`Remove this ${shape.one}`, () => {
        open.delete(key);
        set(part.path, undefined);
        if (shape.place === "charts") inFront(document, part.id, false);
        shown();
      }, { ariaLabel: `Remove this ${shape.one}: ${name}` });
      details.append(...inside(document, shape, part), el("div", { className: "row" }, ...moves(part.path, i, count, name), remove));
    };
    fills.set(key, fill);
    if (open.has(key)) {
      details.open = true;
      fill();
    }
    // Told at once: the forms may be made anew before the browser tells of it.
    summary.addEventListener("click", () => {
      if (details.open) open.delete(key);
      else open.add(key);
    });
    details.addEventListener("toggle", () => {
      if (details.open) {
        open.add(key);
        fill();
      } else open.delete(key);
    });
    return details;
  }

  /** A plain text of a list, as a period is. */
  function plainText(shape, { path, value }, i) {
    const input = el("input", { defaultValue: value ?? "", autocomplete: "off", ariaLabel: `${shape.one} ${i + 1}` });
    input.dataset.path = keyOf(path);
    const here = at(path);
    if (here.some((r) => r.level === "error")) input.setAttribute("aria-invalid", "true");
    input.addEventListener("change", () => { if (input.value.trim()) set(path, input.value.trim()); });
    return el("div", { className: "row" }, input,
      button("Remove", () => {
        set(path, undefined);
        shown();
      }, { ariaLabel: `Remove ${value}` }),
      ...lines(here));
  }

  /** What adds a part: by its name, where it has one. */
  function adding(document, shape, count) {
    const put = (name) => {
      const fresh = shape.kind === "texts" ? name : shape.fresh(document, name);
      const [path, value] = shape.kind === "map" ? [[shape.place, fresh[0]], fresh[1]] : [[shape.place, count], fresh];
      open.add(keyOf(path));
      next = shape.kind === "texts" ? null : [...path, shape.fields.find((f) => !["label", "title"].includes(f)) ?? shape.fields[0]];
      set(path, value);
      shown();
    };
    if (!shape.asks) return button(`Add ${a(shape.one)}`, () => put(""));
    const name = el("input", { autocomplete: "off", placeholder: shape.example, id: `new-${shape.place}` });
    name.dataset.path = keyOf(["new", shape.place]);
    const add = () => {
      const words = name.value.trim();
      if (!words) {
        name.focus();
        return;
      }
      name.value = "";
      put(words);
    };
    name.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      // Or it would be typed where one goes next.
      event.preventDefault();
      add();
    });
    return el("div", { className: "adding" }, el("label", { htmlFor: name.id, textContent: shape.asks }),
      el("div", { className: "row" }, name, button(`Add ${a(shape.one)}`, add)));
  }

  function section(document, shape) {
    const all = parts(shape, document);
    const whole = remarks.filter((r) => r.path.length === 1 && r.path[0] === shape.place);
    const id = `part-${shape.place || "own"}`;
    const body = shape.kind === "own" ? all.flatMap((part) => inside(document, shape, part))
      : shape.kind === "texts"
        ? [...all.map((part, i) => plainText(shape, part, i)), adding(document, shape, all.length),
          ...inside(document, shape, { path: [], value: document })]
        : [...all.map((part, i) => folded(document, shape, part, i, all.length)), adding(document, shape, all.length),
          ...(shape.place === "charts" ? front(document) : [])];
    return el("section", { id }, el("h2", { textContent: shape.title, tabIndex: -1 }),
      ...(shape.lead ? [el("p", { className: "quiet", textContent: shape.lead })] : []), ...lines(whole), ...body);
  }

  /** Leads to each part, with what is wrong there counted. */
  function contents() {
    const wrong = ({ place, kind, fields }) => errors(remarks).filter(({ path: [name] }) =>
      name && (name === place || ((kind === "own" || kind === "texts") && fields.includes(name)))).length;
    return el("nav", { ariaLabel: "Parts of the document" }, ...SHAPES.map((shape) => {
      const count = wrong(shape);
      return button(count ? `${shape.title}: ${many(count, "problem")}` : shape.title, () => {
        const heading = parent.querySelector(`#part-${shape.place || "own"} h2`);
        heading?.scrollIntoView({ block: "start" });
        heading?.focus({ preventScroll: true });
      }, { className: count ? "wrong" : "" });
    }));
  }

  /** What is wrong with parts that have no form. */
  function elsewhere() {
    const others = remarks.filter((r) => !own.has(r.path[0]));
    if (!others.length) return [];
    return [el("section", {}, el("h2", { textContent: "Only in the text" }),
      ...others.map((r) => el("div", {}, told([{ ...r, words: `${r.place ? `${r.place}: ` : ""}${r.words}` }]),
        button("Show it in the text", () => toText(r)))))];
  }

  /** The control of a path, or the nearest thing around it. */
  function found(path) {
    const all = new Map([...parent.querySelectorAll("[data-path]")].map((control) => [control.dataset.path, control]));
    const lengths = path.map((_, i) => path.length - i);
    return lengths.map((length) => all.get(keyOf(path.slice(0, length)))).find(Boolean) ?? null;
  }

  /** Shows the forms of a document, but for what is being typed in. */
  function show(document, said) {
    waiting = null;
    if (pressed) {
      waiting = () => show(document, said);
      return;
    }
    // What is being typed is not written yet: it comes here again when it is.
    const typed = parent.querySelector("input:focus, textarea:focus");
    if (typed && !next && typed.type !== "checkbox" && typed.value !== typed.defaultValue) return;
    remarks = said;
    if (!document || typeof document !== "object") {
      parent.replaceChildren(el("p", { className: "wrong", textContent: "The text is no JSON at the moment: mend it first, under “Text”." }),
        ...remarks.slice(0, 1).flatMap((r) => [el("p", { textContent: r.words }), button("Show it in the text", () => toText(r))]));
      return;
    }
    const active = parent.contains(parent.ownerDocument.activeElement) ? parent.ownerDocument.activeElement : null;
    const [place, from, to] = [active?.dataset.path, active?.selectionStart, active?.selectionEnd];
    const top = parent.scrollTop;
    fills.clear();
    parent.replaceChildren(contents(), ...elsewhere(), ...SHAPES.map((shape) => section(document, shape)));
    parent.scrollTop = top;
    const wanted = next ? found(next) : place ? found(JSON.parse(place)) : null;
    wanted?.focus({ preventScroll: !next });
    if (wanted && !next && typeof from === "number") wanted.setSelectionRange?.(from, to);
    next = null;
  }

  return {
    show,
    /** Goes to the field that a remark is about; false if there is none. */
    go({ path }) {
      if (!own.has(path[0])) return false;
      const key = keyOf(path.slice(0, 2));
      if (fills.has(key)) {
        open.add(key);
        fills.get(key)();
      }
      const control = found(path) ?? parent.querySelector(`#part-${path[0]} h2`);
      for (let outer = control?.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
      control?.scrollIntoView({ block: "center" });
      control?.focus({ preventScroll: true });
      return control !== null;
    },
  };
}
