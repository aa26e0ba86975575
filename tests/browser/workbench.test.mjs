// The workbench as a new author meets it: from a disk, without a network, on a
// subject of their own.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { ENGINE, freshPage, launch, onDisk, ready, ROOT } from "./harness.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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
    // What a script puts into a clipboard of its own, Firefox does not hand on.
    const clipboardData = { types: ["text/plain"], getData: (type) => (type === "text/plain" ? text : "") };
    const paste = new Event("paste", { bubbles: true, cancelable: true });
    content.dispatchEvent(Object.defineProperty(paste, "clipboardData", { value: clipboardData }));
  }, text);
}

const state = (page, words) => page.waitForFunction(
  (wanted) => document.getElementById("state").textContent.startsWith(wanted), words, { timeout: 15_000 },
).catch(async () => assert.fail(`not “${words}” but: ${await page.locator(".state").innerText()} ${await page.locator("#problem-list").innerText()}`));

/** What the text is now. */
const json = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("cost-calculator workbench")));

/**
 * Presses what saves a file, and gives the file. By its protocol for tests Firefox
 * tells of no downloads: there it is looked for where they go.
 */
async function saved(page, press) {
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
    // Of a page from a disk Firefox tells nothing.
    assert.deepEqual(requests.filter((r) => !/^data:/.test(r)).map((r) => r.split("#")[0]), ENGINE === "firefox" ? [] : [address]);
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

/** Types into a field in place of what stands there, and leaves it, as a hand does. */
async function type(page, field, text) {
  await field.click();
  await page.keyboard.press("ControlOrMeta+a");
  if (text) await page.keyboard.type(text);
  else await page.keyboard.press("Delete");
  await page.keyboard.press("Tab");
}

/** The document once all of it is kept. */
const kept = (page, text) => page.waitForFunction(
  (wanted) => localStorage.getItem("cost-calculator workbench")?.includes(wanted), text).then(() => json(page));

test("what would be published is not what stands in the editor: it is said, and the problem shown", () => atBench({}, async (page) => {
  const dialog = page.getByRole("dialog", { name: "Publish" });
  const publish = () => page.getByRole("button", { name: "Publish…" }).click();
  await publish();
  assert.equal(await dialog.locator("#stale").isVisible(), false);
  await page.keyboard.press("Escape");
  await write(page, JSON.stringify(BIKE, null, 2));
  // What was typed a moment ago counts.
  await publish();
  assert.match(await dialog.locator("#stale").innerText(),
    /Not what stands in the editor: that has a problem\. Published is the last sound text, “Do solar panels pay for themselves\?”/);
  assert.match(readFileSync(await saved(page, "Save the plain form"), "utf8"), /Do solar panels/);
  assert.match(await dialog.locator(".told").innerText(), /It is of the last sound text/);
  // The document is what stands there, problems and all.
  assert.deepEqual(JSON.parse(readFileSync(await saved(page, "Save the document"), "utf8")), BIKE);
  assert.match(await dialog.locator(".told").innerText(), /with its problems/);
  await dialog.getByRole("button", { name: "Go to the first problem" }).click();
  assert.equal(await dialog.isVisible(), false);
  assert.equal(await page.evaluate(() => getSelection().toString()), "tiket");
  await page.keyboard.type("ticket");
  await state(page, "Sound");
  await publish();
  assert.equal(await dialog.locator("#stale").isVisible(), false);
  assert.match(await dialog.getByLabel("Code").inputValue(), /<script src="bike\.js" defer><\/script>/);
  await dialog.getByRole("button", { name: "Copy" }).click();
  assert.equal(await dialog.getByLabel("Code").evaluate((code) => code.scrollTop), 0);
}));

test("where nothing was ever sound, the document alone can be saved", () => atBench({}, async (page) => {
  await write(page, "{");
  await page.waitForFunction(() => localStorage.getItem("cost-calculator workbench") === "{");
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  await page.getByRole("button", { name: "Publish…" }).click();
  const dialog = page.getByRole("dialog", { name: "Publish" });
  assert.match(await dialog.locator("#stale").innerText(), /nothing to publish yet/);
  assert.deepEqual(await dialog.getByRole("button", { name: "Save" }).allInnerTexts(), ["Save the document"]);
  assert.equal(readFileSync(await saved(page, "Save the document"), "utf8"), "{");
}));

test("forms alone make a calculator, from the smallest there is", () => atBench({}, async (page) => {
  await page.getByRole("button", { name: "Begin…" }).click();
  await page.getByRole("button", { name: "Start empty: A new calculator" }).click();
  await state(page, "Sound");
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
  await type(page, forms.getByLabel("Title", { exact: true }).first(), "What does the bus cost?");
  await type(page, forms.getByLabel("Subtitle"), "An example");
  await add("Name of a new unit", "EUR");
  await type(page, (await open("units", "EUR")).getByLabel("Symbol"), "€");
  await add("Title of a new source", "Tickets of 2025");
  await type(page, (await open("sources", "Tickets of 2025")).getByLabel("Publisher"), "The town");
  await add("Heading of a new group", "Travel");
  await add("Name of a new input", "Price of a ticket");
  const price = await open("inputs", "Price of a ticket");
  await type(page, price.getByLabel("Unit", { exact: true }), "EUR");
  await price.getByLabel("Format").selectOption("money");
  await type(page, price.getByLabel("Value", { exact: true }), "2,50");
  await type(page, price.getByLabel("Step"), "0.1");
  await price.getByLabel("Source").selectOption("tickets_of_2025");
  await add("Name of a new result", "Cost of a year");
  const cost = await open("metrics", "Cost of a year");
  await type(page, cost.getByLabel("Unit", { exact: true }), "EUR");
  await type(page, cost.getByLabel("Formula"), "price_of_a_tiket * 400");
  // What is wrong, and what was meant, stands at the field.
  await state(page, "One problem");
  const told = cost.locator(".field", { hasText: "Formula" }).locator(".wrong");
  await told.filter({ hasText: /“price_of_a_tiket”.*Did you mean “price_of_a_ticket”\?/s }).waitFor();
  assert.equal(await cost.getByLabel("Formula").getAttribute("aria-invalid"), "true");
  assert.match(await cost.getByLabel("Formula").evaluate((field) =>
    field.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).textContent).join(" ")), /Did you mean/);
  assert.equal(await cost.locator("summary .wrong").first().innerText(), "one problem");
  await type(page, cost.getByLabel("Formula"), "price_of_a_ticket * 400");
  await state(page, "Sound");
  await cost.getByLabel("Format").selectOption("money");
  const sentence = await open("sentence", "Twice {a_number}");
  await type(page, sentence.getByLabel("Text"), "At {price_of_a_ticket} a year costs ");
  await (await open("sentence", "At {price_of_a_ticket}")).getByLabel("Put in a value").first().selectOption("cost_of_a_year");
  await page.locator("cost-calculator .sentence", { hasText: "At €2.50 a year costs €1,000" }).waitFor();
  // What it began with is not needed any more.
  for (const [place, name] of [["answers", "Twice the number"], ["metrics", "Twice the number"], ["inputs", "A number"]]) {
    await (await open(place, name)).getByRole("button", { name: "Remove" }).click();
    await part(place, name).waitFor({ state: "detached" });
  }
  await forms.getByRole("button", { name: "Add an answer" }).click();
  await state(page, "Sound");
  const document = await kept(page, '"metric": "cost_of_a_year"');
  assert.equal(document.title, "What does the bus cost?");
  assert.deepEqual(document.inputs, [{ id: "price_of_a_ticket", label: "Price of a ticket", unit: "EUR", group: "all", value: 2.5,
    format: "money", min: 0, max: 10, step: 0.1, status: "assumption", source: "tickets_of_2025" }]);
  assert.deepEqual(document.metrics.map(({ id, formula }) => [id, formula]), [["cost_of_a_year", "price_of_a_ticket * 400"]]);
  assert.deepEqual(document.units, { EUR: { one: "EUR", many: "EUR", symbol: "€" } });
  assert.deepEqual(document.groups.map((g) => g.id), ["all", "travel"]);
  assert.deepEqual(document.answers, [{ metric: "cost_of_a_year", label: "Cost of a year" }]);
  await page.reload();
  await page.locator("cost-calculator .sentence", { hasText: "€1,000" }).waitFor();
}));

test("a problem leads to its field, and where there is none to the text", () => atBench({}, async (page) => {
  const wrong = { ...BIKE, metrics: [{ ...BIKE.metrics[0], formula: "bicycle / ticket" }],
    inputs: [BIKE.inputs[0], { ...BIKE.inputs[1], min: 9, step: undefined }], charts: [{ id: "x", label: "X", kind: "pie" }] };
  await write(page, JSON.stringify(wrong, null, 2));
  await state(page, "2 problems");
  await page.getByRole("tab", { name: "Forms" }).click();
  const problem = (words) => page.locator("#problem-list button", { hasText: words });
  await problem("step").first().click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.path), '["inputs",1,"step"]');
  const field = page.locator(".field", { has: page.locator(":focus") });
  assert.match(await field.locator(".wrong").innerText(), /“step” is needed/);
  const elsewhere = page.locator("#forms section", { hasText: "Only in the text" });
  assert.match(await elsewhere.innerText(), /charts/);
  await elsewhere.getByRole("button", { name: "Show it in the text" }).first().click();
  assert.equal(await page.getByRole("tab", { name: "Text" }).getAttribute("aria-selected"), "true");
  assert.match(await page.evaluate(() => getSelection().toString()), /pie|charts|kind|"id"|\{/);
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
  await dialog.getByRole("button", { name: "Add them to the document" }).click();
  assert.match(await dialog.locator(".told").innerText(), /Say what unit/);
  await dialog.getByLabel("Unit").fill("GBP / therm");
  await dialog.getByLabel("Source: title").fill("Gas bills");
  await dialog.getByLabel("Source: publisher").fill("The household");
  await dialog.getByRole("button", { name: "Add them to the document" }).click();
  assert.match(await dialog.locator(".told").innerText(), /One series was added/);
  await page.keyboard.press("Escape");
  await state(page, "Sound");
  const document = await kept(page, "Gas bills");
  assert.deepEqual(document.series.gas, { label: "Gas", unit: "GBP / therm", source: "gas_bills", status: "published", points: { 2022: 0.05 } });
  assert.deepEqual(document.units.therm, { one: "therm", many: "therm" });
  assert.deepEqual(document.sources.gas_bills, { title: "Gas bills", publisher: "The household" });
}));

test("a document begins with a pasted table", () => atBench({}, async (page) => {
  await page.getByRole("button", { name: "Begin…" }).click();
  const dialog = page.getByRole("dialog", { name: "Begin" });
  await dialog.getByLabel("Rows copied from a spreadsheet, or CSV").fill("year,Gas,Power\n2022,0.05,0.2\n2023,0.09,\n2024,0.11,0.31\n");
  await dialog.getByLabel("Unit").fill("GBP / kWh");
  await dialog.getByLabel("Source: title").fill("Bills");
  await dialog.getByLabel("Source: publisher").fill("The household");
  await dialog.getByRole("button", { name: "Begin with these figures" }).click();
  await state(page, "Sound");
  const sentence = page.locator("cost-calculator .sentence", { hasText: "Gas in 2024: 0.11" });
  await sentence.waitFor();
  const { inputs, units, periods } = await kept(page, "Bills");
  assert.deepEqual(inputs.map(({ id, value, min, max }) => [id, value, min, max]), [
    ["gas_here", "gas", 0, 0.22], ["power_here", "power", 0, 0.62]]);
  assert.deepEqual([Object.keys(units), periods], [["GBP", "kWh"], ["2022", "2023", "2024"]]);
  assert.equal(await page.locator("cost-calculator figure").count(), 1);
}));

/** Begin, and what is pasted there as a piece put into the document. */
async function put(page, piece) {
  await page.getByRole("button", { name: "Begin…" }).click();
  await page.getByLabel("A piece of JSON, such as those of the guide").fill(piece);
  await page.getByRole("button", { name: "Put it into the document" }).click();
}

test("the guide, piece by piece, from nothing", { timeout: 180_000 }, () => atBench({}, async (page) => {
  const guide = readFileSync(join(ROOT, "docs", "guide.md"), "utf8");
  const [first, ...pieces] = guide.split("```json\n").slice(1).map((part) => part.split("\n```"));
  await write(page, first[0]);
  for (const [piece, words] of [["", first[1]], ...pieces]) {
    if (piece) await put(page, piece);
    await state(page, "Sound");
    await page.waitForFunction((text) => document.querySelector("cost-calculator").figures
      && Object.keys(JSON.parse(text || "{}")).every((name) => name in document.querySelector("cost-calculator").figures), piece);
    const { metrics } = await page.locator("cost-calculator").evaluate(async (c) => { await c.ready; return c.evaluate(); });
    for (const [, id, value] of words.matchAll(/`(\w+)` is \*\*([^*]+)\*\*/g)) {
      // As many digits as the guide writes.
      const digits = (text) => Number(text.replace(/ in 100/, "").replaceAll(/[^\d.]/g, ""));
      const [found, wanted] = [digits(metrics[id].text), digits(value)];
      assert.ok(Math.abs(found - wanted) <= Math.max(wanted * 0.006, 0.6), `${id}: ${metrics[id].text}, in the guide ${value}`);
    }
  }
  await put(page, "[1]");
  assert.match(await page.getByRole("dialog", { name: "Begin" }).locator(".told").innerText(), /A piece is an object in braces/);
  await page.keyboard.press("Escape");
  // Taken back in one step, and kept.
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await state(page, "Sound");
  await page.waitForFunction(() => !localStorage.getItem("cost-calculator workbench").includes("Your house"));
  assert.equal((await json(page)).story.length, 2);
}));

test("200 inputs, 500 results and 40 years of months: shown, changed, and each of many mistakes told once", {
  timeout: 180_000,
}, () => atBench({}, async (page) => {
  const months = Array.from({ length: 480 }, (_, at) => `${1990 + Math.floor(at / 12)}-${String(at % 12 + 1).padStart(2, "0")}`);
  const common = { unit: "number", group: "all", format: "number" };
  const large = {
    format: 1, id: "large", version: "1", title: "Everything of a town", periods: months, default_period: months.at(-1),
    sources: { made: { title: "Made up", publisher: "The tests" } },
    series: { known: { label: "Known", unit: "number", source: "made", status: "assumption",
      points: Object.fromEntries(months.map((month, at) => [month, 100 + at % 37])) } },
    groups: [{ id: "all", label: "All" }],
    inputs: Array.from({ length: 200 }, (_, at) => ({ ...common, id: `i${at}`, label: `Input ${at}`, value: 2, min: 0, max: 5, step: 0.01,
      status: "assumption", source: "made", uncertainty: { family: "pert", min: 1, max: 3 } })),
    metrics: Array.from({ length: 500 }, (_, at) => ({ ...common, id: `m${at}`, label: `Metric ${at}`,
      formula: at % 10 ? `m${at - 1} * 0.99 + i${at % 200}` : `known * i${at % 200} + i${at % 200 + 1}` })),
    sentence: [{ text: "With {i0} it is *{m9}*." }], answers: [{ metric: "m9", label: "The first" }],
    charts: [{ id: "over", label: "Over time", kind: "trend", headlines: [{ text: "Over time" }],
      lines: [{ id: "known", label: "known", formula: "known" }, { id: "made", label: "made", formula: "m9" }] }],
    front: ["over"],
  };
  const text = JSON.stringify(large, null, 1);
  await write(page, text);
  const sentence = page.locator("cost-calculator .sentence", { hasText: "With" });
  await sentence.waitFor();
  await state(page, "Sound");
  const number = sentence.locator("[role=spinbutton]");
  const box = await number.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();
  const { inputs, metrics } = await page.locator("cost-calculator").evaluate(async (c) => { await c.ready; return c.evaluate(); });
  const dragged = inputs.i0.value;
  assert.ok(dragged > 2, `dragged to ${dragged}`);
  let wanted = (100 + 479 % 37) * dragged + 2;
  for (let at = 1; at < 10; at += 1) wanted = wanted * 0.99 + 2;
  assert.ok(Math.abs(metrics.m9.value - wanted) < 1e-9 * wanted);
  await page.getByRole("tab", { name: "Forms" }).click();
  await page.locator("#part-metrics > details").nth(499).waitFor();
  // Fields are made for what is open, and not for 700 parts.
  assert.ok(await page.locator("#forms .field").count() < 20);
  await page.getByRole("tab", { name: "Text" }).click();
  await write(page, text.replaceAll("* 0.99", "* rate"));
  await state(page, "450 problems");
  await page.getByRole("tab", { name: "Forms" }).click();
  await page.locator("#problem-list button").nth(50).click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.path), '["metrics",56,"formula"]');
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
    await page.locator("#stale").waitFor();
    await clean("publish, of another text");
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Forms" }).click();
    for (const place of ["inputs", "metrics", "sentence", "units", "groups"]) {
      await page.locator(`#part-${place} summary`).first().click();
    }
    await page.locator("#part-groups .fields").waitFor();
    await clean("forms");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
  }));
}
