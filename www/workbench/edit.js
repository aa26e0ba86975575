// Changes to the text of a document by what is meant. Only the part that
// changes is written anew; all of it can be undone.

import { at, member, members, values } from "./tree.js";

const UNIT = "  ";

/** A value as it stands in a document: short things on one line. */
export function written(value, indent = "") {
  const line = JSON.stringify(value, null, 1)?.replace(/\n\s*/g, " ") ?? "null";
  const short = line.replace(/([[{]) /g, "$1").replace(/ ([\]}])/g, "$1");
  if (typeof value !== "object" || value === null || (indent.length + short.length <= 100 && !nested(value))) {
    return short;
  }
  const inner = indent + UNIT;
  const parts = Array.isArray(value)
    ? value.map((v) => inner + written(v, inner))
    : Object.entries(value).map(([k, v]) => `${inner}${JSON.stringify(k)}: ${written(v, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}

/** Whether it is so deep that it is easier to read on several lines. */
function nested(value) {
  const deep = (v) => v !== null && typeof v === "object" && Object.keys(v).length > 0;
  return Object.values(value).some((v) => deep(v) && (!Array.isArray(value) || Object.values(v).some(deep)));
}

const indentOf = (state, position) => state.doc.lineAt(position).text.match(/^\s*/)[0];

/** What puts one more part into an object or a list. */
function inserted(state, node, text) {
  const parts = node.name === "Object" ? members(state, node).map((m) => m.property) : values(node);
  const outer = indentOf(state, node.from);
  const last = parts.at(-1);
  if (!last) return { from: node.from, to: node.to, insert: wrap(node, `\n${outer}${UNIT}${text(outer + UNIT)}\n${outer}`) };
  const indent = state.doc.lineAt(last.from).number === state.doc.lineAt(node.from).number
    ? outer + UNIT : indentOf(state, last.from);
  const close = state.doc.lineAt(last.to).number === state.doc.lineAt(node.to).number ? `\n${outer}` : "";
  return { from: last.to, insert: `,\n${indent}${text(indent)}${close}` };
}

const wrap = (node, inside) => (node.name === "Object" ? `{${inside}}` : `[${inside}]`);

/**
 * The change that sets what stands at a path, and makes what is missing of the
 * way there; `undefined` takes it away.
 *
 * @param {import("@codemirror/state").EditorState} state
 * @param {(string | number)[]} path
 */
export function setting(state, path, value) {
  const last = path.at(-1);
  const parent = at(state, path.slice(0, -1));
  if (!parent) {
    if (path.length < 2 || value === undefined) return null;
    return setting(state, path.slice(0, -1), typeof last === "number" ? [value] : { [last]: value });
  }
  const found = typeof last === "number" ? values(parent)[last] : member(state, parent, last)?.value;
  if (found && value !== undefined) {
    return { from: found.from, to: found.to, insert: written(value, indentOf(state, found.from)) };
  }
  if (found) return without(state, parent, last);
  if (value === undefined) return null;
  return inserted(state, parent, (indent) =>
    (typeof last === "number" ? written(value, indent) : `${JSON.stringify(last)}: ${written(value, indent)}`));
}

/**
 * The change that puts a part of a list, or of an object, before the one that stands
 * before it (`by` -1), or behind the next (1). Both keep the way they are written.
 *
 * @param {import("@codemirror/state").EditorState} state
 * @param {(string | number)[]} path
 * @param {-1 | 1} by
 */
export function moving(state, path, by) {
  const parent = at(state, path.slice(0, -1));
  if (!parent) return null;
  const [parts, own] = parent.name === "Object"
    // A remark of the author's is no part.
    ? ((all) => [all.map((m) => m.property), all.findIndex((m) => m.name === path.at(-1))])(
      members(state, parent).filter((m) => m.name !== "$comment"))
    : [values(parent), path.at(-1)];
  const [first, second] = by < 0 ? [parts[own - 1], parts[own]] : [parts[own], parts[own + 1]];
  if (!first || !second) return null;
  const text = (from, to) => state.sliceDoc(from, to);
  return {
    from: first.from, to: second.to,
    insert: text(second.from, second.to) + text(first.to, second.from) + text(first.from, first.to),
  };
}

/** The change that takes a part away, with the comma that goes with it. */
function without(state, parent, last) {
  const parts = parent.name === "Object" ? members(state, parent).map((m) => m.property) : values(parent);
  const position = typeof last === "number" ? last
    : members(state, parent).findIndex((m) => m.name === last);
  const [before, part, after] = [parts[position - 1], parts[position], parts[position + 1]];
  if (before) return { from: before.to, to: part.to };
  return { from: part.from, to: after ? after.from : part.to };
}
