import { drawn, measuring } from "./peers.mjs";
import { dragging, frames } from "./frame.mjs";
import { ready } from "../tests/browser/harness.mjs";
await measuring(async (fresh) => {
    const { page, close, devtools, open } = await fresh({});
    await page.addInitScript(() => {
      globalThis.per = new Map();
      const kind = CanvasRenderingContext2D.prototype;
      for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(kind))) if (typeof value === "function" && name !== "constructor") kind[name] = function (...a) { const c = this.canvas; per.set(c, (per.get(c) ?? 0) + 1); return value.apply(this, a); };
    });
    await open("/preload"); await drawn(page, "/preload"); await ready(page);
    await page.evaluate(dragging);
    await page.waitForTimeout(1000);
    await page.evaluate(() => per.clear());
    await page.evaluate(frames, 20);
    console.log(await page.evaluate(() => [...per].map(([c, n]) => `${c.parentElement?.className} ${c.closest?.("[aria-label]")?.getAttribute("aria-label")} ${c.width}x${c.height} top ${c.getBoundingClientRect().top | 0}: ${n / 20}`)));
    console.log(await page.evaluate(() => document.querySelector("cost-calculator").shadowRoot.querySelectorAll("canvas").length));
    await close();
});
