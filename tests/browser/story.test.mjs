// The story in steps: here, by keys and in words; and from the prose of a page as one
// scrolls.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes, frames, open, pageWith } from "./harness.mjs";
import { eachTime, figures } from "./reader.mjs";

const steps = figures.story;
let page, reader, server;
eachTime((met) => { ({ page, reader, server } = met); }, {
  viewport: { width: 390, height: 844 }, reducedMotion: "reduce",
});

const root = (run, given) => reader.host.evaluate(
  (host, [run, given]) => new Function("root", "host", "given", run)(host.shadowRoot, host, given), [run, given]);
const button = (name) => reader.host.getByRole("button", { name, exact: true });
const offer = () => button(`Explained in ${steps.length} steps`);
const focused = () => root(`return root.activeElement?.textContent;`);
const set = (settings) => page.evaluate(
  (settings) => document.querySelector("cost-calculator").set(settings), settings);

/** What is marked: the acts of the elements and with which of their kind, or a chart's name. */
const marked = () => root(`return [...root.querySelectorAll("[data-pointed]")]
  .map((e) => e.getAttribute("aria-label") ?? "").filter((name, i, all) => all.indexOf(name) === i);`);

test("one step at a time by keyboard: said once, marked, in view, and left by Escape", async () => {
  await root(`globalThis.said = [];
    const status = root.querySelector(".calculator > .sr[role=status]");
    new MutationObserver(() => globalThis.said.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });`);
  const before = await reader.sentence();
  await offer().press("Enter");
  const names = [];
  for (const [i, step] of steps.entries()) {
    await frames(page);
    const heading = `Step ${i + 1} of ${steps.length} · ${step.title}`;
    assert.equal(await root(`return root.querySelector(".telling > .muted").textContent;`), heading);
    const said = await page.evaluate(() => globalThis.said.splice(0));
    const here = said.filter((text) => text.startsWith(heading));
    assert.equal(here.length, 1, `${heading}: said ${here.length} times`);
    const told = await root(`return root.querySelector(".told").textContent;`);
    assert.equal(here[0], `${heading}. ${told}`);
    assert.doesNotMatch(told, /[{}*–]/);
    names.push((await marked()).join());
    assert.ok(names.at(-1), `${heading} marks something`);
    const seen = () => root(`
      const at = (e) => e.getBoundingClientRect();
      const panel = at(root.querySelector(".telling"));
      const clear = (e) => at(e).top < innerHeight && at(e).bottom > 0 && at(e).height > 0
        && (at(e).bottom <= panel.top + 1 || at(e).bottom > panel.bottom);
      return { panel: panel.top >= 0 && panel.bottom <= innerHeight,
        marked: [...root.querySelectorAll("[data-pointed]")].some(clear) };`);
    await comes(seen, { panel: true, marked: true }, heading);
    const last = i === steps.length - 1;
    assert.equal(await focused(), last ? "Close" : "Next");
    if (!last) await page.keyboard.press("Enter");
  }
  assert.equal(new Set(names).size, steps.length, `${names}`);
  await button("Back").press("Enter");
  await page.keyboard.press("Escape");
  await frames(page);
  assert.equal(await focused(), await offer().textContent());
  assert.deepEqual(await marked(), []);
  assert.equal(await root(`return root.querySelector(".telling").checkVisibility();`), false);
  // What it set is the reader's own, and a step back.
  assert.notEqual(await reader.sentence(), before);
  await page.keyboard.press("Control+z");
  assert.equal(await reader.sentence(), before);
});

test("its texts follow what the reader sets, and say nothing that is not so", async () => {
  const told = () => root(`return root.querySelector(".told").textContent;`);
  await offer().click();
  assert.match(await told(), /^For 2023\/24 the post says £900m or more/);
  await set({ period: "2022/23" });
  assert.match(await told(), /^What was spent in 2022\/23 is not known/);
  await set({ spend: 1e9 });
  assert.match(await told(), /^Suppose £1bn was spent/);
  await button("Next").click();
  await button("Next").click();
  await button("Next").click();
  await set({ recovery_without_therapy: 0.8 });
  assert.match(await told(), /no more recovered than would have anyway/);
  assert.doesNotMatch(await told(), /–/);
  await set({ measure: "recovery" });
  assert.doesNotMatch(await told(), /reliable/);
});

test("prose tells steps as one scrolls, where the author writes it", async () => {
  const section = (n) => `<cost-step step="${n}" style="display:block;height:100vh"><p>${n}</p></cost-step>`;
  await page.route("**/scrolled.html", (route) => route.fulfill({
    contentType: "text/html",
    body: pageWith(`<p style="height:100vh">Before</p>${section(1)}${section(4)}
      <p style="height:100vh">After</p><cost-calculator></cost-calculator>`),
  }));
  await open(page, `${server.address}/scrolled.html`);
  const to = async (at) => {
    await page.evaluate((at) => scrollTo(0, at * innerHeight), at);
    await frames(page);
    await frames(page);
  };
  const measure = async () => (await reader.evaluate()).inputs.measure.value;
  await to(0);
  assert.deepEqual(await marked(), []);
  await to(1);
  await page.waitForFunction(() => document.querySelector("cost-calculator").shadowRoot.querySelector("[data-pointed]"));
  const first = await marked();
  assert.equal(await measure(), 0);
  await to(2);
  await page.waitForFunction(() => document.querySelector("cost-calculator").evaluate().inputs.measure.value === 1);
  assert.notDeepEqual(await marked(), first);
  assert.equal(await root(`return root.querySelector(".telling").checkVisibility();`), false);
  assert.equal(await page.evaluate(() => scrollY), 2 * 844, "nothing is scrolled but by the reader");
  // What the reader then sets stays, whichever way is scrolled.
  await set({ measure: "recovery" });
  await to(1);
  await page.waitForFunction((first) => JSON.stringify(
    [...new Set([...document.querySelector("cost-calculator").shadowRoot.querySelectorAll("[data-pointed]")]
      .map((e) => e.getAttribute("aria-label")))]) === JSON.stringify(first), first);
  await to(2);
  assert.equal(await measure(), 0);
  await to(3.1);
  await page.waitForFunction(() => !document.querySelector("cost-calculator").shadowRoot.querySelector("[data-pointed]"));
});

test("an unknown step is told to the author, and the page goes on", async () => {
  const told = await page.evaluate(() => new Promise((done) => {
    const say = console.error;
    console.error = (text) => { console.error = say; done(text); };
    const step = document.createElement("cost-step");
    step.setAttribute("step", "9");
    step.textContent = "Nine";
    document.body.prepend(step);
    step.style.cssText = "display:block;height:100vh";
    scrollTo(0, 0);
  }));
  assert.match(told, /no step 9: it has 5/);
  assert.ok(await reader.sentence());
});
