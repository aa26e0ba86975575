// A reader of one calculator in a page: what is seen, and what is done to it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, beforeEach } from "node:test";
import { DOCUMENT, frames, freshPage, launch, open, SITE } from "./harness.mjs";
import { serve } from "./server.mjs";

/** The bundled document. */
export const figures = JSON.parse(readFileSync(DOCUMENT, "utf8"));

/** What an input or metric of the bundled document is called. */
export function labelOf(id) {
  return [...figures.inputs, ...figures.metrics].find((known) => known.id === id).label;
}

const METRICS = new Set(figures.metrics.map((metric) => metric.id));

/** The charts that both a price and a share change: not the hundred people. */
const CHARTS = "figure.chart:not([aria-label='A hundred people']) canvas";

export class Reader {
  /** @param {import("playwright-core").Page} page */
  constructor(page, position = 0) {
    this.page = page;
    this.host = page.locator("cost-calculator").nth(position);
  }

  /** The number of an input in the sentence. */
  number(id) {
    return this.host.locator(".sentence").getByRole("spinbutton", { name: labelOf(id), exact: true });
  }

  /** The slider of an input; its group is opened if it is closed. */
  async slider(id) {
    const slider = this.host.getByRole("slider", { name: labelOf(id), exact: true, includeHidden: true }).first();
    // Opened as a browser's search does it; its curves are drawn with the frame.
    await slider.evaluate(async (s) => {
      const group = s.closest("details");
      if (group.open) return;
      const opened = new Promise((done) => group.addEventListener("toggle", done));
      group.open = true;
      await opened;
      for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
    });
    return slider;
  }

  // What is seen is what the frame shows that follows from all that was done.

  /** The sentence, its numbers included. */
  async sentence() {
    await frames(this.page);
    return this.host.evaluate((c) => c.shadowRoot.querySelector(".sentence").textContent);
  }

  /** The answers in large type, in order. */
  async answers() {
    await frames(this.page);
    return this.host.evaluate((c) =>
      [...c.shadowRoot.querySelectorAll(".answers .big")].map((a) => a.textContent));
  }

  /** The results within the sentence, in order. */
  async results() {
    await frames(this.page);
    return this.host.evaluate((c) =>
      [...c.shadowRoot.querySelectorAll(".sentence .result")].map((a) => a.textContent));
  }

  /** The pictures of the charts in view, one text each. */
  async pictures() {
    await frames(this.page);
    return this.host.evaluate((c, charts) =>
      [...c.shadowRoot.querySelectorAll(charts)].slice(0, 2)
        .map((canvas) => canvas.toDataURL()), CHARTS);
  }

  /** Waits until these of the first two charts are not what they were. */
  redrawn(before, charts) {
    return this.page.waitForFunction(([host, before, charts, all]) => {
      const drawn = [...host.shadowRoot.querySelectorAll(all)];
      return charts.every((i) => drawn[i].toDataURL() !== before[i]);
    }, [this.handle, before, charts, CHARTS], { timeout: 20_000 });
  }

  /** What a script is told: every value. */
  evaluate(settings) {
    return this.host.evaluate((c, settings) => c.evaluate(settings), settings);
  }

  /** Everything that a reader sees at once. */
  async seen() {
    this.handle = await this.host.elementHandle();
    return {
      sentence: await this.sentence(),
      answers: await this.answers(),
      pictures: await this.pictures(),
    };
  }

  /** Waits until sentence, answers and charts (both, unless said) are not what they were. */
  async changed(before, charts = [0, 1]) {
    await this.page.waitForFunction(([host, before]) => {
      const sentence = host.shadowRoot.querySelector(".sentence").textContent;
      const answers = [...host.shadowRoot.querySelectorAll(".answers .big")];
      return sentence !== before.sentence
        && answers.some((answer, i) => answer.textContent !== before.answers[i]);
    }, [this.handle, before], { timeout: 20_000 });
    await this.redrawn(before.pictures, charts);
  }
}

/** The metrics that the sentence shows while recovery is what counts and nothing is missing. */
export function metricsOfSentence() {
  const shown = figures.sentence.filter((clause) =>
    !clause.lacks && (!clause.if || clause.if === "measure == recovery"));
  const ids = shown.flatMap(({ text }) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]));
  return ids.filter((id) => METRICS.has(id));
}

/**
 * Opens the page anew for each test of a file, and asserts afterwards that it
 * had nothing to complain of. `meet` is given the page, its reader and the
 * server each time.
 *
 * @param {(met: { page: import("playwright-core").Page, reader: Reader, server: object }) => void} meet
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export function eachTime(meet, options) {
  let browser, server, context;
  before(async () => {
    browser = await launch();
    server = await serve({ folder: SITE });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });
  beforeEach(async () => {
    context = await freshPage(browser, options);
    await open(context.page, `${server.address}/`);
    meet({ page: context.page, reader: new Reader(context.page), server });
  });
  afterEach(async () => {
    assert.deepEqual(context.errors, []);
    await context.close();
  });
}
