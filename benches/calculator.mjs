// The calculator as readers have it: the built element in Chromium, draws,
// model, mean and quantiles of every metric.

import { freshPage, onSite, open, pageWith } from "../tests/browser/harness.mjs";
import { task, time } from "./translate.mjs";

const { draws } = task();
const pages = { "/bench.html": pageWith("<cost-calculator></cost-calculator>") };

await onSite({ pages }, async (browser, server) => {
  const { page, close } = await freshPage(browser);
  await open(page, `${server.address}/bench.html`);
  const found = await page.evaluate(
    ([draws, timing]) => {
      const calculator = document.querySelector("cost-calculator");
      const time = new Function(`return ${timing}`)();
      let found;
      const milliseconds = time((seed) => { found = calculator.simulate(draws, seed + 10); });
      const rows = Object.entries(found.metrics).filter(([, m]) => m.p2_5 < m.p97_5);
      const metrics = rows.map(([id, m]) => [id, [m.mean, m.p2_5, m.median, m.p97_5]]);
      const lacking = rows.filter(([, m]) => m.share_with_value < 1).map(([id]) => id);
      return { milliseconds, metrics: Object.fromEntries(metrics), lacking };
    },
    [draws, String(time)],
  );
  console.log(JSON.stringify({ ...found, version: `Chromium ${browser.version()}` }));
  await close();
});
