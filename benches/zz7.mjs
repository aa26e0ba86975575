import { drawn, measuring } from "./peers.mjs";
import { dragging, frames } from "./frame.mjs";
import { ready } from "../tests/browser/harness.mjs";
await measuring(async (fresh) => {
    const { page, close, devtools, open } = await fresh({});
    await open("/preload"); await drawn(page, "/preload"); await ready(page);
    await page.evaluate(dragging);
    await page.waitForTimeout(1000);
    await page.evaluate(frames, 10);
    const events = [];
    devtools.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    const done = new Promise((r) => devtools.once("Tracing.tracingComplete", r));
    await devtools.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.invalidationTracking", "blink", "cc", "disabled-by-default-devtools.timeline.stack"] } });
    await page.evaluate(frames, 20);
    await devtools.send("Tracing.end"); await done;
    const m = new Map();
    for (const e of events) if (/InvalidationTracking/.test(e.name)) { const d = e.args.data; const k = `${e.name} | ${d.nodeName} | ${d.reason ?? d.extraData ?? ""} ${d.invalidatedSelectorId ?? ""} | ${(d.stackTrace ?? []).slice(0, 2).map((s) => s.functionName).join("<")}`; m.set(k, (m.get(k) ?? 0) + 1); }
    console.log([...m].sort((a, b) => b[1] - a[1]).slice(0, 60).map(([k, n]) => (n / 20).toFixed(2) + " " + k).join("\n"));
    const ts0 = Math.min(...events.filter((e) => e.ts).map((e) => e.ts));
    const main = events.filter((e) => ["Layout", "UpdateLayoutTree", "Paint", "FireAnimationFrame", "EventDispatch", "TimerFire", "FunctionCall", "BeginMainThreadFrame", "Commit", "MainFrame.Draw", "ResizeObserver"].includes(e.name) || /LocalFrameView::performLayout/.test(e.name)).sort((a, b) => a.ts - b.ts);
    const from = main.findIndex((e) => e.ts > ts0 + 150000);
    for (const e of main.slice(from, from + 70)) console.log(((e.ts - ts0) / 1000).toFixed(2), (e.dur ?? 0) / 1000, e.name, e.args?.data?.type ?? "", e.args?.data?.functionName ?? "", JSON.stringify(e.args?.beginData?.stackTrace?.slice(0,3)?.map((s) => s.functionName) ?? "").slice(0, 120), e.args?.elementCount ?? "", e.args?.beginData?.dirtyObjects ?? "");
    await close();
});
