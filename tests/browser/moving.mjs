// The moving picture of the README: a number in the sentence is dragged, and what
// follows from it follows. `cargo xtask moving` joins the pictures that it saves.

import { join } from "node:path";
import { freshPage, onSite, open } from "./harness.mjs";

const SIZE = { width: 760, height: 560 };
const folder = process.argv[2];

/** Where the pointer is, since no screenshot shows it. */
function showPointer() {
  const pointer = document.createElement("div");
  pointer.style.cssText = "position:fixed;z-index:9;width:18px;height:18px;margin:-9px;border-radius:50%;"
    + "background:rgb(0 0 0 / 0.25);border:2px solid rgb(255 255 255 / 0.9);pointer-events:none";
  document.body.append(pointer);
  addEventListener("pointermove", (event) => {
    pointer.style.left = `${event.clientX}px`;
    pointer.style.top = `${event.clientY}px`;
  }, true);
}

await onSite({}, async (browser, server) => {
  const { page, close } = await freshPage(browser, { viewport: SIZE, colorScheme: "light" });
  await open(page, `${server.address}/talking-therapies.html`);
  await page.evaluate(showPointer);
  await page.evaluate(() => document.querySelector("cost-calculator").scrollIntoView());
  const number = page.locator("cost-calculator .sentence input").last();
  const box = await number.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const shown = [];
  /** A picture, and for how many milliseconds it stays. */
  const show = async (stays) => {
    // The ranges follow within a tenth of a second.
    await page.waitForTimeout(150);
    const name = `${String(shown.length).padStart(3, "0")}-${stays}.png`;
    await page.screenshot({ path: join(folder, name) });
    shown.push(name);
  };
  await page.mouse.move(x + 60, y + 60);
  await show(1200);
  await page.mouse.move(x, y);
  await show(500);
  await page.mouse.down();
  const drag = async (from, to) => {
    const steps = 10;
    for (let step = 1; step <= steps; step += 1) {
      await page.mouse.move(x + from + ((to - from) * step) / steps, y);
      await show(step === steps ? 900 : 110);
    }
  };
  await drag(0, 70);
  await drag(70, -50);
  await drag(-50, 0);
  await page.mouse.up();
  await show(600);
  console.log(JSON.stringify(shown));
  await close();
});
