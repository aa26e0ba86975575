// Policies and sandboxes as hosts set them: what a reader sees under each, and
// what its owner is told. www/authors.md says the same in words.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { freshPage, launch, pageWith, SITE, until } from "./harness.mjs";
import { serve } from "./server.mjs";

const CLASSIC = readFileSync(join(SITE, "cost-calculator.js"), "utf8");
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const SRC = '<script src="/cost-calculator.js" defer></script>';
const NONCE = '<script nonce="abc" src="/cost-calculator.js" defer></script>';
const MODULE = '<script type="module" src="/cost-calculator.module.js"></script>';
const INLINE = `<script>${CLASSIC}</script>`;
/** A page's own script that is trusted, and brings the calculator. */
const LOADER = "document.head.append(Object.assign(document.createElement('script'), { src: '/cost-calculator.js' }))";
const WASM = "'wasm-unsafe-eval'";

/** The calculator is there. */
const ALIVE = "alive";
/** The author's words with one sentence below; the owner is told what to add, in this. */
const told = (what) => ({ told: what });
/** The author's words alone: the page lets no script of ours run, and the browser tells its owner why. */
const WORDS = "words";

/** A name, the policy, what stands in the head, and what comes of it. */
const POLICIES = [
  ["files of the own site", `default-src 'self'; script-src 'self' ${WASM}`, SRC, ALIVE],
  ["the same, as a module", `default-src 'self'; script-src 'self' ${WASM}`, MODULE, ALIVE],
  ["nothing from outside, not even asked for", `default-src 'none'; script-src 'self' ${WASM}`, SRC, ALIVE],
  ["the same, as a module: its files may not be asked for", `default-src 'none'; script-src 'self' ${WASM}`, MODULE, told("connect-src: ")],
  ["by a nonce", `default-src 'none'; script-src 'nonce-abc' ${WASM}`, NONCE, ALIVE],
  ["by a nonce that our script lacks", `default-src 'none'; script-src 'nonce-abc' ${WASM}`, SRC, WORDS],
  ["by the hash of a script in the page", `default-src 'none'; script-src ${hash(CLASSIC)} ${WASM}`, INLINE, ALIVE],
  ["'strict-dynamic', brought by a trusted script", `default-src 'none'; script-src ${hash(LOADER)} 'strict-dynamic' ${WASM}`, `<script>${LOADER}</script>`, ALIVE],
  ["'unsafe-eval', as older sites have it", "default-src 'self'; script-src 'self' 'unsafe-eval'", SRC, ALIVE],
  ["without 'wasm-unsafe-eval'", "default-src 'self'; script-src 'self'", SRC, told(`script-src: ${WASM}`)],
  ["the same, as a module", "default-src 'self'; script-src 'self'", MODULE, told(`script-src: ${WASM}`)],
  ["Trusted Types, none allowed", `default-src 'self'; script-src 'self' ${WASM}; require-trusted-types-for 'script'; trusted-types 'none'`, SRC, ALIVE],
  ["no style and no font", `default-src 'self'; script-src 'self' ${WASM}; style-src 'none'; font-src 'none'; img-src 'none'`, SRC, ALIVE],
  ["no script at all", "script-src 'none'", SRC, WORDS],
  ["a sandbox that lets scripts run", `sandbox allow-scripts; script-src * ${WASM}`, SRC, ALIVE],
  ["a sandbox without scripts", "sandbox", SRC, WORDS],
  ["a report alone", "", SRC, ALIVE, { "Content-Security-Policy-Report-Only": "default-src 'none'" }],
  ["isolated from other origins", "", SRC, ALIVE, {
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp",
  }],
];

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const [name, policy, head, outcome, headers] of POLICIES) {
  test(`${name}: ${outcome.told ? "told" : outcome}`, async () => {
    const page = pageWith("<cost-calculator><p>As it was written.</p></cost-calculator>", head);
    const server = await serve({ folder: SITE, policy, headers, pages: { "/a.html": page } });
    const { page: view, errors, requests, close } = await freshPage(browser);
    try {
      await view.goto(`${server.address}/a.html`);
      const element = view.locator("cost-calculator");
      const words = view.getByText("As it was written.");
      if (outcome === ALIVE) {
        await element.locator(".sentence").waitFor();
        assert.match(await element.locator(".sentence").textContent(), /£2,830/);
        assert.ok(!await words.isVisible());
        const ground = await element.evaluate((e) => getComputedStyle(e.shadowRoot.querySelector(".calculator")).backgroundColor);
        assert.equal(ground, "rgb(255, 255, 255)", "it has its style");
        // The page's own icon is not ours.
        assert.deepEqual(errors.filter((error) => !headers && !/'data:,'|\(img-src\) at data:,/.test(error)), []);
      } else if (outcome === WORDS) {
        assert.ok(await words.isVisible());
        assert.equal(await view.evaluate(() => document.querySelector("cost-calculator").shadowRoot).catch(() => null), null);
      } else {
        await element.getByRole("alert").waitFor();
        assert.ok(await words.isVisible(), "the author's words stay");
        await until(() => errors.some((e) => e.startsWith("<cost")), "the owner is told");
        const owner = errors.find((error) => error.startsWith("<cost-calculator>"));
        assert.ok(owner?.includes(outcome.told), `${owner}`);
      }
      assert.deepEqual(requests.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(server.address)), []);
    } finally {
      await close();
      await server.close();
    }
  });
}

/** Frames with `sandbox`, around the file that holds everything. */
const SANDBOXES = [["allow-scripts", ALIVE], ["allow-scripts allow-same-origin", ALIVE], ["", WORDS], ["allow-same-origin", WORDS]];

for (const [sandbox, outcome] of SANDBOXES) {
  test(`a frame with sandbox="${sandbox}": ${outcome}`, async () => {
    const around = pageWith(`<iframe sandbox="${sandbox}" src="/talking-therapies.html" title="Costs" width="800" height="900"></iframe>`, "");
    const server = await serve({ folder: SITE, pages: { "/a.html": around } });
    const { page, close } = await freshPage(browser);
    try {
      await page.goto(`${server.address}/a.html`);
      const element = page.frameLocator("iframe").locator("cost-calculator");
      if (outcome === ALIVE) await element.locator(".sentence").waitFor();
      else assert.match(await element.innerText(), /That is £2,830 a recovery/);
    } finally {
      await close();
      await server.close();
    }
  });
}
