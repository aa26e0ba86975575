// Every document in states of chance: sentence, answers, charts, tables and
// pictures say one thing, and nothing that nobody would say.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { freshPage, onSite, open, pageWith, ROOT } from "./harness.mjs";
import { randomly } from "./random.mjs";
import { element } from "./tea.mjs";

const STATES = Number(process.env.STATES || 2);
const SEED = Number(process.env.SEED || 20261128);
const FILES = ["www/first.json", "www/maison.json", "www/talking-therapies.json",
  ...["heating", "home", "screening"].map((name) => `examples/documents/${name}.json`)];

/** Kinds that need many worlds, or many points of a map: they take long. */
const WORLDS = new Set(["distribution", "tornado", "worth", "acceptability", "map"]);

/** Everything at one end, at the other, and by chance, where ends come up too. */
function* states({ inputs, periods }, random) {
  const at = (where) => Object.fromEntries(inputs.flatMap((input) => {
    const share = where();
    if (input.options) return [[input.id, input.options[Math.min(input.options.length - 1, Math.floor(share * input.options.length))].id]];
    if (input.format === "yes_no") return [[input.id, share < 0.5 ? "no" : "yes"]];
    if (typeof input.min !== "number" || typeof input.max !== "number") return [];
    const steps = typeof input.step === "number" ? Math.round(share * (input.max - input.min) / input.step) * input.step : 0;
    return [[input.id, Math.min(input.max, input.min + steps)]];
  }));
  yield {};
  yield at(() => 0);
  yield at(() => 1);
  for (let i = 0; i < STATES; i += 1) {
    const period = periods[Math.floor(random() * periods.length)];
    yield { period: period.id ?? period, ...at(() => Math.min(1, Math.max(0, random() * 1.4 - 0.2))) };
  }
}

/** What no reader should meet, in any language. */
const NONSENSE = /NaN|[Ii]nfinit[^y]|undefined|\bnull\b|[{}]|−[£€]?0(?![.,\d])|-[£€\d]| ,| \.(?!\d)|\.\.|,,|\( | \)/;

for (const name of FILES) {
  const file = JSON.parse(readFileSync(join(ROOT, name), "utf8"));
  test(`${name} says one thing in every state`, () => onSite({ pages: { "/page.html": pageWith(element(file)) } }, async (browser, server) => {
    const { page, errors, close } = await freshPage(browser, { reducedMotion: "reduce" });
    await open(page, `${server.address}/page.html`);
    const slow = (file.charts ?? []).filter((chart) => WORLDS.has(chart.kind)).map((chart) => chart.label);
    for (const settings of states(file, randomly(SEED))) {
      const told = await page.evaluate(async ([settings, slow]) => {
        const calculator = document.querySelector("cost-calculator");
        const root = calculator.shadowRoot;
        const frames = async () => {
          for (let i = 0; i < 3; i += 1) await new Promise(requestAnimationFrame);
        };
        calculator.set(settings);
        await frames();
        const all = (selector, of = root) => [...of.querySelectorAll(selector)]
          .filter((e) => e.checkVisibility({ visibilityProperty: true }));
        const { metrics } = calculator.evaluate();
        const texts = new Set(Object.values(metrics).map((metric) => metric.text));
        // Digits may stand in full where the sentence asks for them.
        const shown = [...all(".answers .big"), ...all(".sentence .result")].map((e) => e.textContent);
        const labels = all(".sentence .result").filter((e) => !e.getAttribute("aria-label").endsWith(e.textContent));
        const said = [];
        const say = (place, text) => said.push([place, text]);
        all(".sentence").forEach((e) => {
          const copy = e.cloneNode(true);
          copy.querySelectorAll(".twin, [hidden]").forEach((gone) => gone.remove());
          copy.querySelectorAll("input").forEach((field) => field.replaceWith(field.value));
          say("sentence", copy.textContent);
        });
        all(".answer").forEach((e) => [...e.children].forEach((part) => say("answer", part.textContent)));
        all(".card input").forEach((e) => say("field", e.getAttribute("aria-valuetext") ?? ""));
        const tabs = root.querySelectorAll("[role=tab]");
        const seen = {};
        for (let i = 0; i < Math.max(1, tabs.length); i += 1) {
          if (slow.includes(tabs[i]?.textContent)) continue;
          tabs[i]?.click();
          await frames();
          for (const chart of all("figure.chart")) {
            chart.querySelectorAll("details").forEach((d) => { d.open = true; });
            await frames();
            const label = chart.getAttribute("aria-label");
            seen[label] = chart.querySelector("p[id^=summary]")?.textContent ?? "";
            say(label, seen[label]);
            chart.querySelectorAll("figcaption *, td, th").forEach((e) => say(label, e.textContent));
          }
        }
        return { shown, labels: labels.length, texts: [...texts], said, seen };
      }, [settings, slow]);
      const state = JSON.stringify(settings);
      assert.deepEqual(told.shown.filter((text) => !told.texts.includes(text)), [], `${state}: not of its metric`);
      assert.equal(told.labels, 0, `${state}: named otherwise than shown`);
      assert.deepEqual(told.said.filter(([, text]) => NONSENSE.test(text.replaceAll("\n", " "))), [], state);
      // The picture that is taken away tells what the page does.
      for (const chart of (file.charts ?? []).filter((c) => !WORLDS.has(c.kind) && !JSON.stringify(c).includes('"band":true'))) {
        const picture = await page.evaluate((id) => document.querySelector("cost-calculator").toSVG(id), chart.id);
        assert.doesNotMatch(picture, /NaN|="-?inf|Infinity|undefined/, `${state}: ${chart.id}`);
        const described = /<desc>([^<]*)<\/desc>/.exec(picture)?.[1] ?? "";
        const text = await page.evaluate((html) => new DOMParser().parseFromString(html, "text/html").body.textContent, described);
        const here = told.seen[chart.label];
        if (here !== undefined) assert.ok(here.startsWith(text), `${state}: ${chart.id}\n${here}\n${text}`);
      }
    }
    assert.deepEqual(errors, []);
    await close();
  }));
}
