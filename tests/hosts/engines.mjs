// The engines that pages of hosts are read in, and what a reader does in each.

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ENGINES as DRIVERS, Session } from "../browser/driver.mjs";
import { ENGINE, freshPage, launch, ready } from "../browser/harness.mjs";
import { dragged } from "./hosts.mjs";

/** Those asked for by ENGINES, of `chromium`, `firefox` and `webkit`; or the one
 * of BROWSER. */
export const ENGINES = (process.env.ENGINES || ENGINE).split(/[ ,]+/).filter(Boolean);

/** Of those, the ones that Playwright drives; WebKit’s driver does less. */
export const PAGE_ENGINES = ENGINES.filter((engine) => engine !== "webkit");

const ASKED = (process.env.HOSTS ?? "").split(",").filter(Boolean);
/** Whether a host is among those asked for by HOSTS; all are where it says nothing. */
export const asked = (host) => ASKED.length === 0 || ASKED.includes(host);

/** What came of a host in an engine: a line of the file TABLE, if there is one,
 * from which `cargo xtask hosts` makes its table. */
export function note(host, engine, what, error) {
  if (!process.env.TABLE) return;
  appendFileSync(process.env.TABLE, `${JSON.stringify({ host, engine, what, why: error && String(error.message ?? error) })}\n`);
}

/** Does `run`, and notes what came of it. */
export async function noted(host, engine, what, run) {
  try {
    await run();
  } catch (error) {
    note(host, engine, what, error);
    throw error;
  }
  note(host, engine, what);
}

/**
 * Tests of one host in one engine, each of which is noted.
 *
 * @param {string} host
 */
export const testOf = (host, engine = ENGINES[0]) => (what, run) =>
  test(`${host}: ${what}`, { skip: !asked(host) }, (t) => noted(host, engine, what, () => run(t)));

/**
 * Builds a page once, and tests it in each engine. What a build that failed said
 * is said for each.
 *
 * @param {string} host
 * @param {() => Promise<T> | T} build
 * @param {(reader: Readers, built: T) => Promise<void>} read
 * @template T
 */
export function hosted(host, build, read) {
  let built;
  const once = () => (built ??= Promise.resolve().then(build));
  for (const engine of ENGINES) {
    testOf(host, engine)(`a reader in ${engine}`, async () => read(new Readers(engine), await once()));
  }
}

/** The number that was dragged is written out and not cut off. */
const WHOLE = `const number = document.querySelector("cost-calculator").shadowRoot.querySelector(".sentence [data-act=number]");
  return number.scrollWidth <= number.clientWidth;`;

let shot = 0;

/** A picture of what a reader sees, in the folder SHOTS if there is one: whether a
 * calculator looks at home in its host no test can tell. */
export async function keep(engine, address, take) {
  if (!process.env.SHOTS) return;
  const name = new URL(address).pathname.split("/").filter(Boolean).slice(-2).join("-") || "page";
  mkdirSync(process.env.SHOTS, { recursive: true });
  shot += 1;
  writeFileSync(join(process.env.SHOTS, `${process.pid}-${String(shot).padStart(2, "0")}-${name}-${engine}.png`), await take());
}

const browsers = new Map();

/** The browser of Playwright's for an engine, started once. */
export function browserOf(engine) {
  if (!browsers.has(engine)) browsers.set(engine, launch({}, engine));
  return browsers.get(engine);
}

/** Ends every browser that was started. */
export async function endBrowsers() {
  for (const browser of browsers.values()) await (await browser.catch(() => undefined))?.close();
  browsers.clear();
}

/** Readers in one engine. */
export class Readers {
  /** @param {string} engine */
  constructor(engine) {
    this.engine = engine;
  }

  /**
   * A reader opens an address and drags a number of the sentence; nothing of it
   * goes wrong, and nothing is asked for elsewhere. WebKit's driver tells of neither
   * errors nor requests: there, the number and the answer alone are held.
   *
   * @param {string} address
   * @param {object} [options]
   * @param {{ until: string, act: string }} [options.first] what must hold before there is
   * a calculator, and what is done then: bodies of functions
   * @param {string} [options.holds] what must hold in the end: the body of a function that
   * comes to return what is true
   * @param {RegExp} [options.pictures] addresses that a picture is given for
   * @param {(url: URL) => boolean} [options.blocked] addresses that nothing is given for
   */
  async drag(address, options = {}) {
    await (this.engine === "webkit" ? this.dragInWebKit(address, options) : this.dragInPage(address, options));
  }

  async dragInPage(address, { first, holds, pictures, blocked }) {
    const { page, errors, requests, close } = await freshPage(await browserOf(this.engine));
    try {
      if (pictures) {
        await page.route(pictures, (route) => route.fulfill({
          body: "<svg xmlns='http://www.w3.org/2000/svg'/>", contentType: "image/svg+xml",
        }));
      }
      if (blocked) await page.route(blocked, (route) => route.abort());
      await page.goto(address);
      if (first) {
        await page.waitForFunction(`(() => {${first.until}})()`, null, { timeout: 90_000 });
        await page.evaluate(`(() => {${first.act}})()`);
      }
      await ready(page);
      await dragged(page);
      if (holds) await page.waitForFunction(`(() => {${holds}})()`);
      assert.ok(await page.evaluate(`(() => {${WHOLE}})()`), "the number is not cut off");
      await keep(this.engine, address, () => page.screenshot());
      if (!blocked) {
        const { origin } = new URL(address);
        assert.deepEqual(requests.filter((url) => /^http/.test(url) && new URL(url).origin !== origin), []);
        assert.deepEqual(errors, []);
      }
    } finally {
      await close();
    }
  }

  async dragInWebKit(address, { first, holds }) {
    const driver = DRIVERS.WebKit;
    assert.ok(driver.driver, "WebKit and its driver are installed");
    const session = await Session.open(driver);
    try {
      if (first) {
        await session.ask("POST", "/url", { url: address });
        // Longer than a page of ours takes: a whole workplace is loaded first.
        await session.until(first.until, first.until).catch(() => session.until(first.until, first.until));
        await session.run(first.act);
        await session.alive();
      } else {
        await session.open(address);
      }
      const number = await session.run(`const number = document.querySelector("cost-calculator").shadowRoot
        .querySelector(".sentence [data-act=number]");
        number.scrollIntoView({ block: "center" });
        return number;`);
      const shown = () => session.run(`const { shadowRoot } = document.querySelector("cost-calculator");
        const number = shadowRoot.querySelector(".sentence [data-act=number]");
        return [number.value ?? number.textContent, shadowRoot.querySelector(".answers").textContent];`);
      const before = await shown();
      // Where it is now: the sentence may turn round it while it is dragged.
      const [x, y] = await session.run(`const { x, y, width, height } = arguments[0].getBoundingClientRect();
        return [Math.round(x + width / 2), Math.round(y + height / 2)];`, number);
      const move = (by, duration) => ({ type: "pointerMove", origin: "viewport", x: x + by, y, duration });
      await session.ask("POST", "/actions", { actions: [{
        type: "pointer", id: "mouse", parameters: { pointerType: "mouse" },
        actions: [move(0, 0), { type: "pointerDown", button: 0 }, move(20, 100), move(60, 100), { type: "pointerUp", button: 0 }],
      }] });
      await session.until("the number moved and an answer follows", `
        const { shadowRoot } = document.querySelector("cost-calculator");
        const number = shadowRoot.querySelector(".sentence [data-act=number]");
        return (number.value ?? number.textContent) !== arguments[0] && shadowRoot.querySelector(".answers").textContent !== arguments[1];`,
      ...before);
      if (holds) await session.until(holds, holds);
      await session.until("the number is not cut off", WHOLE);
      await keep(this.engine, address, async () => Buffer.from(await session.ask("GET", "/screenshot"), "base64"));
    } finally {
      await session.close();
    }
  }
}
