// The package as a registry and a server meet it: no browser.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { native, DOCUMENT, SITE } from "./harness.mjs";
import { TEA } from "./tea.mjs";

const manifest = JSON.parse(readFileSync(join(SITE, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "package-"));
after(() => rmSync(folder, { recursive: true }));
before(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(SITE, join(folder, "node_modules", "cost-calculator"), "junction");
});

/** Runs a module where the package is installed; gives what it prints. */
function onServer(script, ...flags) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, "--input-type=module", "-e", script], { cwd: folder, encoding: "utf8" });
  assert.equal(stderr, "");
  assert.equal(status, 0);
  return stdout.trim();
}

test("every entry is imported where there is no page, touches nothing and renders", () => {
  for (const entry of Object.keys(manifest.exports).filter((name) => !name.includes("*"))) {
    const printed = onServer(`
      for (const name of ["window", "document", "customElements", "HTMLElement", "location"]) {
        Object.defineProperty(globalThis, name, { configurable: true, get() {
          if (name !== "customElements") throw new Error("touched " + name);
        } });
      }
      const { render } = await import("cost-calculator${entry.slice(1)}");
      console.log((await render(null, { spend: 1.2e9 })).match(/That is (\\S+) a recovery/)[1]);
    `);
    assert.equal(printed, native("evaluate", DOCUMENT, "--set", "spend=1.2e9").metrics.cost_per_recovery.text, entry);
  }
});

test("a document, a state and a form; what does not fit is told", () => {
  const printed = JSON.parse(onServer(`
    import { render } from "cost-calculator";
    const tea = ${JSON.stringify(TEA)};
    const failed = (promise) => promise.then(() => "", (error) => error.message);
    console.log(JSON.stringify([
      await render(tea, { cups: 6 }, { home: "https://tea.example/#notes" }),
      await render(tea, "v=1&cups=7"),
      await failed(render(tea, { cup: 6 })),
      await failed(render(tea, { cups: 99 })),
      await failed(render({ format: 1 })),
      await failed(render(globalThis)),
    ]));
  `));
  assert.match(printed[0], /<p>Tea for £3: 6 cups at £0.50, for company.<\/p>/);
  assert.match(printed[0], /<a href="https:\/\/tea.example\/#tea:v=1&amp;f=[0-9a-f]{8}&amp;p=now&amp;cups=6&amp;a=">https:\/\/tea.example\/<\/a>/);
  assert.match(printed[0], /What does tea cost\? · 1<br>\nAssumption: Cups 6 \(the source: 4\)\./);
  assert.match(printed[1], /7 cups/);
  assert.match(printed[2], /no input “cup”/);
  assert.match(printed[3], /from 0 to 9/);
  assert.match(printed[4], /problems/);
  assert.match(printed[5], /plain data/);
});

test("every file that is named is there", () => {
  const texts = (value) => (typeof value === "object" ? Object.values(value).flatMap(texts) : [String(value)]);
  const named = texts(manifest).filter((text) => text.startsWith("./") && !text.includes("*"));
  assert.ok(named.length > 10);
  for (const name of named) assert.ok(existsSync(join(SITE, name)), name);
});

test("it can be packed, with what a registry shows", () => {
  const json = execFileSync("npm", ["pack", SITE, "--dry-run", "--json"], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], shell: process.platform === "win32" });
  const [{ files, name }] = JSON.parse(json);
  const names = files.map(({ path }) => path);
  assert.equal(name, "cost-calculator");
  for (const wanted of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "package.json", "cost-calculator.d.ts", "types/react.d.ts"]) {
    assert.ok(names.includes(wanted), wanted);
  }
  for (const field of ["description", "keywords", "license"]) assert.ok(manifest[field].length > 0, field);
});
