// The calculator comes alive in every form in which an author can put it in a
// page, and asks for nothing but the page's own files.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { freshPage, launch, onDisk, open, pageWith, ready, SITE, until } from "./harness.mjs";
import { Reader } from "./reader.mjs";
import { serve } from "./server.mjs";

const TAG = "<cost-calculator><p>As it was written.</p></cost-calculator>";
const MODULE = '<script type="module" src="/cost-calculator.module.js"></script>';
const WHOLE = '<script type="module" src="/cost-calculator.mjs"></script>';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Serves, opens, tests, and asserts that nothing was complained about. */
async function inPage(options, path, test) {
  const server = await serve({ folder: SITE, ...options });
  const { page, errors, requests, close } = await freshPage(browser);
  try {
    await test(page, server, errors);
    const foreign = requests.filter((url) =>
      !url.startsWith(server.address) && !url.startsWith("data:") && !url.startsWith("blob:"));
    assert.deepEqual(foreign, [], "no request leaves the page's own site");
    return { asked: server.asked, errors };
  } finally {
    await close();
    await server.close();
  }
}

async function alive(page) {
  assert.match(await new Reader(page).sentence(), /£2,830/);
}

test("one classic script", async () => {
  const { asked, errors } = await inPage({ pages: { "/a.html": pageWith(TAG) } }, "/a.html",
    async (page, server) => {
      await open(page, `${server.address}/a.html`);
      await alive(page);
    });
  assert.deepEqual(asked, ["/a.html", "/cost-calculator.js"]);
  assert.deepEqual(errors, []);
});

test("the classic script twice on a page", async () => {
  const script = '<script src="/cost-calculator.js" defer></script>';
  const { errors } = await inPage({ pages: { "/a.html": pageWith(TAG, script + script) } }, "/a.html",
    async (page, server) => {
      await open(page, `${server.address}/a.html`);
      await alive(page);
    });
  assert.deepEqual(errors, []);
});

test("the classic script, after the element and without defer", async () => {
  const page = pageWith(`${TAG}<script src="/cost-calculator.js"></script>`, "");
  const { errors } = await inPage({ pages: { "/a.html": page } }, "/a.html",
    async (page, server) => {
      await open(page, `${server.address}/a.html`);
      await alive(page);
    });
  assert.deepEqual(errors, []);
});

test("from a host that sends every file with the wrong type", async () => {
  const types = { ".js": "application/octet-stream", ".json": "text/plain", ".wasm": "text/plain" };
  const { errors } = await inPage({ types, pages: { "/a.html": pageWith(TAG) } }, "/a.html",
    async (page, server) => {
      await open(page, `${server.address}/a.html`);
      await alive(page);
    });
  assert.deepEqual(errors, []);
});

test("a module, with its files beside it", async () => {
  const { asked, errors } = await inPage({ pages: { "/a.html": pageWith(TAG, MODULE) } }, "/a.html",
    async (page, server) => {
      await open(page, `${server.address}/a.html`);
      await alive(page);
    });
  assert.deepEqual(asked.sort(), [
    "/a.html", "/cost-calculator-rest.wasm", "/cost-calculator.module.js", "/cost-calculator.wasm",
    "/talking-therapies.min.json",
  ]);
  assert.deepEqual(errors, []);
});

test("a module with everything inside", async () => {
  const { asked, errors } = await inPage({ pages: { "/a.html": pageWith(TAG, WHOLE) } }, "/a.html",
    async (page, server) => {
      await open(page, `${server.address}/a.html`);
      await alive(page);
    });
  assert.deepEqual(asked, ["/a.html", "/cost-calculator.mjs"]);
  assert.deepEqual(errors, []);
});

test("a module, from a host that does not know what .mjs is", async () => {
  const types = { ".mjs": "application/octet-stream" };
  const { errors } = await inPage({ types, pages: { "/a.html": pageWith(TAG, MODULE) } }, "/a.html",
    async (page, server) => {
      await open(page, `${server.address}/a.html`);
      await alive(page);
    });
  assert.deepEqual(errors, []);
});

test("in a page that does not say what its letters are", async () => {
  const bare = `<script src="/cost-calculator.js" defer></script><cost-calculator src="/none.json"></cost-calculator>`;
  const types = { ".js": "text/javascript" };
  await inPage({ types, pages: { "/a.html": bare, "/b.html": bare.replace(' src="/none.json"', "") } }, "/a.html",
    async (page, server, errors) => {
      await page.route("**/*.html", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, headers: { "content-type": "text/html" } });
      });
      await open(page, `${server.address}/b.html`);
      await alive(page);
      await page.goto(`${server.address}/a.html`);
      await until(() => errors.some((e) => e.startsWith("<cost")), "the owner is told");
      assert.equal(await page.evaluate(() => document.characterSet), "windows-1252");
      assert.ok(errors.some((e) => e.includes("“/none.json” cannot be loaded")), String(errors));
    });
});

test("every form one after another on a page is one calculator", async () => {
  const all = `<script src="/cost-calculator.js"></script>${MODULE}${WHOLE}`;
  const { errors } = await inPage({ pages: { "/a.html": pageWith(TAG, all) } }, "/a.html",
    async (page, server) => {
      await open(page, `${server.address}/a.html`);
      await alive(page);
    });
  assert.deepEqual(errors, []);
});

test("a second script with another document says that it is not shown", async () => {
  const script = readFileSync(join(SITE, "cost-calculator.js"), "utf8");
  // The document stands first in it, packed.
  const other = script.replace('"H4sI', '"H4sJ');
  assert.notEqual(other, script);
  const pages = {
    "/twice.html": pageWith(TAG, '<script src="/cost-calculator.js"></script><script src="/cost-calculator.js"></script>'),
    "/other.html": pageWith(TAG, `<script src="/cost-calculator.js"></script><script>${other}</script>`),
  };
  for (const [address, told] of [["/twice.html", []], ["/other.html", [/brings a document that is not shown/]]]) {
    const { errors } = await inPage({ pages }, address, async (page, server) => {
      await open(page, `${server.address}${address}`);
      await alive(page);
    });
    assert.equal(errors.length, told.length, String(errors));
    told.forEach((pattern, i) => assert.match(errors[i], pattern));
  }
});

test("a module whose WebAssembly is sent with the wrong type", async () => {
  const types = { ".wasm": "application/octet-stream" };
  await inPage({ types, pages: { "/a.html": pageWith(TAG, MODULE) } }, "/a.html",
    async (page, server) => {
      await open(page, `${server.address}/a.html`);
      await alive(page);
    });
});

test("under a strict policy", async () => {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:";
  for (const head of [undefined, MODULE]) {
    const { errors } = await inPage({ policy, pages: { "/a.html": pageWith(TAG, head) } }, "/a.html",
      async (page, server) => {
        await open(page, `${server.address}/a.html`);
        await alive(page);
      });
    assert.deepEqual(errors, []);
  }
});

test("under a policy that forbids WebAssembly the author's words stay", async () => {
  const policy = "default-src 'self'; img-src 'self' data:";
  const { errors } = await inPage({ policy, pages: { "/a.html": pageWith(TAG) } }, "/a.html",
    async (page, server, errors) => {
      await page.goto(`${server.address}/a.html`);
      await page.locator("cost-calculator").getByRole("alert").waitFor();
      assert.ok(await page.getByText("As it was written.").isVisible());
      await until(() => errors.some((e) => e.startsWith("<cost")), "the owner is told");
    });
  assert.ok(errors.some((e) => /^<cost-calculator>:[^]*script-src: 'wasm-unsafe-eval'/.test(e)), String(errors));
});

test("where a file of the module is missing the author's words stay", async () => {
  const missing = ["/talking-therapies.min.json"];
  await inPage({ missing, pages: { "/a.html": pageWith(TAG, MODULE) } }, "/a.html",
    async (page, server) => {
      await page.goto(`${server.address}/a.html`);
      await page.locator("cost-calculator").getByRole("alert").waitFor();
      assert.ok(await page.getByText("As it was written.").isVisible());
    });
});

test("the classic script from a disk", async () => {
  const file = join(tmpdir(), `calculator-${process.pid}.html`);
  writeFileSync(file, pageWith(TAG, `<script src="${onDisk("cost-calculator.js")}"></script>`));
  const { page, errors, requests, close } = await freshPage(browser);
  await open(page, pathToFileURL(file).href);
  await alive(page);
  assert.deepEqual(errors, []);
  assert.ok(requests.every((url) => url.startsWith("file:")), String(requests));
  await close();
});

test("the offline file asks for nothing, and may not", async () => {
  const { page, errors, requests, close } = await freshPage(browser);
  await open(page, onDisk("talking-therapies.html"));
  await alive(page);
  assert.deepEqual(errors, []);
  assert.deepEqual(requests.filter((url) => url !== onDisk("talking-therapies.html")), []);
  const refused = await page.evaluate(() => new Promise((told) => {
    addEventListener("securitypolicyviolation", (e) => told(e.effectiveDirective));
    fetch("https://example.org/").then(() => told("sent"), () => {});
  }));
  assert.equal(refused, "connect-src", "it is the policy that refuses");
  await close();
});

test("the offline file in a frame, by address and as text", async () => {
  const frame = '<iframe src="/talking-therapies.html" title="Costs" width="800" height="900"></iframe>';
  const server = await serve({ folder: SITE, pages: { "/a.html": pageWith(frame, "") } });
  const { page, errors, close } = await freshPage(browser);
  await page.goto(`${server.address}/a.html`);
  const inside = page.frameLocator("iframe").locator("cost-calculator .sentence");
  await inside.waitFor();
  await page.evaluate(async () => {
    const text = await (await fetch("/talking-therapies.html")).text();
    document.querySelector("iframe").removeAttribute("src");
    document.querySelector("iframe").srcdoc = text;
  });
  await page.waitForFunction(() => document.querySelector("iframe").contentWindow.location.href === "about:srcdoc");
  await inside.waitFor();
  assert.match(await inside.textContent(), /£2,830/);
  assert.deepEqual(errors, []);
  await close();
  await server.close();
});

test("without scripts the sentence, the table and the front charts are there", async () => {
  const server = await serve({ folder: SITE, policy: "script-src 'none'" });
  for (const name of ["index.html", "talking-therapies.html"]) {
    const { page, close } = await freshPage(browser);
    await page.goto(`${server.address}/${name}`);
    const words = page.locator("cost-calculator");
    assert.match(await words.innerText(), /£2,830 a recovery/);
    assert.ok(await words.getByRole("table").first().isVisible());
    assert.equal(await words.locator("svg").count(), 3);
    assert.ok(await words.locator("svg").first().isVisible());
    await close();
  }
  await server.close();
});

test("the page as it is served", async () => {
  const { asked, errors } = await inPage({}, "/", async (page, server) => {
    await open(page, `${server.address}/`);
    await ready(page);
    await alive(page);
  });
  assert.deepEqual(asked, ["/", "/cost-calculator.js"]);
  assert.deepEqual(errors, []);
});
