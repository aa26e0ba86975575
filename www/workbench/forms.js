// Forms for those who do not want to see JSON: what they say is written into
// the text, where it can be undone like anything else.

import { button, el, field, nameOf, select } from "./dom.js";

/** The parts that have a form: their place, what they are called, what a new one holds. */
const PARTS = [
  {
    place: "sources", one: "source", many: "Sources",
    fresh: () => ({ title: "A new source", publisher: "Who published it" }),
  },
  {
    place: "inputs", one: "input", many: "Inputs",
    fresh: (document) => ({
      label: "A new input", unit: Object.keys(document.units ?? {})[0] ?? "number",
      group: document.groups?.[0]?.id ?? "all", value: 1, min: 0, max: 10, step: 1, format: "number",
      status: "assumption",
    }),
  },
  {
    place: "metrics", one: "result", many: "Results",
    fresh: (document) => ({
      label: "A new result", unit: "number", group: document.groups?.at(-1)?.id ?? "all", formula: "0", format: "number",
    }),
  },
];

/** What a part is called where none of its conditions holds. */
const named = (part) => (Array.isArray(part?.label) ? part.label.at(-1)?.text : part?.label);

/**
 * @param {object} parts
 * @param {Element} parts.parent
 * @param {object} parts.schema
 * @param {(path: (string | number)[], value: unknown) => void} parts.set writes into the text
 */
export function makeForms({ parent, schema, set }) {
  const resolve = (part) => (part?.$ref ? { ...part.$ref.replace(/^#\//, "").split("/").reduce((o, k) => o?.[k], schema), ...part } : part);
  let open = null;

  function refs(document, name) {
    const ids = (list) => (list ?? []).map((item) => [item.id, named(item) ?? item.id]);
    if (name === "source") return Object.entries(document.sources ?? {}).map(([id, s]) => [id, s?.title ?? id]);
    if (name === "group") return ids(document.groups);
    return null;
  }

  /** The field of one property, if it is simple enough for one. */
  function control(document, path, name, property, value, needed) {
    const change = (next) => set([...path, name], next);
    const known = resolve(property);
    const options = known.enum?.map((word) => [word, word]) ?? refs(document, name);
    const label = name.replaceAll("_", " ").replace(/^./, (c) => c.toUpperCase());
    const help = property.description ?? known.description;
    if (options) {
      const all = needed && value !== undefined ? options : [["", "–"], ...options];
      const listed = value === undefined || all.some(([o]) => o === value) ? all : [[value, value], ...all];
      const chosen = select(listed, value ?? "");
      chosen.addEventListener("change", () => change(chosen.value || undefined));
      return field(label, chosen, help);
    }
    const types = [known.type ?? []].flat();
    const simple = ["string", "number", "integer"].some((t) => types.includes(t));
    if (!simple || (value !== null && typeof value === "object")) return null;
    const numeric = !types.includes("string");
    const input = el("input", { defaultValue: value ?? "", inputMode: numeric ? "decimal" : "text", autocomplete: "off" });
    const told = field(label, input, help);
    input.addEventListener("change", () => {
      const text = input.value.trim();
      const number = Number(text.replace(",", "."));
      const wrong = numeric && text && !Number.isFinite(number);
      input.setAttribute("aria-invalid", String(Boolean(wrong)));
      if (wrong) return;
      const takesBoth = types.includes("number") && types.includes("string");
      change(!text && !needed ? undefined : numeric || (takesBoth && text && Number.isFinite(Number(text))) ? number : text);
    });
    return told;
  }

  function part(document, kind, path, id, value) {
    const place = kind.place === "sources" ? schema.properties.sources.additionalProperties : schema.properties[kind.place].items;
    const { properties, required = [] } = resolve(place);
    const order = [...required, ...Object.keys(properties).filter((p) => !required.includes(p))];
    const key = path.join("/");
    const fields = order.filter((p) => p !== "id").map((p) =>
      control(document, path, p, properties[p], value?.[p], required.includes(p))).filter(Boolean);
    const more = Object.keys(value ?? {}).filter((p) => value[p] !== null && typeof value[p] === "object");
    const details = el("details", { open: open === key },
      el("summary", {}, named(value) ?? value?.title ?? id, " ", el("code", { textContent: id })),
      el("div", { className: "fields" }, ...fields),
      more.length ? el("p", { className: "quiet", textContent: `Also set, in the text: ${more.join(", ")}.` }) : "",
      button(`Remove this ${kind.one}`, () => set(path, undefined), { className: "quiet-button" }));
    details.addEventListener("toggle", () => { if (details.open) open = key; });
    return details;
  }

  return {
    /** Shows the forms of a document, but for what is being typed in. */
    show(document) {
      // What is being typed is not written yet: it comes here again when it is.
      const typed = parent.querySelector("input:focus");
      if (typed && typed.value !== typed.defaultValue) return;
      const controls = () => [...parent.querySelectorAll("input, select, summary, button")];
      const position = controls().indexOf(parent.ownerDocument.activeElement);
      if (!document || typeof document !== "object") {
        parent.replaceChildren(el("p", { className: "quiet", textContent: "The text is no JSON at the moment: mend it first, under “Text”." }));
        return;
      }
      parent.replaceChildren(...PARTS.map((kind) => {
        const value = document[kind.place];
        const entries = kind.place === "sources" ? Object.entries(value ?? {}) : (Array.isArray(value) ? value : []).map((v, i) => [v?.id ?? i, v]);
        const add = () => {
          const fresh = kind.fresh(document);
          const taken = ["sources", "inputs", "metrics"].flatMap((p) => (p === "sources"
            ? Object.keys(document.sources ?? {}) : (document[p] ?? []).map((x) => x?.id)));
          const id = nameOf(fresh.label ?? fresh.title, taken);
          const path = kind.place === "sources" ? ["sources", id] : [kind.place, entries.length];
          open = path.join("/");
          set(path, kind.place === "sources" ? fresh : { id, ...fresh });
        };
        return el("section", {}, el("h2", { textContent: kind.many }),
          ...entries.map(([id, v], i) => part(document, kind, kind.place === "sources" ? ["sources", id] : [kind.place, i], id, v)),
          button(`Add ${/^[aeiou]/.test(kind.one) ? "an" : "a"} ${kind.one}`, add));
      }));
      // Where one was before it was written.
      if (position >= 0) controls()[position]?.focus();
    },
  };
}
