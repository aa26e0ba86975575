// Charts of what is computed, in the page: they follow the reader, as far as the
// reader says, and say the same in their picture, their table and their tips.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { frames, freshPage, launch, open, pageWith, ROOT, SITE } from "./harness.mjs";
import { serve } from "./server.mjs";
import { element } from "./tea.mjs";

const heating = JSON.parse(readFileSync(join(ROOT, "examples", "documents", "heating.json"), "utf8"));
const pages = { "/heating.html": pageWith(element(heating)) };
let browser, server;
before(async () => {
  server = await serve({ folder: SITE, pages });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Does something with the calculator at a width, and asks whether all was well. */
async function met(width, run) {
  const fresh = await freshPage(browser, { viewport: { width, height: 900 } });
  const { page } = fresh;
  await open(page, `${server.address}/heating.html`);
  const host = page.locator("cost-calculator");
  await run(page, host);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(fresh.errors, []);
  await fresh.close();
}

const rows = (chart) => chart.locator("table tbody tr").evaluateAll((found) =>
  found.map((row) => [...row.cells].map((cell) => cell.textContent)));

test("a chart goes as far as the reader says, and names where one is below the other", async () => {
  await met(360, async (page, host) => {
    const chart = host.locator("figure.chart").first();
    await chart.getByText("Show as a table").click();
    await chart.locator("table tbody tr").first().waitFor();
    const before = await rows(chart);
    assert.equal(before.length, 16);
    assert.equal(before[15][0], "Year 15");
    const field = host.locator(".sentence").getByRole("spinbutton", { name: "Years looked at" });
    await field.focus();
    for (let i = 0; i < 15; i += 1) await page.keyboard.press("ArrowUp");
    await page.waitForFunction((n) => {
      const figure = document.querySelector("cost-calculator").shadowRoot.querySelector("figure.chart");
      return figure.querySelectorAll("table tbody tr").length === n;
    }, 31);
    const after = await rows(chart);
    assert.deepEqual(after.slice(0, 16), before, "the years before are as they were");
    const summary = await chart.locator("p[id^=summary]").textContent();
    assert.match(summary, /Heat pump is below Boiler from Year 21\./);
  });
});

test("arrow keys walk bars, steps and points; what is told stands in the table", async () => {
  await met(1024, async (page, host) => {
    for (const tab of ["What it is made of", "The bills", "From one to the other", "Now and later"]) {
      // What it is made of stands in front.
      const opener = host.getByRole("tab", { name: tab });
      if (await opener.count()) await opener.click();
      const chart = host.getByRole("figure", { name: tab });
      await chart.getByText("Show as a table").click();
      await chart.locator("table tbody tr").first().waitFor();
      const cells = (await rows(chart)).flat();
      const plot = chart.locator(".plot");
      await plot.focus();
      await page.keyboard.press("Home");
      const told = new Set();
      for (let i = 0; i < 3; i += 1) {
        await frames(page);
        const label = await chart.locator(".tip .tip-label").textContent();
        const value = await chart.locator(".tip .tip-value").textContent();
        told.add(`${label} ${value}`);
        for (const part of value.split(", ")) {
          const amount = part.split(": ").at(-1);
          assert.ok(cells.some((c) => c === amount), `${tab}: ${amount} is not in ${cells}`);
        }
        await page.keyboard.press("ArrowRight");
      }
      assert.ok(told.size > 1, tab);
      await page.keyboard.press("Escape");
    }
  });
});
