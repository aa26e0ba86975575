// The WebAssembly comes in two parts: a reader waits for the first alone, and
// whatever is asked for before the rest has come is done when it has.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freshPage, launch, pageWith, ready, rested, SITE, until } from "./harness.mjs";
import { Reader } from "./reader.mjs";
import { serve } from "./server.mjs";

const MODULE = '<script type="module" src="/cost-calculator.module.js"></script>';
const BODY = "<cost-calculator><p>As it was written.</p></cost-calculator>";
const REST = "**/cost-calculator-rest.wasm";

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve({ folder: SITE, pages: { "/parts.html": pageWith(BODY, MODULE) } });
});
after(async () => {
  await browser.close();
  await server.close();
});

/** A page in which the rest comes when `send` says so. */
async function waiting(options) {
  const opened = await freshPage(browser, options);
  let send;
  const sent = new Promise((done) => { send = done; });
  await opened.page.route(REST, async (route) => {
    await sent;
    await route.continue();
  });
  await opened.page.goto(`${server.address}/parts.html`);
  const reader = new Reader(opened.page);
  await reader.host.locator(".sentence input").first().waitFor();
  return { ...opened, reader, send };
}

for (const [name, options] of Object.entries({
  "a wide window": {},
  "a phone": { viewport: { width: 390, height: 844 }, hasTouch: true },
})) {
  test(`what a reader does first needs no more than the first part: ${name}`, async () => {
    const { page, reader, send, errors, close } = await waiting(options);
    const container = await reader.host.evaluateHandle((c) => c.shadowRoot.querySelector(".calculator"));
    const number = reader.number("spend");
    const before = await reader.sentence();
    await number.focus();
    await page.keyboard.press("ArrowUp");
    await number.fill("£800m");
    await page.keyboard.press("Enter");
    await page.waitForFunction(([host, before]) =>
      host.shadowRoot.querySelector(".sentence").textContent !== before,
    [await reader.host.elementHandle(), before]);
    const box = await number.boundingBox();
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    for (let i = 1; i < 9; i += 1) await page.mouse.move(box.x + 5 + 9 * i, box.y + 5);
    await page.mouse.up();
    await page.mouse.wheel(0, 400);
    await rested(page);
    const same = await reader.host.evaluate(
      (c, was) => c.shadowRoot.querySelector(".calculator") === was, container);
    assert.ok(same, "it did not have to begin again");
    send();
    await ready(page);
    assert.deepEqual(errors, []);
    await close();
  });
}

test("what is asked for before the rest has come waits for it, in the same state", async () => {
  const { page, reader, send, errors, close } = await waiting();
  await reader.number("spend").fill("£800m");
  await page.keyboard.press("Enter");
  const sentence = await reader.sentence();
  await reader.host.evaluate((c) => c.shadowRoot.querySelector(".answers button").click());
  assert.ok(await page.getByText("As it was written.").isVisible(), "meanwhile the author's words");
  send();
  await ready(page);
  assert.equal(await reader.sentence(), sentence);
  await reader.host.locator(".answers button").first().click();
  await reader.host.getByRole("dialog").waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test("where the rest never comes the first part goes on, and the owner is told", async () => {
  const { page, errors, close } = await freshPage(browser);
  await page.route(REST, (route) => route.abort());
  await page.goto(`${server.address}/parts.html`);
  const reader = new Reader(page);
  await reader.host.locator(".sentence input").first().waitFor();
  const before = await reader.sentence();
  await until(() => errors.some((e) => e.startsWith("<cost")), "the owner is told");
  assert.equal(errors.filter((e) => e.startsWith("<cost")).length, 1, errors.join("\n"));
  await reader.number("spend").fill("£800m");
  await page.keyboard.press("Enter");
  assert.notEqual(await reader.sentence(), before);
  // Once it can be had, it is.
  await page.unroute(REST);
  await reader.host.evaluate((c) => c.shadowRoot.querySelector(".answers button").click());
  await ready(page);
  assert.match(await reader.sentence(), /£800m/);
  await close();
});
