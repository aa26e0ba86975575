// What every browser test needs: a browser, a page that notes what it should
// not do, and the calculator in it.

import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
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

/** Starts a browser for `run`, and ends it however that ends: one left open
 * would keep the whole run waiting. */
export async function inBrowser(run, options) {
  const browser = await launch(options);
  try {
    return await run(browser);
  } finally {
    await browser.close();
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
