// Bad input is normal: each gets its sentence, and the rest goes on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { comes, freshPage, launch, once, open, pageWith, SITE, until } from "./harness.mjs";
import { figures, Reader } from "./reader.mjs";
import { serve } from "./server.mjs";
import { TEA } from "./tea.mjs";

const broken = (change) => {
  const document = structuredClone(figures);
  change(document);
  return JSON.stringify(document).replaceAll("<", "\\u003c");
};
const inline = (json) => pageWith(
  `<cost-calculator><p>Written.</p><script type="application/json">${json}</script></cost-calculator>
   <cost-calculator></cost-calculator>`);

/** What editors of pages make of the JSON inside the element. */
const JSON_LINES = JSON.stringify({ ...TEA, title: "What does “tea” & milk cost?" }, null, 1);
const MENDED = {
  paragraphs: `<script type="application/json"><p>${JSON_LINES.replaceAll("\n", "</p>\n\n<p>")}</p></script>`,
  breaks: `<script type="application/json">\ufeff<!-- wp:html -->${JSON_LINES.replaceAll("\n", "<br />\n")}<!-- /wp:html --></script>`,
  cdata: `<script type="application/json">//<![CDATA[\n${JSON_LINES}\n//]]></script>`,
  entities: `<script type="application/json">${JSON_LINES.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll(" ", "&nbsp;")}</script>`,
  curly: `<script type="application/json">${JSON.stringify(TEA).replaceAll(/"([^"]*)"/g, "“$1”")}</script>`,
  "without its script": `<p>${JSON_LINES.replaceAll("&", "&amp;").replaceAll("\n", "<br>\n").replaceAll('"', "&#8221;")
    .replaceAll("“", "").replaceAll("”", "")}</p>`,
};

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve({
    folder: SITE,
    pages: {
      "/unit.html": inline(broken((d) => {
        d.metrics.find((m) => m.id === "cost_per_recovery").formula = "spend + recovered";
      })),
      "/many.html": inline(broken((d) => {
        d.inputs[0].max = "lots";
        d.metrics[0].formula = "referals * entered_share";
        d.answers[0].metric = "cost_per_recovry";
      })),
      "/json.html": inline("{ not JSON"),
      "/missing.html": pageWith('<cost-calculator src="nowhere.json"><p>Written.</p></cost-calculator><cost-calculator></cost-calculator>'),
      "/preset.html": pageWith('<cost-calculator preset="the_pots"><p>Written.</p></cost-calculator><cost-calculator></cost-calculator>'),
      "/state-words.html": pageWith('<cost-calculator state="spend=1.2bn&recovery_rate=0.6"></cost-calculator>'),
      "/state-unknown.html": pageWith('<cost-calculator state="spendd=1000000000&recovery_rate=0.6"></cost-calculator>'),
      "/state-bare.html": pageWith('<cost-calculator state="the_post"></cost-calculator>'),
      "/state-view.html": pageWith('<cost-calculator view="nowhere"></cost-calculator>'),
      "/type.html": inline("{}").replace("application/json", "text/json"),
      "/empty.html": pageWith('<cost-calculator src=""><p>Written.</p></cost-calculator><cost-calculator></cost-calculator>'),
      "/deep.html": inline(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`),
      "/head.html": pageWith(inline(broken((d) => { d.title = "What do I say it costs?"; })).split("<body>")[1],
        '<script src="/cost-calculator.js"></script>'),
      "/ambiguous.html": inline(JSON.stringify({ ...TEA, title: "What does “tea” cost?" }).replaceAll(/"([^"]*)"/g, "“$1”")),
      ...Object.fromEntries(Object.entries(MENDED).map(([how, html]) =>
        [`/${how.replaceAll(" ", "-")}.html`, pageWith(`<cost-calculator>${html}</cost-calculator>`)])),
      "/well.html": pageWith("<cost-calculator></cost-calculator>"),
    },
  });
});
after(async () => {
  await browser.close();
  await server.close();
});

/**
 * Opens a page whose first calculator cannot live; gives what its owner is told.
 * Readers see the author's words and one sentence.
 */
async function said(name) {
  const { page, errors, close } = await freshPage(browser);
  await page.goto(`${server.address}/${name}`);
  const first = page.locator("cost-calculator").first();
  await first.getByRole("alert").waitFor();
  assert.equal(await first.getByRole("alert").innerText(), "The calculator cannot be shown here.");
  assert.ok(await page.getByText("Written.").isVisible(), "the author's words stay");
  const well = new Reader(page, 1);
  await well.host.locator(".sentence").waitFor();
  assert.match(await well.sentence(), /£2,830/, "the other calculator lives");
  const ours = () => errors.filter((error) => error.startsWith("<cost-calculator>: "));
  await until(() => ours().length > 0, "the owner is told");
  const told = ours();
  const others = errors.filter((error) => !told.includes(error) && !/404/.test(error));
  assert.equal(told.length, 1, "the owner is told in the console, once");
  assert.deepEqual(others, []);
  await close();
  return told[0];
}

test("a formula with a wrong unit", async () => {
  const text = await said("unit.html");
  assert.match(text, /cost_per_recovery/);
  assert.match(text, /unit|add/i);
});

test("every problem of a document at once, with suggestions", async () => {
  const text = await said("many.html");
  assert.match(text, /max/);
  assert.match(text, /Did you mean “referrals”\?/);
  assert.match(text, /Did you mean “cost_per_recovery”\?/);
});

test("what is not JSON", async () => {
  assert.match(await said("json.html"), /JSON/);
});

for (const how of Object.keys(MENDED)) {
  test(`JSON that the page's editor has changed is read, and its owner told: ${how}`, once, async () => {
    const { page, errors, close } = await freshPage(browser);
    await open(page, `${server.address}/${how.replaceAll(" ", "-")}.html`);
    assert.match(await new Reader(page).sentence(), /Tea for £3: ?4 cups\./);
    const title = await page.evaluate(() => document.querySelector("cost-calculator").shadowRoot.querySelector(".title strong").textContent);
    assert.match(title, /^What does (“tea” & milk|tea & milk|tea) cost\?$/);
    await comes(() => errors.length, 1);
    assert.match(errors[0], /it was read all the same.*block of HTML/);
    await close();
  });
}

test("JSON with curly quotes within curly quotes is not guessed at", async () => {
  assert.match(await said("ambiguous.html"), /cannot be read: [^]*curly quotes/);
});

test("a document that is not there", async () => {
  assert.match(await said("missing.html"), /“nowhere.json” cannot be loaded/);
});

test("a script inside of another type, and an empty address: the bundled document is not shown instead", async () => {
  assert.match(await said("type.html"), /“text\/json” and not “application\/json”/);
  assert.match(await said("empty.html"), /“src” is empty/);
});

test("a document without end", async () => {
  assert.match(await said("deep.html"), /32 levels/);
});

test("a script in the head, before the JSON inside the element is there", async () => {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/head.html`, 2);
  const titles = await page.evaluate(() => [...document.querySelectorAll("cost-calculator")]
    .map((c) => c.shadowRoot.querySelector(".title strong").textContent));
  assert.deepEqual(titles, ["What do I say it costs?", figures.title]);
  assert.deepEqual(errors, []);
  await close();
});

test("a preset that is not there", async () => {
  assert.match(await said("preset.html"), /no preset “the_pots”/);
});

test("of a state that is not understood, what, and that what else it says is taken", once, async () => {
  for (const [name, pattern, rate] of [
    ["state-words", /“state”.*“spend = 1\.2bn”.*plain numbers/, 0.6],
    ["state-unknown", /“state”.*“spendd”/, 0.6],
    ["state-bare", /“state”.*“the_post”/, 0.501],
    ["state-view", /no question and no chart “nowhere”/, 0.501],
  ]) {
    const { page, errors, close } = await freshPage(browser);
    await open(page, `${server.address}/${name}.html`);
    const { inputs } = await page.evaluate(() => document.querySelector("cost-calculator").evaluate());
    assert.equal(Number(inputs.recovery_rate.value.toFixed(3)), rate, name);
    await comes(() => errors.length, 1, name);
    assert.match(errors[0], pattern, name);
    await close();
  }
});

test("what is typed but cannot be", async () => {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/well.html`);
  const reader = new Reader(page);
  const number = reader.number("recovery_rate");
  const sentence = await reader.sentence();
  for (const [typed, answer] of [["lots", /lots/], ["250%", /250%/], ["-5%", /-5%|−5%/], ["", /./]]) {
    await number.fill(typed);
    await page.keyboard.press("Enter");
    assert.equal((await reader.evaluate()).inputs.recovery_rate.value.toFixed(3), "0.501", typed);
    if (typed) {
      const told = reader.host.getByRole("alert").or(reader.host.getByRole("status"));
      await page.waitForFunction(([c, pattern]) =>
        [...c.shadowRoot.querySelectorAll("[role=alert], [role=status]")]
          .some((e) => new RegExp(pattern).test(e.textContent)),
      [await reader.host.elementHandle(), answer.source]);
      assert.ok(await told.count() > 0);
      assert.equal(await number.getAttribute("aria-invalid"), "true");
    }
  }
  await page.keyboard.press("Escape");
  assert.equal(await reader.sentence(), sentence, "nothing else changed");
  await number.fill("55%");
  await page.keyboard.press("Enter");
  assert.equal(await number.getAttribute("aria-invalid"), "false");
  assert.equal((await reader.evaluate()).inputs.recovery_rate.value, 0.55);
  assert.deepEqual(errors, []);
  await close();
});

test("where nothing more is gained the answer says so", async () => {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/well.html`);
  const reader = new Reader(page);
  await reader.number("recovery_without_therapy").fill("60%");
  await page.keyboard.press("Enter");
  const { metrics } = await reader.evaluate();
  assert.equal(metrics.cost_per_additional_recovery.value, null);
  assert.ok(metrics.cost_per_additional_recovery.reason);
  const at = figures.answers.findIndex((a) => a.metric === "cost_per_additional_recovery");
  assert.equal((await reader.answers())[at], "–");
  const all = await reader.host.evaluate((c) => c.shadowRoot.textContent);
  assert.ok(all.toLowerCase().includes(metrics.cost_per_additional_recovery.reason.toLowerCase()));
  assert.doesNotMatch(all, /NaN|Infinity|undefined|£-|-£|−£\d[^.]*recover/);
  assert.deepEqual(errors, []);
  await close();
});

test("a script that asks for what is not there is told, and nothing breaks", async () => {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/well.html`);
  const messages = await page.evaluate(() => {
    const calculator = document.querySelector("cost-calculator");
    const attempt = (ask) => {
      try {
        ask();
        return "";
      } catch (error) {
        return error.message;
      }
    };
    return [
      attempt(() => calculator.evaluate({ recovery_rat: 0.5 })),
      attempt(() => calculator.set({ recovery_rate: 7 })),
      attempt(() => calculator.set({ recovery_rate: Number.NaN })),
      attempt(() => calculator.set({ measure: "luck" })),
      attempt(() => calculator.set({ period: "1066" })),
      attempt(() => calculator.toSVG("pie")),
      attempt(() => calculator.set(window)),
      attempt(() => calculator.set({ spend: () => 1 })),
      attempt(() => calculator.set(new Map([["spend", 1]]))),
      attempt(() => calculator.evaluate({ spend: new Uint8Array(2) })),
      attempt(() => {
        const round = {};
        round.spend = { round };
        calculator.evaluate(round);
      }),
      attempt(() => calculator.set("spend")),
    ];
  });
  for (const message of messages) assert.ok(message, JSON.stringify(messages));
  assert.match(messages[0], /recovery_rat/);
  assert.match(await new Reader(page).sentence(), /£2,830/);
  assert.deepEqual(errors, []);
  await close();
});
