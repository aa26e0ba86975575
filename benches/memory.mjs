// The memory of WebAssembly that one element in use holds, and each further one.

import { measuring } from "./peers.mjs";
import { dragging, frames } from "./frame.mjs";

/** Runs in the page at its beginning: keeps hold of every memory. */
function collect() {
  globalThis.memories = new Set();
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    const memory = (made.instance ?? made).exports.memory;
    if (memory) memories.add(memory);
    return made;
  };
}

/** Runs in the page: megabytes of all of them. */
const megabytes = () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0) / 1e6;

/** Runs in the page: brings each element into the window until it is alive. */
async function wake() {
  for (const calculator of document.querySelectorAll("cost-calculator")) {
    calculator.scrollIntoView();
    while (!calculator.shadowRoot?.querySelector(".sentence")?.textContent) {
      await new Promise((done) => setTimeout(done, 50));
    }
    await calculator.ready;
  }
}

/** Runs in the page: opens every tab of the first element. */
async function lookAround() {
  for (const tab of document.querySelector("cost-calculator").shadowRoot.querySelectorAll('[role="tab"]')) {
    tab.click();
    await new Promise((done) => setTimeout(done, 300));
  }
}

await measuring(async (fresh) => {
  const found = {};
  for (const count of [1, 5, 20]) {
    const { page, close, open } = await fresh({ script: collect });
    await open(`/${count}`);
    await page.waitForFunction(() => document.querySelector("cost-calculator")?.shadowRoot);
    await page.evaluate(wake);
    await page.waitForTimeout(1500);
    found[count] = await page.evaluate(megabytes);
    if (count === 1) {
      await page.evaluate(dragging);
      await page.evaluate(frames, 60);
      await page.evaluate(lookAround);
      await page.waitForTimeout(1500);
      found.used = await page.evaluate(megabytes);
    }
    await close();
  }
  console.log(JSON.stringify({ ...found, each_further: (found[20] - found[1]) / 19 }));
});
