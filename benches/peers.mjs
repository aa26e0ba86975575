// The pages that are measured, ours and the others', and how each is opened.

import { freshPage, inBrowser } from "../tests/browser/harness.mjs";
import { serve } from "./server.mjs";

/** Pages of `pages/` that draw two charts, by the name of what draws them. */
export const PEERS = {
  "Chart.js": "/chartjs.html",
  ECharts: "/echarts.html",
  "Observable Plot": "/plot.html",
  uPlot: "/uplot.html",
  Plotly: "/plotly.html",
  "Vega-Lite": "/vega.html",
};
/** A page that starts, but has no frame of a drag. */
export const SQUIGGLE = { Squiggle: "/squiggle.html" };

const page = (head, body) => `<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

const ELEMENT = "<cost-calculator></cost-calculator>";
const MODULE = '<script type="module" src="/site/cost-calculator.module.js"></script>';
const SCRIPT = '<script src="/site/cost-calculator.js" defer></script>';
const PRELOAD = `<link rel="modulepreload" href="/site/cost-calculator.module.js">
<link rel="preload" href="/site/cost-calculator.wasm" as="fetch" crossorigin>
<link rel="preload" href="/site/talking-therapies.min.json" as="fetch" crossorigin>`;

/** So many calculators below each other, each as high as a window. */
const many = (count) => page(PRELOAD + MODULE, `<div style="min-height: 100vh">${ELEMENT}</div>`.repeat(count));

/** Our own pages, by path. */
export const OURS = {
  "/module": page(MODULE, ELEMENT),
  "/preload": page(PRELOAD + MODULE, ELEMENT),
  "/script": page(SCRIPT, ELEMENT),
  "/empty": page(SCRIPT, ""),
  "/1": many(1),
  "/5": many(5),
  "/20": many(20),
};

/** As large as two charts beside each other need, and as sharp as ours are drawn. */
const SCREEN = { viewport: { width: 1024, height: 1100 }, deviceScaleFactor: 2 };

/** Starts a browser and the server; `run` gets what opens a page, slowed down
 * so many times, and on a slow line if asked. */
export const measuring = (run) => inBrowser(async (browser) => {
  const server = await serve(OURS);
  const fresh = async ({ slower = 1, line, script } = {}) => {
    const { page, close } = await freshPage(browser, SCREEN);
    if (script) await page.addInitScript(script);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
    if (line) {
      await devtools.send("Network.enable");
      await devtools.send("Network.emulateNetworkConditions", { offline: false, ...line });
    }
    return { page, close, devtools, open: (path) => page.goto(server.address + path, { waitUntil: "commit" }) };
  };
  try {
    return await run(fresh, browser.version());
  } finally {
    await server.close();
  }
});

/** Waits until a page's charts are drawn, or the first of our elements can be used. */
export const drawn = (page, path) => (path in OURS ? alive(page)
  : page.waitForFunction(() => globalThis.ready, null, { timeout: 90_000 }));
const alive = (page) => page.waitForFunction(() =>
  document.querySelector("cost-calculator")?.shadowRoot?.querySelector(".sentence")?.textContent);

/** The value below which such a part of all lies. */
export function quantile(values, level) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(level * (sorted.length - 1))];
}

/** The number behind `--rounds` on the command line. */
export const rounds = () => Number(process.argv[process.argv.indexOf("--rounds") + 1]) || 3;
