// The page's simulation is the native library's, to the last bit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DOCUMENT, freshPage, native, onSite, open, pageWith } from "./harness.mjs";

test("the same seed gives the same bits in the page and natively", { timeout: 120_000 }, async () => {
  const pages = { "/one.html": pageWith("<cost-calculator></cost-calculator>") };
  await onSite({ pages }, async (browser, server) => {
    const { page, errors, close } = await freshPage(browser);
    await open(page, `${server.address}/one.html`);
    for (const [draws, seed] of [[1, 1], [999, 2], [10_000, 1], [100_000, 4_294_967_295], [1_000_000, 3]]) {
      const shown = await page.evaluate(
        ([draws, seed]) => document.querySelector("cost-calculator").simulate(draws, seed),
        [draws, seed],
      );
      const known = native("simulate", DOCUMENT, "--draws", String(draws), "--seed", String(seed));
      assert.deepEqual(shown, known, `${draws} draws, seed ${seed}`);
      assert.notEqual(shown.metrics.payback.mean, shown.metrics.net_cost.mean);
    }
    const told = await page.evaluate(() => {
      try {
        return document.querySelector("cost-calculator").simulate(10_000_001);
      } catch (error) {
        return error.message;
      }
    });
    assert.equal(told, "At most 10000000 draws are made, not 10000001.");
    assert.deepEqual(errors, []);
    await close();
  });
});
