// Plain data, as JSON.parse gives it: all that is handed to the WebAssembly.

/** A document is a few levels deep. */
const DEPTH = 32;
/** More values than anybody writes down. */
const MOST = 200_000;

/** Whether this is an object as braces make it, of this page or of another. */
const isPlain = (value) => {
  const above = Object.getPrototypeOf(value);
  return Array.isArray(value) || !above || !Object.getPrototypeOf(above);
};

/**
 * The same data. A script may hand over the window, or a list that holds
 * itself: it is refused before it can fill the memory or the stack.
 *
 * @template T
 * @param {T} data
 * @returns {T}
 */
export function plain(data) {
  let left = MOST;
  const check = (value, depth) => {
    left -= 1;
    const object = value && typeof value === "object";
    if (depth < 0 || left < 0 || /^(function|symbol|bigint)$/.test(typeof value) || (object && !isPlain(value))) {
      throw new TypeError("This cannot be read: plain data is needed, as JSON.parse gives it, "
        + `and no more than ${DEPTH} levels of it.`);
    }
    if (object) for (const part of Object.values(value)) check(part, depth - 1);
  };
  check(data, DEPTH);
  return data;
}
