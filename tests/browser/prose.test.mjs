// Numbers in the author's own prose.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { comes, freshPage, launch, open, pageWith, SITE } from "./harness.mjs";
import { figures, Reader } from "./reader.mjs";
import { serve } from "./server.mjs";

const VALUE = '<cost-value metric="cost_per_recovery">£1 as written</cost-value>';
const INPUT = '<cost-input name="recovery_rate">1% as written</cost-input>';

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve({
    folder: SITE,
    pages: {
      "/prose.html": pageWith(`<p>It cost ${VALUE} if ${INPUT} recovered.</p>
        <cost-calculator></cost-calculator>`),
      "/named.html": pageWith(`<cost-calculator id="a"></cost-calculator>
        <p id="p">${VALUE.replace(">", ' for="a">')}</p><p id="q">${VALUE}</p>
        <cost-calculator id="b" preset="the_post"></cost-calculator>`),
      "/wrong.html": pageWith(`<p><cost-value metric="cost_per_recovry">£1 as written</cost-value></p>
        <cost-calculator></cost-calculator>`),
      "/alone.html": pageWith(`<p>${VALUE}</p>`),
      "/clinging.html": pageWith(`<p id="told">It cost (${VALUE}), said “${VALUE}”. If ${INPUT}: then ${VALUE}; or (${INPUT})!</p>
        <cost-calculator></cost-calculator>`),
    },
  });
});
after(async () => {
  await browser.close();
  await server.close();
});

async function inPage(name, test, told = []) {
  const { page, errors, close } = await freshPage(browser);
  await page.goto(`${server.address}/${name}`);
  await test(page, new Reader(page));
  await comes(() => errors.length, told.length, String(errors));
  told.forEach((text, at) => assert.match(errors[at], text));
  await close();
}

/** What stands in an element of the prose, alive or not. */
const shown = (element) => element.evaluate((e) => {
  const field = e.shadowRoot.querySelector("input");
  const slot = e.shadowRoot.querySelector("slot");
  const text = () => e.shadowRoot.textContent.replaceAll("\u2060", "").trim();
  return getComputedStyle(slot).display !== "none" ? e.textContent : field ? field.value : text();
});

const becomes = (element, wanted) => comes(() => shown(element), wanted);

test("they come alive, follow the calculator and change it", () => inPage("prose.html", async (page, reader) => {
  const [value, input] = [page.locator("cost-value"), page.locator("cost-input")];
  await becomes(value, "£2,830");
  await becomes(input, "50%");
  await reader.number("recovery_rate").fill("60%");
  await page.keyboard.press("Enter");
  await becomes(input, "60%");
  assert.equal(await shown(value), (await reader.evaluate()).metrics.cost_per_recovery.text);
  await input.getByRole("spinbutton").fill("40%");
  await page.keyboard.press("Enter");
  await becomes(value, (await reader.evaluate()).metrics.cost_per_recovery.text);
  assert.equal((await reader.evaluate()).inputs.recovery_rate.value, 0.4);
  assert.match(await reader.sentence(), /40%/);
  await page.keyboard.press("ArrowUp");
  const step = figures.inputs.find((i) => i.id === "recovery_rate").step;
  assert.ok(Math.abs((await reader.evaluate()).inputs.recovery_rate.value - 0.4 - step) < 1e-9);
}));

test("dragged in the prose", () => inPage("prose.html", async (page, reader) => {
  const input = page.locator("cost-input");
  await becomes(input, "50%");
  const box = await input.getByRole("spinbutton").boundingBox();
  await page.mouse.move(box.x + 5, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 45, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  const { value } = (await reader.evaluate()).inputs.recovery_rate;
  assert.ok(value > 0.52, String(value));
}));

test("one that gets another name while it is typed in is that other, and everything goes on", () => inPage("prose.html", async (page, reader) => {
  const input = page.locator("cost-input");
  await becomes(input, "50%");
  await input.getByRole("spinbutton").click();
  await input.evaluate((e) => e.setAttribute("name", "spend"));
  await becomes(input, "£900m");
  // Typing, stepping and a drag under way: the name changes in the midst of each.
  await input.getByRole("spinbutton").fill("£1bn");
  await input.evaluate((e) => e.setAttribute("name", "recovery_rate"));
  await becomes(input, "50%");
  const box = await input.getByRole("spinbutton").boundingBox();
  await page.mouse.move(box.x + 5, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 25, box.y + box.height / 2, { steps: 3 });
  await input.evaluate((e) => e.setAttribute("name", "spend"));
  await page.mouse.move(box.x + 45, box.y + box.height / 2, { steps: 3 });
  await page.mouse.up();
  await input.evaluate((e) => e.setAttribute("name", "recovery_rate"));
  await reader.number("recovery_rate").fill("60%");
  await page.keyboard.press("Enter");
  await becomes(input, "60%");
  await input.getByRole("spinbutton").fill("40%");
  await page.keyboard.press("Enter");
  assert.equal((await reader.evaluate()).inputs.recovery_rate.value, 0.4);
  assert.match(await reader.sentence(), /40%/);
}));

test("a result in the prose opens to its working", () => inPage("prose.html", async (page, reader) => {
  const value = page.locator("cost-value");
  await becomes(value, "£2,830");
  await value.getByRole("button").click();
  await reader.host.getByRole("dialog").waitFor();
}));

test("each belongs to the calculator it names, or to the next", () => inPage("named.html", async (page) => {
  await becomes(page.locator("#p cost-value"), "£2,830");
  await becomes(page.locator("#q cost-value"), "£2,680");
}));

test("they are text again when their calculator goes", () => inPage("prose.html", async (page) => {
  const value = page.locator("cost-value");
  await becomes(value, "£2,830");
  await page.evaluate(() => document.querySelector("cost-calculator").remove());
  await becomes(value, "£1 as written");
}));

test("a name that is not there, and a page without a calculator, leave the text", async () => {
  await inPage("wrong.html", async (page, reader) => {
    await reader.host.locator(".sentence").waitFor();
    await becomes(page.locator("cost-value"), "£1 as written");
  }, [/^<cost-value>: The document has no value “cost_per_recovry”/]);
  await inPage("alone.html", async (page) => {
    await page.waitForFunction(() => customElements.get("cost-value"));
    await becomes(page.locator("cost-value"), "£1 as written");
  });
});

test("the page's own essay says what the calculator says", async () => {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/`);
  const { inputs, metrics } = await new Reader(page).evaluate();
  for (const value of await page.locator("cost-value").all()) {
    await becomes(value, metrics[await value.getAttribute("metric")].text);
    assert.equal(await value.evaluate((e) => e.textContent), await shown(value), "the same without scripts");
  }
  for (const input of await page.locator("cost-input").all()) {
    assert.ok(inputs[await input.getAttribute("name")]);
    assert.equal((await input.evaluate((e) => e.textContent)), await shown(input));
  }
  assert.deepEqual(errors, []);
  await close();
});

test("what the page writes around a number stays on its line", () => inPage("clinging.html", async (page) => {
  await becomes(page.locator("cost-value").first(), "£2,830");
  await becomes(page.locator("cost-input").last(), "50%");
  const { wrong, broken, widths } = await page.evaluate(() => {
    const told = document.getElementById("told");
    const place = (text, at) => {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect();
    };
    // Letters of other sizes stand on one line if they overlap.
    const apart = (a, b) => a.top >= b.bottom || b.top >= a.bottom;
    const found = { wrong: [], broken: 0, widths: 0 };
    for (let width = 120; width < 700; width += 3, found.widths += 1) {
      told.style.width = `${width}px`;
      for (const element of told.querySelectorAll("cost-value, cost-input")) {
        const number = element.shadowRoot.querySelector("button, input").getBoundingClientRect();
        const [before, behind] = [element.previousSibling, element.nextSibling];
        const sign = before.data.at(-1);
        const opens = place(before, before.data.length - 1);
        if (/[(“]/.test(sign) && apart(opens, number)) found.wrong.push(`${width}: ${sign}`);
        // Where a space stands a line may end, as ever.
        if (sign === " " && apart(place(before, before.data.length - 2), number)) found.broken += 1;
        if (apart(place(behind, 0), number)) found.wrong.push(`${width}: ${behind.data[0]}`);
      }
    }
    return found;
  });
  assert.deepEqual(wrong, []);
  assert.ok(broken > 20 && widths > 100, `${broken} lines end before a number in ${widths} widths`);
}));
