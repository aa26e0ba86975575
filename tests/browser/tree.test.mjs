// What a screen reader is given: the accessibility tree of each view, as a
// person has read and approved it. After a wanted change: UPDATE=1, then read
// the difference.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { freshPage, onDisk, inBrowser, open, rested, ROOT } from "./harness.mjs";
import { Reader } from "./reader.mjs";

const FOLDER = join(ROOT, "tests", "browser", "trees");

function matches(name, tree) {
  const file = join(FOLDER, `${name}.yml`);
  if (process.env.UPDATE) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, `${tree}\n`);
  }
  assert.equal(`${tree}\n`, readFileSync(file, "utf8"), `the tree of “${name}”`);
}

test("each view reads as a person would understand it", () => inBrowser(async (browser) => {
  const { page, errors } = await freshPage(browser);
  await open(page, onDisk("talking-therapies.html"));
  const reader = new Reader(page);
  // At rest the intervals come from more draws, and stay.
  await rested(page);
  await rested(page);
  matches("whole", await reader.host.ariaSnapshot());
  for (const tab of await reader.host.getByRole("tab").all()) {
    await tab.click();
    await rested(page);
    await rested(page);
    const name = (await tab.textContent()).toLowerCase().replaceAll(/\W+/g, "-").replace(/-$/, "");
    matches(`tab-${name}`, await reader.host.getByRole("tabpanel").ariaSnapshot());
  }
  await reader.host.locator(".answer button").nth(1).click();
  matches("working", await reader.host.getByRole("dialog").ariaSnapshot());
  assert.deepEqual(errors, []);
}));
