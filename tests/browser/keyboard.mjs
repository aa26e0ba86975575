// A keyboard in any engine: what is pressed, and every input moved by it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./harness.mjs";

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

/** A page of Playwright: `run` a script with `arguments`, `press` keys one after the other. */
export function inPage(page) {
  return {
    run: (script, ...args) =>
      page.evaluate(([script, args]) => new Function(script).apply(null, args), [script, args]),
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
  };
}

/** The same by a driver's session. */
export function inSession(session) {
  return {
    run: (script, ...args) => session.run(script, ...args),
    async press(...keys) {
      const strokes = keys.flatMap((stroke) => {
        const parts = (stroke === "+" ? [stroke] : stroke.split("+")).map((part) => CODES[part] ?? part);
        return [
          ...parts.map((value) => ({ type: "keyDown", value })),
          ...parts.toReversed().map((value) => ({ type: "keyUp", value })),
        ];
      });
      await session.ask("POST", "/actions", { actions: [{ type: "key", id: "keys", actions: strokes }] });
    },
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
function until(values, end) {
  const at = values.indexOf(end);
  assert.notEqual(at, -1, `${end} is reached: ${values}`);
  assert.ok(values.slice(at).every((v) => v === end), `and kept: ${values}`);
  return values.slice(0, at + 1);
}

/** Moves an input from one end to the other and back, with its slider and with its number. */
async function sweep({ run, press }, input) {
  const { id, min, max, step, label } = input;
  const walk = async (selector, keys) => {
    await run(TAKE, id, selector);
    await press(...keys);
    const trace = await run("return globalThis.trace");
    assert.equal(trace.length, keys.length + keys.filter((key) => key.includes("+")).length,
      `${label}: a value after each key`);
    return trace;
  };
  const by = await walk(".slider", [
    "Home", "ArrowRight", "ArrowUp", ...repeated("PageUp", 12), "ArrowLeft", "ArrowDown", "End", "PageDown", "End",
  ]);
  assert.equal(by[0], min, `${label}: Home`);
  assert.ok(near(by[1], Math.min(min + step, max), step) && near(by[2], Math.min(min + 2 * step, max), step),
    `${label}: one step each: ${by.slice(0, 3)}`);
  assert.ok(above(until(by.slice(2, 15), max)), `${label}: page by page up: ${by}`);
  assert.ok(by[15] < max && by[15] >= max - step * 1.5 && by[16] < by[15], `${label}: a step down: ${by}`);
  assert.equal(by[17], max, `${label}: End`);
  assert.ok(by[18] < max && by[19] === max, `${label}: a page down, and End again: ${by}`);

  const number = await walk(".field", [
    ...repeated("PageDown", 12), "ArrowUp", "PageUp", "ArrowDown", "Shift+ArrowUp",
  ]);
  assert.ok(above(until(number.slice(0, 12), min).toReversed()), `${label}: the number goes down: ${number}`);
  assert.ok(near(number[12], Math.min(min + step, max), step), `${label}: the number, a step up: ${number}`);
  assert.ok(number[13] > number[12] && number[14] < number[13] && number[15] >= number[14],
    `${label}: the number, a page up, a step down, ten up: ${number}`);
}

/** Takes every option of a choice, by its list. */
async function choose({ run, press }, input) {
  await run(TAKE, input.id, "select");
  const options = input.options.map((option) => option.id);
  await press("Home", ...repeated("ArrowDown", options.length - 1));
  const trace = await run("return globalThis.trace");
  assert.deepEqual([...new Set(trace)].toSorted(), options.map((_, i) => i), `${input.label}: ${trace}`);
}

/** Moves every input of a document by keyboard alone. */
export async function throughAll(keyboard, file) {
  await keyboard.run("globalThis.figures = arguments[0]", file);
  for (const input of file.inputs) await (input.options ? choose : sweep)(keyboard, input);
}
