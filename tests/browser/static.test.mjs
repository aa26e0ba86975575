// The static form of what a reader has made of it: the page and a server write
// the same.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { freshPage, onSite, open, SITE } from "./harness.mjs";
import { Reader } from "./reader.mjs";

test("a state as the page writes it, and as a server does from its link", () => onSite({}, async (browser, server) => {
  const { render } = await import(pathToFileURL(join(SITE, "cost-calculator.mjs")));
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/`);
  const reader = new Reader(page);
  await reader.number("recovery_without_therapy").fill("50%");
  await page.keyboard.press("Enter");
  const pictures = "/{chart}.png";
  const { html, link } = await reader.host.evaluate((c, pictures) => ({ html: c.toHTML({ pictures }), link: c.link }), pictures);
  assert.equal(html, await render(null, link, { home: `${server.address}/`, pictures }));
  const seen = (await reader.sentence()).replaceAll(/\s+/g, " ").trim();
  await page.setContent(html);
  assert.equal((await page.locator("p").first().innerText()).trim(), seen.replace(/^.*?(?=(For|Suppose) )/, ""));
  // The address in it leads back to the same.
  const address = await page.getByRole("link").getAttribute("href");
  await page.goto("about:blank");
  await open(page, address);
  assert.equal((await new Reader(page).evaluate()).inputs.recovery_without_therapy.value, 0.5);
  assert.deepEqual(errors.filter((error) => !error.includes("404")), []);
  await close();
}));
