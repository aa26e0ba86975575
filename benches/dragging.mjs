// How long a frame takes while a reader drags, with the simulation following and
// two charts in view, beside others that merely draw two such charts anew; as
// fast as the machine is, and slowed down four times. And how long a move of the
// pointer over a chart takes, with the layout it brings about.

import { ready } from "../tests/browser/harness.mjs";
import { dragging, frames } from "./frame.mjs";
import { drawn, measuring, PEERS, quantile, rounds } from "./peers.mjs";

const FRAMES = 50;
const PAGES = { "The calculator": "/preload", ...PEERS };

/** Runs in the page: milliseconds of each of 200 moves over a chart. */
function pointing() {
  const plot = document.querySelector("cost-calculator").shadowRoot.querySelector(".plot");
  plot.scrollIntoView();
  const box = plot.getBoundingClientRect();
  return Array.from({ length: 200 }, (_, i) => {
    const at = {
      bubbles: true, composed: true, pointerType: "mouse",
      clientX: box.left + (box.width * ((i * 37) % 200)) / 200,
      clientY: box.top + (box.height * ((i * 91) % 200)) / 200,
    };
    const from = performance.now();
    plot.dispatchEvent(new PointerEvent("pointermove", at));
    plot.querySelector(".tip").getBoundingClientRect();
    return performance.now() - from;
  });
}

await measuring(async (fresh, version) => {
  const taken = { "1x": {}, "4x": {} };
  const pointer = [];
  // In turn, so that a busy minute meets all alike.
  for (let round = 0; round < rounds(); round++) {
    for (const slower of [1, 4]) {
      for (const [name, path] of Object.entries(PAGES)) {
        const { page, close, devtools, open } = await fresh();
        await open(path);
        await drawn(page, path);
        if (!(name in PEERS)) {
          await ready(page);
          await page.evaluate(dragging);
        }
        // A reader looks first.
        await page.waitForTimeout(1000);
        await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
        (taken[`${slower}x`][name] ??= []).push(...await page.evaluate(frames, FRAMES));
        if (!(name in PEERS) && slower === 1) pointer.push(...await page.evaluate(pointing));
        await close();
      }
    }
  }
  const summary = (values) => ({ median: quantile(values, 0.5), p95: quantile(values, 0.95) });
  const each = (group) => Object.fromEntries(Object.entries(group).map(([name, values]) => [name, summary(values)]));
  console.log(JSON.stringify({
    version: `Chromium ${version}`, "1x": each(taken["1x"]), "4x": each(taken["4x"]), pointer: summary(pointer),
  }));
});
