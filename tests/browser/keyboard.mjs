// A keyboard in any engine: what is pressed, and every input moved by it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, until } from "./harness.mjs";

/** Documents of which the calculator comes with one, and the examples. */
export const BUNDLED = readdirSync(join(ROOT, "www"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => [name.replace(".json", ""), JSON.parse(readFileSync(join(ROOT, "www", name), "utf8"))])
  .filter(([, file]) => file.inputs && file.metrics);

/** Keys as WebDriver writes them. */
const CODES = {
  Tab: "\uE004", Enter: "\uE007", Escape: "\uE00C", PageUp: "\uE00E", PageDown: "\uE00F", End: "\uE010",
  Home: "\uE011", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015",
  Shift: "\uE008", Control: "\uE009",
};

/** The strokes of keys, each down and up again; what is held goes down first and up last. */
const strokes = (keys) => keys.flatMap((key) => {
  const parts = key === "+" ? [key] : key.split("+");
  return [...parts.map((part) => ["down", part]), ...parts.toReversed().map((part) => ["up", part])];
});

/** A page of Playwright: `run` a script with `arguments`, `press` keys faster than any hand. */
export function inPage(page) {
  return {
    run: (script, ...args) =>
      page.evaluate(([script, args]) => new Function(script).apply(null, args), [script, args]),
    // In order, and none waits for the answer to the one before.
    press: (...keys) => Promise.all(strokes(keys).map(([way, key]) => page.keyboard[way](key))),
  };
}

/** The same by a driver's session. */
export function inSession(session) {
  return {
    run: (script, ...args) => session.run(script, ...args),
    press: (...keys) => session.ask("POST", "/actions", { actions: [{
      type: "key", id: "keys",
      actions: strokes(keys).map(([way, key]) => ({ type: way === "down" ? "keyDown" : "keyUp", value: CODES[key] ?? key })),
    }] }),
  };
}

const repeated = (key, times) => new Array(times).fill(key);

/** Gives the focus to a control of an input, and notes its value after every key. */
const TAKE = `
  const [id, selector] = arguments;
  const host = document.querySelector("cost-calculator");
  const at = [...host.shadowRoot.querySelectorAll("[data-act=release]")];
  const { inputs } = globalThis.figures;
  const position = inputs.findIndex((input) => input.id === id);
  const card = at.find((button) => Number(button.dataset.of) === position).closest(".card");
  card.closest("details").open = true;
  globalThis.trace = [];
  globalThis.noted?.abort();
  globalThis.noted = new AbortController();
  addEventListener("keyup", () => trace.push(host.evaluate().inputs[id].value),
    { capture: true, signal: noted.signal });
  card.querySelector(selector).focus();`;

const above = (values) => values.every((v, i) => i === 0 || v > values[i - 1]);
const near = (a, b, step) => Math.abs(a - b) <= step * 1e-6;

/** The values up to the first that is the last one, and whether all after it are too. */
function upTo(values, end) {
  const at = values.indexOf(end);
  assert.notEqual(at, -1, `${end} is reached: ${values}`);
  assert.ok(values.slice(at).every((v) => v === end), `and kept: ${values}`);
  return values.slice(0, at + 1);
}

/** Presses keys on a control of an input; gives the value after each key that was let go. */
async function walk({ run, press }, { id, label }, selector, keys) {
  const wanted = keys.length + keys.filter((key) => key.includes("+")).length;
  let trace = [];
  // A driver of a busy machine may answer before all has come, or lose a key on its way;
  // each walk begins from anywhere.
  for (let tries = 0; tries < 3 && trace.length !== wanted; tries += 1) {
    await run(TAKE, id, selector);
    await press(...keys);
    await until(async () => (trace = await run("return globalThis.trace")).length >= wanted).catch(() => {});
  }
  assert.equal(trace.length, wanted, `${label}: a value after each key: ${trace}`);
  return trace;
}

/** Moves an input from one end to the other and back, with its slider. */
async function slide(keyboard, input) {
  const { min, max, step, label } = input;
  const by = await walk(keyboard, input, ".slider", [
    "Home", "ArrowRight", "ArrowUp", ...repeated("PageUp", 12), "ArrowLeft", "ArrowDown", "End", "PageDown", "End",
  ]);
  assert.equal(by[0], min, `${label}: Home`);
  assert.ok(near(by[1], Math.min(min + step, max), step) && near(by[2], Math.min(min + 2 * step, max), step),
    `${label}: one step each: ${by.slice(0, 3)}`);
  assert.ok(above(upTo(by.slice(2, 15), max)), `${label}: page by page up: ${by}`);
  assert.ok(by[15] < max && by[15] >= max - step * 1.5 && by[16] < by[15], `${label}: a step down: ${by}`);
  assert.equal(by[17], max, `${label}: End`);
  assert.ok(by[18] < max && by[19] === max, `${label}: a page down, and End again: ${by}`);
}

/** The same with its number. */
async function count(keyboard, input) {
  const { min, max, step, label } = input;
  const number = await walk(keyboard, input, ".field", [
    ...repeated("PageDown", 12), "ArrowUp", "PageUp", "ArrowDown", "Shift+ArrowUp",
  ]);
  assert.ok(above(upTo(number.slice(0, 12), min).toReversed()), `${label}: the number goes down: ${number}`);
  assert.ok(near(number[12], Math.min(min + step, max), step), `${label}: the number, a step up: ${number}`);
  assert.ok(number[13] > number[12] && number[14] < number[13] && number[15] >= number[14],
    `${label}: the number, a page up, a step down, ten up: ${number}`);
}

/** Takes every option of a choice, by its list. */
async function choose(keyboard, input) {
  const options = input.options.map((option) => option.id);
  const trace = await walk(keyboard, input, "select", ["Home", ...repeated("ArrowDown", options.length - 1)]);
  assert.deepEqual([...new Set(trace)].toSorted(), options.map((_, i) => i), `${input.label}: ${trace}`);
}

/** Moves every input of a document by keyboard alone: with its slider and its number,
 * or by turns, beginning with the one or the other. */
export async function throughAll(keyboard, file, first = "both") {
  const ways = { both: [[slide, count]], slider: [[slide], [count]], number: [[count], [slide]] }[first];
  await keyboard.run("globalThis.figures = arguments[0]", file);
  for (const [at, input] of file.inputs.entries()) {
    for (const way of input.options ? [choose] : ways[at % ways.length]) await way(keyboard, input);
  }
}
