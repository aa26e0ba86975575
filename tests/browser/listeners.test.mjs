// Whatever a page does while it is told of a change: nothing breaks, nothing is
// lost, and the calculator is of use afterwards.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { frames, freshPage, launch, once, open, pageWith, ready, SITE } from "./harness.mjs";
import { serve } from "./server.mjs";
import { element, TEA } from "./tea.mjs";

const BODY = `<main>${element(TEA)}</main>`;

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve({ folder: SITE, pages: { "/tea.html": pageWith(BODY) } });
});
after(async () => {
  await browser.close();
  await server.close();
});

/** What somebody does to the cups that the page is told of. */
const field = (page) => page.locator("cost-calculator .sentence .field").nth(1);
const typed = async (page, ...keys) => {
  await field(page).focus();
  await page.keyboard.type("7");
  for (const key of keys) await page.keyboard.press(key);
};
const HANDS = {
  "typing and Enter": (page) => typed(page, "Enter"),
  "typing and leaving": (page) => typed(page, "Tab"),
  "typing and stepping": (page) => typed(page, "ArrowUp", "Tab"),
  "a slider": async (page) => {
    await page.locator("cost-calculator .slider").nth(1).focus();
    for (const key of ["ArrowUp", "PageUp", "ArrowLeft"]) await page.keyboard.press(key);
  },
  "a drag": async (page) => {
    const box = await field(page).boundingBox();
    const [x, y] = [box.x + 8, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 120, y, { steps: 6 });
    await frames(page);
    await page.mouse.up();
  },
  "a script": (page) => page.evaluate(() => document.querySelector("cost-calculator").set({ cups: 8 })),
};

/** What a page may do in its listener, and what must be so when all is quiet. */
const ANSWERS = {
  "sets the same input": ["calculator.set({ cups: 5 });", "values.cups === 5"],
  "sets another and reads it": [
    `calculator.set({ spend: 2 });
     if (calculator.evaluate().inputs.spend.value !== 2) throw new Error("not set");`, "values.spend === 2"],
  "never lets it rest": ["calculator.set({ spend: calculator.evaluate().inputs.spend.value === 2 ? 1 : 2 });", "values.spend < 3"],
  "calls everything": [
    `calculator.simulate(100); calculator.link; calculator.evaluate({ cups: 1 });
     const guest = document.createElement("cost-input");
     guest.setAttribute("name", "cups");
     document.body.append(guest);
     if (told % 2) guest.remove();`, "document.querySelectorAll('cost-input').length < told + 1"],
  "takes it out": ["calculator.remove();", "values === null"],
  "puts it elsewhere": ["document.body.append(calculator);", "values"],
  "begins it anew": ["calculator.locale = told % 2 ? 'fr' : 'en-GB';", "values"],
  "gives it another document": ["calculator.figures = JSON.parse(calculator.firstElementChild.textContent);", "values"],
};

for (const [answer, [on, so]] of Object.entries(ANSWERS)) {
  // What a page does is of the state; that it is told, of the engine.
  const sample = ["sets the same input", "takes it out"].includes(answer);
  test(`a page that ${answer} while it is told`, sample ? {} : once, async () => {
    for (const name of ["input", "change"]) {
      const { page, errors, close } = await freshPage(browser);
      await open(page, `${server.address}/tea.html`);
      for (const [hands, act] of Object.entries(HANDS)) {
        if (name === "input" && hands === "a script") continue;
        const told = `${name}, ${hands}`;
        // All of the body anew: as good as another page, and sooner there.
        await page.evaluate((body) => { document.body.innerHTML = body; }, BODY);
        await ready(page);
        await page.evaluate(([name, on]) => {
          const calculator = document.querySelector("cost-calculator");
          const answer = new Function("calculator", "told", on);
          globalThis.calculator = calculator;
          globalThis.told = 0;
          globalThis.answering = new AbortController();
          calculator.addEventListener(name, () => answer(calculator, globalThis.told += 1), { signal: answering.signal });
        }, [name, on]);
        await act(page);
        await frames(page);
        await frames(page);
        assert.ok(await page.evaluate(() => globalThis.told) > 0, `${told}: it is told`);
        const left = await page.evaluate(async (so) => {
          answering.abort();
          await calculator.ready;
          const values = calculator.link
            ? Object.fromEntries(Object.entries(calculator.evaluate().inputs).map(([id, { value }]) => [id, value])) : null;
          const held = new Function("values", "told", `return ${so}`)(values, globalThis.told);
          // It is of use where it is, and where it is put.
          if (!calculator.isConnected) {
            document.body.append(calculator);
            await calculator.ready;
          }
          calculator.set({ cups: 6 });
          return { held: Boolean(held), cups: calculator.evaluate().inputs.cups.value, values };
        }, so);
        assert.ok(left.held, `${told}: ${JSON.stringify(left)}`);
        assert.equal(left.cups, 6, told);
        await field(page).focus();
        await page.keyboard.press("ArrowUp");
        await frames(page);
        assert.equal(await field(page).inputValue(), "7", `${told}: it goes on`);
        assert.equal(await page.locator("cost-calculator .calculator").count(), 1, told);
        assert.deepEqual(errors, [], told);
      }
      await close();
    }
  });
}
