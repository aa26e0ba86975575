// What a frame of a drag costs, counted: by what does not depend on the machine.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freshPage, launch, pageWith, ready, rested, SITE } from "./harness.mjs";
import { serve } from "./server.mjs";

const STEPS = 40;
const MOST = { writes: 19, calls: 640, fonts: 8, layouts: 2.4 };

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve({ folder: SITE, pages: { "/frame.html": pageWith("<cost-calculator></cost-calculator>") } });
});
after(async () => {
  await browser.close();
  await server.close();
});

/** Runs in the page: counts what canvases are asked. */
function counting() {
  globalThis.asked = { calls: 0, fonts: 0 };
  const kind = CanvasRenderingContext2D.prototype;
  for (const [name, { value, set, ...rest }] of Object.entries(Object.getOwnPropertyDescriptors(kind))) {
    if (typeof value === "function" && name !== "constructor") {
      kind[name] = function counted(...given) {
        asked.calls += 1;
        return value.apply(this, given);
      };
    } else if (set && name === "font") {
      Object.defineProperty(kind, name, {
        ...rest,
        set(font) {
          asked.fonts += 1;
          set.call(this, font);
        },
      });
    }
  }
}

/** Runs in the page: from now on its clock goes on by a frame with each frame that is
 * drawn, so that what is asked of a frame is the same however busy the machine is. */
function byFrames() {
  let now = Date.now(), last = 0;
  const waiting = new Map();
  Date.now = () => now;
  globalThis.setTimeout = (run, after = 0, ...given) => {
    waiting.set(last += 1, { at: now + after, run: () => run(...given) });
    return last;
  };
  globalThis.clearTimeout = (timer) => waiting.delete(timer);
  globalThis.drawn = () => new Promise((done) => requestAnimationFrame(() => {
    now += 1000 / 60;
    for (const [timer, { at, run }] of waiting) {
      if (at <= now && waiting.delete(timer)) run();
    }
    done();
  }));
}

test("a steady frame of a drag asks of the page what it must, and no more", async () => {
  const { page, errors, close } = await freshPage(browser);
  await page.addInitScript(counting);
  await page.goto(`${server.address}/frame.html`);
  await ready(page);
  await rested(page);
  await page.evaluate(byFrames);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const layouts = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find((m) => m.name === "LayoutCount").value;
  };
  const drag = (steps) => page.evaluate(async (steps) => {
    const root = document.querySelector("cost-calculator").shadowRoot;
    const slider = root.querySelector('input[type="range"]:not([disabled])');
    Object.assign(asked, { calls: 0, fonts: 0 });
    let writes = 0;
    const observer = new MutationObserver((records) => { writes += records.length; });
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    for (let i = 0; i < steps; i += 1) {
      const part = 0.3 + 0.2 * Math.sin(i / 9);
      slider.value = Number(slider.min) + part * (Number(slider.max) - Number(slider.min));
      slider.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      await drawn();
      await drawn();
    }
    observer.disconnect();
    return { writes: writes / steps, calls: asked.calls / steps, fonts: asked.fonts / steps };
  }, steps);
  await drag(8);
  const laid = await layouts();
  const found = { ...await drag(STEPS), layouts: (await layouts() - laid) / STEPS };
  // Measured, and a fifth more; nothing at all would be no drag.
  for (const [what, most] of Object.entries(MOST)) {
    assert.ok(found[what] > 0 && found[what] <= most, `${what}: ${found[what]} a frame, of at most ${most}`);
  }
  assert.deepEqual(errors, []);
  await close();
});

test("a picture mended where marks moved is the picture painted anew", async () => {
  const { page, errors, close } = await freshPage(browser, { deviceScaleFactor: 2 });
  await page.goto(`${server.address}/frame.html`);
  await ready(page);
  await rested(page);
  const differing = await page.evaluate(async () => {
    const host = document.querySelector("cost-calculator");
    const root = host.shadowRoot;
    const frame = () => new Promise(requestAnimationFrame);
    const canvases = () => [...root.querySelectorAll(".plot > canvas, .spark > canvas")].filter((c) => c.width > 1);
    // However busy the machine is: all has followed once nothing changes any more.
    const still = async () => {
      for (let before = "", now = null; now !== before;) {
        before = now;
        await new Promise((done) => setTimeout(done, 400));
        now = canvases().map((c) => c.toDataURL()).join();
      }
    };
    const pixels = () => canvases()
      .map((c) => c.getContext("2d").getImageData(0, 0, c.width, c.height).data);
    const found = [];
    for (const slider of [...root.querySelectorAll('input[type="range"]')].slice(0, 4)) {
      slider.scrollIntoView({ block: "end" });
      await frame();
      await frame();
      const [low, high] = [Number(slider.min), Number(slider.max)];
      for (let i = 0; i < 25; i += 1) {
        slider.value = low + (0.5 + 0.45 * Math.sin(i * 0.9)) * (high - low);
        slider.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
        await frame();
        await frame();
      }
      await new Promise((done) => setTimeout(done, 500));
      await still();
      const mended = pixels();
      host.restyle();
      await still();
      pixels().forEach((anew, at) => {
        if (anew.length !== mended[at]?.length) return;
        let many = 0;
        for (let p = 0; p < anew.length; p += 1) many += Math.abs(anew[p] - mended[at][p]) > 2 ? 1 : 0;
        found.push(many);
      });
    }
    return found;
  });
  assert.ok(differing.length >= 8, `${differing.length} pictures compared`);
  assert.deepEqual(differing.filter((many) => many > 0), []);
  // Canvases are not meant to be read.
  assert.deepEqual(errors.filter((error) => !error.includes("willReadFrequently")), []);
  await close();
});

test("nothing jumps when it comes alive in the room of the static form", async () => {
  const { page, close } = await freshPage(browser);
  await page.addInitScript(() => {
    globalThis.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${server.address}/`);
  await ready(page);
  await rested(page);
  const shift = await page.evaluate(() => globalThis.shift);
  assert.ok(shift < 0.005, `a cumulative layout shift of ${shift}`);
  await close();
});
