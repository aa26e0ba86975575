// In a frame: it tells how high it is and comes to rest, and says what the page
// around it may forbid.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes, ENGINE, freshPage, once, onSite, pageWith, says } from "./harness.mjs";

/** What the manual says to write around a frame, with a count of what it was told. */
const AROUND = pageWith(`<style>body { margin: 0; }</style>
  <iframe src="talking-therapies.html" title="Costs" width="300" height="900"></iframe>
  <script>
    globalThis.told = 0;
    addEventListener("message", ({ data, source }) => {
      const frame = [...document.querySelectorAll("iframe")].find((f) => f.contentWindow === source);
      if (!frame || data?.type !== "cost-calculator") return;
      told += 1;
      frame.height = data.height;
    });
  </script>`, "");

/** Runs in the page: gives the frame a width, waits until it rests, and tells what it took. */
async function settle(width) {
  const frame = document.querySelector("iframe");
  globalThis.told = 0;
  if (width) frame.width = width;
  const next = () => new Promise((done) => frame.contentWindow.requestAnimationFrame(done));
  // What is heard in one frame shows in the next two: eight without a word are rest.
  for (let quiet = 0, heard = 0; quiet < 8 && told < 20; quiet = heard === told ? quiet + 1 : 0) {
    heard = told;
    await next();
  }
  const page = frame.contentDocument.documentElement;
  return {
    told,
    hidden: page.scrollHeight - page.clientHeight,
    spare: page.clientHeight - Math.ceil(page.getBoundingClientRect().height),
    sideways: page.scrollWidth - page.clientWidth,
  };
}

const inFrame = (page) => page.frameLocator("iframe").locator("cost-calculator");

test("at every width it settles in three messages, with classic scrollbars", () => onSite({
  pages: { "/around.html": AROUND },
  // Otherwise a browser for tests has none.
  launch: ENGINE === "chromium" ? { ignoreDefaultArgs: ["--hide-scrollbars"] } : {
    firefoxUserPrefs: { "widget.gtk.overlay-scrollbars.enabled": false },
  },
}, async (browser, server) => {
  const { page, errors, close } = await freshPage(browser, { viewport: { width: 1500, height: 1000 } });
  await page.goto(`${server.address}/around.html`);
  await inFrame(page).locator(".sentence").waitFor();
  await page.evaluate(settle, 0);
  assert.ok(await page.evaluate(() => innerWidth > document.documentElement.clientWidth), "they take room");
  const failed = [];
  // No multiple of what the style sheet is made by; a sample in the second engine.
  for (let width = 300; width <= 1400; width += ENGINE === "chromium" ? 17 : 61) {
    const seen = await page.evaluate(settle, width);
    if (seen.told > 3 || seen.hidden > 0 || seen.spare > 0 || seen.sideways > 0) {
      failed.push({ width, ...seen });
    }
  }
  assert.deepEqual(failed, []);
  assert.deepEqual(errors, []);
  await close();
}));

for (const sandbox of ["", 'sandbox="allow-scripts"']) {
  test(`the working opens before the reader in a frame taller than the screen ${sandbox}`, sandbox ? {} : once, () => onSite({
    pages: { "/around.html": AROUND.replace("<iframe", `<iframe ${sandbox}`) },
  }, async (browser, server) => {
    const { page, errors, close } = await freshPage(browser, { viewport: { width: 1000, height: 800 } });
    await page.goto(`${server.address}/around.html`);
    const calculator = inFrame(page);
    await calculator.locator(".sentence").waitFor();
    await page.evaluate(() => { document.querySelector("iframe").width = 900; });
    await page.waitForFunction(() => document.querySelector("iframe").height > 2000);
    const dialog = calculator.getByRole("dialog");
    const openers = [
      calculator.locator(".answers button").first(),
      calculator.getByRole("button", { name: /^Where from/ }).first(),
    ];
    for (const opener of openers) {
      // Near either edge of the window.
      for (const at of [60, 700]) {
        const { y } = await opener.boundingBox();
        await page.evaluate((by) => scrollBy(0, by), y - at);
        const before = await page.evaluate(() => scrollY);
        await opener.click();
        await dialog.waitFor();
        await comes(async () => {
          const heading = await dialog.getByRole("heading", { level: 3 }).boundingBox();
          const { y: top, height } = await dialog.boundingBox();
          const moved = await page.evaluate(() => scrollY) - before;
          return [
            [heading.y >= 0 && heading.y + heading.height <= 800, `the heading is at ${heading.y}`],
            [height > 300 && height < 800, `it is ${height} high`],
            [top >= -1 && top + height <= 801, `from ${top}, ${height} high`],
            [Math.abs(moved) < 800, `the reader is moved by ${moved}`],
          ].filter(([so]) => !so);
        }, []);
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "hidden" });
      }
    }
    assert.deepEqual(errors, []);
    await close();
  }));
}

test("in a sandbox that forbids files and paper, it shows what was to be saved and says why", () => onSite({
  pages: {
    "/around.html": pageWith('<iframe sandbox="allow-scripts" src="talking-therapies.html" title="Costs" width="900" height="900"></iframe>', ""),
  },
}, async (browser, server) => {
  const { page, close } = await freshPage(browser);
  await page.goto(`${server.address}/around.html`);
  const calculator = inFrame(page);
  const shown = calculator.getByRole("textbox", { name: "Take it away" });
  const status = (text) => calculator.getByText(text);
  await calculator.getByRole("button", { name: "Values and sources" }).click();
  await status("If no file was saved").waitFor();
  await says(shown, /cost_per_recovery/, "inputValue");
  await calculator.locator("figure.chart").first().getByRole("button", { name: "SVG" }).click();
  await says(shown, /^<svg/, "inputValue");
  await calculator.locator("figure.chart").first().getByRole("button", { name: "PNG" }).click();
  await says(shown, /^data:image\/png/, "inputValue");
  await calculator.getByRole("button", { name: "Copy the sentence" }).click();
  await says(shown, /£2,830 a recovery/, "inputValue");
  await status(/^(Copied|The browser does not allow copying)/).waitFor();
  await calculator.getByRole("button", { name: "Print" }).click();
  await status("If nothing was printed").waitFor();
  await close();
}));

test("by itself it says nothing of that", once, () => onSite({}, async (browser, server) => {
  const { page, close } = await freshPage(browser, { acceptDownloads: true });
  await page.goto(`${server.address}/talking-therapies.html`);
  const calculator = page.locator("cost-calculator");
  await calculator.getByRole("button", { name: "Values and sources" }).click();
  assert.equal(await calculator.getByText("If no file was saved").count(), 0);
  assert.equal(await calculator.getByRole("textbox", { name: "Take it away" }).count(), 0);
  await close();
}));

for (const theme of ["light", "dark"]) {
  test(`the theme by the frame's address: ${theme}`, theme === "dark" ? {} : once, () => onSite({
    pages: {
      "/around.html": pageWith(`<iframe src="talking-therapies.html?theme=${theme}&preset=the_post" title="Costs"
        width="900" height="900"></iframe>`, ""),
    },
  }, async (browser, server) => {
    const { page, errors, close } = await freshPage(browser, {
      colorScheme: theme === "dark" ? "light" : "dark",
    });
    await page.goto(`${server.address}/around.html`);
    const calculator = inFrame(page);
    await calculator.locator(".sentence").waitFor();
    const [paper, scheme] = await calculator.evaluate((c) => [
      getComputedStyle(c.ownerDocument.documentElement).backgroundColor, getComputedStyle(c).colorScheme,
    ]);
    assert.equal(paper, theme === "dark" ? "rgb(20, 24, 29)" : "rgb(255, 253, 249)");
    assert.equal(scheme, theme);
    assert.match(await calculator.locator(".answers").textContent(), /£2,680/, "a preset too");
    assert.deepEqual(errors, []);
    await close();
  }));
}
