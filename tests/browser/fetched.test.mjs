// A document from an address: the owner of the page is told why there is none.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DOCUMENT, freshPage, onSite, pageWith } from "./harness.mjs";
import { freePort } from "../hosts/hosts.mjs";

test("what failed is told in words, as far as a browser knows", async () => {
  const tea = readFileSync(DOCUMENT);
  const answers = {
    "/closed.json": [200, {}, tea],
    "/open.json": [200, { "access-control-allow-origin": "*", "content-type": "application/json" }, tea],
    "/gone.json": [404, { "access-control-allow-origin": "*" }, ""],
    "/page.json": [200, { "access-control-allow-origin": "*", "content-type": "text/html; charset=utf-8" }, "<!doctype html>"],
    "/broken.json": [200, { "access-control-allow-origin": "*", "content-type": "application/json" }, '{ "format": 1,'],
  };
  const other = createServer((request, response) => {
    const [status, headers, body] = answers[request.url];
    response.writeHead(status, headers);
    response.end(body);
  });
  await new Promise((done) => other.listen(0, "127.0.0.1", done));
  const host = `127.0.0.1:${other.address().port}`;
  const nobody = `127.0.0.1:${await freePort()}`;
  try {
    await onSite({ pages: { "/page.html": pageWith("<cost-calculator><p>My words.</p></cost-calculator>") } },
      async (browser, server) => {
        const { page, close } = await freshPage(browser);
        await page.goto(`${server.address}/page.html`);
        const said = (src) => page.evaluate(async (src) => {
          const calculator = document.querySelector("cost-calculator");
          let told = "";
          const hear = ({ detail }) => { told = detail.message; };
          calculator.addEventListener("error", hear);
          calculator.src = src;
          await calculator.ready;
          calculator.removeEventListener("error", hear);
          return told;
        }, src);
        assert.equal(await said(`http://${host}/open.json`), "");
        const closed = await said(`http://${host}/closed.json`);
        assert.ok(closed.includes(`${host} answers, but lets no other site read it`), closed);
        assert.ok(closed.includes(`Access-Control-Allow-Origin, with * or ${server.address}.`), closed);
        assert.match(await said(`http://${nobody}/tea.json`), /nothing answers at 127/);
        assert.match(await said(`http://${host}/gone.json`), /the server says 404/);
        assert.match(await said(`http://${host}/page.json`), /is no JSON\. The server sends text\/html\./);
        assert.match(await said(`http://${host}/broken.json`), /is no JSON\. \S/);
        assert.match(await said("http://[tea"), /it is no address/);
        assert.match(await said("not-there.json"), /the server says 404/);
        await page.context().setOffline(true);
        assert.match(await said("talking-therapies.json"), /the browser is offline/);
        const shown = await page.locator("cost-calculator").evaluate((c) =>
          [c.innerText, c.shadowRoot.querySelector("[role=alert]").textContent]);
        assert.deepEqual(shown, ["My words.", "The calculator cannot be shown here."]);
        await close();
      });
  } finally {
    other.close();
    other.closeAllConnections();
  }
});
