// The static form through those that clean HTML: what is left of it is all that
// it says. Not part of `cargo xtask test`: it installs two packages.
//
//   node tests/hosts/sanitizers.mjs

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inBrowser, ROOT } from "../browser/harness.mjs";
import { testOf } from "./engines.mjs";
import { LISTS } from "./sanitizers/lists.js";

const test = testOf("sanitizers");
const FOLDER = join(resolve(process.env.FOLDER ?? join(tmpdir(), "cost-calculator-hosts")), "sanitizers");
const PACKAGE = resolve(process.env.PACKAGE ?? join(ROOT, "pkg"));
mkdirSync(FOLDER, { recursive: true });
cpSync(join(dirname(fileURLToPath(import.meta.url)), "sanitizers"), FOLDER, { recursive: true });
execFileSync("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], { cwd: FOLDER, stdio: "ignore" });
const installed = createRequire(join(FOLDER, "package.json"));
const sanitize = installed("sanitize-html");
const { render } = await import(pathToFileURL(join(PACKAGE, "cost-calculator.mjs")));

const HOME = "https://blog.example/what-it-costs/";
const [asImages, asSvg] = [
  await render(null, { spend: 1e9 }, { home: HOME, pictures: "https://blog.example/{chart}.png" }),
  await render(null, { spend: 1e9 }, { home: HOME }),
];

/** Everything that the static form says, in what a page makes of it. */
const said = (html) => inBrowser(async (browser) => {
  const page = await browser.newPage();
  await page.route("**", (route) => route.abort());
  await page.setContent(html);
  return page.evaluate(() => ({
    title: document.querySelector("h2").innerText,
    sentence: document.querySelector("p").innerText,
    period: document.querySelector("table caption").innerText,
    rows: [...document.querySelectorAll("tr")].map((row) =>
      [row.querySelector("th").innerText, row.querySelector("td").innerText]),
    pictures: [...document.querySelectorAll("img")].map((img) => [img.src, img.alt, img.width, img.height]),
    home: [...document.querySelectorAll("a")].map((a) => [a.href, a.innerText]),
    origin: [...document.querySelectorAll("p")].at(-1).innerText,
    drawn: document.querySelectorAll("svg text").length,
  }));
});

const whole = await said(asImages);
test("it says everything to begin with", () => {
  assert.match(whole.sentence, /That is £3,145 a recovery/);
  assert.ok(whole.rows.length >= 10);
  const { front } = JSON.parse(readFileSync(join(PACKAGE, "talking-therapies.json"), "utf8"));
  assert.deepEqual(whole.pictures.map(([src]) => src), front.map((id) => `https://blog.example/${id}.png`));
  assert.ok(whole.pictures.every(([, alt]) => alt.length > 80), "a picture that is not loaded is told");
  assert.ok(whole.home[0][0].startsWith(`${HOME}#talking-therapies:v=`) && whole.home[0][1] === HOME);
  assert.match(whole.origin, /Assumption: Spend £1bn \(the source: £900m\)/);
});

for (const [name, list] of Object.entries(LISTS)) {
  test(`${name} takes nothing from it`, async () => {
    const kept = sanitize(asImages, list ?? {
      ...sanitize.defaults, allowedTags: [...sanitize.defaults.allowedTags, "img"],
      allowedAttributes: { ...sanitize.defaults.allowedAttributes, img: ["src", "alt", "width", "height"] },
    });
    assert.deepEqual(await said(kept), whole);
  });
}

test("DOMPurify takes nothing from it, and leaves charts within the text as they are", () => inBrowser(async (browser) => {
  const page = await browser.newPage();
  await page.addScriptTag({ path: installed.resolve("dompurify").replace(/purify\.cjs\.js$/, "purify.js") });
  const [images, svg] = await page.evaluate((all) => all.map((html) => globalThis.DOMPurify.sanitize(html)), [asImages, asSvg]);
  assert.deepEqual(await said(images), whole);
  const { drawn } = await said(asSvg);
  assert.ok(drawn > 20);
  assert.equal((await said(svg)).drawn, drawn);
}));

test("charts within the text are not for kses: their words would stand about", async () => {
  const { drawn } = await said(sanitize(asSvg, LISTS["WordPress (kses)"]));
  assert.equal(drawn, 0);
});
