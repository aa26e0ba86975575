// Several options compared: what is worth most follows the hand, in the
// sentence, the headline, the chart's summary and its table.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, afterEach, test } from "node:test";
import { frames, freshPage, launch, open, pageWith, SITE } from "./harness.mjs";
import { serve } from "./server.mjs";
import { element } from "./tea.mjs";

const file = new URL("../../examples/documents/screening.json", import.meta.url);
const screening = JSON.parse(readFileSync(file, "utf8"));

let browser, server, context, page, host;
before(async () => {
  browser = await launch();
  server = await serve({ folder: SITE, pages: { "/screening.html": pageWith(element(screening)) } });
});
after(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  context = await freshPage(browser, { viewport: { width: 360, height: 800 }, reducedMotion: "reduce" });
  ({ page } = context);
  await open(page, `${server.address}/screening.html`);
  host = page.locator("cost-calculator");
});
afterEach(async () => {
  assert.deepEqual(context.errors, []);
  await context.close();
});

const chart = (name) => host.getByRole("figure", { name });
const summary = (name) => chart(name).locator("p.sr").first();
const headline = () => chart("Which programme?").locator("figcaption").first();
const sentence = () => host.evaluate((c) => c.shadowRoot.querySelector(".sentence").textContent);

/** The slider of an input, its group opened. */
async function slider(name) {
  const found = host.getByRole("slider", { name, exact: true, includeHidden: true }).first();
  await found.evaluate((s) => { s.closest("details").open = true; });
  await found.scrollIntoViewIfNeeded();
  return found;
}

test("what is worth most follows a drag, wherever it is said", async () => {
  assert.match(await sentence(), /the best of six choices is every two years\./);
  await summary("Which programme?").filter({ hasText: "“every two years” is worth most" }).waitFor({ state: "attached" });
  const first = await summary("Which programme?").textContent();
  assert.match(first, /every five years: .*extendedly dominated/);
  assert.match(first, /blood test: .*\(dominated\)/);
  // To the right, by hand: a scan costs more, and scans come less often.
  const price = await slider("A scan costs");
  const box = await price.boundingBox();
  const [min, max, value] = await price.evaluate((s) => [Number(s.min), Number(s.max), s.valueAsNumber]);
  const x = box.x + 11 + ((value - min) / (max - min)) * (box.width - 22);
  const y = box.y + box.height / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 0.45 * box.width, y, { steps: 8 });
  await page.mouse.up();
  const said = summary("Which programme?").filter({ hasNotText: "“every two years” is worth most" });
  await said.waitFor({ state: "attached" });
  const second = await summary("Which programme?").textContent();
  const best = /“([^”]+)” is worth most/.exec(second)[1];
  assert.notEqual(best, "every two years");
  assert.match(await sentence(), best === "no screening"
    ? /no programme is worth its cost/ : new RegExp(`the best of six choices is ${best}\\.`));
  // The values are those that a script is told.
  const { metrics } = await host.evaluate((c) => c.evaluate());
  const cost = metrics.cost_two.value;
  assert.match(second, new RegExp(`every two years: Cost over ten years: £${Math.floor(cost / 1e6)}\\.`));
});

test("how sure it is follows too, for readers and for analysts", async () => {
  const sure = chart("How sure is it?");
  await sure.scrollIntoViewIfNeeded();
  await summary("How sure is it?").filter({ hasText: "every two years: in 8 of 10" }).waitFor({ state: "attached" });
  await host.evaluate((c) => c.set({ qaly_value: 80_000 }));
  await summary("How sure is it?").filter({ hasText: "“every year” is worth most on average" }).waitFor({ state: "attached" });
  await sure.getByRole("button", { name: "For the analyst" }).click();
  await summary("How sure is it?").filter({ hasText: "Expected value of perfect information" }).waitFor({ state: "attached" });
  // What each input would be worth to know, though its worlds are not otherwise shown.
  await summary("How sure is it?").filter({ hasText: /Full health gained, found early: £/ }).waitFor({ state: "attached" });
  // Each row adds up to all worlds.
  await sure.getByText("Show as a table").click();
  await sure.locator("table tbody tr").first().waitFor();
  const rows = await sure.locator("table tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.cells].slice(1, 7).map((cell) => Number.parseFloat(cell.textContent))));
  assert.equal(rows.length, 33);
  for (const row of rows) {
    const sum = row.reduce((all, p) => all + p, 0);
    assert.ok(Math.abs(sum - 100) < 0.4, `${row}`);
  }
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});

test("options are walked by arrow keys, and each tells what it costs and does", async () => {
  const plot = chart("Which programme?").locator(".plot");
  await plot.focus();
  const told = new Set();
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press("ArrowRight");
    await frames(page);
    told.add(await chart("Which programme?").locator(".tip").textContent());
  }
  const all = [...told].join("\n");
  for (const { label } of screening.decisions[0].options) assert.ok(all.includes(label), `${label}: ${all}`);
  assert.match(all, /for each year in full health more than with “every three years”/);
  assert.ok(await headline().textContent());
});
