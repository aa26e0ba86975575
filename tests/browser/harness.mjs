// What every browser test needs: a browser, a page that notes what it should
// not do, and the calculator in it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { chromium, firefox } from "playwright-core";
import { serve } from "./server.mjs";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** What `cargo xtask build` makes. */
export const SITE = join(ROOT, "target", "site");
/** The address of a built file, without a server. */
export const onDisk = (name) => pathToFileURL(join(SITE, name)).href;

const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** The engine under test: `chromium`, or what the variable BROWSER says. */
export const ENGINE = process.env.BROWSER || "chromium";

/** Why a test is skipped in the second engine: what it finds is of the state, and alike in each. */
export const once = { skip: ENGINE !== "chromium" && "of the state, not of the engine" };

/** Starts the browser, with options of Playwright's. */
export function launch(options = {}, engine = ENGINE) {
  if (engine === "firefox") {
    // The channel speaks to an ordinary Firefox, by WebDriver BiDi.
    return firefox.launch({
      channel: "moz-firefox", executablePath: process.env.FIREFOX || "/usr/bin/firefox", ...options,
    });
  }
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: QUIET, ...options,
  });
}

/** The browser without options of its own, and when it is ended: a file's tests
 * have one among them, since to start one costs more than many of them. */
let shared, ending;

/** A browser for `run`, ended however that ends: one left open would keep the
 * whole run waiting. */
export async function inBrowser(run, options) {
  if (options) {
    const browser = await launch(options);
    try {
      return await run(browser);
    } finally {
      await browser.close();
    }
  }
  clearTimeout(ending);
  if (!(await shared)?.isConnected()) shared = launch();
  const browser = await shared;
  try {
    return await run(browser);
  } finally {
    for (const context of browser.contexts()) await context.close();
    clearTimeout(ending);
    ending = setTimeout(() => {
      shared = undefined;
      browser.close();
    }, 300);
  }
}

/** A page with the classic script and the given body. */
export function pageWith(body, head = '<script src="/cost-calculator.js" defer></script>') {
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
}

/**
 * A page that notes its errors and its requests.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function freshPage(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 900 }, locale: "en-GB", ...options,
  });
  const page = await context.newPage();
  const errors = [];
  const requests = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) errors.push(message.text());
  });
  page.on("request", (request) => requests.push(request.url()));
  return { page, errors, requests, close: () => context.close() };
}

/** Opens an address and waits until every calculator in it is alive. */
export async function open(page, address, calculators = 1) {
  await page.goto(address);
  await ready(page, calculators);
}

/** Waits until so many calculators are alive, with all that they are made of. */
export async function ready(page, calculators = 1) {
  await page.waitForFunction(
    // To ask whether it is ready wakes one that no reader is near.
    (wanted) => [...document.querySelectorAll("cost-calculator")]
      .filter((c) => c.ready && c.shadowRoot?.querySelector(".sentence")?.textContent).length >= wanted,
    calculators,
  );
  await page.evaluate(() =>
    Promise.all([...document.querySelectorAll("cost-calculator")].map((c) => c.ready)));
}

/**
 * Both frames after something was done: what follows from a move is shown with
 * the first, what the page answers to that with the second. However late they come.
 */
export const frames = (page) => page.evaluate(() =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Waits until nothing is on its way from one colour or place to another. */
export const still = (page) => page.evaluate(async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const roots = () => [document, ...[...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
  await frame();
  await frame();
  for (;;) {
    // A caret blinks for ever.
    const moving = roots().flatMap((root) => root.getAnimations())
      .filter((a) => a.playState === "running" && Number.isFinite(a.effect?.getComputedTiming().endTime));
    if (moving.length === 0) return;
    await Promise.all(moving.map((a) => a.finished.catch(() => {})));
    await frame();
  }
});

/**
 * Waits until the calculators of a page have come to rest: half a second after the
 * last change they look closer. By the page's own clock, which is late where it is.
 */
export const rested = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 800))).then(() => frames(page));

/** Waits until it is so; fails where it never is. */
export async function until(so, what = so, seconds = 20) {
  for (const end = Date.now() + seconds * 1000; ; await new Promise((done) => setTimeout(done, 40))) {
    if (await so()) return;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
  }
}

/** Waits until what is read is what is wanted, and asserts that it is. */
export async function comes(read, wanted, message) {
  let found;
  await until(async () => isDeepStrictEqual(found = await read(), wanted)).catch(() => {});
  assert.deepEqual(found, wanted, message);
}

/** Waits until an element says what is wanted, or holds it as its value, and asserts that it does. */
export async function says(locator, pattern, how = "innerText") {
  let found;
  await until(async () => pattern.test(found = await locator[how]())).catch(() => {});
  assert.match(found, pattern);
}

/** Starts a browser, as `options.launch` says, and serves the site; `run` gets both. */
export async function onSite(options, run) {
  const { launch: how, ...served } = options;
  const server = await serve({ folder: SITE, ...served });
  try {
    return await inBrowser((browser) => run(browser, server), how);
  } finally {
    await server.close();
  }
}

/** The bundled document's file. */
export const DOCUMENT = join(ROOT, "www", "talking-therapies.json");

/** Runs `cargo xtask` with these words, and gives what it prints. */
export function xtask(...words) {
  const [program, first] = process.env.XTASK ? [process.env.XTASK, []] : ["cargo", ["xtask"]];
  return execFileSync(program, [...first, ...words], {
    cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"],
  });
}

/** What the native library says, as JSON. */
export const native = (...words) => JSON.parse(xtask(...words, "--json"));
