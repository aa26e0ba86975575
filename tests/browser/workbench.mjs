// The workbench under test: from a disk, in a browser without a network.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { ENGINE, freshPage, launch, onDisk } from "./harness.mjs";

/** Where files go that are saved. */
const DOWNLOADS = mkdtempSync(join(tmpdir(), "workbench-"));

let browser;
before(async () => {
  browser = await launch({ downloadsPath: DOWNLOADS });
});
after(async () => {
  await browser.close();
  rmSync(DOWNLOADS, { recursive: true });
});

/** Another page of that browser, without a network. */
export const elsewhere = () => freshPage(browser, { offline: true });

/** The workbench in a browser that has no network; at the end nothing may have been asked for or complained of. */
export async function atBench(options, run) {
  const { page, errors, requests, close } = await freshPage(browser, { offline: true, ...options });
  await page.goto(onDisk("workbench.html"));
  await page.waitForSelector("html[data-ready]");
  await run(page);
  assert.deepEqual(errors, []);
  assert.deepEqual(requests.filter((r) => !/^(file|data|blob):/.test(r)), []);
  await close();
}

/** Pastes a text in place of all that stands in the editor. */
export async function write(page, text) {
  const editor = page.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await editor.evaluate((content, text) => {
    // What a script puts into a clipboard of its own, Firefox does not hand on.
    const clipboardData = { types: ["text/plain"], getData: (type) => (type === "text/plain" ? text : "") };
    const paste = new Event("paste", { bubbles: true, cancelable: true });
    content.dispatchEvent(Object.defineProperty(paste, "clipboardData", { value: clipboardData }));
  }, text);
}

export const state = (page, words) => page.waitForFunction(
  (wanted) => document.getElementById("state").textContent.startsWith(wanted), words, { timeout: 15_000 },
).catch(async () => assert.fail(`not “${words}” but: ${await page.locator(".state").innerText()} ${await page.locator("#problem-list").innerText()}`));

/** What the text is now. */
export const json = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("cost-calculator workbench")));

/**
 * Presses what saves a file, and gives the file. By its protocol for tests Firefox
 * tells of no downloads: there it is looked for where they go.
 */
export async function saved(page, press) {
  const button = page.getByRole("button", { name: press });
  if (ENGINE === "firefox") {
    const before = new Set(readdirSync(DOWNLOADS));
    await button.click();
    for (let tries = 0; tries < 200; tries += 1) {
      const [name] = readdirSync(DOWNLOADS).filter((n) => !before.has(n) && !n.endsWith(".part"));
      // A file without anything is one that is still to be written.
      if (name && statSync(join(DOWNLOADS, name)).size) return join(DOWNLOADS, name);
      await page.waitForTimeout(50);
    }
    throw new Error(`nothing was saved by “${press}”`);
  }
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const file = join(DOWNLOADS, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** A calculator that nobody made before. */
export const BIKE = {
  format: 1, id: "bike", version: "1", title: "Does a bicycle pay?",
  units: { EUR: { one: "euro", many: "euros", symbol: "€" }, day: { one: "day", many: "days" } },
  periods: ["now"], default_period: "now", groups: [{ id: "all", label: "All" }],
  inputs: [
    { id: "bicycle", label: "The bicycle", unit: "EUR", group: "all", value: 900, min: 100, max: 5000, step: 50, format: "money" },
    { id: "ticket", label: "The bus ticket", unit: "EUR / day", group: "all", value: 4.5, min: 0, max: 20, step: 0.5, format: "money" },
  ],
  metrics: [{ id: "days", label: "Days until it pays", unit: "day", group: "all", formula: "bicycle / tiket", format: "count",
    needs: [{ that: "ticket > 0", otherwise: "the bus is free" }] }],
  sentence: [{ text: "A bicycle for {bicycle} pays after *{days}* days." }],
};

/** Types into a field in place of what stands there, and leaves it, as a hand does. */
export async function type(page, field, text) {
  await field.click();
  await page.keyboard.press("ControlOrMeta+a");
  if (text) await page.keyboard.type(text);
  else await page.keyboard.press("Delete");
  await page.keyboard.press("Tab");
}

/** Goes to the forms: they, one part of them, closed or opened, and what adds one. */
export async function atForms(page) {
  await page.getByRole("tab", { name: "Forms" }).click();
  const forms = page.locator("#forms");
  const part = (place, name) => forms.locator(`#part-${place} > details`, { has: page.locator("summary", { hasText: name }) });
  const open = async (place, name) => {
    const details = part(place, name);
    await details.waitFor();
    if (!(await details.evaluate((d) => d.open))) await details.locator("summary").first().click();
    return details;
  };
  const add = async (label, name) => {
    await forms.getByLabel(label).click();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
  };
  return { forms, part, open, add };
}

/** The document once all of it is kept. */
export const kept = (page, text) => page.waitForFunction(
  (wanted) => localStorage.getItem("cost-calculator workbench")?.includes(wanted), text).then(() => json(page));
