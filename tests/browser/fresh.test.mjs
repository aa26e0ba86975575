// Whatever way led to a state, the page says of it what a page says that opens at
// it: sentence, answers, sliders, charts with their summaries, prose. A seeded walk
// through every document that comes with the project.
//
// STEPS=200 SEED=7 before the command go further, or elsewhere.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { frames, freshPage, once, onSite, open, pageWith, rested, ROOT } from "./harness.mjs";
import { Chance, randomly } from "./random.mjs";
import { element } from "./tea.mjs";

const STEPS = Number(process.env.STEPS || 8);
const SEED = Number(process.env.SEED || 20261128);
/** So many steps are taken before two pages are held against each other. */
const BETWEEN = 4;

const documents = ["www", join("examples", "documents")].flatMap((folder) =>
  readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".json")).map((name) => join(folder, name)))
  .map((path) => [path, JSON.parse(readFileSync(join(ROOT, path), "utf8"))])
  .filter(([, file]) => file.inputs && file.metrics);

const TYPED = ["0", "1", "12%", "0,5", "-3", "700", "2.5", "45", "1e6", "1.5m", "99", "3,000", "2027-03-01", "x"];

/** A page with a document, and with some of its values in prose. */
const pageOf = (file) => {
  const values = file.metrics.filter((m) => !m.hidden).slice(0, 3).map((m) => `<cost-value metric="${m.id}">–</cost-value>`);
  const inputs = file.inputs.slice(0, 3).map((i) => `<cost-input name="${i.id}">–</cost-input>`);
  return pageWith(`<p>${[...values, ...inputs].join(", ")}.</p>${element(file)}`);
};

class Walker extends Chance {
  constructor(page, random) {
    super(page.locator("cost-calculator"), random);
    Object.assign(this, { page, done: [] });
  }

  async find(selector) {
    return (await this.usable(selector)).asElement();
  }

  async press(selector) {
    await (await this.find(selector))?.click();
  }

  async choose(selector) {
    const [list, chance] = [await this.find(selector), this.random()];
    await list?.selectOption({ index: await list.evaluate((l, chance) => {
      const free = [...l.options].filter((o) => !o.disabled);
      return free[Math.floor(chance * free.length)].index;
    }, chance) });
  }

  async type() {
    const [field, text] = [await this.find("[data-act=number]"), this.one(TYPED)];
    await field?.fill(text);
    await field?.press("Enter");
    await field?.evaluate((f) => f.blur());
  }

  async key() {
    const [slider, key] = [await this.find("[data-act=slide]"), this.one(["ArrowRight", "PageUp", "Home", "End"])];
    await slider?.press(key);
  }

  async drag(selector) {
    const [held, across, along] = [await this.find(selector), this.random() * 200 - 100, this.random() * 80 - 40];
    const box = await held?.boundingBox();
    if (!box) return;
    const { width, height } = this.page.viewportSize();
    const within = (x, y) => [Math.min(Math.max(x, 1), width - 2), Math.min(Math.max(y, 1), height - 2)];
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(...within(x, y));
    await this.page.mouse.down();
    await this.page.mouse.move(...within(x + across, y + along), { steps: 4 });
    await this.page.mouse.up();
  }

  async step() {
    const name = this.one(Object.keys(ACTS));
    this.done.push(name);
    await ACTS[name](this);
    await frames(this.page);
  }
}

const ACTS = {
  "drag a number": (w) => w.drag("[data-act=number]"),
  "drag a slider": (w) => w.drag("[data-act=slide]"),
  "drag a point": (w) => w.drag("[data-act=grip]"),
  type: (w) => w.type(),
  "type again": (w) => w.type(),
  key: (w) => w.key(),
  option: (w) => w.choose("[data-act=choice]"),
  period: (w) => w.choose("[data-act=period]"),
  preset: (w) => w.choose("[data-act=preset]"),
  release: (w) => w.press("[data-act=release]"),
  undo: (w) => w.press("[data-act=undo]"),
  redo: (w) => w.press("[data-act=redo]"),
  tab: (w) => w.press("[data-act=tab]"),
  resize: (w) => w.page.setViewportSize({ width: w.one([360, 768, 1024]), height: 900 }),
};

/** Brings a page to rest with this tab open, nothing compared and nothing complained of. */
async function settle(page, tab) {
  await page.mouse.move(1, 1);
  await page.locator("cost-calculator").evaluate((c, tab) => {
    const root = c.shadowRoot;
    root.querySelector("[data-act=compare][aria-pressed=true]")?.click();
    root.querySelectorAll("[data-act=tab]")[tab]?.click();
  }, tab);
  // What has been in sight has been drawn.
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
      scrollTo(0, y);
      for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
    }
    scrollTo(0, 0);
  });
  await rested(page);
}

/** What a page says, line by line: not what depends on the way, and not what lies in closed parts. */
const said = (page) => page.evaluate(() => {
  const WAY = ".steps, .bar, .changes, .complaint, .notice, .glance-line, .sr, .twin, .tip, .ring, .inks, .foot, .copy, dialog, style";
  const NAMES = ["aria-label", "aria-valuetext", "aria-valuenow", "aria-valuemin", "aria-valuemax"];
  const lines = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.trim()) lines.push(node.data.trim());
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.hidden || node.matches(WAY)) return;
    const told = NAMES.map((name) => node.getAttribute(name)).filter((value) => value !== null);
    if (node.matches("input, select")) told.push(node.value);
    if (told.length > 0) lines.push(told.join("; "));
    for (const child of node.childNodes) {
      const closed = node.localName === "details" && !node.open && child.localName !== "summary";
      if (!closed) walk(child);
    }
  };
  walk(document.querySelector("cost-calculator").shadowRoot.querySelector(".calculator"));
  for (const value of document.querySelectorAll("cost-value, cost-input")) walk(value.shadowRoot.querySelector(".guest"));
  return lines;
});

for (const [path, file] of documents) {
  test(`${path}: what is said follows from the state, by whatever way (SEED=${SEED})`, { ...once, timeout: 60_000 + STEPS * 4000 }, () =>
    onSite({ pages: { "/page.html": pageOf(file) } }, async (browser, server) => {
      const options = { reducedMotion: "reduce" };
      const [walked, fresh] = [await freshPage(browser, options), await freshPage(browser, options)];
      await open(walked.page, `${server.address}/page.html`);
      const walker = new Walker(walked.page, randomly(SEED));
      for (let i = 1; i <= STEPS; i += 1) {
        await walker.step();
        if (i % BETWEEN !== 0) continue;
        const { link, tab } = await walker.host.evaluate((c) => ({
          link: c.link, tab: [...c.shadowRoot.querySelectorAll("[data-act=tab]")].findIndex((t) => t.ariaSelected === "true"),
        }));
        await fresh.page.setViewportSize(walked.page.viewportSize());
        await fresh.page.goto("about:blank");
        await open(fresh.page, `${server.address}/page.html#${file.id}:${link}`);
        await settle(walked.page, tab);
        await settle(fresh.page, tab);
        const [here, there] = [await said(walked.page), await said(fresh.page)];
        assert.ok(here.length > 10, `${here.length} lines`);
        assert.deepEqual(here, there, `step ${i}, after ${walker.done.slice(-8).join(", ")}, at ${link}`);
      }
      assert.deepEqual([...walked.errors, ...fresh.errors], []);
      await walked.close();
      await fresh.close();
    }));
}
