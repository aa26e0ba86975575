// How long a frame takes while a reader drags, with the simulation following:
// everything the page does from the pointer's event to the end of the frame's
// script, as fast as the machine is and slowed down four times. And how long a
// move of the pointer over a chart takes, with the layout it brings about.

import { freshPage, onSite, open, pageWith } from "../tests/browser/harness.mjs";

const pages = { "/bench.html": pageWith("<cost-calculator></cost-calculator>") };
const FRAMES = 240;

await onSite({ pages }, async (browser, server) => {
  const found = {};
  for (const slower of [1, 4]) {
    const { page, close } = await freshPage(browser);
    await open(page, `${server.address}/bench.html`);
    // A reader looks first.
    await page.waitForTimeout(2000);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
    const taken = await page.evaluate(async (frames) => {
      const root = document.querySelector("cost-calculator").shadowRoot;
      const slider = root.querySelector('input[type="range"]:not([disabled])');
      const frame = () => new Promise(requestAnimationFrame);
      const steps = Array.from({ length: frames }, (_, i) => {
        const part = 0.5 + 0.4 * Math.sin(i / 9);
        return Number(slider.min) + part * (Number(slider.max) - Number(slider.min));
      });
      const taken = [];
      for (const step of steps) {
        await frame();
        // A frame's callbacks run in the order they were asked for: the first
        // of the next frame, the page's own, and one that ends it.
        let begun;
        requestAnimationFrame(() => { begun = performance.now(); });
        const from = performance.now();
        slider.value = step;
        slider.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
        const handled = performance.now() - from;
        await new Promise((done) => requestAnimationFrame(() => {
          // A message arrives when the frame has been laid out and painted.
          const painted = new MessageChannel();
          painted.port1.onmessage = done;
          painted.port2.postMessage(0);
        }));
        taken.push(handled + performance.now() - begun);
      }
      return taken;
    }, FRAMES);
    taken.sort((a, b) => a - b);
    const at = (level) => taken[Math.floor(level * (taken.length - 1))];
    found[`${slower}x`] = { median: at(0.5), p95: at(0.95) };
    await close();
  }
  const { page, close } = await freshPage(browser);
  await open(page, `${server.address}/bench.html`);
  found.pointer = await page.evaluate(() => {
    const plot = document.querySelector("cost-calculator").shadowRoot.querySelector(".plot");
    plot.scrollIntoView();
    const box = plot.getBoundingClientRect();
    const taken = Array.from({ length: 200 }, (_, i) => {
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
    taken.sort((a, b) => a - b);
    return { median: taken[99], p95: taken[189] };
  });
  await close();
  console.log(JSON.stringify(found));
});
