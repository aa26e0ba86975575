// On paper: every chart in ink on white at the paper's width, whatever the
// window's width and the page's theme; tables, sources, and nothing to press.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGINE, frames, freshPage, onSite, open } from "./harness.mjs";
import { figures, labelOf, Reader } from "./reader.mjs";

/** What a sheet leaves inside margins of 1 cm, in CSS pixels, and the pages it may take. */
const SHEETS = [
  { format: "A4", width: 718, pages: 10 },
  { format: "Letter", width: 740, pages: 11 },
];
const MARGIN = { top: "1cm", right: "1cm", bottom: "1cm", left: "1cm" };

const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

/** Runs in the page, laid out for paper: what the sheets show. */
function onPaper(host) {
  const root = host.shadowRoot;
  const seen = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const box = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left, right, top, bottom };
  };
  const name = (element) => `${element.localName}.${element.className.baseVal ?? element.className}`;
  /** Contrast with white, by WCAG. */
  const contrast = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map((v) => {
      const share = v / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
  };
  const all = [...root.querySelectorAll(".calculator *")].filter(seen);
  const charts = [...root.querySelectorAll("figure.chart")].filter(seen).map((figure) => {
    const picture = figure.querySelector(".paper svg");
    return {
      label: figure.getAttribute("aria-label"),
      headline: figure.querySelector("h3").innerText,
      box: box(figure),
      picture: picture && seen(picture) ? box(picture) : null,
      canvas: [...figure.querySelectorAll("canvas")].some(seen),
      parts: [".plot", ".note", ".chart-foot"].map((part) => figure.querySelector(part))
        .filter(seen).map(box),
      words: [...(picture?.querySelectorAll("text") ?? [])].filter((t) => t.textContent.trim())
        .map((t) => ({ text: t.textContent.trim(), contrast: contrast(getComputedStyle(t).fill) })),
      rows: [...figure.querySelectorAll("tbody tr")].filter(seen).length,
      head: getComputedStyle(figure.querySelector("thead")).display,
    };
  });
  const ground = getComputedStyle(root.querySelector(".calculator"));
  return {
    charts,
    wide: all.filter((e) => !e.closest(".sr, svg") && box(e).right > innerWidth + 1).map(name),
    pressed: all.filter((e) => e.matches("[type=range], .tool:not(select), .tab, .link, .chip, .copy")).map(name),
    ground: ground.backgroundColor,
    pale: all.filter((e) => !e.closest("svg, .sr") && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
      && contrast(getComputedStyle(e).color) < 4.5).map((e) => `${name(e)}: ${e.textContent}`),
    text: root.querySelector(".calculator").innerText,
  };
}

const overlap = (a, b) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
  && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

/** All that overlap each other. */
function overlapping(boxes) {
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => overlap(a, b)).map((b) => [a, b]));
}

const onlyChromium = { skip: ENGINE !== "chromium" && "only Chromium prints without a dialog" };

for (const width of [360, 960, 1600]) {
  for (const theme of ["light", "dark"]) {
    test(`from a window of ${width} px, ${theme}`, onlyChromium, () => onSite({}, async (browser, server) => {
      const { page, errors, close } = await freshPage(browser, { viewport: { width, height: 900 } });
      // By the address: that is dark on paper too, unless something undoes it.
      await open(page, `${server.address}/talking-therapies.html?theme=${theme}`);
      const host = page.locator("cost-calculator");
      const pictures = () => host.evaluate((c) => c.shadowRoot.querySelectorAll(".paper svg").length);
      assert.equal(await pictures(), 0, "nothing is drawn for paper before it is wanted");
      for (const { format, pages } of SHEETS) {
        const taken = pagesOf(await page.pdf({ format, margin: MARGIN }));
        assert.ok(taken >= 4 && taken <= pages, `${taken} pages of ${format}`);
      }
      assert.equal(await pictures(), figures.charts.length, "printing draws every chart");
      assert.equal(await host.evaluate((c) =>
        [...c.shadowRoot.querySelectorAll(".panel figure")].filter((f) => f.checkVisibility()).length,
      ), figures.questions[0].charts.length, "on the screen one tab is open still");

      await page.emulateMedia({ media: "print" });
      for (const sheet of SHEETS) {
        await page.setViewportSize({ width: sheet.width, height: 1000 });
        await frames(page);
        const seen = await host.evaluate(onPaper);
        assert.deepEqual(seen.charts.map((c) => c.label).sort(), figures.charts.map((c) => c.label).sort());
        for (const chart of seen.charts) {
          const at = `${chart.label} on ${sheet.format}`;
          assert.ok(chart.headline, at);
          assert.ok(chart.picture && !chart.canvas, `${at}: the picture and not the canvas`);
          assert.ok(chart.picture.right - chart.picture.left > 0.4 * sheet.width, `${at}: it is large enough`);
          assert.ok(chart.picture.left >= chart.box.left - 1 && chart.picture.right <= chart.box.right + 1, at);
          assert.deepEqual(overlapping(chart.parts), [], at);
          assert.ok(chart.words.length > 3, at);
          assert.deepEqual(chart.words.filter((w) => w.contrast < 4.5), [], at);
          assert.ok(chart.rows > 1, at);
          assert.equal(chart.head, "table-header-group", `${at}: it comes again on the next page`);
        }
        assert.deepEqual(overlapping(seen.charts.map((c) => c.box)), []);
        assert.deepEqual(seen.wide, [], `nothing is wider than ${sheet.format}`);
        assert.deepEqual(seen.pressed, []);
        assert.equal(seen.ground, "rgb(255, 255, 255)");
        assert.deepEqual(seen.pale, []);
        assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(255, 253, 249)");
        for (const { title } of Object.values(figures.sources)) assert.ok(seen.text.includes(title), title);
      }
      assert.deepEqual(errors, []);
      await close();
    }));
  }
}

test("a tab opened after printing shows what is so now", () => onSite({}, async (browser, server) => {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/talking-therapies.html`);
  const reader = new Reader(page);
  const tab = (name) => reader.host.getByRole("tab", { name, exact: true });
  const headline = () => reader.host.locator(".panel figure:not([hidden]) h3").first().textContent();
  await tab("Does it pay?").click();
  const first = await headline();
  await tab("Who recovers?").click();
  const before = await reader.seen();
  await reader.number("spend").fill("£1.2bn");
  await reader.number("spend").press("Enter");
  await reader.changed(before, [1]);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const onPaper = () => reader.host.evaluate((c, name) =>
    c.shadowRoot.querySelector(`.panel figure[aria-label="${name}"] h3`).textContent, "Two unknowns");
  assert.notEqual(await onPaper(), first, `${labelOf("spend")} shows on paper`);
  const changed = await reader.seen();
  await reader.host.getByRole("button", { name: "Undo" }).click();
  await reader.changed(changed, [1]);
  await tab("Does it pay?").click();
  assert.equal(await headline(), first);
  assert.deepEqual(errors, []);
  await close();
}));

test("a report of the calculator alone takes two pages", onlyChromium, () => onSite({}, async (browser, server) => {
  for (const width of [390, 1280]) {
    const { page, errors, close } = await freshPage(browser, { viewport: { width, height: 844 } });
    // What would be printed stays where it is, in the frame.
    await page.addInitScript(() => { globalThis.print = () => { top.printing = document; }; });
    await open(page, `${server.address}/talking-therapies.html?theme=dark`);
    const reader = new Reader(page);
    const before = await reader.seen();
    await reader.number("recovery_without_therapy").fill("40%");
    await reader.number("recovery_without_therapy").press("Enter");
    await reader.changed(before, [1]);
    await reader.host.getByRole("button", { name: "Report on two pages", exact: true }).click();
    await page.waitForFunction(() => globalThis.printing);
    const report = await page.evaluate(() => {
      const root = printing.body.firstChild.shadowRoot;
      const rules = [...root.adoptedStyleSheets[0].cssRules].map((rule) => rule.cssText).join("\n");
      return `<!doctype html><body style="margin:0"><div><template shadowrootmode="open"><style>${rules}</style>${root.innerHTML}</template></div>`;
    });
    const sheet = await page.context().newPage();
    await sheet.setContent(report);
    for (const { format } of SHEETS) {
      assert.equal(pagesOf(await sheet.pdf({ format, margin: MARGIN })), 2, format);
    }
    await sheet.emulateMedia({ media: "print" });
    await sheet.setViewportSize({ width: SHEETS[0].width, height: 1000 });
    await frames(sheet);
    const seen = await sheet.locator("body > div").evaluate(onPaper);
    const leads = figures.questions.map((question) => question.charts[0]);
    const named = [...figures.front, ...leads].slice(0, 6).map((id) => figures.charts.find((c) => c.id === id).label);
    assert.deepEqual(seen.charts.map((c) => c.label), named);
    assert.deepEqual(seen.charts.filter((c) => !c.picture || c.canvas), []);
    assert.deepEqual(overlapping(seen.charts.map((c) => c.box)), []);
    assert.deepEqual(seen.wide, []);
    assert.deepEqual(seen.pressed, []);
    assert.match(seen.text, /40%/);
    assert.match(seen.text, /NHS England/, "whom the figures are from");
    assert.match(seen.text, /#talking-therapies/, "where it can be opened again");
    // The page around it is as it was, and the frame goes when it has been printed.
    await page.evaluate(() => printing.defaultView.dispatchEvent(new Event("afterprint")));
    assert.equal(await reader.host.evaluate((c) => c.shadowRoot.querySelectorAll("iframe").length), 0);
    assert.deepEqual(errors, []);
    await close();
  }
}));
