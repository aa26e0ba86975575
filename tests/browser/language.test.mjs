// A second language, whole: the words of the interface, numbers as they are
// written and typed there, and a document in it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { freshPage, inBrowser, onDisk, onSite, open, pageWith, ROOT, until } from "./harness.mjs";
import { Reader } from "./reader.mjs";

const words = JSON.parse(readFileSync(join(ROOT, "www", "languages", "fr.json"), "utf8"));
const french = JSON.parse(readFileSync(join(ROOT, "www", "maison.json"), "utf8"));

test("a French document in place of another: nothing of the first stays", () => inBrowser(async (browser) => {
  const { page, errors } = await freshPage(browser);
  await open(page, onDisk("talking-therapies.html"));
  // This page may ask for nothing, so its language comes by hand too.
  await page.evaluate(([figures, language]) => {
    const calculator = document.querySelector("cost-calculator");
    calculator.language = language;
    calculator.figures = figures;
    return calculator.ready;
  }, [french, words]);
  const reader = new Reader(page);
  assert.equal(await reader.host.locator(".notice").isVisible(), false);
  assert.match(await reader.sentence(), /coûtent 138\s€/);
  const seen = await reader.host.evaluate((c) => c.shadowRoot.querySelector(".calculator").innerText);
  for (const word of ["Comparer", "Et si ?", "Voir en tableau", "Emporter", "0,25\u{a0}€"]) {
    assert.ok(seen.includes(word) || (await reader.host.locator("input").evaluateAll((fields) =>
      fields.map((f) => f.value))).includes(word), word);
  }
  for (const word of ["What if?", "Show as a table", "Take it away"]) {
    assert.ok(!seen.includes(word), word);
  }
  const price = reader.host.locator(".sentence input").nth(2);
  await price.fill("0,30 €");
  await price.press("Enter");
  const { inputs } = await reader.evaluate();
  assert.ok(Object.values(inputs).some(({ value }) => value === 0.3));
  assert.deepEqual(errors, []);
}));

test("an English document with French numbers and interface", async () => {
  const pages = { "/page.html": pageWith("<cost-calculator></cost-calculator>") };
  await onSite({ pages }, async (browser, server) => {
  const { page } = await freshPage(browser);
  await page.goto(`${server.address}/page.html`);
  await page.waitForFunction(() => document.querySelector("cost-calculator").ready);
  await page.evaluate(() => {
    const calculator = document.querySelector("cost-calculator");
    calculator.locale = "fr";
    return calculator.ready;
  });
  const reader = new Reader(page);
  const [answer] = await reader.answers();
  assert.match(answer, /^2\s830\s£$/u);
  assert.ok(await reader.host.getByRole("button", { name: "Comparer" }).isVisible());
  });
});

test("without its file a language is English, and the owner is told", async () => {
  const pages = { "/page.html": pageWith('<cost-calculator locale="is"></cost-calculator>') };
  await onSite({ pages }, async (browser, server) => {
    const { page } = await freshPage(browser);
    const told = [];
    page.on("console", (message) => told.push(message.text()));
    await open(page, `${server.address}/page.html`);
    assert.ok(await new Reader(page).host.getByRole("button", { name: "Undo" }).count() > 0
      || (await new Reader(page).host.evaluate((c) => c.shadowRoot.textContent)).includes("What if?"));
    await until(() => told.some((text) => text.includes("languages/is.json")), "the owner is told");
  });
});
