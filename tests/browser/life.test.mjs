// Elements come and go, and do not disturb each other.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freshPage, launch, open, pageWith, ready, SITE } from "./harness.mjs";
import { Reader } from "./reader.mjs";
import { serve } from "./server.mjs";
import { TEA } from "./tea.mjs";

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
  const other = await second.seen();
  const before = await first.seen();
  await first.number("recovery_rate").fill("60%");
  await page.keyboard.press("Enter");
  await first.changed(before);
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
  await page.waitForTimeout(50);
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

test("a hundred come and go and leave nothing behind", () => inPage("one.html", 1, async (page) => {
  const used = () => page.evaluate(async () => {
    const many = async (count) => {
      for (let i = 0; i < count; i += 1) {
        const calculator = document.createElement("cost-calculator");
        document.querySelector("#b").append(calculator);
        await calculator.ready;
        calculator.remove();
        await new Promise((done) => setTimeout(done));
      }
    };
    await many(20);
    const memory = () => performance.memory?.usedJSHeapSize ?? 0;
    globalThis.gc?.();
    const before = memory();
    await many(80);
    globalThis.gc?.();
    return { left: document.querySelector("#b").childElementCount, grown: memory() - before };
  });
  const { left } = await used();
  assert.equal(left, 0);
  assert.match(await new Reader(page).sentence(), /£2,830/, "the one that stays still works");
}));
