// What the tests of hosts share.

import assert from "node:assert/strict";
import { createServer } from "node:net";

/** A port that nobody listens on. */
export const freePort = () => new Promise((done, failed) => {
  const server = createServer().on("error", failed).listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

/** Waits until a server answers. */
export async function untilAnswers(address, seconds = 60) {
  for (let tries = 0; tries < seconds * 4; tries += 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.status < 500) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`${address} does not answer`);
}

/**
 * Drags a number of the sentence, as a reader would, and holds that its value and
 * an answer moved.
 *
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").FrameLocator} [within] the frame it is in
 */
export async function dragged(page, within = page) {
  const calculator = within.locator("cost-calculator").first();
  const number = calculator.locator(".sentence [data-act=number]").first();
  await number.scrollIntoViewIfNeeded();
  const before = { number: await number.inputValue().catch(() => number.textContent()),
    answers: await calculator.locator(".answers").innerText() };
  const { x, y, width, height } = await number.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1) await page.mouse.move(x + width / 2 + 8 * step, y + height / 2);
  await page.mouse.up();
  const after = { number: await number.inputValue().catch(() => number.textContent()),
    answers: await calculator.locator(".answers").innerText() };
  assert.notEqual(after.number, before.number, "the number moved");
  assert.notEqual(after.answers, before.answers, "an answer follows");
}
