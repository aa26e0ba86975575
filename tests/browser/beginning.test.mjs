// How a document begins and grows in the workbench without a line of JSON typed:
// from nothing by forms, from a table, a spreadsheet, the pieces of the guide.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { comes, once, ROOT, says } from "./harness.mjs";
import { atBench, atForms, BIKE, json, kept, state, type, write } from "./workbench.mjs";

test("forms alone make a calculator, from the smallest there is", () => atBench({}, async (page) => {
  await page.getByRole("button", { name: "Begin…" }).click();
  await page.getByRole("button", { name: "Start empty: A new calculator" }).click();
  await state(page, "Sound");
  const { forms, part, open, add } = await atForms(page);
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
  await comes(() => cost.locator("summary .wrong").first().innerText(), "one problem");
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

test("a problem leads to its field, and where there is none to the text", once, () => atBench({}, async (page) => {
  const wrong = { ...BIKE, metrics: [{ ...BIKE.metrics[0], formula: "bicycle / ticket" }],
    inputs: [BIKE.inputs[0], { ...BIKE.inputs[1], min: 9, step: undefined }], terms: [{ words: ["X"] }] };
  await write(page, JSON.stringify(wrong, null, 2));
  await state(page, "2 problems");
  await page.getByRole("tab", { name: "Forms" }).click();
  const problem = (words) => page.locator("#problem-list button", { hasText: words });
  await problem("step").first().click();
  await comes(() => page.evaluate(() => document.activeElement.dataset.path), '["inputs",1,"step"]');
  const field = page.locator(".field", { has: page.locator(":focus") });
  await says(field.locator(".wrong"), /“step” is needed/);
  const elsewhere = page.locator("#forms section", { hasText: "Only in the text" });
  await says(elsewhere, /terms/);
  await elsewhere.getByRole("button", { name: "Show it in the text" }).first().click();
  await comes(() => page.getByRole("tab", { name: "Text" }).getAttribute("aria-selected"), "true");
  await says({ said: () => page.evaluate(() => getSelection().toString()) }, /terms|words|X|\{/, "said");
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
    await comes(read, wanted);
  }
  await paste("just words");
  await says(dialog.locator(".told"), /This is no table/);
  await paste("year,Gas\n2022,0.05\n2023,soon\n");
  await says(dialog.locator(".lost"), /“soon” \(Gas, 2023\) is no figure/);
  await dialog.getByRole("button", { name: "Add them to the document" }).click();
  await says(dialog.locator(".told"), /Say what unit/);
  await dialog.getByLabel("Unit").fill("GBP / therm");
  await dialog.getByLabel("Source: title").fill("Gas bills");
  await dialog.getByLabel("Source: publisher").fill("The household");
  await dialog.getByRole("button", { name: "Add them to the document" }).click();
  await says(dialog.locator(".told"), /One series was added/);
  await page.keyboard.press("Escape");
  await state(page, "Sound");
  const document = await kept(page, "Gas bills");
  assert.deepEqual(document.series.gas, { label: "Gas", unit: "GBP / therm", source: "gas_bills", status: "published", points: { 2022: 0.05 } });
  assert.deepEqual(document.units.therm, { one: "therm", many: "therm" });
  assert.deepEqual(document.sources.gas_bills, { title: "Gas bills", publisher: "The household" });
}));

test("a document begins with a pasted table", once, () => atBench({}, async (page) => {
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
  await comes(() => page.locator("cost-calculator figure").count(), 1);
}));

test("a spreadsheet becomes a calculator, and what was left out is listed", once, () => atBench({}, async (page) => {
  for (const name of ["house.xlsx", "house.ods"]) {
    await page.getByRole("button", { name: "Begin…" }).click();
    const dialog = page.getByRole("dialog", { name: "Begin" });
    await dialog.getByLabel("A document, a table or a spreadsheet").setInputFiles(join(ROOT, "tests", "it", name));
    await dialog.locator(".told", { hasText: "4 cells were left out or are worth a look" }).waitFor();
    await says(dialog.locator(".lost"), /House!B12: =VLOOKUP.*: there is no function VLOOKUP here/);
    await page.keyboard.press("Escape");
    await state(page, "Sound");
    const { metrics } = await page.locator("cost-calculator").evaluate(async (c) => { await c.ready; return c.evaluate(); });
    assert.ok(Math.abs(metrics.cost_of_gas_in_a_year.value - 840) < 1e-9);
  }
}));

/** Begin, and what is pasted there as a piece put into the document. */
async function put(page, piece) {
  await page.getByRole("button", { name: "Begin…" }).click();
  await page.getByLabel("A piece of JSON, such as those of the guide").fill(piece);
  await page.getByRole("button", { name: "Put it into the document" }).click();
}

test("the guide, piece by piece, from nothing", { timeout: 180_000, ...once }, () => atBench({}, async (page) => {
  const guide = readFileSync(join(ROOT, "docs", "guide.md"), "utf8");
  const [first, ...pieces] = guide.split("```json\n").slice(1).map((part) => part.split("\n```"));
  await write(page, first[0]);
  for (const [piece, words] of [["", first[1]], ...pieces]) {
    if (piece) await put(page, piece);
    await state(page, "Sound");
    await page.waitForFunction((text) => document.querySelector("cost-calculator").figures
      && Object.keys(JSON.parse(text || "{}")).every((name) => name in document.querySelector("cost-calculator").figures), piece);
    const { inputs, metrics } = await page.locator("cost-calculator").evaluate(async (c) => { await c.ready; return c.evaluate(); });
    for (const [, id, value] of words.matchAll(/`(\w+)` is \*\*([^*]+)\*\*/g)) {
      // As many digits as the guide writes.
      const digits = (text) => Number(text.replace(/ in 100/, "").replaceAll(/[^\d.]/g, ""));
      const [found, wanted] = [metrics[id] ? digits(metrics[id].text) : inputs[id].value, digits(value)];
      assert.ok(Math.abs(found - wanted) <= Math.max(wanted * 0.006, 0.6), `${id}: ${found}, in the guide ${value}`);
    }
  }
  await put(page, "[1]");
  await says(page.getByRole("dialog", { name: "Begin" }).locator(".told"), /A piece is an object in braces/);
  await page.keyboard.press("Escape");
  // Taken back in one step, and kept.
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await state(page, "Sound");
  await page.waitForFunction(() => !localStorage.getItem("cost-calculator workbench").includes("Your house"));
  assert.equal((await json(page)).story.length, 2);
}));
