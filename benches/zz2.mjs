import { drawn, measuring } from "./peers.mjs";
await measuring(async (fresh) => {
  for (let k=0;k<2;k++) for (const path of ["/preload"]) {
    const { page, close, devtools, open } = await fresh({ slower: 4, line: { downloadThroughput: 200000, uploadThroughput: 93000, latency: 150 } });
    await devtools.send("Profiler.enable");
    await devtools.send("Profiler.setSamplingInterval", { interval: 500 });
    await devtools.send("Profiler.start");
    await open(path); await drawn(page, path);
    const t = await page.evaluate(() => [performance.now(), ...performance.getEntriesByType("resource").map((e) => `${e.name.split("/").pop()} ${Math.round(e.startTime)}-${Math.round(e.responseEnd)}`), ...performance.getEntriesByType("paint").map(e=>e.name+" "+e.startTime)]);
    const { profile } = await devtools.send("Profiler.stop");
    console.log(path, t);
    const self = new Map(); const byId = new Map(profile.nodes.map((n) => [n.id, n]));
    profile.samples.forEach((id, i) => { const n = byId.get(id); const key = n.callFrame.functionName + " " + n.callFrame.url.split("/").pop() + ":" + n.callFrame.lineNumber; self.set(key, (self.get(key) ?? 0) + (profile.timeDeltas[i] ?? 0)); });
    if (k) console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 25).map(([n, t]) => `${(t / 1000).toFixed(1)} ${n}`).join("\n"));
    await close();
  }
});
