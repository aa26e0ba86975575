// The picture of the sentence and the answers: saved, copied, and saved where it cannot be copied.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ENGINE } from "./harness.mjs";
import { eachTime } from "./reader.mjs";

let page, reader;
eachTime((met) => { ({ page, reader } = met); });

const press = (name) => reader.host.getByRole("button", { name, exact: true }).click();

/** What a press saves has to be a PNG of the size that feeds ask for. */
async function saves(button) {
  const [saved] = await Promise.all([page.waitForEvent("download"), press(button)]);
  assert.equal(saved.suggestedFilename(), "talking-therapies.png");
  const bytes = readFileSync(await saved.path());
  assert.equal(bytes.toString("latin1", 1, 4), "PNG");
  assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1200, 630]);
}

test("it is saved at 1200 by 630", () => saves("Picture of this (PNG)"));

const skip = ENGINE === "chromium" ? false : "only Chromium lets a test read the clipboard";
test("it is copied as a picture", { skip }, async () => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await press("Copy as an image");
  await reader.host.getByText("Copied", { exact: true }).waitFor();
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const picture = await createImageBitmap(await item.getType("image/png"));
    return [picture.width, picture.height];
  });
  assert.deepEqual(size, [1200, 630]);
});

for (const [what, without] of [
  ["there is no clipboard", () => Object.defineProperty(navigator, "clipboard", { value: undefined })],
  ["it takes no pictures", () => { delete window.ClipboardItem; }],
  ["it refuses", () => Object.defineProperty(navigator, "clipboard", {
    value: { write: () => Promise.reject(new Error("refused")) },
  })],
]) {
  test(`where ${what}, it is saved`, async () => {
    await page.evaluate(without);
    await saves("Copy as an image");
  });
}
