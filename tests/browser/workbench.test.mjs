// The workbench as a new author meets it: from a disk, without a network, on a
// subject of their own.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { freshPage, launch, onDisk, ready, ROOT } from "./harness.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** The workbench in a browser that has no network; at the end nothing may have been asked for or complained of. */
async function atBench(options, run) {
  const { page, errors, requests, close } = await freshPage(browser, { offline: true, ...options });
  await page.goto(onDisk("workbench.html"));
  await page.waitForSelector("html[data-ready]");
  await run(page);
  assert.deepEqual(errors, []);
  assert.deepEqual(requests.filter((r) => !/^(file|data|blob):/.test(r)), []);
  await close();
}

/** Pastes a text in place of all that stands in the editor. */
async function write(page, text) {
  const editor = page.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await editor.evaluate((content, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

const state = (page, words) => page.waitForFunction(
  (wanted) => document.getElementById("state").textContent.startsWith(wanted), words);

/** What the text is now. */
const json = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("cost-calculator workbench")));

async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: press }).click()]);
  const file = join(tmpdir(), `${process.pid}-${download.suggestedFilename()}`);
  await download.saveAs(file);
  return file;
}

/** A calculator that nobody made before. */
const BIKE = {
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

test("a calculator on a new subject: a problem met and mended, the sealed file saved, opened and dragged", () =>
  atBench({}, async (page) => {
    await write(page, JSON.stringify(BIKE, null, 2));
    await state(page, "One problem; the calculator shows the last sound text");
    // The last sound text is still alive.
    assert.match(await page.locator("cost-calculator .sentence").innerText(), /Panels/);
    const problem = page.locator("#problem-list button");
    assert.match(await problem.innerText(), /metrics, days, formula: .*“tiket”.*Did you mean “ticket”\?/);
    await problem.click();
    const marked = page.locator(".cm-lintRange-error");
    assert.equal(await marked.innerText(), "tiket");
    await marked.hover();
    await page.locator(".cm-diagnosticAction").click();
    await state(page, "Sound");
    await page.locator("cost-calculator .sentence", { hasText: "A bicycle for" }).waitFor();
    assert.equal((await page.locator("cost-calculator .sentence").innerText()).replace(/\s+/g, " ").match(/after (\d+) days/)[1], "200");

    await page.getByRole("button", { name: "Publish…" }).click();
    const file = await saved(page, "Save the sealed file");
    const { page: sealed, errors, requests, close } = await freshPage(browser, { offline: true });
    const address = pathToFileURL(file).href;
    await sealed.goto(address);
    await ready(sealed);
    const number = sealed.locator("cost-calculator .sentence [role=spinbutton]").first();
    const box = await number.boundingBox();
    await sealed.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await sealed.mouse.down();
    await sealed.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 6 });
    await sealed.mouse.up();
    const { inputs, metrics } = await sealed.locator("cost-calculator").evaluate((c) => c.evaluate());
    assert.ok(inputs.bicycle.value > 900, `dragged to ${inputs.bicycle.value}`);
    assert.equal(metrics.days.value, inputs.bicycle.value / 4.5);
    assert.deepEqual(errors, []);
    assert.deepEqual(requests.filter((r) => !/^data:/.test(r)).map((r) => r.split("#")[0]), [address]);
    assert.match(await sealed.title(), /Does a bicycle pay/);
    await close();

    const script = readFileSync(await saved(page, "Save the script"), "utf8");
    const plain = readFileSync(await saved(page, "Save the plain form"), "utf8");
    assert.match(plain, /<h2>Does a bicycle pay\?<\/h2>\n<p>A bicycle for €900 pays after 200 days\.<\/p>/);
    assert.doesNotMatch(plain, /<script|style=/);
    const other = await freshPage(browser, { offline: true });
    await other.page.setContent("<!doctype html><title>A page</title><cost-calculator></cost-calculator>");
    await other.page.addScriptTag({ content: script });
    await ready(other.page);
    assert.match(await other.page.locator("cost-calculator .sentence").innerText(), /A bicycle for/);
    assert.deepEqual(other.errors, []);
    await other.close();
  }));

test("what may stand at a place is offered, problems are told in place, undo takes back", () => atBench({}, async (page) => {
  await write(page, '{\n  "format": 1,\n  \n}');
  await page.keyboard.press("ControlOrMeta+Home");
  for (const key of ["ArrowDown", "ArrowDown", "End", "ControlOrMeta+Space"]) await page.keyboard.press(key);
  const options = page.locator(".cm-tooltip-autocomplete li");
  await options.first().waitFor();
  assert.ok((await options.allInnerTexts()).some((o) => o.includes("title") && o.includes("needed")));
  await page.keyboard.press("Escape");
  await write(page, '{\n  "format": 1,\n  "title" 2\n}');
  await page.locator("#problem-list", { hasText: /^line 3: This is no JSON yet/ }).waitFor();
  await write(page, JSON.stringify({ ...BIKE, titel: "x" }, null, 2));
  await state(page, "2 problems");
  assert.equal(await page.locator(".cm-lintRange-error").first().innerText(), "tiket");
  assert.deepEqual(await page.locator(".cm-lintRange-error").allInnerTexts(), ["tiket", '"titel"']);
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await state(page, "Sound");
}));

test("forms write into the text, and what was written is kept", () => atBench({}, async (page) => {
  await page.getByRole("tab", { name: "Forms" }).click();
  await page.locator("summary", { hasText: "Price of the panels" }).click();
  const value = page.locator("details[open]").getByLabel("Value", { exact: true });
  await value.fill("8000");
  await value.press("Tab");
  await page.locator("cost-calculator .sentence", { hasText: "£8,000" }).waitFor();
  await page.getByRole("button", { name: "Add a source" }).click();
  const title = page.locator("details[open]").getByLabel("Title", { exact: true });
  await title.fill("Prices of 2025");
  await title.press("Tab");
  await page.waitForFunction(() => localStorage.getItem("cost-calculator workbench")?.includes("Prices of 2025"));
  const kept = await json(page);
  assert.equal(kept.inputs[0].value, 8000);
  assert.deepEqual(kept.sources.a_new_source, { title: "Prices of 2025", publisher: "Who published it" });
  await page.reload();
  await page.locator("cost-calculator .sentence", { hasText: "£8,000" }).waitFor();
}));

test("a pasted table becomes series, with source and unit; what is no figure is told", () => atBench({}, async (page) => {
  await page.getByRole("button", { name: "Begin…" }).click();
  const dialog = page.getByRole("dialog", { name: "Begin" });
  const paste = (text) => dialog.getByLabel("Rows copied from a spreadsheet, or CSV").fill(text);
  const read = () => dialog.locator("tbody tr").evaluateAll((rows) => rows.map((r) => [...r.children].map((c) => c.textContent).join(" ")));
  for (const [text, wanted] of [
    ["year,Gas,Power\n2022,0.05,0.2\n2023,0.09,\n", ["Gas 0.05 0.09", "Power 0.2 –"]],
    ["Jahr;Gas\n2022;1.234,5\n2023;12 %\n", ["Gas 1234.5 0.12"]],
    ["\t2022/23\t2023/24\nCost\t£1,234\t(5)\n", ["Cost 1234 -5"]],
    ['year,"Gas, all"\n2022,"1,000"\n2023,"2,500"\n', ["Gas, all 1000 2500"]],
  ]) {
    await paste(text);
    assert.deepEqual(await read(), wanted);
  }
  await paste("just words");
  assert.match(await dialog.locator(".told").innerText(), /This is no table/);
  await paste("year,Gas\n2022,0.05\n2023,soon\n");
  assert.match(await dialog.locator(".lost").innerText(), /“soon” \(Gas, 2023\) is no figure/);
  await dialog.getByRole("button", { name: "Add the figures" }).click();
  assert.match(await dialog.locator(".told").innerText(), /Say what unit/);
  await dialog.getByLabel("Unit").fill("GBP / therm");
  await dialog.getByLabel("Source: title").fill("Gas bills");
  await dialog.getByLabel("Source: publisher").fill("The household");
  await dialog.getByRole("button", { name: "Add the figures" }).click();
  assert.match(await dialog.locator(".told").innerText(), /One series was added/);
  await page.keyboard.press("Escape");
  await state(page, "Sound");
  await page.waitForFunction(() => localStorage.getItem("cost-calculator workbench")?.includes("Gas bills"));
  const kept = await json(page);
  assert.deepEqual(kept.series.gas, { label: "Gas", unit: "GBP / therm", source: "gas_bills", status: "published", points: { 2022: 0.05 } });
  assert.deepEqual(kept.units.therm, { one: "therm", many: "therm" });
  assert.deepEqual(kept.sources.gas_bills, { title: "Gas bills", publisher: "The household" });
}));

test("a spreadsheet becomes a calculator, and what was left out is listed", () => atBench({}, async (page) => {
  for (const name of ["house.xlsx", "house.ods"]) {
    await page.getByRole("button", { name: "Begin…" }).click();
    const dialog = page.getByRole("dialog", { name: "Begin" });
    await dialog.getByLabel("A document, a table or a spreadsheet").setInputFiles(join(ROOT, "tests", "it", name));
    await dialog.locator(".told", { hasText: "4 cells were left out or are worth a look" }).waitFor();
    assert.match(await dialog.locator(".lost").innerText(), /House!B12: =VLOOKUP.*: there is no function VLOOKUP here/);
    await page.keyboard.press("Escape");
    await state(page, "Sound");
    const { metrics } = await page.locator("cost-calculator").evaluate(async (c) => { await c.ready; return c.evaluate(); });
    assert.ok(Math.abs(metrics.cost_of_gas_in_a_year.value - 840) < 1e-9);
  }
}));

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["a phone", { viewport: { width: 360, height: 740 } }],
]) {
  test(`axe-core finds nothing: ${name}`, () => atBench(options, async (page) => {
    await page.evaluate(AXE);
    const clean = async (where) => {
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
      }));
      assert.deepEqual(violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target}: ${n.failureSummary}`)), [], where);
    };
    await clean("the text");
    await write(page, JSON.stringify(BIKE, null, 2));
    await state(page, "One problem");
    await clean("a problem");
    await page.getByRole("button", { name: "Begin…" }).click();
    await clean("begin");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Publish…" }).click();
    await clean("publish");
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Forms" }).click();
    await page.locator("#forms summary").first().click();
    await clean("forms");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
  }));
}
