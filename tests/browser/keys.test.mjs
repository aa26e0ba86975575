// By keyboard alone: every input from one end to the other; the place is kept
// whatever the sentence becomes; and what is typed here is not the page's.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ENGINE, frames, freshPage, launch, once, open, pageWith, SITE } from "./harness.mjs";
import { BUNDLED, inPage, throughAll } from "./keyboard.mjs";
import { Reader } from "./reader.mjs";
import { serve } from "./server.mjs";
import { element, TEA } from "./tea.mjs";

let browser, server;
before(async () => {
  browser = await launch();
  const pages = Object.fromEntries(BUNDLED.map(([name, file]) => [`/of-${name}.html`, pageWith(element(file))]));
  server = await serve({ folder: SITE, pages: { ...pages, "/tea.html": pageWith(element(TEA)) } });
});
after(async () => {
  await browser.close();
  await server.close();
});

async function onPage(name, test) {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/${name}`);
  await test(page, new Reader(page));
  assert.deepEqual(errors, []);
  await close();
}

/** What has the focus: its class, and what it says. */
const focused = (page) => page.evaluate(() => {
  const at = document.activeElement?.shadowRoot?.activeElement;
  return at && { class: at.className, act: at.dataset.act, value: at.value,
    selected: at.selectionEnd - at.selectionStart, kept: at === globalThis.kept };
});
const keep = (page) => page.evaluate(() => {
  globalThis.kept = document.activeElement.shadowRoot.activeElement;
});
const value = async (reader, id) => (await reader.evaluate()).inputs[id].value;

for (const [name, file] of BUNDLED) {
  test(`every input of ${name} from one end to the other`, { timeout: 300_000 }, () => onPage(`of-${name}.html`, async (page) => {
    await throughAll(inPage(page), file, ENGINE === "chromium" ? "both" : "slider");
  }));
}

test("a slider runs the other way on a page from right to left", () => onPage("tea.html", async (page, reader) => {
  await page.evaluate(() => { document.querySelector("cost-calculator").shadowRoot.querySelector(".calculator").dir = "rtl"; });
  await reader.host.locator(".slider").first().focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await value(reader, "spend"), 4);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await value(reader, "spend"), 2);
}));

test("the focus and the selection stay in a field while the sentence around it changes", () => onPage("index.html", async (page, reader) => {
  const field = reader.number("recovery_without_therapy");
  await field.focus();
  await keep(page);
  const before = await reader.seen();
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("Shift+ArrowUp");
  await reader.changed(before);
  assert.match(await reader.sentence(), /no more recovered/);
  const there = await focused(page);
  assert.ok(there.kept, "the same field");
  assert.equal(there.selected, there.value.length, "its text is still selected");
  const high = await value(reader, "recovery_without_therapy");
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("Shift+ArrowDown");
  assert.ok(Math.abs(high - 0.25 - await value(reader, "recovery_without_therapy")) < 1e-9);
  await page.waitForFunction((c) => !c.shadowRoot.querySelector(".sentence").textContent.includes("no more"),
    await reader.host.elementHandle());
  assert.ok((await focused(page)).kept, "still the same field");
}));

test("a result in the sentence keeps the focus too, and gets it back from its working", () => onPage("tea.html", async (page, reader) => {
  await page.evaluate(() => document.querySelector("cost-calculator").set({ cups: 6 }));
  const result = reader.host.locator(".sentence .result");
  await result.focus();
  await keep(page);
  await page.evaluate(() => document.querySelector("cost-calculator").set({ spend: 9 }));
  assert.ok((await focused(page)).kept);
  await page.keyboard.press("Enter");
  await reader.host.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await reader.host.getByRole("dialog").waitFor({ state: "hidden" });
  assert.ok((await focused(page)).kept);
}));

test("a field does not leave the sentence while somebody is at it", () => onPage("tea.html", async (page, reader) => {
  await reader.host.locator(".sentence .field").nth(1).focus();
  await keep(page);
  for (const left of [3, 2, 1]) {
    await page.keyboard.press("ArrowDown");
    await frames(page);
    assert.equal(await value(reader, "cups"), left);
    assert.ok((await focused(page)).kept, `the same field at ${left}`);
    assert.equal((await focused(page)).selected, 1, `selected at ${left}`);
  }
  assert.match(await reader.sentence(), /^Tea for £3: Hardly any\.\s*1$/);
  // Half of a number is typed, and it would be in another clause.
  await page.keyboard.type("7");
  await frames(page);
  assert.match(await reader.sentence(), /for company/);
  assert.ok((await focused(page)).kept);
  await page.keyboard.press("Backspace");
  await page.keyboard.type("2.0");
  await frames(page);
  assert.equal((await focused(page)).value, "2.0");
  await page.keyboard.press("Tab");
  assert.equal(await reader.sentence(), "Tea for £3: Hardly any.");
  assert.equal(await value(reader, "cups"), 2);
}));

test("an arrow after typing goes from what was typed, and typing after an arrow replaces", () => onPage("index.html", async (page, reader) => {
  await reader.number("recovery_rate").focus();
  await page.keyboard.type("60%");
  await page.keyboard.press("ArrowUp");
  assert.ok(Math.abs(await value(reader, "recovery_rate") - 0.605) < 1e-9);
  await page.waitForFunction((c) => c.shadowRoot.activeElement.value === "60.5%", await reader.host.elementHandle());
  await page.keyboard.type("40%");
  await page.keyboard.press("Enter");
  assert.equal(await value(reader, "recovery_rate"), 0.4);
  await page.keyboard.type("none");
  await page.keyboard.press("ArrowDown");
  assert.equal(await value(reader, "recovery_rate"), 0.4, "what cannot be read moves nothing");
  assert.match(await reader.host.locator(".sentence + .complaint").textContent(), /none/);
}));

test("back and forward by the keys of every platform and layout", once, () => onPage("index.html", async (page, reader) => {
  const spend = () => value(reader, "spend");
  const set = () => page.evaluate(() => document.querySelector("cost-calculator").set({ spend: 1e9 }));
  await reader.host.locator("select").first().focus();
  for (const [back, forth] of [
    ["Control+z", "Control+Shift+Z"], ["Control+z", "Control+y"], ["Meta+z", "Meta+Shift+Z"],
  ]) {
    await set();
    await page.keyboard.press(back);
    assert.equal(await spend(), 9e8, back);
    await page.keyboard.press(forth);
    assert.equal(await spend(), 1e9, forth);
  }
  // What a keyboard of this machine cannot write: key, code, and what is held.
  const stroke = (key, code, held = {}) => page.evaluate(([key, code, held]) => {
    const init = { key, code, ctrlKey: true, bubbles: true, composed: true, cancelable: true, ...held };
    const event = new KeyboardEvent("keydown", init);
    document.activeElement.shadowRoot.activeElement.dispatchEvent(event);
    return event.defaultPrevented;
  }, [key, code, held]);
  const back = (...keys) => stroke(...keys).then(async (taken) => [taken, await spend()]);
  const shift = { shiftKey: true };
  for (const [name, undo, redo] of [
    ["Caps Lock", ["Z", "KeyZ"], ["z", "KeyZ", shift]],
    ["Caps Lock, with Y", ["Z", "KeyZ"], ["Y", "KeyY"]],
    ["Russian", ["я", "KeyZ"], ["Я", "KeyZ", shift]],
    ["Greek", ["ζ", "KeyZ"], ["υ", "KeyY"]],
    ["Arabic", ["ئ", "KeyZ"], ["غ", "KeyY"]],
    ["German", ["z", "KeyY"], ["y", "KeyZ"]],
    ["French", ["z", "KeyW"], ["Z", "KeyW", shift]],
    ["Dvorak", ["z", "Slash"], ["Z", "Slash", shift]],
  ]) {
    await set();
    assert.deepEqual(await back(...undo), [true, 9e8], `${name}: back`);
    assert.deepEqual(await back(...redo), [true, 1e9], `${name}: forward`);
  }
  // Letters elsewhere on those places, and another key held as well.
  for (const other of [["y", "KeyZ", { metaKey: true, ctrlKey: false }], ["w", "KeyZ"], ["z", "KeyZ", { altKey: true }]]) {
    assert.deepEqual(await back(...other), [false, 1e9], JSON.stringify(other));
  }
}));

test("keys that are used here are not the page's; all others are", () => onPage("index.html", async (page, reader) => {
  await page.evaluate(() => {
    globalThis.heard = [];
    for (const name of ["keydown", "keypress", "keyup"]) {
      document.addEventListener(name, (event) => {
        // Shortcuts wait for keys to go down; when one is let go only letters count.
        if (name !== "keyup" || event.key.length === 1) globalThis.heard.push(event.key);
      });
    }
  });
  const heard = async (...keys) => {
    await page.evaluate(() => { globalThis.heard.length = 0; });
    for (const key of keys) await page.keyboard.press(key);
    return page.evaluate(() => [...new Set(globalThis.heard)]);
  };
  await reader.number("spend").focus();
  assert.deepEqual(await heard("7", "j", "k", "/", "Backspace", "ArrowLeft", "Home", "Enter", "ArrowUp", "Control+z"), ["Control"]);
  assert.deepEqual(await heard("9", "Escape"), [], "what was typed is given up");
  assert.deepEqual(await heard("Escape"), ["Escape"], "nothing was typed");
  assert.deepEqual(await heard("Control+k"), ["Control", "k"]);
  await reader.host.locator("select").first().focus();
  assert.deepEqual(await heard("2", "ArrowDown"), []);
  await (await reader.slider("spend")).focus();
  assert.deepEqual(await heard("ArrowRight", "PageUp", "Home"), []);
  assert.deepEqual(await heard("j"), []);
  assert.deepEqual(await heard("Shift+Tab"), ["Tab"], "the page may say where the focus goes");
  await reader.host.locator("figure.chart .plot").first().focus();
  assert.deepEqual(await heard("ArrowRight", "End", "Escape"), []);
  assert.deepEqual(await heard("Escape", "j"), ["Escape", "j"]);
  await reader.host.getByRole("tab", { selected: true }).focus();
  assert.deepEqual(await heard("ArrowRight"), []);
  await reader.host.getByRole("button", { name: "Compare" }).focus();
  assert.deepEqual(await heard("Enter", " "), []);
  assert.deepEqual(await heard("g"), ["g"]);
  await reader.host.locator(".answer button").first().focus();
  await page.keyboard.press("Enter");
  await reader.host.getByRole("dialog").waitFor();
  assert.ok(!(await heard("Escape")).includes("Escape"), "it closes the dialog, not the page's too");
}));

test("what has nothing more to do keeps the focus", () => onPage("index.html", async (page, reader) => {
  const tool = (name) => reader.host.getByRole("button", { name, exact: true });
  assert.equal(await tool("Undo").count(), 0, "it comes when there is something to undo");
  await page.evaluate(() => document.querySelector("cost-calculator").set({ spend: 1e9 }));
  for (const name of ["Undo", "Redo", "Reset"]) {
    await tool(name).focus();
    await keep(page);
    for (let i = 0; i < 2; i += 1) await page.keyboard.press("Enter");
    assert.ok(await tool(name).isDisabled(), `${name}: nothing is left to do`);
    assert.ok((await focused(page)).kept, `${name}: the focus is kept`);
  }
  assert.equal(await value(reader, "spend"), 9e8);
}));

test("a step after going back is not lost by going forward", () => onPage("index.html", async (page, reader) => {
  await page.evaluate(() => document.querySelector("cost-calculator").set({ spend: 1e9 }));
  await reader.number("recovery_rate").focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("ArrowUp");
  const after = await value(reader, "recovery_rate");
  await page.keyboard.press("Control+y");
  assert.equal(await value(reader, "recovery_rate"), after);
  assert.equal(await value(reader, "spend"), 9e8);
}));
