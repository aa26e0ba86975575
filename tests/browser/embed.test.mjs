// Every form of the present state, copied from the panel and alive in another
// page; and a frame that speaks with the page around it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes, freshPage, inBrowser, onDisk, onSite, open, pageWith, ready, SITE, until } from "./harness.mjs";
import { serve } from "./server.mjs";

/** What a calculator comes to, in its frame or page. */
const cost = (within) => within.locator("cost-calculator").first().evaluate(async (calculator) => {
  await customElements.whenDefined("cost-calculator");
  await calculator.ready;
  return calculator.evaluate().metrics.cost_per_recovery.text;
});

test("each form lives on in a page of its own, in the state that was copied", () => onSite({}, async (browser, server) => {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/talking-therapies.html?preset=the_post`);
  const calculator = page.locator("cost-calculator");
  await calculator.evaluate((c) => c.set({ spend: 1.1e9 }));
  const wanted = await cost(page);
  const shown = calculator.getByRole("textbox", { name: "Take it away" });
  await calculator.getByText("Put this in a page").click();
  const copied = {};
  for (const name of ["Copy a script tag", "Copy a frame", "Copy a link to the single file", "Copy plain HTML"]) {
    await calculator.getByRole("button", { name }).click();
    let code;
    await until(async () => !["", ...Object.values(copied)].includes(code = await shown.inputValue()), name);
    copied[name] = code;
  }
  assert.equal(new Set(Object.values(copied)).size, 4);
  const forms = await serve({
    folder: SITE,
    pages: Object.fromEntries(Object.values(copied).map((code, i) => [`/form-${i}.html`, pageWith(code, "")])),
  });
  const at = async (i) => {
    await page.goto(`${forms.address}/form-${i}.html`);
    return page;
  };
  try {
    assert.equal(await cost(await at(0)), wanted);
    // Where the page begins is where "reset" leads, and no stranger's link.
    assert.equal(await calculator.locator(".notice").isVisible(), false);
    await page.evaluate(() => document.querySelector("cost-calculator").set({ spend: 9e8 }));
    await calculator.getByRole("button", { name: "Reset" }).click();
    assert.equal(await cost(page), wanted);

    await at(1);
    const frame = page.frameLocator("iframe");
    assert.equal(await cost(frame), wanted);
    await page.waitForFunction(() => document.querySelector("iframe").height > 1500);

    await (await at(2)).locator("a").click();
    await ready(page);
    assert.equal(await cost(page), wanted);

    const still = await (await at(3)).locator("body").innerText();
    assert.ok(still.includes(wanted), still);
    assert.match(still, /Assumption: .*£1.1bn/);
    await page.locator("body a").click();
    await ready(page);
    assert.equal(await cost(page), wanted, "its link leads to what lives");
    assert.deepEqual(errors, []);
  } finally {
    await forms.close();
    await close();
  }
}));

test("a document of one's own is named where a form needs it, and no single file is offered", () => inBrowser(async (browser) => {
  const { page, close } = await freshPage(browser);
  await page.goto(onDisk("index.html"));
  await ready(page);
  const calculator = page.locator("cost-calculator");
  await calculator.evaluate((c) => {
    c.figures = { format: 1, id: "tea", version: "1", title: "Tea <\"&", units: { cup: { one: "cup", many: "cups" } },
      periods: ["now"], default_period: "now", groups: [{ id: "all", label: "All" }],
      inputs: [{ id: "cups", label: "Cups", unit: "cup", group: "all", value: 2, min: 0, max: 9, step: 1, format: "count" }],
      metrics: [], sentence: [{ text: "We drank {cups} cups." }] };
    return c.ready;
  });
  await calculator.getByText("Put this in a page").click();
  const panel = calculator.locator(".embed");
  assert.match(await panel.innerText(), /cost-calculator\.js, tea\.json/);
  assert.equal(await panel.getByRole("button", { name: "single file" }).count(), 0);
  await panel.getByRole("button", { name: "Copy a frame" }).click();
  const code = await calculator.getByRole("textbox", { name: "Take it away" }).inputValue();
  assert.match(code, /src="calculator\.html\?src=tea\.json#tea:v=1/);
  assert.match(code, /title="Tea &lt;&quot;&amp;"/);
  for (const name of ["Copy a script tag", "Copy plain HTML"]) {
    await panel.getByRole("button", { name }).click();
    const box = calculator.getByRole("textbox", { name: "Take it away" });
    const copied = await box.inputValue();
    assert.match(copied, /We drank 2 cups/);
    // Marked is all of it, and in view where it begins.
    assert.deepEqual(await box.evaluate((b) => [b.scrollTop, b.selectionStart, b.selectionEnd]), [0, 0, copied.length]);
    assert.doesNotMatch(copied, /file:/, "no address of the author's disk");
  }
  await close();
}));

/** A page around the frame that keeps all it is told. */
const listening = (src) => pageWith(`<iframe src="${src}" title="Costs" width="800" height="900"></iframe>`,
  "<script>globalThis.told = []; addEventListener('message', ({ data }) => told.push(data));</script>");

test("every host is told the height in its own words", () => onSite({
  pages: {
    "/host.html": listening("calculator.html?childId=pym-0&theme=dark&preset=the_post"),
    "/sealed.html": listening("talking-therapies.html?childId=pym-0"),
    "/wordpress.html": listening("calculator.html#?secret=abc123"),
  },
}, async (browser, server) => {
  const { page, errors, close } = await freshPage(browser);
  await page.goto(`${server.address}/host.html`);
  assert.equal(await cost(page.frameLocator("iframe")), "£2,680");
  await page.waitForFunction(() => told.some((t) => t?.height > 1500));
  const { told, height, border, dark } = await page.evaluate(() => {
    const inside = document.querySelector("iframe").contentDocument;
    return {
      told,
      height: told.findLast((t) => t?.type === "cost-calculator").height,
      border: getComputedStyle(inside.body).margin,
      dark: getComputedStyle(inside.querySelector("cost-calculator")).colorScheme,
    };
  });
  const last = (is) => told.findLast(is);
  assert.equal(last((t) => t?.sentinel === "amp" && t.type === "embed-size").height, height);
  const resize = JSON.parse(last((t) => typeof t === "string" && t.startsWith("{")));
  assert.deepEqual(resize, { src: `${server.address}/calculator.html?childId=pym-0&theme=dark&preset=the_post`, context: "iframe.resize", height });
  assert.equal(last((t) => /^pym/.test(t)), `pymxPYMxpym-0xPYMxheightxPYMx${height}`);
  assert.equal(told.filter((t) => t?.secret).length, 0, "no secret of WordPress was given");
  assert.equal(border, "0px");
  assert.equal(dark, "dark");

  // The sealed file tells its height and nothing of what is set.
  await page.goto(`${server.address}/sealed.html`);
  await cost(page.frameLocator("iframe"));
  await page.frameLocator("iframe").locator("cost-calculator").evaluate((c) => {
    return new Promise((done) => {
      c.addEventListener("change", done, { once: true });
      c.set({ spend: 1.1e9 });
    });
  });
  await page.waitForFunction(() => document.querySelector("iframe").contentWindow.location.hash.includes("spend=1100000000"));
  const all = await page.evaluate(() => JSON.stringify(told));
  assert.match(all, /"height":/);
  assert.doesNotMatch(all, /spend=|"hash"/);

  await page.goto(`${server.address}/wordpress.html`);
  await page.waitForFunction(() => told.some((t) => t?.secret === "abc123" && t.message === "height" && t.value > 1500));
  await page.evaluate(() => {
    told.length = 0;
    document.querySelector("iframe").contentWindow.postMessage({ message: "ready", secret: "abc123" }, "*");
  });
  await page.waitForFunction(() => told.some((t) => t?.secret === "abc123"));
  assert.deepEqual(errors, []);
  await close();
}));

test("a link becomes a frame of another host; states go in with the address, and out", async () => {
  const frames = await serve({ folder: SITE });
  try {
    await onSite({
      pages: {
        "/host.html": pageWith(`<p style="height: 3000px">Before.</p><h2 id="own">Own</h2>
          <p><a class="cost-calculator" data-links href="${frames.address}/calculator.html?preset=the_post">What does a recovery cost?</a></p>`,
        `<script src="${frames.address}/embed.js" defer></script>`),
      },
    }, async (browser, server) => {
      const { page, errors, requests, close } = await freshPage(browser, { viewport: { width: 900, height: 600 } });
      await page.goto(`${server.address}/host.html#own`);
      const frame = page.frameLocator("iframe");
      assert.equal(await page.locator("iframe").getAttribute("title"), "What does a recovery cost?");
      assert.equal(await page.locator("iframe").getAttribute("loading"), "lazy");
      await page.locator("iframe").scrollIntoViewIfNeeded();
      assert.equal(await cost(frame), "£2,680");
      await page.waitForFunction(() => document.querySelector("iframe").height > 1500);
      assert.equal(new URL(page.url()).hash, "#own", "nothing was changed yet");

      await frame.locator("cost-calculator").evaluate((c) => c.set({ spend: 1.1e9 }));
      await page.waitForFunction(() => location.hash.includes("spend=1100000000"));
      const wanted = await cost(frame);
      await frame.getByRole("button", { name: "Copy a link to this" }).click();
      const link = page.url();
      await comes(() => frame.getByRole("textbox", { name: "Take it away" }).inputValue(), link, "what is copied leads to the page around");

      await page.goto("about:blank");
      await page.goto(link);
      await page.locator("iframe").scrollIntoViewIfNeeded();
      assert.equal(await cost(frame), wanted);
      // Another link to the same page.
      await page.evaluate(() => { location.hash = location.hash.replace("1100000000", "900000000"); });
      await page.waitForFunction(() => document.querySelector("iframe").src.includes("spend=900000000"));
      assert.ok(requests.every((url) => /^(data:|blob:|about:|http:\/\/127\.0\.0\.1:)/.test(url)));
      assert.deepEqual(errors, []);
      await close();
    });
  } finally {
    await frames.close();
  }
});

test("figures of another host are not taken from the address, nor an address that is none", () => onSite({}, async (browser, server) => {
  const { page, close } = await freshPage(browser);
  const set = async (query) => {
    await page.goto(`${server.address}/calculator.html${query}`);
    await page.waitForFunction(() => document.querySelector("cost-calculator").ready);
    return page.evaluate(() => ["src", "page"].map((name) => document.querySelector("cost-calculator").getAttribute(name)));
  };
  assert.deepEqual(await set("?src=https://elsewhere.example/tea.json&page=javascript:alert(1)"), [null, null]);
  assert.deepEqual(await set("?src=talking-therapies.json&page=https://host.example/post"), ["talking-therapies.json", "https://host.example/post"]);
  await page.goto(`${server.address}/talking-therapies.html?src=talking-therapies.json`);
  assert.equal(await page.locator("cost-calculator").getAttribute("src"), null, "the sealed file has its own");
  await close();
}));
