// The picture of the sentence and the answers: saved, copied, and saved where it cannot be copied.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DOCUMENT, ENGINE, ROOT, SITE, xtask } from "./harness.mjs";
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

test("the one that comes with the pages is what the command makes", { skip: ENGINE !== "chromium" }, async () => {
  const made = join(mkdtempSync(join(tmpdir(), "card-")), "card.png");
  xtask("render", DOCUMENT, "--card", "--png", made);
  const differing = await page.evaluate(async (pictures) => {
    const [a, b] = await Promise.all(pictures.map(async (picture) => {
      const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(1200, 630);
      const context = canvas.getContext("2d");
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, 1200, 630).data;
    }));
    let many = 0;
    for (let i = 0; i < a.length; i += 4) many += Math.abs(a[i] - b[i]) > 64 ? 1 : 0;
    return many / (a.length / 4);
  }, [made, join(ROOT, "www", "card.png")].map((path) => readFileSync(path, "base64")));
  // Other type, or the edges of the same, is a little; another figure in large type is more.
  assert.ok(differing < 0.004, `${differing} of it differs: cargo xtask render www/talking-therapies.json --card --png www/card.png`);
  for (const file of ["index.html", "calculator.html"]) {
    assert.match(readFileSync(join(SITE, file), "utf8"), /property="og:image" content="card\.png"/);
  }
});

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
