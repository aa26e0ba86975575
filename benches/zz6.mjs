import { drawn, measuring } from "./peers.mjs";
import { dragging, frames } from "./frame.mjs";
import { ready } from "../tests/browser/harness.mjs";
const tests = process.argv.slice(2);
await measuring(async (fresh) => {
  for (const css of tests) {
    const { page, close, devtools, open } = await fresh({});
    await open("/preload"); await drawn(page, "/preload"); await ready(page);
    await page.evaluate(dragging);
    if (css.startsWith("js:")) await page.evaluate(css.slice(3));
    else if (css) await page.evaluate((css) => { const s = new CSSStyleSheet(); s.replaceSync(css); const r = document.querySelector("cost-calculator").shadowRoot; r.adoptedStyleSheets = [...r.adoptedStyleSheets, s]; }, css);
    await page.waitForTimeout(1000);
    const first = await page.evaluate(frames, 60);
    const events = [];
    devtools.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    const done = new Promise((r) => devtools.once("Tracing.tracingComplete", r));
    await devtools.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink", "cc"] } });
    await page.evaluate(frames, 50);
    await devtools.send("Tracing.end"); await done;
    const q = (v, l) => [...v].sort((a, b) => a - b)[Math.floor(l * (v.length - 1))].toFixed(1);
    const c = (name) => { const l = events.filter((e) => e.name === name && e.ph === "X"); return `${(l.length / 50).toFixed(1)} (${(l.reduce((s, e) => s + e.dur, 0) / 50000).toFixed(2)} ms)`; };
    console.log(css || "plain", "|", q(first, .5), q(first, .95), "layerize", c("Layerize"), "produce", c("Canvas2DResourceProviderSharedImage::ProduceCanvasResource"), "layout", c("LocalFrameView::performLayout"), "paint", c("Paint"), "draw", c("MainFrame.Draw"), "fn", c("FunctionCall"));
    await close();
  }
});
