// Where things stand in the text of a document: from a place in words, such as
// `inputs[3] spend, max`, to the characters that are meant, and back.

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

/** The parts of a node that are values. */
export function values(node) {
  const found = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (VALUES.has(child.name)) found.push(child);
  }
  return found;
}

export const textOf = (state, node) => state.sliceDoc(node.from, node.to);

/** A string node as it reads; anything else as it is written. */
export function read(state, node) {
  const text = textOf(state, node);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The members of an object: name, name's node, value's node. */
export function members(state, node) {
  const found = [];
  for (let child = node?.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Property") continue;
    const name = child.getChild("PropertyName");
    if (name) found.push({ name: read(state, name), key: name, value: values(child)[0] ?? null, property: child });
  }
  return found;
}

export const member = (state, node, name) =>
  (node?.name === "Object" ? members(state, node).find((m) => m.name === name) : undefined);

/** The outermost value. */
export function root(state) {
  const tree = ensureSyntaxTree(state, state.doc.length, 200) ?? syntaxTree(state);
  return values(tree.topNode)[0] ?? null;
}

/** The value at a path of names and numbers, or null. */
export function at(state, path) {
  return path.reduce((node, step) => {
    if (!node) return null;
    return typeof step === "number" ? values(node)[step] ?? null : member(state, node, step)?.value ?? null;
  }, root(state));
}

/** By text and the place of a list: its parts, and those by the names that messages
 * give them. A text with a mistake in each of hundreds of parts is looked through once. */
const lists = new WeakMap();

function list(state, node) {
  const known = lists.get(state) ?? lists.set(state, new Map()).get(state);
  const found = known.get(node.from);
  if (found) return found;
  const [parts, names] = [values(node), new Map()];
  parts.forEach((item, i) => {
    for (const key of ["id", "metric", "label"]) {
      const name = member(state, item, key)?.value;
      if (name && !names.has(read(state, name))) names.set(read(state, name), i);
    }
  });
  known.set(node.from, { parts, names });
  return known.get(node.from);
}

/** As far as a place can be followed: the node, the property it is the value of, and the path to it. */
function follow(state, place) {
  let node = root(state);
  let key = null;
  const path = [];
  for (const part of place.split(/, |\.(?=[a-z])/).filter(Boolean)) {
    if (!node) break;
    const position = node.name === "Array" ? list(state, node).names.get(part) : undefined;
    if (position !== undefined) {
      path.push(position);
      [node, key] = [list(state, node).parts[position], null];
      continue;
    }
    const [, name, indices] = part.match(/^([^[]*?)((?:\[\d+\])*)(?: .*)?$/) ?? [];
    if (name === undefined) break;
    if (name) {
      const found = member(state, node, name);
      if (!found) break;
      [node, key] = [found.value ?? found.key, found.key];
      path.push(name);
    }
    for (const [, index] of (indices ?? "").matchAll(/\[(\d+)\]/g)) {
      const item = node.name === "Array" ? list(state, node).parts[Number(index)] : null;
      if (!item) break;
      [node, key] = [item, null];
      path.push(Number(index));
    }
  }
  return { node, key, path };
}

/** The path to what a remark is about: names and numbers from the outside in. */
export function pathOf(state, { place, message, line }) {
  if (line) return [];
  const { node, path } = follow(state, place);
  // What is missing has a field of its own, though not yet in the text.
  const [, is, two] = node?.name === "Object" ? message.match(/^“([a-z_]+)” is (?:missing|needed)|at least two “([a-z_]+)”/) ?? [] : [];
  const missing = is ?? two;
  return missing ? [...path, missing] : [...path, ...quoted(state, node, message) ?? []];
}

/** The way from a node to the text within it that a message quotes, or null. */
function quoted(state, node, message) {
  const [, whole] = message.match(/^in “([^]*)”, column \d+:|^“([^]*)” comes out as|^there is no [a-z ]+ “([^”]+)”/)
    ?.filter((found, i) => i === 0 || found !== undefined) ?? [];
  const [, name] = message.match(/^“(\{[^”]+\})” is no /) ?? [];
  if (!node || (whole === undefined && name === undefined)) return null;
  const is = (text) => typeof text === "string" && (whole === undefined ? text.includes(name) : text === whole);
  const search = (here) => {
    if (here?.name === "String") return is(read(state, here)) ? [] : null;
    const parts = here?.name === "Object" ? members(state, here).map((m) => [m.name, m.value])
      : here?.name === "Array" ? values(here).map((value, i) => [i, value]) : [];
    for (const [step, value] of parts) {
      // A name is no mistake of its own.
      const way = step === "id" ? null : search(value);
      if (way) return [step, ...way];
    }
    return null;
  };
  return search(node);
}

/**
 * The characters that a remark is about.
 *
 * @returns {{ from: number, to: number }}
 */
export function span(state, { place, message, line, column }) {
  if (line) {
    const row = state.doc.line(Math.min(line, state.doc.lines));
    const from = Math.min(row.from + Math.max((column ?? 1) - 1, 0), row.to);
    return { from, to: Math.min(from + 1, state.doc.length) };
  }
  const { node, key } = follow(state, place);
  if (!node) return { from: 0, to: Math.min(1, state.doc.length) };
  if (node.name === "Object") {
    const [, field] = message.match(/^“([^”]+)” (?:is not a field|is written twice|stands here twice)/) ?? [];
    const all = field ? members(state, node).filter((m) => m.name === field) : [];
    const found = all.at(-1);
    if (found) return { from: found.key.from, to: found.key.to };
  }
  const within = formula(state, node, message);
  if (within) return within;
  if (node.name !== "Object" && node.name !== "Array") return { from: node.from, to: node.to };
  if (key) return { from: key.from, to: key.to };
  return { from: node.from, to: Math.min(state.doc.lineAt(node.from).to, node.to) };
}

/** The word of a formula at the column that a message names. */
function formula(state, node, message) {
  const [, text, column] = message.match(/in “([^]*)”, column (\d+):/) ?? [];
  if (!column) return null;
  const inside = state.sliceDoc(node.from, node.to);
  const begin = inside.indexOf(JSON.stringify(text).slice(1, -1));
  if (begin < 0) return null;
  const from = node.from + begin + [...text].slice(0, column - 1).join("").length;
  const word = state.sliceDoc(from, node.from + begin + text.length).match(/^[\p{L}\p{N}_]+|^./u)?.[0] ?? "";
  return { from: word ? from : from - 1, to: word ? from + word.length : from };
}

/** The path to a position: names and numbers from the outside in, and the node there. */
export function pathAt(state, position) {
  const tree = ensureSyntaxTree(state, state.doc.length, 200) ?? syntaxTree(state);
  const inner = tree.resolveInner(position, -1);
  const path = [];
  for (let node = inner; node; node = node.parent) {
    if (node.name === "Property") {
      const name = node.getChild("PropertyName");
      if (name && node !== inner) path.unshift(read(state, name));
    } else if (node.parent?.name === "Array" && VALUES.has(node.name)) {
      path.unshift(values(node.parent).findIndex((v) => v.from === node.from));
    }
  }
  return { path, node: inner };
}
