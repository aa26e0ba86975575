// A piece of a document, put where it belongs in the whole. No page is needed
// for it; the tests of the guide put its pieces together by it too.

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const hasId = (part) => typeof part?.id === "string";

/**
 * The document with a piece in it: objects take up what is new in them, a list
 * whose parts have ids changes those that are there and takes up the others, and
 * anything else takes the place of what was there.
 *
 * @param {unknown} whole stays as it is
 * @param {unknown} piece
 */
export function put(whole, piece) {
  if (isObject(piece)) {
    const known = isObject(whole) ? whole : {};
    return { ...known, ...Object.fromEntries(Object.entries(piece).map(([name, value]) => [name, put(known[name], value)])) };
  }
  if (Array.isArray(piece) && piece.every(hasId)) {
    const known = Array.isArray(whole) ? whole : [];
    const changed = known.map((part) => piece.filter((other) => other.id === part?.id).reduce(put, part));
    return [...changed, ...piece.filter((other) => !known.some((part) => part?.id === other.id))];
  }
  return piece;
}
