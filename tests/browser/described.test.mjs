// What authors are told of the elements is what there is.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { freshPage, launch, open, ROOT, SITE } from "./harness.mjs";
import { serve } from "./server.mjs";

const read = (name) => readFileSync(join(ROOT, "www", name), "utf8");
const described = JSON.parse(read("custom-elements.json")).modules.flatMap((m) => m.declarations);
const types = read("cost-calculator.d.ts");
const manual = read("authors.md");

let browser, server, page, close;
before(async () => {
  browser = await launch();
  server = await serve({ folder: SITE });
  ({ page, close } = await freshPage(browser));
  await open(page, `${server.address}/`);
});
after(async () => {
  await close();
  await browser.close();
  await server.close();
});

for (const element of described) {
  test(`<${element.tagName}>`, async () => {
    const known = await page.evaluate((tag) => {
      const element = customElements.get(tag);
      const members = [];
      for (let p = element.prototype; p !== HTMLElement.prototype; p = Object.getPrototypeOf(p)) {
        members.push(...Object.getOwnPropertyNames(p));
      }
      return { attributes: element.observedAttributes, members };
    }, element.tagName);
    for (const { name } of element.members ?? []) {
      assert.ok(known.members.includes(name), `${name} is described but not there`);
      assert.match(types, new RegExp(`\\b${name}\\b[?]?[(:]`), `${name} has a type`);
    }
    const attributes = element.attributes.map((a) => a.name);
    // “theme” is a matter of the style sheet alone.
    const styled = attributes.filter((name) => read("widget.css").includes(`[${name}=`));
    // Others are asked for where they matter.
    const asked = attributes.filter((name) => new RegExp(`[gh]\\w*Attribute\\("${name}"\\)`).test(read("element.js") + read("near.js")));
    for (const name of attributes) {
      const acts = [known.attributes, styled, asked].some((names) => names.includes(name));
      assert.ok(acts, `${name} does something`);
    }
  });
}

test("parts and custom properties", async () => {
  const { cssParts, cssProperties } = described.find((e) => e.tagName === "cost-calculator");
  await page.locator("cost-calculator .sentence .result").first().click();
  const there = await page.evaluate(() =>
    [...document.querySelector("cost-calculator").shadowRoot.querySelectorAll("[part]")].map((e) => e.part.value));
  assert.deepEqual([...new Set(there)].sort(), cssParts.map((p) => p.name).sort());
  for (const { name } of cssProperties) {
    assert.ok(read("widget.css").includes(`var(${name}`), `${name} is used`);
    assert.ok(manual.includes(name), `${name} is in the manual`);
  }
});

test("the manual's script does what it says", async () => {
  const script = manual.match(/```js\n(const calculator[\s\S]*?)```/)[1];
  const texts = [...script.matchAll(/(calculator\.[^;]+\.text); \/\/ "([^"]+)"/g)];
  assert.ok(texts.length > 0);
  const shown = await page.evaluate(async ([script, asked]) => {
    const run = new Function(`return (async () => {${script}\nreturn ${asked}; })()`);
    return run();
  }, [script.replaceAll("console.log", "void"), texts[0][1]]);
  assert.equal(shown, texts[0][2]);
});
