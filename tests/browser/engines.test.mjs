// The other engines, through their own drivers, where they are installed:
// Firefox by geckodriver, WebKit by WebKitWebDriver. Each must show the same
// words, the same link and, bit for bit, the same simulation as Chromium.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGINES, Session } from "./driver.mjs";
import { inBrowser, onDisk, ready } from "./harness.mjs";

/** What the reader does, and what must come of it; runs in the page. */
const SCRIPT = `
  const calculator = document.querySelector("cost-calculator");
  const shadow = calculator.shadowRoot;
  const text = (selector) => [...shadow.querySelectorAll(selector)].map((e) => e.textContent);
  calculator.set({ recovery_without_therapy: 0.25, spend: 750000000 });
  const canvas = shadow.querySelector("canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return JSON.stringify({
    sentence: [...shadow.querySelectorAll(".sentence input")].map((e) => e.value),
    results: text(".sentence .result"),
    answers: text(".answer button"),
    headlines: text(".front h3"),
    link: calculator.link,
    evaluation: calculator.evaluate(),
    simulation: calculator.simulate(20000, 7),
    drawn: pixels.some((v) => v > 0),
  });`;

/** The same in Chromium, for comparison. */
const chromium = () => inBrowser(async (browser) => {
  const page = await browser.newPage();
  await page.goto(onDisk("talking-therapies.html"));
  await ready(page);
  const found = await page.evaluate(`(() => {${SCRIPT}})()`);
  return JSON.parse(found);
});

for (const [name, engine] of Object.entries(ENGINES)) {
  const skip = engine.driver ? false : `${name} or its driver is not installed here`;
  test(`${name} shows what Chromium shows`, { skip, timeout: 120_000 }, async () => {
    const session = await Session.open(engine);
    try {
      await session.open(onDisk("talking-therapies.html"));
      const found = JSON.parse(await session.run(SCRIPT));
      assert.ok(found.drawn, "the first chart is blank");
      assert.deepEqual(found, await chromium());
    } finally {
      await session.close();
    }
  });
}
