// When a page can be used on a slow line and a slow machine, and what it loads
// for that: ours, in the forms an author can choose, and others' with two charts.

import { drawn, measuring, PEERS, quantile, rounds, SQUIGGLE } from "./peers.mjs";

/** As a telephone has it in a train: bytes a second, and milliseconds of delay. */
const LINE = { downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, latency: 150 };
const SLOWER = 4;
const PAGES = {
  "module, preloaded": "/preload", module: "/module", "one script": "/script",
  "1 element": "/1", "5 elements": "/5", "20 elements": "/20",
  ...PEERS, ...SQUIGGLE,
};

/** Runs in the page: what has come so far, in bytes as they were sent. */
const loaded = () => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, entry) => sum + entry.encodedBodySize, 0);

/** Runs in the page at its beginning: watches for the moment it can be used. */
function watch(loaded) {
  const look = () => {
    const calculator = document.querySelector("cost-calculator");
    const there = calculator ? calculator.shadowRoot?.querySelector(".sentence")?.textContent : globalThis.ready;
    if (there) globalThis.used = { milliseconds: performance.now(), bytes: new Function(`return (${loaded})()`)() };
    else setTimeout(look, 5);
  };
  look();
}

await measuring(async (fresh) => {
  const taken = {};
  // A good host has compressed its files before anybody asks.
  for (const path of Object.values(PAGES)) {
    const { page, close, open } = await fresh();
    await open(path);
    await drawn(page, path);
    await close();
  }
  for (let round = 0; round < rounds(); round++) {
    for (const [name, path] of Object.entries(PAGES)) {
      const { page, close, open } = await fresh({ slower: SLOWER, line: LINE });
      await page.addInitScript(`(${watch})(${JSON.stringify(String(loaded))})`);
      await open(path);
      await drawn(page, path);
      const used = await (await page.waitForFunction(() => globalThis.used)).jsonValue();
      await page.waitForLoadState("networkidle");
      (taken[name] ??= []).push({ ...used, later: await page.evaluate(loaded) });
      await close();
    }
  }
  const found = Object.entries(taken).map(([name, all]) => {
    const middle = (key) => quantile(all.map((one) => one[key]), 0.5);
    return [name, { milliseconds: middle("milliseconds"), bytes: middle("bytes"), later: middle("later") }];
  });
  console.log(JSON.stringify(Object.fromEntries(found)));
});
