import { drawn, measuring } from "./peers.mjs";
import { dragging, frames } from "./frame.mjs";
import { ready } from "../tests/browser/harness.mjs";
const css = process.argv[2] ?? "";
const path = process.argv[3] ?? "/preload";
await measuring(async (fresh) => {
    const { page, close, devtools, open } = await fresh({});
    await open(path); await drawn(page, path);
    if (path === "/preload") { await ready(page);
    await page.evaluate(dragging); }
    if (css && path === "/preload") await page.evaluate((css) => { const s = new CSSStyleSheet(); s.replaceSync(css); const r = document.querySelector("cost-calculator").shadowRoot; r.adoptedStyleSheets = [...r.adoptedStyleSheets, s]; }, css);
    await page.waitForTimeout(1000);
    const first = await page.evaluate(frames, 100);
    const events = [];
    devtools.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    const done = new Promise((r) => devtools.once("Tracing.tracingComplete", r));
    await devtools.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink", "cc"] } });
    await page.evaluate(frames, 100);
    await devtools.send("Tracing.end"); await done;
    const q = (v, l) => [...v].sort((a, b) => a - b)[Math.floor(l * (v.length - 1))].toFixed(1);
    console.log("plain", q(first, .5), q(first, .95));
    { const d = events.filter((e) => /ProduceCanvasResource/.test(e.name)).map((e) => e.dur / 1000).sort((a, b) => b - a); console.log("produce", d.length, [0, .05, .1, .15, .2, .25, .3, .4, .5, .7].map((p) => d[Math.floor(p * d.length)]?.toFixed(2)).join(" ")); }
    // self times by thread
    const byThread = new Map();
    for (const e of events) if (e.ph === "X") { const k = e.pid + ":" + e.tid; (byThread.get(k) ?? byThread.set(k, []).get(k)).push(e); }
    const names = new Map(events.filter((e) => e.name === "thread_name").map((e) => [e.pid + ":" + e.tid, e.args.name]));
    for (const [k, list] of byThread) {
      list.sort((a, b) => a.ts - b.ts || b.dur - a.dur);
      const self = new Map(), n = new Map(), stack = [];
      for (const e of list) {
        while (stack.length && stack.at(-1).ts + stack.at(-1).dur <= e.ts) stack.pop();
        if (stack.length) { const p = stack.at(-1).name; self.set(p, (self.get(p) ?? 0) - (e.dur ?? 0)); }
        self.set(e.name, (self.get(e.name) ?? 0) + (e.dur ?? 0)); n.set(e.name, (n.get(e.name) ?? 0) + 1);
        stack.push(e);
      }
      const rows = [...self].sort((a, b) => b[1] - a[1]).filter(([, t]) => t > 5000).slice(0, 14);
      if (rows.length) console.log("==", names.get(k), "\n" + rows.map(([name, t]) => `${(t / 1e5).toFixed(3)} ms/frame ${name} x${(n.get(name) / 100).toFixed(1)}`).join("\n"));
    }
    await close();
});
