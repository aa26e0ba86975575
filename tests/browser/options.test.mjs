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

/** The same, seen by everybody too: a visit takes an hour, which the town does not pay. */
const everybody = structuredClone(screening);
const cost = (of, every) => `cost_${of} + 50 GBP / test * tests(${every} year)`;
everybody.decisions[0].perspectives = [
  { id: "town", label: "the town" },
  { id: "all", label: "everybody", costs: {
    none: 0, five: cost("five", 5), three: cost("three", 3), two: cost("two", 2), one: cost("one", 1), blood: cost("blood", 2),
  } },
];

let browser, server, context, page, host;
before(async () => {
  browser = await launch();
  server = await serve({ folder: SITE, pages: {
    "/screening.html": pageWith(element(screening)), "/everybody.html": pageWith(element(everybody)),
  } });
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

test("readers choose whose costs are counted, and headline and words go by that", async () => {
  await open(page, `${server.address}/everybody.html`);
  await host.evaluate((c) => c.set({ qaly_value: 30_000 }));
  const best = async () => /“([^”]+)” is worth most/.exec(await summary("Which programme?").textContent())[1];
  await summary("Which programme?").filter({ hasText: "At £30,000 per year in full health" }).waitFor({ state: "attached" });
  const town = await best();
  assert.ok((await headline().textContent()).includes(town));
  await chart("Which programme?").getByRole("button", { name: "everybody" }).click();
  await summary("Which programme?").filter({ hasNotText: `“${town}” is worth most` }).waitFor({ state: "attached" });
  const all = await best();
  assert.notEqual(all, town);
  const wanted = all === "no screening" ? "no programme is worth its cost" : all;
  await headline().filter({ hasText: wanted }).waitFor();
  assert.match(await sentence(), new RegExp(`the best of six choices is ${town}\\.`), "the sentence goes by the first");
});

test("the worlds around a point follow what is set, and are told by keys", async () => {
  await host.getByRole("tab", { name: "More of it?" }).click();
  const said = () => summary("More of it?").textContent();
  await summary("More of it?").filter({ hasText: "at £20,000 a year in full health: in 8 of 10 plausible worlds" }).waitFor({ state: "attached" });
  await host.evaluate((c) => c.set({ qaly_value: 5_000 }));
  await summary("More of it?").filter({ hasText: /at £5,000 a year in full health: in (none|fewer|\d+ of 100|1 of 10)/ }).waitFor({ state: "attached" });
  assert.match(await said(), /95% of plausible values: /);
  await chart("More of it?").locator(".plot").focus();
  await page.keyboard.press("ArrowRight");
  await chart("More of it?").locator(".tip").filter({ hasText: "every two years" }).waitFor();
  await chart("More of it?").getByText("Show as a table").click();
  const rows = chart("More of it?").locator("table tbody tr");
  await rows.filter({ hasText: "On or below the line" }).waitFor();
  // Every world is in one of the four quarters.
  const shares = await rows.filter({ hasText: "Cost besides, over ten years: " }).evaluateAll((all) =>
    all.map((row) => Number.parseFloat(row.cells[3].textContent)));
  assert.equal(shares.length, 4);
  assert.equal(shares.reduce((sum, p) => sum + p, 0), 100);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});
