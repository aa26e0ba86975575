// What may be written at a place: fields and words by the schema, and the
// names that the document itself gives.

import { at, member, members, pathAt, read, values } from "./tree.js";

/** Where a formula stands, by the name of the field. */
const FORMULAS = new Set([
  "formula", "that", "if", "value", "mean", "sd", "cv", "n", "min", "max", "step", "cost", "effect", "metric",
]);

/**
 * @param {object} schema the schema of documents
 * @param {readonly string[]} functions what a formula may call
 */
export function makeCompletion(schema, functions) {
  /** A part of the schema without references and alternatives. */
  function alternatives(part, state, node) {
    if (!part) return [];
    if (part.$ref) {
      const found = part.$ref.replace(/^#\//, "").split("/").reduce((o, k) => o?.[k], schema);
      return alternatives(found, state, node).map((a) => ({ ...a, description: part.description ?? a.description }));
    }
    const branches = [...(part.oneOf ?? []), ...(part.anyOf ?? [])];
    if (!branches.length) return [part];
    const kind = node && member(state, node, "kind")?.value;
    const fits = (branch) => !kind || !branch.properties?.kind?.const || branch.properties.kind.const === read(state, kind);
    return branches.filter(fits).flatMap((b) => alternatives(b, state, node));
  }

  /** What the schema says of the value at a path. */
  function schemaAt(state, path) {
    let parts = alternatives(schema, state, at(state, []));
    path.forEach((step, i) => {
      const node = at(state, path.slice(0, i + 1));
      parts = parts.flatMap((part) => {
        const next = typeof step === "number" ? part.items : part.properties?.[step] ?? part.additionalProperties;
        return typeof next === "object" ? alternatives(next, state, node) : [];
      });
    });
    return parts;
  }

  /** What a new field begins with. */
  function begun(name, part, state) {
    const [first] = alternatives(part, state, null);
    const empty = { string: '""', array: "[]", object: "{}", boolean: "true" };
    const type = [first?.type ?? "string"].flat()[0];
    const text = first?.const !== undefined ? JSON.stringify(first.const) : empty[type] ?? "";
    return `${JSON.stringify(name)}: ${text}`;
  }

  function fields(state, path, from, to) {
    const object = at(state, path);
    const there = new Set(members(state, object).filter((m) => to < m.key.from || from > m.key.to).map((m) => m.name));
    const known = new Map();
    for (const part of schemaAt(state, path)) {
      for (const [name, property] of Object.entries(part.properties ?? {})) {
        if (!there.has(name) && !known.has(name)) known.set(name, { property, needed: part.required?.includes(name) });
      }
    }
    return [...known].map(([name, { property, needed }]) => ({
      label: name,
      detail: needed ? "needed" : undefined,
      info: property.description ?? alternatives(property, state, null)[0]?.description,
      type: "property",
      // What says nothing to the calculator comes last.
      boost: needed ? 1 : name.startsWith("$") ? -1 : 0,
      name,
      property,
    }));
  }

  /** Names that the document gives, where a field wants one of them. */
  function given(state, field) {
    const keys = (of) => members(state, at(state, [of])).map((m) => m.name);
    const ids = (of) => values(at(state, [of]) ?? { firstChild: null })
      .map((item) => member(state, item, "id")?.value).filter(Boolean).map((id) => read(state, id));
    const texts = (of) => values(at(state, [of]) ?? { firstChild: null }).map((item) => read(state, item));
    switch (field) {
      case "source": return keys("sources");
      case "unit": return [...keys("units"), "share", "number"];
      case "group": return [...ids("groups"), ...ids("preset_groups")];
      case "metric": return ids("metrics");
      case "default_period": case "period": case "at": return texts("periods");
      case "breakdowns": return keys("breakdowns");
      case "front": return ids("charts");
      case "x": case "y": return ids("inputs");
      case "has": case "lacks": return [...ids("inputs"), ...ids("metrics"), ...keys("series")];
      default: return [];
    }
  }

  /** What a part is called where none of its conditions holds. */
  function named(state, part) {
    const label = member(state, part, "label")?.value;
    const last = label?.name === "Array" ? member(state, values(label).at(-1), "text")?.value : label;
    return last ? String(read(state, last)) : "";
  }

  function names(state) {
    const of = (kind, type) => values(at(state, [kind]) ?? { firstChild: null }).flatMap((item) => {
      const id = member(state, item, "id")?.value;
      const label = named(state, item);
      return id ? [{ label: read(state, id), detail: label, type }] : [];
    });
    const series = members(state, at(state, ["series"])).map((m) => {
      const label = member(state, m.value, "label")?.value;
      return { label: m.name, detail: label ? read(state, label) : "", type: "variable" };
    });
    const calls = functions.map((name) => ({ label: name, apply: `${name}(`, type: "function", detail: "function" }));
    return [...of("inputs", "variable"), ...of("metrics", "variable"), ...series, ...calls];
  }

  return (context) => {
    const { state, pos } = context;
    const { path, node } = pathAt(state, pos);
    const text = node.name === "String" || node.name === "PropertyName";
    if (node.name === "PropertyName" || (node.name === "Object" && expectsField(state, node, pos))) {
      const from = text ? node.from : context.matchBefore(/[\w"]*/)?.from ?? pos;
      if (!text && from === pos && !context.explicit) return null;
      const to = text ? node.to : pos;
      const options = fields(state, path, from, to).map(({ name, property, ...rest }) => ({
        ...rest,
        apply: text && node.nextSibling
          ? JSON.stringify(name)
          : (view) => put(view, from, to, begun(name, property, view.state)),
        // Typed with or without its quotes.
        displayLabel: name,
        label: text || state.sliceDoc(from, from + 1) === '"' ? JSON.stringify(name) : name,
      }));
      return options.length ? { from, to, options } : null;
    }
    const field = path.findLast((step) => typeof step === "string");
    const inFormula = node.name === "String" && (FORMULAS.has(field) || path.at(-2) === "set");
    const brace = context.matchBefore(/\{[a-z0-9_]*/);
    if (node.name === "String" && brace) {
      const options = names(state).filter((n) => n.type === "variable")
        .map((n) => ({ ...n, apply: `${n.label}}` }));
      return { from: brace.from + 1, options, validFor: /^[a-z0-9_]*$/ };
    }
    const words = [...new Set([
      ...given(state, field),
      ...schemaAt(state, path).flatMap((part) => part.enum ?? (part.const === undefined ? [] : [part.const])),
    ])];
    if (words.length && (text || context.explicit)) {
      const from = text ? node.from : pos;
      const options = words.map((word) => ({ label: JSON.stringify(word), displayLabel: String(word), type: "enum" }));
      return { from, to: text ? node.to : pos, options };
    }
    if (inFormula) {
      const word = context.matchBefore(/[a-z][a-z0-9_]*/);
      if (!word && !context.explicit) return null;
      return { from: word?.from ?? pos, options: names(state), validFor: /^[a-z0-9_]*$/ };
    }
    return null;
  };
}

/** Whether a name is wanted here and not a comma. */
function expectsField(state, node, position) {
  const before = state.sliceDoc(node.from, position).replace(/[\w"]*$/, "").trimEnd();
  return before.endsWith("{") || before.endsWith(",");
}

/** Writes a field, and leaves the cursor where its value goes. */
function put(view, from, to, text) {
  const inside = /(""|\[\]|\{\})$/.test(text) ? 1 : 0;
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + text.length - inside },
    userEvent: "input.complete",
  });
}
