// What a document says of units, names and ranges, as a reader meets it: by real
// keys, in the sentence, the sliders, the answers, and what is read aloud.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes, ENGINE, freshPage, onSite, open, pageWith, says } from "./harness.mjs";
import { element } from "./tea.mjs";

const year = (more) => ({ unit: "year", group: "all", format: "number", step: 1, ...more });
const LOAN = {
  format: 1, id: "loan", version: "1", title: "A loan for panels", language: "en-GB",
  units: { GBP: { one: "pound", many: "pounds", symbol: "£" }, year: { one: "year", many: "years", show_unit: true },
    kWh: { one: "kilowatt-hour", many: "kilowatt-hours" } },
  periods: ["now"], default_period: "now", groups: [{ id: "all", label: "All" }],
  inputs: [
    { id: "life", label: "Life", value: 20, min: 2, max: 40, ...year(),
      uncertainty: { family: "uniform", min: 15, max: 25 } },
    { id: "term", label: "Term", value: 15, min: 1, max: "life", ...year() },
    { id: "made", label: [{ if: "made < 1000 kWh / year", text: "Made, in the shade" }, { text: "Made" }],
      unit: "kWh / year", group: "all", value: 3600, min: 0, max: 9000, step: 100, format: "count",
      show_unit: "kWh a year" },
  ],
  metrics: [
    { id: "gain", label: [{ if: "gain < 0 GBP", text: "Lost" }, { text: "Gained" }], unit: "GBP", group: "all",
      formula: "made * life * 0.1 GBP / kWh - term * 300 GBP / year", format: "money" },
    { id: "left", label: "Without a loan", unit: "year", group: "all", formula: "life - term", format: "number" },
  ],
  sentence: [{ text: "A loan over {term} for panels that last {life:bare} years and make {made}." }],
  answers: [
    { metric: "gain", label: [{ if: "gain < 0 GBP", text: "Lost by it" }, { text: "Gained by it" }] },
    { metric: "left", label: "Without a loan", if: "left > 0 years" },
  ],
  charts: [{ id: "sure", label: "How sure?", kind: "distribution", headlines: [{ text: "How sure?" }], metric: "gain" }],
};

const within = (run, file = LOAN) => onSite({ pages: { "/page.html": pageWith(element(file)) } }, async (browser, server) => {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/page.html`);
  const host = page.locator("cost-calculator");
  const field = (name) => host.locator(".inputs").getByRole("spinbutton", { name, exact: true });
  const type = async (name, text) => {
    await field(name).focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  };
  const values = () => page.evaluate(() => {
    const { inputs, metrics } = document.querySelector("cost-calculator").evaluate();
    return Object.fromEntries(Object.entries({ ...inputs, ...metrics }).map(([id, v]) => [id, v.value]));
  });
  await run({ page, host, field, type, values });
  assert.deepEqual(errors, []);
  await close();
});
const plain = (text) => text.replaceAll("\u00a0", " ");

test("units stand where the document wants them, and are typed or left out", () => within(async ({ host, field, type, values }) => {
  const sentence = host.locator(".sentence").getByRole("spinbutton");
  assert.deepEqual((await sentence.evaluateAll((all) => all.map((f) => f.value))).map(plain),
    ["15 years", "20", "3,600 kWh a year"]);
  assert.equal(plain(await field("Life").inputValue()), "20 years");
  assert.equal(plain(await field("Life").getAttribute("aria-valuetext")), "20 years");
  await type("Life", "1e9");
  await host.getByText(/“1e9” is not a number/).first().waitFor();
  await type("Life", "50 years");
  await host.getByText("Life can be from 2 to 40\u00a0years here; “50 years” is outside that.").first().waitFor();
  await type("Life", "30 years");
  assert.equal((await values()).life, 30);
  await type("Life", "18 to 22 years");
  assert.equal((await values()).life, 20);
  await type("Made", "4,000 kWh");
  assert.equal((await values()).made, 4000);
  await type("Term", "1");
  assert.equal(plain(await field("Term").inputValue()), "1 year");
  assert.ok(plain(await host.locator(".answer .big").nth(1).textContent()).endsWith("19 years"));
}));

test("names and answers follow their conditions wherever they stand", () => within(async ({ page, host, field, type }) => {
  const answers = host.locator(".answer:visible");
  assert.equal(await answers.count(), 2);
  assert.equal(await answers.first().locator("dt").textContent(), "Gained by it");
  await type("Made", "900");
  assert.equal(await answers.first().locator("dt").textContent(), "Lost by it");
  assert.match(await answers.first().getByRole("button").getAttribute("aria-label"), /^Lost by it: /);
  assert.equal(await field("Made, in the shade").count(), 1);
  assert.equal(await field("Made").count(), 0);
  assert.equal(await host.getByRole("slider", { name: "Made, in the shade", exact: true }).count(), 1);
  // The announcement, the chart, its table, and the working name it as it is now.
  await page.waitForFunction(() => document.querySelector("cost-calculator").shadowRoot
    .querySelector(".calculator > .sr").textContent.includes("Lost by it"));
  await host.locator("figure summary").first().click();
  await says(host.getByRole("figure"), /Lost/);
  await answers.first().getByRole("button").click();
  assert.equal(await host.locator("dialog[open] h3").first().textContent(), "Lost");
  await page.keyboard.press("Escape");
  // Without its condition an answer goes, and comes back.
  await type("Term", "20");
  assert.equal(await answers.count(), 1);
  await type("Term", "5");
  assert.equal(await answers.count(), 2);
}));

test("a range follows: what is beyond is held, said, and comes back", () => within(async ({ page, host, field, type, values }) => {
  await type("Term", "18");
  const slider = host.getByRole("slider", { name: "Term", exact: true });
  assert.equal(await field("Term").getAttribute("aria-valuemax"), "20");
  await type("Life", "8 years");
  assert.equal((await values()).term, 8);
  assert.equal(await field("Term").getAttribute("aria-valuemax"), "8");
  assert.equal(await slider.inputValue(), "1000");
  const held = host.getByText("18\u00a0years is outside the range now, so 8\u00a0years is taken.");
  await held.waitFor();
  await type("Term", "9");
  await host.getByText(/Term can be from 1 to 8\s*years here; “9” is outside that\./).first().waitFor();
  // A step goes on from where it is held.
  await field("Term").focus();
  await page.keyboard.press("ArrowDown");
  assert.equal((await values()).term, 7);
  await held.waitFor({ state: "hidden" });
  await page.keyboard.press("ControlOrMeta+z");
  await host.getByRole("button", { name: "Undo" }).click();
  await type("Life", "30");
  assert.equal((await values()).term, 18);
  // A link holds what is seen; a script is told of the range.
  await type("Life", "10");
  const link = await host.evaluate((c) => c.link);
  assert.match(link, /life=10&term=10/);
  const told = await page.evaluate(() => {
    try {
      document.querySelector("cost-calculator").set({ term: 12 });
      return "";
    } catch (error) { return String(error); }
  });
  assert.match(told, /“term” must be a number from 1 to 10\./);
  await page.evaluate(() => document.querySelector("cost-calculator").set({ term: 25, life: 28 }));
  assert.equal((await values()).term, 25);
  if (ENGINE === "chromium") {
    const box = await slider.boundingBox();
    await page.mouse.click(box.x + box.width - 2, box.y + box.height / 2);
    assert.ok((await values()).term > 27);
  }
}));

const date = (more) => ({ unit: "day", group: "all", format: "date", ...more });
const LEASE = {
  ...LOAN, id: "lease", title: "A lease", units: { day: { one: "day", many: "days", show_unit: true } }, charts: [],
  inputs: [
    { id: "start", label: "Start", value: "2026-03-01", min: "2025-01-01", max: "2030-12-31", ...date() },
    { id: "finish", label: "Finish", value: "2027-02-28", min: "start", max: "2031-12-31", ...date() },
  ],
  metrics: [
    { id: "stay", label: "Stay", unit: "day", group: "all", formula: "days(start, finish)", format: "count" },
    { id: "whole", label: "Months", unit: "number", group: "all", formula: "months(start, finish)", format: "number" },
    { id: "notice", label: "Notice by", unit: "day", group: "all", formula: "finish - 30 days", format: "date" },
  ],
  sentence: [{ text: "From {start} to {finish}: {stay}, {whole} months, notice by {notice}." }],
  answers: [{ metric: "notice", label: "Notice by" }],
};

test("dates are read, typed by real keys, stepped, held and linked", () => within(async ({ page, host, field, type, values }) => {
  const results = () => host.evaluate((c) => [...c.shadowRoot.querySelectorAll(".sentence .result")].map((r) => r.textContent));
  assert.equal(await field("Start").inputValue(), "1 March 2026");
  assert.equal(await field("Start").getAttribute("inputmode"), "text");
  assert.deepEqual((await results()).map(plain), ["364 days", "11", "29 January 2027"]);
  await type("Start", "15/4/2026");
  assert.equal(await field("Start").inputValue(), "15 April 2026");
  await page.keyboard.press("ArrowUp");
  // With the next frame.
  await page.waitForFunction((start) => start.getAttribute("aria-valuetext") === "16 April 2026", await field("Start").elementHandle());
  await type("Finish", "31 feb 2027");
  await host.getByText("“31 feb 2027” is not a date this field can use. Type a date, such as 16 April 2026.").first().waitFor();
  await type("Finish", "1 Apr 2026");
  await host.getByText("Finish can be from 16 April 2026 to 31 December 2031 here; “1 Apr 2026” is outside that.").first().waitFor();
  await type("Finish", "2026-05-16");
  assert.deepEqual((await results()).map(plain), ["30 days", "1", "16 April 2026"]);
  // What begins later than it ends is held where it begins.
  await type("Start", "June 2, 2026");
  const { start, finish } = await values();
  assert.equal(finish, start);
  assert.match(await host.evaluate((c) => c.link), /start=2026-06-02&finish=2026-06-02/);
  await page.evaluate(() => document.querySelector("cost-calculator").set({ start: "2026-01-31", finish: "2026-02-28" }));
  assert.deepEqual((await results()).map(plain), ["28 days", "1", "29 January 2026"]);
  const told = await page.evaluate(() => {
    try {
      document.querySelector("cost-calculator").set({ start: "2026-02-30" });
      return "";
    } catch (error) { return String(error); }
  });
  assert.match(told, /“start” must be a date, as “2026-03-01”, from 2025-01-01 to 2030-12-31\./);
}, LEASE));

/** The same loan, with all that may cling to a number, a result or a term. */
const CLINGING = {
  ...LOAN,
  terms: [{ words: ["panels"], text: "What makes power of light." }],
  inputs: [...LOAN.inputs, { id: "price", label: "Price", unit: "GBP", group: "all", value: 0.065,
    min: 0.02, max: 3, step: 0.005, format: "money" }],
  units: { ...LOAN.units, GBP: { ...LOAN.units.GBP, minor: "p" } },
  sentence: [
    { text: "A loan (over {term}), for “panels”; they last {life:bare}: and make {made}, at “{price}”! It comes to {gain}; that is ({gain}), or {gain:exact}." },
    { text: "No more, {term}.", if: "life < 10 year" },
    { text: "And ({life}), too: {term}.", if: "life >= 10 year" },
  ],
};

test("no line begins with what closes a phrase, and none ends with what opens one", () => within(async ({ page, host, type }) => {
  const wrong = () => host.evaluate((c) => {
    const sentence = c.shadowRoot.querySelector(".sentence");
    const found = new Set();
    const box = (text, at) => {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect();
    };
    let seen = 0;
    for (let width = 250; width < 760; width += 6) {
      sentence.style.width = `${width}px`;
      const { left } = sentence.getBoundingClientRect();
      const walk = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
      for (let text = walk.nextNode(); text; text = walk.nextNode()) {
        if (text.parentElement.matches(".twin")) continue;
        for (const [i, sign] of [...text.data].entries()) {
          const closes = /[.,;:!)”]/.test(sign) && box(text, i).left - left < 3;
          const next = /[(“]$/.test(text.data.slice(0, i + 1)) && i === text.data.length - 1
            && text.nextSibling?.getBoundingClientRect();
          if (closes || next && next.top > box(text, i).bottom) found.add(`${width}: ${text.data.slice(i)}`);
          seen += 1;
        }
      }
    }
    sentence.style.width = "";
    return { found: [...found], seen };
  });
  const { found, seen } = await wrong();
  assert.deepEqual(found, []);
  assert.ok(seen > 1000);
  const read = () => host.evaluate((c) => {
    const copy = c.shadowRoot.querySelector(".sentence").cloneNode(true);
    copy.querySelectorAll(".twin").forEach((twin) => twin.remove());
    copy.querySelectorAll("input").forEach((field) => field.replaceWith("#"));
    return copy.textContent;
  });
  assert.match(await read(), /^A loan \(over #\), for “panels”; they last #: and make #, at “#”! .* And \(#\), too: #\.$/);
  // Other clauses around the numbers that stay, with other signs.
  await type("Life", "8 years");
  assert.match(await read(), / No more, #\.$/);
  assert.deepEqual((await wrong()).found, []);
  await type("Life", "30 years");
  assert.match(await read(), / And \(#\), too: #\.$/);
  assert.deepEqual((await wrong()).found, []);
}, CLINGING));

test("a term of several words breaks between them, and is pressed as a button is", () => within(async ({ page, host }) => {
  const term = host.locator(".sentence .term");
  const lines = await host.evaluate((c) => {
    const sentence = c.shadowRoot.querySelector(".sentence");
    const [term] = sentence.querySelectorAll(".term");
    const found = { alone: [], broken: 0, loose: [] };
    for (let width = 250; width < 760; width += 6) {
      sentence.style.width = `${width}px`;
      const boxes = [...term.getClientRects()];
      found.broken += Number(boxes.length > 1);
      const range = document.createRange();
      range.setStart(term.nextSibling, 0);
      range.setEnd(term.nextSibling, 1);
      if (range.getBoundingClientRect().top > boxes.at(-1).bottom) found.loose.push(width);
      // Nothing wider than its first word is left free before it.
      const { left, right } = sentence.getBoundingClientRect();
      range.setStart(term.previousSibling, term.previousSibling.data.length - 2);
      range.setEnd(term.previousSibling, term.previousSibling.data.length - 1);
      const before = range.getBoundingClientRect();
      range.setStart(term.firstChild, 0);
      range.setEnd(term.firstChild, 6);
      const word = range.getBoundingClientRect();
      if (word.left - left < 3 && right - before.right > 1.6 * word.width) found.alone.push(width);
    }
    sentence.style.width = "";
    return found;
  });
  assert.ok(lines.broken > 10, `broken at ${lines.broken} widths`);
  assert.deepEqual([lines.alone, lines.loose], [[], []]);
  const dialog = host.getByRole("dialog");
  for (const key of ["Enter", "Space"]) {
    await term.focus();
    const before = await page.evaluate(() => scrollY);
    await page.keyboard.press(key);
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => scrollY), before, "the page stays");
    assert.ok(await term.evaluate((t) => t.getRootNode().activeElement === t), `back after ${key}`);
  }
}, { ...CLINGING, terms: [{ words: ["panels that make power of light"], text: "Of silicon." }],
  sentence: [{ text: "Over {term} a household that buys panels that make power of light, and sells some of what they make, gains {gain}." }] }));

test("a price in steps of less than a penny is shown to its step", () => within(async ({ page, host, field, type, values }) => {
  const shown = () => host.locator(".sentence").getByRole("spinbutton", { name: "Price" }).inputValue();
  assert.equal(await shown(), "6.5p");
  await field("Price").focus();
  await page.keyboard.press("ArrowUp");
  await comes(shown, "7p");
  await type("Price", "24.5p");
  assert.equal((await values()).price, 0.245);
  assert.equal(await shown(), "24.5p");
  assert.equal(await field("Price").getAttribute("aria-valuetext"), "24.5p");
  await type("Price", "1.255");
  assert.equal(await shown(), "£1.255");
}, CLINGING));
