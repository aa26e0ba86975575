// The first screen, as it is read: numbers that stand in the line like words, tools that
// come when they are needed, and what is not known told where it matters.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes, frames, once, open } from "./harness.mjs";
import { eachTime, figures } from "./reader.mjs";

let page, reader;
eachTime((met) => { ({ page, reader } = met); }, {
  viewport: { width: 390, height: 844 }, deviceScaleFactor: 4,
});

const root = (run) => reader.host.evaluate(
  (host, run) => new Function("root", "host", run)(host.shadowRoot, host), run);
const set = (settings) => page.evaluate(
  (settings) => document.querySelector("cost-calculator").set(settings), settings);

/** The lowest row with ink in each of some places, in pixels of the page. */
async function lowest(places) {
  const rows = [];
  for (const clip of places) {
    const picture = (await page.screenshot({ clip })).toString("base64");
    rows.push(await page.evaluate(async (picture) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      for (let at = data.length - 4; at >= 0; at -= 4) {
        if (data[at] + data[at + 1] + data[at + 2] < 330) return Math.floor(at / 4 / image.width) / 4;
      }
      return -1;
    }, picture));
  }
  return rows;
}

for (const where of ["sentence", "prose"]) {
  test(`an editable number in ${where} stands on the line and is as wide as its text`, async () => {
    for (const width of [360, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await frames(page);
      // The same letters beside and in the field, in one colour, with no line under them.
      const found = await page.evaluate((where) => {
        const guest = document.querySelector("cost-input");
        const host = where === "prose" ? guest : document.querySelector("cost-calculator");
        const frame = host.shadowRoot.querySelector(where === "prose" ? ".number" : ".sentence .number");
        const line = where === "prose" ? guest : frame;
        const [twin, field] = frame.children;
        const word = field.value;
        field.style.cssText = "text-decoration: none; background: none; color: black";
        field.value = twin.textContent = "HHH";
        const probe = document.createElement("span");
        probe.textContent = "HHH";
        probe.style.cssText = "color: black; font-weight: 700";
        // Both begin a line.
        const before = [document.createElement("br"), probe, document.createTextNode(" ")];
        line.before(...before);
        probe.scrollIntoView({ block: "center" });
        const [a, b] = [probe, frame].map((e) => e.getBoundingClientRect());
        const tall = field.getBoundingClientRect().height;
        const top = Math.min(a.top, b.top) - 2;
        const height = Math.max(a.bottom, b.bottom) + 2 - top;
        const clip = (r) => ({ x: r.left + 1, y: top, width: r.width - 2, height });
        globalThis.putBack = () => {
          for (const node of before) node.remove();
          field.style.cssText = "";
          field.value = twin.textContent = word;
        };
        return { wide: b.width - a.width, places: [clip(a), clip(b)], tall };
      }, where);
      const [word, number] = await lowest(found.places);
      assert.ok(word > 0 && number > 0, `${width}: both have ink`);
      assert.ok(Math.abs(word - number) <= 0.5, `${width}: ${number - word} px off the baseline`);
      assert.ok(Math.abs(found.wide) < 1, `${width}: ${found.wide} px wider than its text`);
      assert.ok(found.tall >= 24, `${width}: ${found.tall} px to touch`);
      await page.evaluate(() => globalThis.putBack());
    }
  });
}

test("the tools take one row on a phone, and the way back moves nothing when it comes", async () => {
  for (const width of [360, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await frames(page);
    const rows = await root(`return [...root.querySelectorAll(".bar > *")]
      .map((e) => { const at = e.getBoundingClientRect(); return Math.round(at.top + at.height / 2); });`);
    assert.ok(Math.max(...rows) - Math.min(...rows) <= 2, `${width}: ${rows}`);
  }
  const place = () => root(`
    return root.querySelector(".answers").getBoundingClientRect().top - host.getBoundingClientRect().top;`);
  const undo = reader.host.getByRole("button", { name: "Undo" });
  assert.equal(await undo.count(), 0);
  const before = await place();
  await set({ caseness_share: 0.9 });
  await frames(page);
  assert.equal(await undo.count(), 1);
  assert.equal(await place(), before);
});

test("what is disputed is marked in the sentence, and a year without spend says so in the list", async () => {
  const mark = reader.host.locator(".sentence .mark:visible");
  await comes(() => mark.count(), 1);
  assert.match(await mark.getAttribute("aria-label"), /^Spend, unconfirmed: disputed or without a source$/);
  await mark.press("Enter");
  const dialog = reader.host.getByRole("dialog");
  await dialog.waitFor();
  assert.match(await dialog.textContent(), /£0\.9bn\+/);
  await page.keyboard.press("Escape");
  assert.equal(await mark.evaluate((m) => m.getRootNode().activeElement === m), true);
  const listed = await root(`return [...root.querySelector(".bar select").options].map((o) => o.textContent);`);
  assert.ok(listed.includes("2022/23 – no spend figure") && listed.includes("2021/22"), `${listed}`);
  await set({ spend: 1e9 });
  await frames(page);
  assert.equal(await mark.count(), 0, "what the reader set is not disputed");
});

test("four questions, each in view on a phone, with their charts in order; a link opens each", once, async () => {
  for (const width of [360, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await frames(page);
    const tabs = await root(`return [...root.querySelectorAll("[role=tab]")].map((t) => {
      const at = t.getBoundingClientRect();
      return { name: t.textContent, inside: at.left >= 0 && at.right <= innerWidth };
    });`);
    assert.deepEqual(tabs.map((t) => t.name), figures.questions.map((q) => q.label));
    assert.ok(tabs.every((t) => t.inside), `${width}: ${JSON.stringify(tabs)}`);
  }
  const shown = () => root(`return [...root.querySelectorAll(".panel figure:not([hidden])")]
    .map((f) => f.getAttribute("aria-label"));`);
  const named = (q) => q.charts.map((id) => figures.charts.find((c) => c.id === id).label);
  for (const question of figures.questions) {
    await reader.host.getByRole("tab", { name: question.label }).click();
    await frames(page);
    assert.deepEqual(await shown(), named(question), question.label);
  }
  // By a question or by one of its charts: by the attribute, and by what is copied.
  const last = figures.questions.at(-1);
  for (const view of [last.id, last.charts[1], figures.questions[1].id]) {
    await page.evaluate((view) => { document.querySelector("cost-calculator").view = view; }, view);
    await frames(page);
    const opened = figures.questions.find((q) => q.id === view || q.charts.includes(view));
    assert.deepEqual(await shown(), named(opened), view);
  }
  await reader.host.getByRole("button", { name: "Copy a link to this" }).click();
  const link = await root(`return root.querySelector(".copy").value;`);
  await page.goto("about:blank");
  await open(page, link);
  assert.deepEqual(await shown(), named(figures.questions[1]));
  assert.equal(await root(`return root.querySelector(".notice").checkVisibility();`), false);
});

test("a term is explained where it stands, by keyboard, and the focus returns", async () => {
  const term = reader.host.locator(".sentence .term", { hasText: "unwell enough to count" });
  const sentence = await reader.sentence();
  await term.press("Enter");
  const dialog = reader.host.getByRole("dialog");
  await dialog.waitFor();
  assert.match(await dialog.textContent(), /clinical cut-off/);
  const place = await dialog.boundingBox();
  assert.ok(place.x >= 0 && place.x + place.width <= 390 && place.y >= 0 && place.y + place.height <= 844);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await term.evaluate((t) => t.getRootNode().activeElement === t), true);
  assert.equal(await reader.sentence(), sentence);
  // By hand, and away by pressing beside it; each term once in a text.
  await term.click();
  await dialog.waitFor();
  await page.mouse.click(5, 5);
  await dialog.waitFor({ state: "hidden" });
  const twice = await root(`return [...root.querySelectorAll("p, dd")].filter((text) => {
    const terms = [...text.querySelectorAll(".term")].map((t) => t.dataset.of);
    return new Set(terms).size < terms.length;
  }).length;`);
  assert.equal(twice, 0);
});
