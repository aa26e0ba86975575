// A reader's first minute, to find out which functions it needs: prints the
// numbers of those that were called. `cargo xtask later` runs it on a module
// that tells them.

import { freshPage, onSite, pageWith } from "./harness.mjs";

const prose = `<p>It costs <cost-value metric="cost_per_recovery">so much</cost-value> with
  <cost-input name="spend">so much</cost-input> spent.</p>`;
const MODULE = '<script type="module" src="/cost-calculator.module.js"></script>';
const pages = {
  "/minute.html": pageWith(`${prose}<cost-calculator links></cost-calculator>`, MODULE),
  "/two.html": pageWith(`${prose}<cost-calculator id="a" links></cost-calculator><cost-calculator id="b"></cost-calculator>`, MODULE),
};

/** Notes what is called, before any script of the page runs. */
function watch() {
  const called = (globalThis.called = new Set());
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  WebAssembly.instantiate = (module, imports) =>
    instantiate(module, { ...imports, watch: { called: (f) => called.add(f) } });
}

/** What every reader may do at once: drag, step, type, slide, take back. */
async function use(page) {
  const number = page.locator("cost-calculator .sentence input").first();
  const box = await number.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i < 12; i += 1) await page.mouse.move(x + 4 * i, y);
  await page.mouse.up();
  await page.waitForTimeout(50);
  await number.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("£800m");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(50);
  await page.mouse.wheel(0, 300);
  await page.waitForTimeout(100);
  await page.evaluate(() => {
    const root = document.querySelector("cost-calculator").shadowRoot;
    const slider = root.querySelector('input[type="range"]:not([disabled])');
    slider.value = Number(slider.value) + 30;
    slider.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
  });
  await page.waitForTimeout(50);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.emulateMedia({ colorScheme: "light" });
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width: width - 20, height });
  await page.evaluate(() => {
    document.fonts.dispatchEvent(new Event("loadingdone"));
    document.dispatchEvent(new Event("visibilitychange"));
    document.querySelector("cost-calculator").setAttribute("theme", "dark");
    history.replaceState(null, "", "#elsewhere");
    dispatchEvent(new HashChangeEvent("hashchange"));
  });
  await page.waitForTimeout(100);
  for (const what of ["undo", "redo", "reset"]) {
    const button = page.locator(`cost-calculator [data-act="${what}"]`).first();
    if (await button.isVisible() && await button.isEnabled()) await button.click();
  }
}

await onSite({ pages }, async (browser, server) => {
  const called = new Set();
  for (const options of [
    {}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    { viewport: { width: 1280, height: 1024 }, colorScheme: "dark", reducedMotion: "reduce" },
  ]) {
    for (const [address, uses] of [["/minute.html", true], ["/two.html", true]]) {
      const { page, close } = await freshPage(browser, options);
      await page.addInitScript(watch);
      // What waits for the rest is not needed at first.
      await page.route("**/cost-calculator-rest.wasm", () => {});
      await page.goto(`${server.address}${address}`);
      await page.locator("cost-calculator .sentence input").first().waitFor();
      if (uses) await use(page);
      for (const f of await page.evaluate(() => [...globalThis.called])) called.add(f);
      await close();
    }
  }
  console.log(JSON.stringify([...called].sort((a, b) => a - b)));
});
