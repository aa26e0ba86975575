// The workbench as a new author meets it: on a subject of their own, from a
// problem to what is published.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { comes, ENGINE, once, ready, says, still } from "./harness.mjs";
import { large } from "./large.mjs";
import { atBench, BIKE, elsewhere, saved, state, write } from "./workbench.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

test("a calculator on a new subject: a problem met and mended, the sealed file saved, opened and dragged", () =>
  atBench({}, async (page) => {
    await write(page, JSON.stringify(BIKE, null, 2));
    await state(page, "One problem; the calculator shows the last sound text");
    // The last sound text is still alive.
    await says(page.locator("cost-calculator .sentence"), /Panels/);
    const problem = page.locator("#problem-list button");
    await says(problem, /metrics, days, formula: .*“tiket”.*Did you mean “ticket”\?/);
    await problem.click();
    const marked = page.locator(".cm-lintRange-error");
    await comes(() => marked.innerText(), "tiket");
    await marked.hover();
    await page.locator(".cm-diagnosticAction").click();
    await state(page, "Sound");
    await page.locator("cost-calculator .sentence", { hasText: "A bicycle for" }).waitFor();
    assert.equal((await page.locator("cost-calculator .sentence").innerText()).replace(/\s+/g, " ").match(/after (\d+) days/)[1], "200");

    await page.getByRole("button", { name: "Publish…" }).click();
    const file = await saved(page, "Save the sealed file");
    const { page: sealed, errors, requests, close } = await elsewhere();
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
    const other = await elsewhere();
    await other.page.setContent("<!doctype html><title>A page</title><cost-calculator></cost-calculator>");
    await other.page.addScriptTag({ content: script });
    await ready(other.page);
    await says(other.page.locator("cost-calculator .sentence"), /A bicycle for/);
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
  await comes(() => page.locator(".cm-lintRange-error").allInnerTexts(), ["tiket", '"titel"']);
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await state(page, "Sound");
}));

test("what would be published is not what stands in the editor: it is said, and the problem shown", () => atBench({}, async (page) => {
  const dialog = page.getByRole("dialog", { name: "Publish" });
  const publish = () => page.getByRole("button", { name: "Publish…" }).click();
  await publish();
  assert.equal(await dialog.locator("#stale").isVisible(), false);
  await page.keyboard.press("Escape");
  await write(page, JSON.stringify(BIKE, null, 2));
  // What was typed a moment ago counts.
  await publish();
  await says(dialog.locator("#stale"), /Not what stands in the editor: that has a problem\. Published is the last sound text, “Do solar panels pay for themselves\?”/);
  assert.match(readFileSync(await saved(page, "Save the plain form"), "utf8"), /Do solar panels/);
  await says(dialog.locator(".told"), /It is of the last sound text/);
  // The document is what stands there, problems and all.
  assert.deepEqual(JSON.parse(readFileSync(await saved(page, "Save the document"), "utf8")), BIKE);
  await says(dialog.locator(".told"), /with its problems/);
  await dialog.getByRole("button", { name: "Go to the first problem" }).click();
  await dialog.waitFor({ state: "hidden" });
  await comes(() => page.evaluate(() => getSelection().toString()), "tiket");
  await page.keyboard.type("ticket");
  await state(page, "Sound");
  await publish();
  assert.equal(await dialog.locator("#stale").isVisible(), false);
  await says(dialog.getByLabel("Code"), /<script src="bike\.js" defer><\/script>/, "inputValue");
  await dialog.getByRole("button", { name: "Copy" }).click();
  assert.equal(await dialog.getByLabel("Code").evaluate((code) => code.scrollTop), 0);
}));

test("where nothing was ever sound, the document alone can be saved", once, () => atBench({}, async (page) => {
  await write(page, "{");
  await page.waitForFunction(() => localStorage.getItem("cost-calculator workbench") === "{");
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  await page.getByRole("button", { name: "Publish…" }).click();
  const dialog = page.getByRole("dialog", { name: "Publish" });
  await says(dialog.locator("#stale"), /nothing to publish yet/);
  assert.deepEqual(await dialog.getByRole("button", { name: "Save" }).allInnerTexts(), ["Save the document"]);
  assert.equal(readFileSync(await saved(page, "Save the document"), "utf8"), "{");
}));

test("200 inputs, 500 results and 40 years of months: shown, changed, and each of many mistakes told once", {
  timeout: 180_000, ...once,
}, () => atBench({}, async (page) => {
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
  await comes(() => page.evaluate(() => document.activeElement.dataset.path), '["metrics",56,"formula"]');
}));

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["a phone", { viewport: { width: 360, height: 740 } }],
]) {
  test(`axe-core finds nothing: ${name}`, once, () => atBench(options, async (page) => {
    await page.evaluate(AXE);
    const clean = async (where) => {
      await still(page);
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
