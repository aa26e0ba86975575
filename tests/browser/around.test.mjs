// Whatever kind of page is around a calculator, it is the same inside.

import assert from "node:assert/strict";
import { test } from "node:test";
import { frames, freshPage, onSite, open, pageWith, ready, rested } from "./harness.mjs";
import { figures, Reader } from "./reader.mjs";

const TAG = "<cost-calculator></cost-calculator>";
const SCRIPT = '<script src="/cost-calculator.js" defer></script>';

/** Opens pages of the given bodies, or of whole texts, each in turn; `run` gets each. */
async function inPages(bodies, run, { options = {}, before = () => {} } = {}) {
  const texts = bodies.map((body) => (body.startsWith("<!doctype") ? body : pageWith(body)));
  const pages = Object.fromEntries(texts.map((text, at) => [`/kinds/${at}.html`, text]));
  await onSite({ pages }, async (browser, server) => {
    for (const [at, body] of bodies.entries()) {
      const { page, errors, close } = await freshPage(browser, options);
      await before(page, at);
      await open(page, `${server.address}/kinds/${at}.html`);
      await run(page, at, body, server);
      // A language may have no file.
      assert.deepEqual(errors.filter((error) => !/404/.test(error)), []);
      await close();
    }
  });
}

/** Where everything stands in the calculator at rest and how it looks, with both pictures. */
const look = (page) => rested(page).then(() => page.evaluate(() => {
  const { shadowRoot } = document.querySelector("cost-calculator");
  const all = [...shadowRoot.querySelectorAll(".calculator, .calculator *")];
  const from = all[0].getBoundingClientRect();
  const round = (v) => Math.round(v * 2) / 2;
  const places = all.map((e) => {
    const { left, top, width, height } = e.getBoundingClientRect();
    const { color, letterSpacing, textTransform } = getComputedStyle(e);
    return [e.className, round(left - from.left), round(top - from.top), round(width), round(height),
      color, letterSpacing, textTransform].join(" ");
  });
  const pictures = [...shadowRoot.querySelectorAll("figure.chart canvas")].map((c) => c.toDataURL());
  return { places, pictures };
}));

/** Asserts that two looks are one; names what differs first. */
function same(now, before, kind) {
  const at = now.places.findIndex((place, i) => place !== before.places[i]);
  assert.equal(now.places[at], before.places[at], kind);
  assert.equal(now.places.length, before.places.length, kind);
  assert.ok(now.pictures.every((picture, i) => picture === before.pictures[i]), `pictures: ${kind}`);
}

/** Opens a plain page and others; each must look as the plain one does. */
async function asPlain(bodies, settings) {
  let plain;
  await inPages([TAG, ...bodies], async (page, at, body) => {
    const now = await look(page);
    plain ??= now;
    same(now, plain, body.slice(0, 200));
  }, settings);
}

test("pages from right to left", () => asPlain([
  `<div dir="rtl">${TAG}</div>`,
  pageWith(TAG).replace("<html ", '<html dir="rtl" '),
]));

test("a value in prose from right to left keeps the order of its parts", () => inPages([
  `<p dir="rtl">كلفة <cost-value metric="cost_per_recovery">£1</cost-value> و
    <cost-input name="spend">£2</cost-input></p>${TAG}`,
], async (page) => {
  const styles = await page.evaluate(() => ["cost-value", "cost-input"].map((name) => {
    const { direction, unicodeBidi } = getComputedStyle(document.querySelector(name).shadowRoot.querySelector(".guest"));
    return `${direction} ${unicodeBidi}`;
  }));
  assert.deepEqual(styles, ["ltr isolate", "ltr isolate"]);
}));

test("a document from right to left, in a page of either direction", () => {
  const text = JSON.stringify({ ...figures, language: "ar" }).replaceAll("<", "\\u003c");
  const own = `<cost-calculator><script type="application/json">${text}</script></cost-calculator>`;
  return inPages([own, `<div dir="rtl">${own}</div>`], async (page) => {
    const seen = await page.evaluate(() => {
      const root = document.querySelector("cost-calculator").shadowRoot;
      const answers = [...root.querySelectorAll(".answer")].map((a) => a.getBoundingClientRect().left);
      return {
        directions: [".calculator", ".answers", "canvas"].map((s) => getComputedStyle(root.querySelector(s)).direction),
        leftwards: answers.every((left, i) => i === 0 || left < answers[i - 1]),
        wide: document.documentElement.scrollWidth - innerWidth,
      };
    });
    assert.deepEqual(seen.directions, ["rtl", "rtl", "ltr"]);
    assert.ok(seen.leftwards);
    assert.ok(seen.wide <= 0);
  });
});

test("what a page does to all its type ends at the calculator", () => asPlain([
  "letter-spacing: .3em; word-spacing: 1em", "text-transform: uppercase", "text-indent: 4em",
  "white-space: pre; line-height: 3", "text-align: right; font-style: italic; font-weight: 700",
].map((style) => `<div style="${style}">${TAG}</div>`)));

test("an engine without light-dark()", () => asPlain([`${TAG} `], {
  before: (page, at) => (at === 0 ? undefined : page.route("**/cost-calculator.js", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll("light-dark", "light-dusk") });
  })),
}));

for (const [colorScheme, ground] of [["light", "#ffffff"], ["dark", "#12171d"]]) {
  test(`a transparent ground, ${colorScheme}`, async () => {
    const on = (colour) => `<style>:root { color-scheme: light dark; background: ${ground};
      --cost-ground: ${colour}; }</style>${TAG}`;
    let pictures;
    await inPages([on(ground), on("transparent")], async (page) => {
      const now = await look(page);
      pictures ??= now.pictures;
      assert.deepEqual(now.pictures, pictures);
      await new Reader(page).host.locator(".answers button").first().click();
      const unseen = await page.evaluate(() => {
        const root = document.querySelector("cost-calculator").shadowRoot;
        const clear = (colour) => /, 0\)$|transparent/.test(colour);
        const words = [...root.querySelectorAll(".calculator *:not(.ink)")].filter((e) =>
          e.checkVisibility() && clear(getComputedStyle(e).color));
        const open = [root.querySelector(".working"), root.querySelector(".tip"), root.querySelector("thead th")];
        const bare = open.filter((e) => e && clear(getComputedStyle(e).backgroundColor));
        return [...words, ...bare].map((e) => e.className);
      });
      assert.deepEqual(unseen, []);
    }, { options: { colorScheme } });
  });
}

test("a parent that is scaled: pointing tells of what is pointed at", async () => {
  const told = [];
  await inPages(["", "transform: scale(.6); transform-origin: 0 0", "zoom: 1.4"].map((style) =>
    `<div style="inline-size: 640px; ${style}">${TAG}</div>`), async (page) => {
    const plot = new Reader(page).host.locator(".plot").first();
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    const tips = [];
    for (let bar = 0; bar < 6; bar += 1) {
      await page.mouse.move(box.x + box.width * 0.1, box.y + (box.height * (bar + 0.5)) / 6);
      await frames(page);
      tips.push(await plot.locator(".tip").evaluate((e) => (e.hidden ? "" : e.textContent)));
    }
    told.push(tips);
  });
  assert.ok(new Set(told[0]).size >= 5, String(told[0]));
  assert.deepEqual(told[1], told[0]);
  assert.deepEqual(told[2], told[0]);
});

test("a page that asks how wide the content is", () => inPages([
  "float: left", "display: inline-block", "inline-size: fit-content", "display: flex; justify-content: center",
  "display: flex; flex-direction: column; align-items: center", "display: grid; place-items: center",
  "display: table-cell", "position: absolute",
].map((style) => `<div style="${style}">${TAG}</div>`), async (page, at, body) => {
  const [wide, window] = await page.evaluate(() => [
    document.querySelector("cost-calculator").getBoundingClientRect().width,
    document.documentElement.scrollWidth - innerWidth,
  ]);
  assert.ok(wide > 600 && window <= 20, `${body}: ${wide}, ${window}`);
}));

test("a page with a base keeps its own address, and its links are read again", () => {
  const base = pageWith('<cost-calculator links></cost-calculator>', `<base href="/">${SCRIPT}`);
  return inPages([base], async (page) => {
    const reader = new Reader(page);
    await reader.number("recovery_rate").fill("60%");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("recovery_rate=0.6"));
    assert.equal(await page.evaluate(() => location.pathname), "/kinds/0.html");
    await page.reload();
    await ready(page);
    assert.equal((await reader.evaluate()).inputs.recovery_rate.value, 0.6);
  });
});

test("a step to an anchor of the page and back loses nothing", () => inPages([
  '<a href="#notes">Notes</a><cost-calculator links></cost-calculator><h2 id="notes">Notes</h2>',
], async (page) => {
  const reader = new Reader(page);
  const value = async () => (await reader.evaluate()).inputs.recovery_rate.value;
  await reader.number("recovery_rate").fill("60%");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.includes("recovery_rate=0.6"));
  await page.getByRole("link", { name: "Notes" }).click();
  await page.waitForFunction(() => location.hash === "#notes");
  assert.equal(await value(), 0.6);
  await page.reload();
  await ready(page);
  assert.equal(await value(), 0.6, "a reload neither");
  await page.evaluate(() => history.back());
  await page.waitForFunction(() => location.hash.includes("recovery_rate=0.6"));
  assert.equal(await value(), 0.6);
}));

test("a theme holds for values in prose, until they have their own", () => inPages([
  `<p>It cost <cost-value metric="cost_per_recovery">£1</cost-value>.</p>
    <cost-calculator theme="dark"></cost-calculator>`,
], async (page) => {
  const scheme = () => page.evaluate(() =>
    getComputedStyle(document.querySelector("cost-value").shadowRoot.querySelector(".guest")).colorScheme);
  assert.equal(await scheme(), "dark");
  await page.evaluate(() => document.querySelector("cost-calculator").setAttribute("theme", "light"));
  assert.equal(await scheme(), "light");
  await page.evaluate(() => document.querySelector("cost-value").setAttribute("theme", "dark"));
  assert.equal(await scheme(), "dark");
}));

test("a font that arrives late is what the charts are drawn with", async () => {
  const late = (family) => `<style>cost-calculator { --cost-sans: ${family}, serif; }</style>${TAG}`;
  let first;
  await inPages([late("'DejaVu Sans Mono'"), late("Late")], async (page, at) => {
    if (at === 1) {
      const before = await look(page);
      assert.notDeepEqual(before.pictures, first, "it is not there yet");
      await page.evaluate(async () => {
        const faces = [["", "normal"], [" Bold", "bold"]].map(([style, weight]) =>
          new FontFace("Late", `local('DejaVu Sans Mono${style}')`, { weight }));
        faces.forEach((face) => document.fonts.add(face));
        await Promise.all(faces.map((face) => face.load()));
      });
    }
    let now = (await look(page)).pictures;
    // The charts are drawn again one after the other, and come to rest.
    for (let tries = 0; tries < 40; tries += 1) {
      const before = now;
      now = (await look(page)).pictures;
      if (String(now) === String(first ?? before)) break;
    }
    first ??= now;
    assert.ok(String(now) === String(first), "the same letters, the same pictures");
  });
});
