// What a reader keeps: links and the way back, a scenario to compare with,
// files, and the sums checked.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { comes, ENGINE, open, ready, rested, says, until } from "./harness.mjs";
import { eachTime, figures } from "./reader.mjs";

let page, reader, server;
eachTime((met) => { ({ page, reader, server } = met); }, { acceptDownloads: true });

const hash = () => page.evaluate(() => location.hash);

/** Types a number into the sentence and waits until the address has it. */
async function type(id, text, inAddress) {
  await reader.number(id).fill(text);
  await reader.number(id).press("Enter");
  await page.waitForFunction((part) => location.hash.includes(part), inAddress);
}

test("an address holds only what differs, and opens to the same", async () => {
  await type("recovery_without_therapy", "20%", "recovery_without_therapy=0.2");
  const kept = await hash();
  assert.match(kept, /^#talking-therapies:v=/);
  assert.ok(!kept.includes("spend="), "what is not changed is not written");
  const answers = await reader.answers();
  await page.goto("about:blank");
  await open(page, `${server.address}/${kept}`);
  assert.deepEqual(await reader.answers(), answers);
  // Whoever opens it sees what was set, beside the document's own.
  const host = reader.host;
  assert.match(await host.locator(".notice").textContent(), /other numbers than the source’s/);
  assert.deepEqual(await host.locator(".changes li").allTextContents(), [
    "Would recover without therapy: 34% → 20%",
  ]);
  const top = () => host.evaluate((c) => c.getBoundingClientRect().top);
  await until(async () => await top() > -20 && await top() < 900, "it is in view");
});

test("who comes back to a page finds what was set, and is told of no link", async () => {
  await type("recovery_without_therapy", "20%", "recovery_without_therapy=0.2");
  const answers = await reader.answers();
  const returned = async () => {
    await ready(page);
    await comes(() => reader.answers(), answers);
    assert.equal(await reader.host.locator(".notice").isVisible(), false);
  };
  await page.reload();
  await returned();
  // Of a page that comes from its cache Firefox’s protocol tells nothing.
  if (ENGINE !== "chromium") return;
  await page.goto("about:blank");
  await page.goBack();
  await returned();
});

test("what leaves the page admits what was set", { skip: ENGINE !== "chromium" }, async () => {
  await type("recovery_without_therapy", "40%", "recovery_without_therapy=0.4");
  const admitted = "Assumption: Would recover without therapy 40% (the source: 34%).";
  const { host } = reader;
  await host.getByRole("button", { name: "Copy the sentence" }).click();
  const copied = await host.getByRole("textbox", { name: "Take it away" }).inputValue();
  assert.ok(copied.includes(admitted) && copied.includes(await hash()), copied);
  const take = async (name) => {
    const button = host.getByRole("button", { name }).first();
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    return (await readFile(await download.path())).toString();
  };
  const csv = await take("CSV: Where people go");
  assert.ok(csv.includes(admitted) && csv.includes(await hash()), csv);
  const words = (await take("SVG: Where people go")).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
  assert.ok(words.includes(admitted), words);
  const values = (await take("Values and sources")).split("\r\n");
  const row = values.find((line) => line.startsWith("input,recovery_without_therapy,"));
  assert.match(row, /,0\.4,share,40%,0\.33\d+,your number,,/);
  assert.ok(!row.includes("doi.org"), "a number somebody set has no source");
  const json = JSON.parse(await take("Scenario (JSON)"));
  assert.equal(json.inputs.recovery_without_therapy.status, "yours");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.ok((await host.locator(".printed").textContent()).includes(admitted));
});

test("back and forward go through the changes", async () => {
  const first = await reader.answers();
  await type("recovery_without_therapy", "20%", "recovery_without_therapy=0.2");
  const second = await reader.answers();
  await type("spend", "£1.2bn", "spend=1200000000");
  await page.evaluate(() => history.back());
  await page.waitForFunction(() => !location.hash.includes("spend="));
  await comes(() => reader.answers(), second);
  await page.evaluate(() => history.back());
  await page.waitForFunction(() => location.hash === "");
  await comes(() => reader.answers(), first);
});

test("each number is an entry of its own, however quickly one follows the other", async () => {
  await type("recovery_without_therapy", "20%", "recovery_without_therapy=0.2");
  await type("spend", "£1.2bn", "spend=1200000000");
  await rested(page);
  const entries = await page.evaluate(() => {
    const calculator = document.querySelector("cost-calculator");
    const before = history.length;
    // Both were set before: neither comes to the address nor goes from it.
    calculator.set({ spend: 8e8 });
    calculator.set({ recovery_without_therapy: 0.3 });
    const two = history.length - before;
    calculator.set({ recovery_without_therapy: 0.31 });
    return [two, history.length - before];
  });
  assert.deepEqual(entries, [2, 2], "an entry for each number; one number goes on in its own");
});

test("a fragment of the page's own is left alone", async () => {
  await page.evaluate(() => { location.hash = "notes"; });
  const answers = await reader.answers();
  await reader.number("recovery_without_therapy").fill("20%");
  await reader.number("recovery_without_therapy").press("Enter");
  await rested(page);
  assert.equal(await hash(), "#notes");
  assert.notDeepEqual(await reader.answers(), answers);
});

test("an older link says what changed and shows both results", async () => {
  await type("recovery_without_therapy", "20%", "recovery_without_therapy=0.2");
  const older = (await hash())
    .replace(/v=[^&]*/, "v=2020.1")
    .replace(/a=[^,]*/, "gone=1&a=9.9e2");
  await page.goto("about:blank");
  await open(page, `${server.address}/${older}`);
  const notice = await reader.host.locator(".notice").textContent();
  const [cost] = figures.answers;
  assert.match(notice, /version 2020\.1.*version/);
  const label = cost.label.replace("{measure}", "recovery");
  assert.ok(notice.includes(`${label}: ${(await reader.answers())[0]}, was £990.`), notice);
  assert.match(notice, /“gone”/);
});

test("a kept scenario: every answer then and now, and a list of what was changed", async () => {
  const then = await reader.answers();
  await reader.host.getByRole("button", { name: "Compare" }).click();
  await type("recovery_without_therapy", "20%", "recovery_without_therapy=0.2");
  const now = await reader.answers();
  const was = await reader.host.locator(".answer").evaluateAll((cells) =>
    cells.map((c) => c.querySelector(".was").textContent));
  then.forEach((text, i) => assert.equal(was[i], text === now[i] ? "" : `was ${text}`));
  assert.deepEqual(await reader.host.locator(".changes li").allTextContents(), [
    "Would recover without therapy: 34% → 20%",
  ]);
  await reader.host.getByRole("button", { name: "Stop comparing" }).first().click();
  assert.equal(await reader.host.locator(".changes").isVisible(), false);
});

test("in another language it goes on as it was: nothing is compared that was not, and no link is told of", async () => {
  await type("recovery_without_therapy", "20%", "recovery_without_therapy=0.2");
  const speak = (language) => reader.host.evaluate(async (c, language) => {
    c.setAttribute("locale", language);
    await c.ready;
  }, language);
  const seen = () => reader.host.evaluate((c) => [
    c.shadowRoot.querySelector(".notice").checkVisibility(), c.shadowRoot.querySelector(".changes").checkVisibility(),
    c.evaluate().inputs.recovery_without_therapy.value,
  ]);
  await speak("fr");
  assert.deepEqual(await seen(), [false, false, 0.2]);
  await reader.host.getByRole("button", { name: "Comparer" }).click();
  await reader.host.evaluate((c) => c.set({ recovery_without_therapy: 0.3 }));
  await speak("en-GB");
  assert.deepEqual(await seen(), [false, true, 0.3]);
  // With what was kept, not with the beginning.
  await comes(() => reader.host.locator(".changes li").allTextContents(), ["Would recover without therapy: 20% → 30%"]);
  // In another place of the page too.
  await reader.host.evaluate(async (c) => {
    document.body.append(c);
    await c.ready;
  });
  assert.deepEqual(await seen(), [false, true, 0.3]);
  await reader.host.getByRole("button", { name: "Stop comparing" }).first().click();
  await speak("fr");
  assert.deepEqual(await seen(), [false, false, 0.3]);
});

test("the link and the sentence are copied, or shown to be copied", async () => {
  await reader.host.getByRole("button", { name: "Copy the sentence" }).click();
  const shown = reader.host.getByRole("textbox", { name: "Take it away" });
  await says(shown, /^For 2023\/24 .*£900m.*£2,830 a recovery/, "inputValue");
  await reader.host.getByRole("button", { name: "Copy a link to this" }).click();
  await until(async () => (await shown.inputValue()).startsWith(`${server.address}/#talking-therapies:v=`), "the link");
});

// By its protocol for tests Firefox tells of no downloads.
const toldOfDownloads = ENGINE === "chromium";

test("files: every value with its codebook, and charts as pictures and tables", {
  skip: !toldOfDownloads,
}, async () => {
  const take = async (button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    return { name: download.suggestedFilename(), data: await readFile(await download.path()) };
  };
  const values = await take(reader.host.getByRole("button", { name: "Values and sources" }));
  const lines = values.data.toString().trim().split("\r\n");
  assert.equal(values.name, "talking-therapies.csv");
  assert.equal(lines.length, 1 + figures.inputs.length + figures.metrics.length);
  assert.ok(lines.some((l) => l.startsWith("metric,cost_per_recovery,Cost of a recovery,2023/24,2830.07")));
  const json = await take(reader.host.getByRole("button", { name: "Scenario (JSON)" }));
  assert.deepEqual(JSON.parse(json.data.toString()), await reader.evaluate());
  const chart = reader.host.locator("figure.chart").first();
  const svg = await take(chart.getByRole("button", { name: "SVG" }));
  assert.match(svg.data.toString(), /^<svg[^>]*>[\s\S]*6 in 100 referrals end/);
  const png = await take(chart.getByRole("button", { name: "PNG" }));
  assert.deepEqual([...png.data.subarray(1, 4)], [..."PNG"].map((c) => c.charCodeAt(0)));
  const csv = await take(chart.getByRole("button", { name: "CSV" }));
  assert.match(csv.data.toString(), /^\uFEFF/u);
  assert.match(csv.data.toString(), /Referred.*1829202/);
});

test("the published figures are worked out again, each reported", async () => {
  await reader.host.getByText("Check the sums").click();
  const rows = reader.host.locator(".self-test tbody tr");
  await rows.first().waitFor();
  await comes(() => rows.count(), 42);
  await says(reader.host.locator(".self-test p"), /^42 of 42 /, "textContent");
  assert.equal(await reader.host.locator(".self-test .differs").count(), 0);
});
