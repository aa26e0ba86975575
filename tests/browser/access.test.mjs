// For every reader: by axe-core, by keyboard alone, on narrow screens, with
// large type.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { frames, freshPage, launch, once, open, rested, SITE, still } from "./harness.mjs";
import { figures, labelOf, Reader } from "./reader.mjs";
import { serve } from "./server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve({ folder: SITE });
});
after(async () => {
  await browser.close();
  await server.close();
});

async function inPage(options, test) {
  const { page, errors, close } = await freshPage(browser, options);
  await open(page, `${server.address}/`);
  await test(page, new Reader(page));
  assert.deepEqual(errors, []);
  await close();
}

/** All that is asked for; and what other colours can break, while the rest is the same in each. */
const ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const OF_COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** What axe-core finds, in few words. */
async function found(page, rules) {
  // Half-way from one colour to another is no contrast.
  await still(page);
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(AXE);
  const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, {
    runOnly, resultTypes: ["violations"],
  }), rules);
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.flat().join(" ")}: ${n.failureSummary}`));
}

for (const [name, options, rules = ALL] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }, OF_COLOURS],
  ["forced colours", { forcedColors: "active" }, OF_COLOURS],
  ["a phone", { viewport: { width: 360, height: 740 }, hasTouch: true }],
]) {
  test(`axe-core finds nothing in any view: ${name}`, once, () => inPage(options, async (page, reader) => {
    assert.deepEqual(await found(page, rules), [], "the page as it opens");
    // Everything that opens in place.
    await reader.host.evaluate((c) => {
      for (const details of c.shadowRoot.querySelectorAll("details")) details.open = true;
    });
    assert.deepEqual(await found(page, rules), [], "all that opens, opened");
    const tabs = reader.host.getByRole("tab");
    assert.equal(await tabs.count(), figures.questions.length);
    for (const tab of await tabs.all()) {
      await tab.click();
      assert.deepEqual(await found(page, rules), [], `the tab “${await tab.textContent()}”`);
    }
    await reader.host.locator(".sentence .result").first().click();
    await reader.host.getByRole("dialog").waitFor();
    assert.deepEqual(await found(page, rules), [], "a working");
    await page.keyboard.press("Escape");
    await reader.number("recovery_rate").fill("lots");
    await page.keyboard.press("Enter");
    assert.deepEqual(await found(page, rules), [], "a complaint");
  }));
}

test("everything is reached by Tab, each with a visible focus and a name", () => inPage({}, async (page, reader) => {
  const wanted = await reader.host.evaluate((c) =>
    [...c.shadowRoot.querySelectorAll("button, input, select, summary, a[href], [tabindex='0']")]
      .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex === 0).length);
  await page.evaluate(() => document.querySelector("cost-calculator").shadowRoot.querySelector("select").focus());
  const seen = [];
  for (let i = 0; i < wanted; i += 1) {
    const focused = await page.evaluate(() => {
      const e = document.activeElement?.shadowRoot?.activeElement;
      if (!e) return null;
      const style = getComputedStyle(e);
      const ring = style.outlineStyle !== "none" || style.boxShadow !== "none"
        || getComputedStyle(e.parentElement).outlineStyle !== "none" || style.backgroundColor !== "rgba(0, 0, 0, 0)";
      globalThis.walked ??= new Set();
      const fresh = !globalThis.walked.has(e);
      globalThis.walked.add(e);
      return { name: e.tagName + "." + e.className, ring, fresh };
    });
    if (!focused) break;
    assert.ok(focused.ring, `${focused.name} shows its focus`);
    assert.ok(focused.fresh, `${focused.name} does not hold the focus`);
    seen.push(focused.name);
    await page.keyboard.press("Tab");
  }
  assert.ok(seen.length >= wanted - 1, `${seen.length} of ${wanted} were reached`);
}));

test("by keyboard alone: change, look why, go through the tabs, walk a chart, undo", () => inPage({}, async (page, reader) => {
  const first = await reader.sentence();
  await reader.number("recovery_rate").focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  assert.notEqual(await reader.sentence(), first);
  const result = reader.host.locator(".sentence .result").first();
  await result.focus();
  await page.keyboard.press("Enter");
  await reader.host.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await reader.host.getByRole("dialog").waitFor({ state: "hidden" });
  const tab = reader.host.getByRole("tab", { selected: true });
  await tab.focus();
  const name = await tab.textContent();
  await page.keyboard.press("ArrowRight");
  const next = reader.host.getByRole("tab", { selected: true });
  if (await next.textContent() === name) await page.keyboard.press("Enter");
  assert.notEqual(await next.textContent(), name);
  const plot = reader.host.locator("figure.chart [tabindex='0']").first();
  await plot.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await frames(page);
  const told = await reader.host.evaluate((c) =>
    [...c.shadowRoot.querySelectorAll("[role=status], [aria-live], .tip, [role=tooltip]")].map((e) => e.textContent).join(" "));
  const rows = await reader.host.evaluate((c) => c.shadowRoot.querySelector("figure.chart canvas") !== null);
  assert.ok(rows);
  assert.match(told, /\d/, "a point of the chart is told");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  assert.equal(await reader.sentence(), first);
}));

test("whatever chart the attribute puts in front, the tabs are reached and nothing is there twice", once, () => inPage({}, async (page, reader) => {
  for (const { id } of figures.charts) {
    const { tabs, twice } = await reader.host.evaluate(async (c, id) => {
      c.setAttribute("view", id);
      await c.ready;
      const ids = [...c.shadowRoot.querySelectorAll("[id]")].map((e) => e.id);
      return {
        tabs: [...c.shadowRoot.querySelectorAll("[role=tab]")].filter((t) => t.tabIndex === 0).map((t) => t.ariaSelected),
        twice: ids.filter((one, at) => ids.indexOf(one) !== at),
      };
    }, id);
    assert.deepEqual(tabs, ["true"], `${id}: one tab is in the order of Tab`);
    assert.deepEqual(twice, [], `${id}: ids`);
  }
}));

test("what changed is announced once, after the reader has stopped", once, () => inPage({}, async (page, reader) => {
  await page.evaluate(() => {
    globalThis.said = [];
    const root = document.querySelector("cost-calculator").shadowRoot;
    for (const status of root.querySelectorAll("[role=status]")) {
      new MutationObserver(() => {
        if (status.textContent) globalThis.said.push(status.textContent);
      }).observe(status, { childList: true, characterData: true, subtree: true });
    }
  });
  await reader.number("recovery_rate").focus();
  // At once: however busy the machine, nobody has stopped in between.
  await Promise.all([...new Array(5).fill("ArrowUp"), "Tab"].map((key) => page.keyboard.press(key)));
  await page.waitForFunction(() => globalThis.said.length > 0);
  await rested(page);
  await rested(page);
  const said = await page.evaluate(() => globalThis.said);
  assert.equal(said.length, 1, JSON.stringify(said));
  assert.ok(said[0].includes(labelOf("recovery_rate")), said[0]);
  const answer = figures.answers[0].label.replace("{measure}", "recovery");
  assert.ok(said[0].includes(answer), said[0]);
}));

for (const width of [320, 360, 768, 1280]) {
  test(`nothing is cut off at ${width} px`, () => inPage({ viewport: { width, height: 800 } }, async (page, reader) => {
    const beyond = await reader.host.evaluate((c) => {
      const edge = document.documentElement.clientWidth + 0.5;
      const scrolls = (e) => {
        for (let p = e.parentElement; p; p = p.parentElement) {
          if (["auto", "scroll", "hidden"].includes(getComputedStyle(p).overflowX)) return true;
        }
        return false;
      };
      return [...c.shadowRoot.querySelectorAll("*")]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > edge && !scrolls(e))
        .map((e) => `${e.tagName}.${e.className}`);
    });
    assert.deepEqual(beyond, []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page does not scroll sideways");
  }));
}

test("with type at 200% nothing is cut off", () => inPage({ viewport: { width: 640, height: 800 } }, async (page) => {
  await page.addStyleTag({ content: "html { font-size: 200% }" });
  await rested(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
}));

for (const hasTouch of [false, true]) {
  test(`what can be pressed is 24 px or more, or stands in a line of text: ${hasTouch ? "finger" : "mouse"}`, () => inPage(
    { viewport: { width: 360, height: 740 }, hasTouch }, async (page, reader) => {
      const small = await reader.host.evaluate((c) =>
        [...c.shadowRoot.querySelectorAll("button, input, select, summary, .term")]
          .filter((e) => e.checkVisibility() && !e.closest(".sentence"))
          .map((e) => [e, e.getBoundingClientRect()])
          .filter(([, box]) => Math.min(box.width, box.height) < 23.99 && box.width > 0)
          .map(([e, box]) => `${e.tagName}.${e.className} ${e.textContent.slice(0, 20)} ${box.width}×${box.height}`));
      assert.deepEqual(small, []);
    }));
}
