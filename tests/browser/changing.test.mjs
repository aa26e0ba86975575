// Whatever a reader does to a number, everything follows; and what is shown is
// what the native library works out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes, DOCUMENT, native, once } from "./harness.mjs";
import { eachTime, figures, labelOf, metricsOfSentence } from "./reader.mjs";

/** Money moves only the second of the front charts. */
const LADDER = figures.front.indexOf("ladder");

let page, reader;
eachTime((met) => { ({ page, reader } = met); });

/** Asserts that what is shown is what the native library says of the same inputs. */
async function assertShownIsNative() {
  const { inputs } = await reader.evaluate();
  const set = Object.entries(inputs)
    .filter(([id, { value }]) => value !== null && !figures.inputs.find((i) => i.id === id).options)
    .flatMap(([id, { value }]) => ["--set", `${id}=${value}`]);
  const { metrics } = native("evaluate", DOCUMENT, ...set);
  const text = (id) => metrics[id].text;
  await comes(() => reader.answers(), figures.answers.map((a) => text(a.metric)));
  await comes(() => reader.results(), metricsOfSentence().map(text));
}

test("what is shown first", async () => {
  await assertShownIsNative();
});

test("dragging a number", async () => {
  const number = reader.number("recovery_without_therapy");
  const before = await reader.seen();
  await number.scrollIntoViewIfNeeded();
  const box = await number.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y, { steps: 3 });
  await page.mouse.move(x + 40, y, { steps: 6 });
  await reader.changed(before);
  await page.mouse.up();
  assert.notEqual(await number.inputValue(), "34%");
  await assertShownIsNative();
});

test("dragging from the edge of the text, and back again", async () => {
  const number = reader.number("recovery_rate");
  const moves = (that) => page.waitForFunction(
    ([c, that]) => new Function("value", `return ${that}`)(c.evaluate().inputs.recovery_rate.value),
    [calculator, that], { timeout: 20_000 });
  const calculator = await reader.host.elementHandle();
  await number.scrollIntoViewIfNeeded();
  const box = await number.boundingBox();
  const [x, y] = [box.x + 6, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 45, y, { steps: 6 });
  await moves("value > 0.6");
  await page.mouse.up();
  // Its text is selected now.
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 45, y, { steps: 6 });
  await page.mouse.up();
  await moves("Math.abs(value - 0.501) < 0.006");
});

test("arrow keys and page keys", async () => {
  const number = reader.number("recovery_rate");
  const of = figures.inputs.find((input) => input.id === "recovery_rate");
  const value = async () => (await reader.evaluate()).inputs.recovery_rate.value;
  await number.focus();
  let before = await reader.seen();
  const first = await value();
  await page.keyboard.press("ArrowUp");
  await reader.changed(before);
  const second = await value();
  assert.ok(Math.abs(second - first) <= 1.5 * of.step && second > first, `${first} → ${second}`);
  before = await reader.seen();
  await page.keyboard.press("PageDown");
  await reader.changed(before);
  const third = await value();
  assert.ok(Math.abs(second - third - 0.1 * (of.max - of.min)) <= of.step, `${second} → ${third}`);
  await page.keyboard.press("Shift+ArrowDown");
  assert.ok(Math.abs(third - (await value()) - 10 * of.step) < 1e-9);
  await assertShownIsNative();
});

test("typing, with Enter and by leaving", async () => {
  const number = reader.number("spend");
  let before = await reader.seen();
  await number.fill("£1.2bn");
  await page.keyboard.press("Enter");
  await reader.changed(before, [LADDER]);
  assert.equal((await reader.evaluate()).inputs.spend.value, 1.2e9);
  assert.equal(await number.inputValue(), "£1.2bn");
  await assertShownIsNative();
  before = await reader.seen();
  await number.fill("800 million");
  await page.keyboard.press("Tab");
  await reader.changed(before, [LADDER]);
  assert.equal((await reader.evaluate()).inputs.spend.value, 8e8);
  await assertShownIsNative();
});

test("a slider, with keys and with the pointer", async () => {
  const slider = await reader.slider("recovery_without_therapy");
  const before = await reader.seen();
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await reader.changed(before);
  const after = await reader.seen();
  const box = await slider.boundingBox();
  await page.mouse.click(box.x + box.width * 0.2, box.y + box.height / 2);
  await reader.changed(after);
  await assertShownIsNative();
});

test("each key on a slider is a step, as the browser's own is", async () => {
  await page.evaluate(() => {
    globalThis.told = 0;
    document.querySelector("cost-calculator").addEventListener("change", () => { told += 1; });
  });
  const value = async (id) => (await reader.evaluate()).inputs[id].value;
  const [first, second] = ["recovery_without_therapy", "recovery_rate"];
  const before = [await value(first), await value(second)];
  for (const id of [first, second]) {
    await (await reader.slider(id)).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("Tab");
  await comes(() => page.evaluate(() => told), 4);
  const moved = [await value(first), await value(second)];
  assert.ok(moved[0] > before[0] && moved[1] > before[1]);
  const undo = reader.host.getByRole("button", { name: "Undo" });
  await undo.click();
  const back = await value(second);
  assert.ok(before[1] < back && back < moved[1], `${before[1]} < ${back} < ${moved[1]}`);
  await undo.click();
  assert.deepEqual([await value(first), await value(second)], [moved[0], before[1]]);
});

test("a slider dragged right after keys on a number: each is one step", async () => {
  const [stepped, slid] = ["recovery_rate", "recovery_without_therapy"];
  const value = async (id) => (await reader.evaluate()).inputs[id].value;
  const slider = await reader.slider(slid);
  const field = reader.host.getByRole("spinbutton", { name: labelOf(stepped), exact: true }).first();
  const before = await value(slid);
  await slider.evaluate((s) => s.scrollIntoView({ block: "center" }));
  const box = await slider.boundingBox();
  await field.evaluate((f) => f.focus({ preventScroll: true }));
  await page.keyboard.press("ArrowUp");
  const now = await value(stepped);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  assert.ok(await value(slid) < before, `${before} → ${await value(slid)}`);
  await reader.host.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual([await value(stepped), await value(slid)], [now, before]);
});

test("a number moves in the sentence and in its card alike", once, async () => {
  await reader.number("spend").fill("£700m");
  await page.keyboard.press("Enter");
  const fields = reader.host.getByRole("spinbutton", {
    name: labelOf("spend"), exact: true, includeHidden: true,
  });
  assert.ok(await fields.count() >= 2);
  for (const field of await fields.all()) assert.equal(await field.inputValue(), "£700m");
});

test("another period, another preset, and the way back", once, async () => {
  const before = await reader.seen();
  const period = reader.host.locator('select[data-act="period"]');
  await period.selectOption({ label: "2021/22" });
  await reader.changed(before);
  assert.match(await reader.sentence(), /2021\/22/);
  assert.match(await reader.sentence(), /£752m/);
  const preset = reader.host.locator('select[data-act="preset"]');
  const thePost = figures.presets.find((p) => p.id === "the_post");
  await preset.selectOption({ label: thePost.label });
  await page.waitForFunction((c) => c.shadowRoot.querySelector(".sentence").textContent.includes("£2,680"),
    await reader.host.elementHandle());
  const { metrics } = native("evaluate", DOCUMENT, "--preset", "the_post");
  assert.deepEqual(await reader.answers(), figures.answers.map((a) => metrics[a.metric].text));
  await reader.host.getByRole("button", { name: "Undo" }).click();
  assert.match(await reader.sentence(), /£752m/);
  await reader.host.getByRole("button", { name: "Reset", exact: true }).click();
  assert.equal(await reader.sentence(), before.sentence);
  assert.deepEqual(await reader.answers(), before.answers);
});

test("a result opens to its formula, its numbers and its sources, and closes", async () => {
  const result = reader.host.locator(".sentence .result").first();
  await result.click();
  const dialog = reader.host.getByRole("dialog");
  await dialog.waitFor();
  const words = await dialog.innerText();
  assert.match(words, /Spend/i);
  assert.match(words, /900,000,000/, "with today's numbers");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.ok(await result.evaluate((r) => r.getRootNode().activeElement === r), "focus comes back");
});

test("the page is told: input while moving, change once settled", async () => {
  await page.evaluate(() => {
    globalThis.told = [];
    const calculator = document.querySelector("cost-calculator");
    for (const name of ["input", "change"]) {
      document.addEventListener(name, (e) => {
        if (e.target === calculator) globalThis.told.push(name);
      });
    }
  });
  await reader.number("spend").focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction(() => globalThis.told.length > 0);
  assert.deepEqual([...new Set(await page.evaluate(() => globalThis.told))], ["input"]);
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => globalThis.told.includes("change"));
  assert.equal((await page.evaluate(() => globalThis.told)).filter((n) => n === "change").length, 1);
});

test("a script may name the period last: what it sets stands", once, async () => {
  const { inputs } = await reader.evaluate({ recovery_rate: 0.55, period: "2021/22" });
  assert.equal(inputs.recovery_rate.value, 0.55);
  assert.equal(inputs.spend.value, 751902696);
});
