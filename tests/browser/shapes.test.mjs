// What a part of a document is made of in its turn has a form too: the options
// of a choice, how sure an input is, figures by period, charts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes, rested } from "./harness.mjs";
import { atBench, atForms, json, state, type, write } from "./workbench.mjs";

/** A calculator to be added to. */
const CHOIR = {
  format: 1, id: "choir", version: "1", title: "Hire a piano, or buy one?",
  units: { EUR: { one: "euro", many: "euros", symbol: "€" } },
  periods: ["2023", "2024"], default_period: "2024", groups: [{ id: "all", label: "All" }],
  sources: { made: { title: "Made up", publisher: "The tests" } },
  inputs: [
    { id: "price", label: "Price of the piano", unit: "EUR", group: "all", value: 6000, min: 1000, max: 20000, step: 100, format: "money", source: "made", status: "assumption" },
    { id: "room", label: "The room", unit: "number", group: "all", value: 1, min: 0, max: 2, step: 1, format: "number", source: "made", status: "assumption" },
  ],
  metrics: [{ id: "half", label: "Half of it", unit: "EUR", group: "all", formula: "price / 2", format: "money" }],
  sentence: [{ text: "A piano for {price}, shared by two, costs *{half}*." }],
  answers: [{ metric: "half", label: "Half of it" }],
};

/** That calculator in the forms. */
const adding = (run, document = CHOIR) => atBench({}, async (page) => {
  await write(page, JSON.stringify(document, null, 2));
  await page.locator("cost-calculator .sentence", { hasText: "A piano for" }).waitFor();
  await run(page, await atForms(page));
});

/** Waits until a part of what is kept is so; what is kept may lack the part as yet. */
const holds = (page, part, wanted) => comes(async () => {
  const document = await json(page);
  try {
    return part(document);
  } catch {
    return "it is not there";
  }
}, wanted);

/** Another document, while the forms are shown. */
async function rewrite(page, document) {
  await page.getByRole("tab", { name: "Text" }).click();
  await write(page, JSON.stringify(document, null, 2));
  await page.getByRole("tab", { name: "Forms" }).click();
}

const where = (page) => page.evaluate(() => document.activeElement.dataset.path);
const undo = (page) => page.getByRole("button", { name: "Undo", exact: true }).first().click();

test("a choice gets its options in its form, and one problem leads to the next", () => adding(async (page, { open }) => {
  const room = await open("inputs", "The room");
  assert.equal(await room.getByRole("button", { name: "Add an option" }).count(), 0, "only a choice has options");
  await room.getByLabel("Format").selectOption("choice");
  await room.locator(".list", { hasText: "Options" }).locator(".wrong", { hasText: "A choice needs at least two “options”" }).waitFor();
  // A press of a key is enough, and one stands in the first field of what was added.
  await room.getByRole("button", { name: "Add an option" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.dataset.path === '["inputs",1,"options",0,"label"]');
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("the hall");
  await page.keyboard.press("Tab");
  await room.getByRole("group", { name: "Option 1: the hall" }).waitFor();
  await type(page, room.getByRole("group", { name: "Option 1" }).getByLabel("Id"), "hall");
  await room.getByRole("button", { name: "Add an option" }).click();
  await page.waitForFunction(() => document.activeElement.dataset.path === '["inputs",1,"options",1,"label"]');
  await type(page, room.getByRole("group", { name: "Option 2" }).getByLabel("Label"), "the church");
  await type(page, room.getByRole("group", { name: "Option 2" }).getByLabel("Id"), "church");
  await room.getByLabel("Value", { exact: true }).first().selectOption("church");
  await state(page, "Sound");
  await holds(page, ({ inputs }) => [inputs[1].options, inputs[1].value],
    [[{ id: "hall", label: "the hall" }, { id: "church", label: "the church" }], "church"]);
  await page.locator("cost-calculator select", { hasText: "the church" }).first().waitFor({ state: "attached" });
  await room.getByRole("button", { name: "Remove this option: the hall" }).click();
  // What had the focus is gone: it goes on where another could be added.
  await page.waitForFunction(() => document.activeElement.dataset.path === '["inputs",1,"options","add"]');
  await state(page, "One problem");
  await undo(page);
  await state(page, "Sound");
}));

test("how sure an input is: a family, its numbers, and a picture of it", () => adding(async (page, { open }) => {
  const price = await open("inputs", "Price of the piano");
  const sure = price.getByRole("group", { name: "How sure it is" });
  await sure.getByLabel("Distribution").selectOption("gamma");
  // Nothing is made up: what is missing is said where it belongs.
  await state(page, "One problem");
  await sure.locator(".wrong").first().waitFor();
  await sure.getByLabel("Its spread is said by").selectOption("cv");
  await type(page, sure.getByLabel("Relative standard deviation"), "10 %");
  await state(page, "Sound");
  await type(page, sure.getByLabel("Note"), "Offers differ.");
  const uncertainty = ({ inputs }) => inputs[0].uncertainty;
  await holds(page, uncertainty, { family: "gamma", cv: 0.1, note: "Offers differ." });
  await sure.locator(".picture", { hasText: /^95% of what may be lies between €4,8\d0 and €7,2\d0; the mean is €6,000\.$/ }).waitFor();
  assert.match(await sure.locator(".picture path").getAttribute("d"), /^M0\.00 48v-/);
  // An interval is written once both of its ends are there, and takes the place of the other number.
  await sure.getByLabel("Its spread is said by").selectOption("interval95");
  await type(page, sure.getByLabel("From"), "5000");
  await rested(page);
  await holds(page, uncertainty, { family: "gamma", cv: 0.1, note: "Offers differ." });
  await type(page, sure.getByLabel("To"), "7,200");
  await holds(page, uncertainty, { family: "gamma", note: "Offers differ.", interval95: [5000, 7200] });
  // Of a family that says it otherwise, the note stays.
  await sure.getByLabel("Distribution").selectOption("triangular");
  await type(page, sure.getByLabel("Least"), "4000");
  await type(page, sure.getByLabel("Most"), "8000");
  await state(page, "Sound");
  await holds(page, uncertainty, { family: "triangular", note: "Offers differ.", min: 4000, max: 8000 });
  // A list of what was seen, as it comes from a spreadsheet.
  await sure.getByLabel("Distribution").selectOption("observed");
  await sure.getByLabel("What was seen").click();
  for (const figure of ["5500", "6000", "6500"]) {
    await page.keyboard.type(figure);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Tab");
  await state(page, "Sound");
  await holds(page, (document) => uncertainty(document).values, [5500, 6000, 6500]);
  await sure.getByLabel("Distribution").selectOption("mixture");
  await sure.getByRole("button", { name: "Add a distribution" }).click();
  await sure.getByRole("group", { name: "Distribution 1" }).waitFor();
  await sure.getByRole("button", { name: "Add a distribution" }).click();
  const second = sure.getByRole("group", { name: "Distribution 2" });
  await second.getByLabel("Distribution", { exact: true }).selectOption("uniform");
  await type(page, second.getByLabel("Least"), "8000");
  await type(page, second.getByLabel("Most"), "9000");
  await type(page, sure.getByRole("group", { name: "Distribution 1" }).getByLabel("Mean"), "5000");
  await state(page, "Sound");
  await holds(page, (document) => uncertainty(document).parts,
    [{ family: "fixed", mean: 5000, weight: 1 }, { family: "uniform", weight: 1, min: 8000, max: 9000 }]);
  await sure.getByLabel("Distribution").first().selectOption("");
  await state(page, "Sound");
  await holds(page, uncertainty, undefined);
}));

test("a series by its form: figures typed and pasted, for periods that are new too", () => adding(async (page, { open, add }) => {
  await add("Name of a new series", "Hire of a piano");
  const hire = await open("series", "Hire of a piano");
  await type(page, hire.getByLabel("Unit", { exact: true }), "EUR");
  await type(page, hire.getByLabel("2024", { exact: true }), "1.5e2");
  await state(page, "Sound");
  const series = (document) => document.series?.hire_of_a_piano;
  await holds(page, series, { label: "Hire of a piano", unit: "EUR", source: "made", status: "assumption", points: { 2024: 150 } });
  const paste = async (text) => {
    await hire.getByLabel("Paste figures").fill(text);
    await hire.getByRole("button", { name: "Take these figures" }).click();
  };
  await paste("1\n2\n3");
  assert.match(await hire.locator("p.wrong").innerText(), /3 figures for 2 periods/);
  await paste("140\n1,155");
  await page.locator("#said", { hasText: "2 figures were taken." }).waitFor();
  await holds(page, (document) => series(document).points, { 2023: 140, 2024: 1155 });
  await paste("Year\tHire\tOther\n2024\t150\t3\n2025\t160\t4\n");
  await page.locator("#said", { hasText: "“Other” is another series" }).waitFor();
  await holds(page, (document) => [document.periods, series(document).points],
    [["2023", "2024", "2025"], { 2023: 140, 2024: 150, 2025: 160 }]);
  // What is no figure is said at its period; emptied, the period has none.
  await type(page, hire.getByLabel("2023", { exact: true }), "soon");
  await state(page, "One problem");
  assert.equal(await hire.getByLabel("2023", { exact: true }).getAttribute("aria-invalid"), "true");
  await type(page, hire.getByLabel("2023", { exact: true }), "");
  await state(page, "Sound");
  await holds(page, (document) => series(document).points, { 2024: 150, 2025: 160 });
}));

test("a chart by its form: of one kind, then of another, with its lines and where it stands", () =>
  adding(async (page, { forms, open, add }) => {
    await add("Title of a new chart", "Year by year");
    await state(page, "Sound");
    const chart = await open("charts", "Year by year");
    await comes(() => where(page), '["charts",0,"kind"]');
    const line = chart.getByRole("group", { name: "Line 1" });
    await type(page, line.getByLabel("Formula"), "half * 2 + hal");
    await state(page, "One problem");
    assert.equal(await line.getByLabel("Formula").getAttribute("aria-invalid"), "true");
    await line.locator(".wrong", { hasText: "Did you mean “half”?" }).waitFor();
    await page.locator("#problem-list button").click();
    await comes(() => where(page), '["charts",0,"lines",0,"formula"]');
    await type(page, line.getByLabel("Formula"), "half * 2");
    await state(page, "Sound");
    await chart.getByRole("button", { name: "Add a line" }).click();
    await page.waitForFunction(() => document.activeElement.dataset.path === '["charts",0,"lines",1,"label"]');
    await type(page, chart.getByRole("group", { name: "Line 2" }).getByLabel("Label"), "half");
    await chart.getByRole("button", { name: "Add: count" }).click();
    await state(page, "Sound");
    await forms.getByRole("group", { name: "Always in view" }).getByLabel("Year by year").check();
    await page.locator("cost-calculator figure", { hasText: "Year by year" }).first().waitFor();
    await holds(page, ({ charts }) => charts[0], {
      id: "year_by_year", label: "Year by year", kind: "trend", headlines: [{ text: "Year by year" }],
      lines: [{ id: "line_1", label: "line 1", formula: "half * 2" }, { id: "line_2", label: "half", formula: "half" }],
      count: { as: "n", label: "Year", from: 0, to: 10 },
    });
    await holds(page, ({ front }) => front, ["year_by_year"]);
    // Every kind begins sound, where the document has what it needs; what both kinds have stays.
    for (const kind of ["bars", "waterfall", "scatter", "paired", "funnel", "people", "ladder", "tornado", "distribution", "map"]) {
      await chart.getByLabel("Kind").selectOption(kind);
      await holds(page, ({ charts }) => charts[0].kind, kind);
      if (!["people", "paired"].includes(kind)) await state(page, "Sound");
    }
    await chart.getByLabel("Kind").selectOption("bars");
    await holds(page, ({ charts }) => charts[0].headlines, [{ text: "Year by year" }]);
    await chart.getByRole("button", { name: "Add a bar" }).click();
    await type(page, chart.getByRole("group", { name: "Bar 1" }).getByLabel("part 1"), "price");
    await holds(page, ({ charts }) => charts[0].rows, [{ label: "bar 1", values: { part_1: "price" } }]);
    await chart.getByRole("button", { name: "Remove this chart" }).click();
    // It is no longer among those in view either.
    await holds(page, ({ charts, front }) => [charts, front], [[], undefined]);
    await state(page, "Sound");
    await undo(page);
    await undo(page);
    await holds(page, ({ charts, front }) => [charts.length, front], [1, ["year_by_year"]]);
  }));

test("what is wrong within a part is said at its field, however deep", () => {
  const broken = JSON.parse(JSON.stringify(CHOIR));
  broken.inputs[0].uncertainty = { family: "discrete", values: [{ value: "n1", weight: 1 }, { value: 1, weight: 1 }] };
  broken.inputs[1].uncertainty = { family: "pert", min: "n2", max: 2 };
  const head = (id, kind) => ({ id, label: id, kind, headlines: [{ text: id }] });
  broken.charts = [
    { ...head("a", "trend"), headlines: [{ if: "n3 > 1", text: "{n4}" }, { text: "a" }], lines: [{ id: "x", label: "x", formula: "n5" }],
      count: { as: "n", label: "Year", from: "n6", to: 3 } },
    { ...head("b", "bars"), parts: [{ id: "x", label: "x" }], rows: [{ label: "r", values: { x: "n7" } }] },
    { ...head("c", "waterfall"), steps: [{ label: "x", formula: "n8" }], end: { label: "e", formula: "n9" } },
    { ...head("d", "funnel"), bases: [{ id: "x", label: "x", stages: [{ label: "x", formula: "n10" }] }] },
    { ...head("e", "distribution"), metric: "half", statements: [{ that: "n11 > 0 EUR", text: "x" }] },
  ];
  return adding(async (page) => {
    const list = page.locator("#problem-list button");
    const places = {
      n1: ["inputs", 0, "uncertainty", "values", 0, "value"], n2: ["inputs", 1, "uncertainty", "min"],
      n3: ["charts", 0, "headlines", 0, "if"], n4: ["charts", 0, "headlines", 0, "text"], n5: ["charts", 0, "lines", 0, "formula"],
      n6: ["charts", 0, "count", "from"], n7: ["charts", 1, "rows", 0, "values", "x"], n8: ["charts", 2, "steps", 0, "formula"],
      n9: ["charts", 2, "end", "formula"], n10: ["charts", 3, "bases", 0, "stages", 0, "formula"],
      n11: ["charts", 4, "statements", 0, "that"],
    };
    await rewrite(page, broken);
    await state(page, `${Object.keys(places).length} problems`);
    for (const [name, place] of Object.entries(places)) {
      await list.filter({ hasText: new RegExp(`[“{]${name}[”} ]`) }).first().click();
      await comes(() => where(page), JSON.stringify(place), name);
      const field = page.locator(".field", { has: page.locator(":focus") }).last();
      assert.match(await field.locator(".wrong").innerText(), new RegExp(`${name}\\b`));
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-invalid")), "true");
    }
  });
});
