// In the forms parts change places, and a plain text comes under a condition: by
// keys alone, told to those who listen, and undone like anything else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes } from "./harness.mjs";
import { atBench, atForms, json, state, type, write } from "./workbench.mjs";

const input = (id, label) => ({ id, label, unit: "number", group: "all", value: 1, min: 0, max: 9, step: 1, format: "number", source: "made", status: "assumption" });

const CHOIR = {
  format: 1, id: "choir", version: "1", title: "What does a choir cost?", periods: ["2023", "2024"], default_period: "2024",
  groups: [{ id: "all", label: "All" }],
  sources: {
    $comment: "Ours.", made: { title: "Made up", publisher: "The tests" }, heard: { title: "Heard", publisher: "The choir" },
  },
  inputs: [
    input("hall", "The hall"), input("piano", "The piano"),
    { ...input("room", "The room"), value: "a", format: "choice", options: [{ id: "a", label: "small" }, { id: "b", label: "large" }, { id: "c", label: "vast" }] },
  ],
  metrics: [{ id: "sum", label: "All of it", unit: "number", group: "all", formula: "hall + piano", format: "number" }],
  sentence: [{ text: "A choir for {hall} costs *{sum}*." }],
  answers: [{ metric: "sum", label: "All of it" }],
  charts: [{ id: "years", label: "Years", kind: "trend", headlines: [{ text: "Year by year" }], subtitle: "Of a choir",
    lines: [{ id: "one", label: "one", formula: "hall" }, { id: "two", label: "two", formula: "piano" }] }],
};

const moving = (run) => atBench({}, async (page) => {
  await write(page, JSON.stringify(CHOIR, null, 2));
  await page.locator("cost-calculator .sentence", { hasText: "A choir for" }).waitFor();
  await run(page, await atForms(page));
});

const focused = (page, path) => page.waitForFunction((wanted) => document.activeElement.dataset.path === wanted, JSON.stringify(path));
const said = (page, words) => page.waitForFunction((wanted) => document.getElementById("said").textContent === wanted, words);
const holds = (page, part, wanted) => comes(async () => part(await json(page)), wanted);
const ids = (list) => list.map(({ id }) => id);
const undo = (page) => page.getByRole("button", { name: "Undo", exact: true }).first().click();

test("an input moves by keys, keeps the focus and is said to have moved", () => moving(async (page, { open, part }) => {
  const room = await open("inputs", "The room");
  await room.getByRole("button", { name: "Earlier: The room" }).focus();
  await page.keyboard.press("Enter");
  await focused(page, ["inputs", 1, "earlier"]);
  await said(page, "The room: now 2 of 3.");
  await page.keyboard.press("Enter");
  // There is no further: one stands on the way back.
  await focused(page, ["inputs", 0, "later"]);
  await said(page, "The room: now 1 of 3.");
  await holds(page, ({ inputs }) => ids(inputs), ["room", "hall", "piano"]);
  assert.equal(await part("inputs", "The room").evaluate((d) => d.open), true, "it stays open");
  assert.equal(await part("inputs", "The hall").evaluate((d) => d.open), false, "no other opens");
  assert.equal(await page.getByRole("button", { name: "Earlier: The room" }).isDisabled(), true);
  await state(page, "Sound");
  await undo(page);
  await holds(page, ({ inputs }) => ids(inputs), ["hall", "room", "piano"]);
  await undo(page);
  await holds(page, ({ inputs }) => ids(inputs), ["hall", "piano", "room"]);
}));

test("options, lines and sources move, each as it was written", () => moving(async (page, { open }) => {
  const room = await open("inputs", "The room");
  await room.getByRole("button", { name: "Later: Option “small”" }).focus();
  await page.keyboard.press("Space");
  await focused(page, ["inputs", 2, "options", 1, "later"]);
  await said(page, "Option “small”: now 2 of 3.");
  await holds(page, ({ inputs }) => ids(inputs[2].options), ["b", "a", "c"]);
  const years = await open("charts", "Years");
  await years.getByRole("button", { name: "Earlier: Line “two”" }).focus();
  await page.keyboard.press("Enter");
  await focused(page, ["charts", 0, "lines", 0, "later"]);
  await holds(page, ({ charts }) => ids(charts[0].lines), ["two", "one"]);
  const heard = await open("sources", "Heard");
  await heard.getByRole("button", { name: "Earlier: Heard" }).focus();
  await page.keyboard.press("Enter");
  await said(page, "Heard: now 1 of 2.");
  await focused(page, ["sources", "heard", "later"]);
  await holds(page, ({ sources }) => Object.keys(sources), ["$comment", "heard", "made"]);
  await state(page, "Sound");
  // What did not move is as it was, to the letter.
  const text = await page.evaluate(() => localStorage.getItem("cost-calculator workbench"));
  const { sources, inputs, charts } = CHOIR;
  const [small, large, vast] = inputs[2].options;
  const wanted = {
    ...CHOIR, sources: { $comment: sources.$comment, heard: sources.heard, made: sources.made },
    inputs: [inputs[0], inputs[1], { ...inputs[2], options: [large, small, vast] }],
    charts: [{ ...charts[0], lines: charts[0].lines.toReversed() }],
  };
  assert.equal(text, JSON.stringify(wanted, null, 2));
}));

test("a name comes under a condition and is plain again", () => moving(async (page, { open }) => {
  const hall = await open("inputs", "The hall");
  await hall.getByRole("button", { name: "Add a condition: label" }).focus();
  await page.keyboard.press("Enter");
  await focused(page, ["inputs", 0, "label", 0, "if"]);
  await state(page, "Sound");
  const label = ({ inputs }) => inputs[0].label;
  await holds(page, label, [{ if: "1 > 0", text: "The hall" }, { text: "The hall" }]);
  const first = hall.getByRole("group", { name: "Wording 1" });
  await type(page, first.getByLabel("If", { exact: true }), "hall > 5");
  await type(page, first.getByLabel("Text", { exact: true }), "A large hall");
  await state(page, "Sound");
  await holds(page, label, [{ if: "hall > 5", text: "A large hall" }, { text: "The hall" }]);
  // What is said last without a condition is what stays.
  await hall.getByRole("button", { name: "Take the conditions away: label" }).focus();
  await page.keyboard.press("Enter");
  await focused(page, ["inputs", 0, "label"]);
  await holds(page, label, "The hall");
  await state(page, "Sound");
  await undo(page);
  await holds(page, label, [{ if: "hall > 5", text: "A large hall" }, { text: "The hall" }]);
  // The subtitle of a chart likewise; an id has no conditions.
  const years = await open("charts", "Years");
  await years.getByRole("button", { name: "Add a condition: subtitle" }).click();
  await focused(page, ["charts", 0, "subtitle", 0, "if"]);
  await holds(page, ({ charts }) => charts[0].subtitle, [{ if: "1 > 0", text: "Of a choir" }, { text: "Of a choir" }]);
  assert.equal(await page.getByRole("button", { name: /Add a condition: (id|formula)/ }).count(), 0);
  await state(page, "Sound");
}));
