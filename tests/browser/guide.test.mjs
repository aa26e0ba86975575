// The guide's document in a page: lists, shares and a band, to the last bit as
// natively, and as a reader meets them.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { freshPage, native, onSite, open, pageWith } from "./harness.mjs";
import { put } from "../../www/workbench/piece.js";
import { element } from "./tea.mjs";

const guide = readFileSync(new URL("../../docs/guide.md", import.meta.url), "utf8");
const pieces = guide.split("```json\n").slice(1).map((part) => JSON.parse(part.split("\n```")[0]));
const solar = pieces.reduce(put, {});
const file = join(mkdtempSync(join(tmpdir(), "guide-")), "solar.json");
writeFileSync(file, JSON.stringify(solar));

test("the guide's document lives in a page", { timeout: 120_000 }, async () => {
  await onSite({ pages: { "/solar.html": pageWith(element(solar)) } }, async (browser, server) => {
    const { page, errors, close } = await freshPage(browser);
    await open(page, `${server.address}/solar.html`);
    for (const [draws, seed] of [[999, 2], [10_000, 1]]) {
      const shown = await page.evaluate(
        ([draws, seed]) => document.querySelector("cost-calculator").simulate(draws, seed),
        [draws, seed],
      );
      const known = native("simulate", file, "--draws", String(draws), "--seed", String(seed));
      assert.deepEqual(shown, known, `${draws} draws, seed ${seed}`);
      assert.ok(shown.metrics.mix.p2_5 < shown.metrics.mix.p97_5);
    }
    // The band of a trend is drawn, as in the guide's picture.
    const svg = await page.evaluate(() => document.querySelector("cost-calculator").toSVG("saved_then"));
    assert.match(svg, /<polygon /);
    // Gas is set: what is left goes to the others, in proportion.
    const set = await page.evaluate(() => {
      const calculator = document.querySelector("cost-calculator");
      calculator.set({ gas: 0.7 });
      return calculator.evaluate();
    });
    const known = native("evaluate", file, "--set", "gas=0.7");
    assert.deepEqual(set.inputs, known.inputs);
    assert.ok(Math.abs(set.inputs.wind.value - 0.175) < 1e-12);
    assert.deepEqual(set.metrics, known.metrics);
    assert.deepEqual(errors, []);
    await close();
  });
});
