// Elements come and go, and do not disturb each other.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENGINE, frames, freshPage, launch, pageWith, ready, rested, SITE } from "./harness.mjs";
import { Reader } from "./reader.mjs";
import { serve } from "./server.mjs";
import { TEA } from "./tea.mjs";

/** CYCLES=5000 before the command does more. */
const CYCLES = Number(process.env.CYCLES || 60);
const TAG = "<cost-calculator></cost-calculator>";

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve({
    folder: SITE,
    pages: {
      "/one.html": pageWith(`<div id="a">${TAG}</div><div id="b"></div>`),
      "/two.html": pageWith(`${TAG}<p>Between.</p>${TAG.replace(">", ' preset="the_post">')}`),
      "/none.html": pageWith("<div id=\"a\"></div>"),
    },
  });
});
after(async () => {
  await browser.close();
  await server.close();
});

async function inPage(name, calculators, test) {
  const { page, errors, close } = await freshPage(browser);
  await page.goto(`${server.address}/${name}`);
  if (calculators) await ready(page, calculators);
  await test(page);
  assert.deepEqual(errors, []);
  await close();
}

test("two on a page are two", () => inPage("two.html", 2, async (page) => {
  const [first, second] = [new Reader(page, 0), new Reader(page, 1)];
  assert.match(await second.sentence(), /£2,680/, "a preset by attribute");
  await rested(page);
  const other = await second.seen();
  const before = await first.seen();
  await first.number("recovery_rate").fill("60%");
  await page.keyboard.press("Enter");
  await first.changed(before);
  await rested(page);
  assert.deepEqual(await second.seen(), other, "nothing changed in the other");
  await second.number("spend").fill("£1bn");
  await page.keyboard.press("Enter");
  await second.changed(other, [1]);
  assert.equal((await first.evaluate()).inputs.spend.value, 9e8);
}));

test("taken out and put back, it is as it was", () => inPage("one.html", 1, async (page) => {
  const reader = new Reader(page);
  const before = await reader.seen();
  await reader.number("recovery_rate").fill("60%");
  await page.keyboard.press("Enter");
  await reader.changed(before);
  const sentence = await reader.sentence();
  await page.evaluate(async () => {
    const calculator = document.querySelector("cost-calculator");
    globalThis.kept = calculator;
    calculator.remove();
    await new Promise((done) => setTimeout(done, 50));
    document.querySelector("#b").append(calculator);
    await calculator.ready;
  });
  await ready(page);
  assert.equal(await reader.sentence(), sentence);
  const again = await reader.seen();
  await reader.number("recovery_rate").fill("40%");
  await page.keyboard.press("Enter");
  await reader.changed(again);
}));

test("moved within the page, it lives on", () => inPage("one.html", 1, async (page) => {
  const reader = new Reader(page);
  await reader.number("spend").fill("£1bn");
  await page.keyboard.press("Enter");
  await page.evaluate(() => {
    const calculator = document.querySelector("cost-calculator");
    globalThis.inside = calculator.shadowRoot.querySelector(".sentence");
    document.querySelector("#b").append(calculator);
  });
  await frames(page);
  assert.ok(await page.evaluate(() =>
    document.querySelector("cost-calculator").shadowRoot.querySelector(".sentence") === globalThis.inside));
  assert.match(await reader.sentence(), /£1bn/);
}));

test("made by a script, with its document as an object", () => inPage("none.html", 0, async (page) => {
  const two = (input) => (input.id === "cups" ? { ...input, value: 2 } : input);
  const tea = { ...TEA, inputs: TEA.inputs.map(two), sentence: [{ text: "{cups} cups cost {spend}: {price} each." }] };
  const text = await page.evaluate(async (tea) => {
    const calculator = document.createElement("cost-calculator");
    calculator.figures = tea;
    document.querySelector("#a").append(calculator);
    await calculator.ready;
    return calculator.shadowRoot.querySelector(".sentence").textContent;
  }, tea);
  assert.equal(text, "2 cups cost £3: £1.50 each.");
}));

/** Runs in the page before everything else: remembers every instance's memory as long as something holds it. */
function remembering() {
  const instantiate = WebAssembly.instantiate;
  globalThis.memories = [];
  WebAssembly.instantiate = async (module, imports) => {
    const made = await instantiate.call(WebAssembly, module, imports);
    const { exports } = made.instance ?? made;
    // A part that comes later uses the memory of the first.
    if (exports.memory) globalThis.memories.push(new WeakRef(exports.memory));
    return made;
  };
}

/** Runs in the page: so many times, each in one of the ways in which an element comes and goes. */
async function comeAndGo(times) {
  const [a, b] = ["#a", "#b"].map((place) => document.querySelector(place));
  const rest = () => new Promise((done) => setTimeout(done));
  const kept = document.createElement("cost-calculator");
  const ways = [
    async (fresh) => { b.append(fresh); await fresh.ready; fresh.set({ recovery_rate: 0.6 }); fresh.remove(); },
    async (fresh) => { b.append(fresh); await fresh.ready; a.append(fresh); await rest(); a.lastChild.remove(); },
    async (fresh) => { b.append(fresh); await rest(); fresh.remove(); },
    async () => { b.append(kept); await kept.ready; kept.remove(); },
    async (fresh) => { b.append(fresh); await fresh.ready; b.innerHTML = ""; },
  ];
  for (let i = 0; i < times; i += 1) {
    await ways[i % ways.length](document.createElement("cost-calculator"));
    await rest();
  }
  kept.remove();
}

/** What the page holds after everything that can be let go is. */
async function held(page, devtools) {
  await rested(page);
  for (let i = 0; i < 3; i += 1) await devtools.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners: listeners } = await devtools.send("Memory.getDOMCounters");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const [instances, wasm] = await page.evaluate(() => {
    const living = globalThis.memories.map((m) => m.deref()).filter(Boolean);
    return [living.length, living.reduce((sum, m) => sum + m.buffer.byteLength, 0)];
  });
  return { nodes, listeners, heap: Math.round(usedSize / 1024), instances, wasm: wasm / 1024 };
}

test(`${CYCLES} come and go and leave nothing behind`, {
  skip: ENGINE !== "chromium" && "only Chromium tells what it holds", timeout: 60_000 + CYCLES * 1000,
}, async () => {
  const { page, errors, close } = await freshPage(browser);
  await page.addInitScript(remembering);
  await page.goto(`${server.address}/one.html`);
  await ready(page, 1);
  const devtools = await page.context().newCDPSession(page);
  // What is made when it is first wanted is there after the first.
  await page.evaluate(comeAndGo, 20);
  const before = await held(page, devtools);
  // In portions: nothing in the page runs for minutes.
  for (let left = CYCLES; left > 0; left -= 100) await page.evaluate(comeAndGo, Math.min(left, 100));
  const after = await held(page, devtools);
  console.log(`${CYCLES} cycles: ${JSON.stringify({ before, after })}, heap and wasm in KiB`);
  assert.equal(after.instances, before.instances, "no instance is held");
  assert.equal(after.wasm, before.wasm, "nor has the one that stays grown");
  assert.ok(after.nodes <= before.nodes + 50, `${before.nodes} → ${after.nodes} nodes`);
  assert.ok(after.listeners <= before.listeners + 10, `${before.listeners} → ${after.listeners} listeners`);
  // An element has some hundred KiB: 50 B each is what the engine keeps for itself.
  assert.ok(after.heap <= before.heap + 1000 + CYCLES / 20, `${before.heap} → ${after.heap} KiB`);
  assert.deepEqual(errors, []);
  assert.match(await new Reader(page).sentence(), /£2,830/, "the one that stays still works");
  await close();
});
