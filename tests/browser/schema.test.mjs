// The schema that authors' editors check against takes the documents we ship
// and refuses the mistakes that the calculator refuses.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../../www/${name}`, import.meta.url)));
const schema = read("document.schema.json");
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validate = ajv.compile(schema);
const examples = "../examples/documents";
const documents = ["talking-therapies.json", "maison.json", `${examples}/heating.json`, `${examples}/home.json`,
  `${examples}/screening.json`];

for (const name of documents) {
  test(`${name} fits the schema`, () => {
    assert.ok(validate(read(name)), JSON.stringify(validate.errors, null, 2));
  });
}

const input = (document) => document.inputs.find((i) => i.format !== "choice");
const choice = (document) => document.inputs.find((i) => i.format === "choice");
const mistakes = {
  "a missing title": (d) => delete d.title,
  "another format": (d) => (d.format = 2),
  "an unknown field": (d) => (d.titel = "x"),
  "a misspelt field of an input": (d) => (input(d).lable = "x"),
  "an unknown format of numbers": (d) => (input(d).format = "precent"),
  "an input without a range": (d) => delete input(d).max,
  "a step of nothing": (d) => (input(d).step = 0),
  "options where nothing is chosen": (d) => (input(d).options = choice(d).options),
  "a choice of one": (d) => (choice(d).options = choice(d).options.slice(0, 1)),
  "a break-even of a choice": (d) => (choice(d).break_even = d.inputs.find((i) => i.break_even).break_even),
  "a break-even without its words": (d) =>
    (input(d).break_even = { metric: "economie", value: 1, text: "{value}" }),
  "an unknown family": (d) => (input(d).uncertainty = { family: "gama" }),
  "half an interval": (d) => (input(d).uncertainty = { family: "normal", interval95: [1] }),
  "values of a family that has none": (d) =>
    (input(d).uncertainty = { family: "normal", sd: 1, values: [1, 2] }),
  "a list of one": (d) => (input(d).uncertainty = { family: "observed", values: [1] }),
  "a value without its weight": (d) =>
    (input(d).uncertainty = { family: "discrete", values: [{ value: 1 }, { value: 2, weight: 1 }] }),
  "a list within a mixture": (d) =>
    (input(d).uncertainty = { family: "mixture", parts: [1, 2].map(() => ({ family: "discrete", weight: 1 })) }),
  "a name no formula can say": (d) => (d.metrics[0].id = "Cost-per-year"),
  "a figure in quotes": (d) => (Object.values(d.series)[0].points["été"] = "3"),
  "one bound": (d) => (Object.values(d.series)[0].points["été"] = { value: 3, low: 2 }),
  "an unknown status": (d) => (Object.values(d.series)[0].status = "guess"),
  "an unknown kind of chart": (d) => (d.charts[0].kind = "pie"),
  "a chart without its parts": (d) => delete d.charts[0].bases,
  "a definition without a formula": (d) => (d.definitions = { twice: { takes: ["x"] } }),
  "a table without its choice": (d) => (d.tables = { rent: { label: "x", unit: "number", values: { a: 1 } } }),
  "a conversion of nothing": (d) => (Object.values(d.units)[0].is = "many"),
  "a correlation of one": (d) => (d.correlations = [{ between: ["a"], rank: 0.5 }]),
  "a correlation of two": (d) => (d.correlations = [{ between: ["a", "b"], rank: 2 }]),
  "a whole of one share": (d) => (d.shares = [{ of: ["a"], n: 5 }]),
  "shares of which nothing was seen": (d) => (d.shares = [{ of: ["a", "b"], n: 0 }]),
  "true for a number": (d) => (input(d).value = true),
  "options of yes or no": (d) => (choice(d).format = "yes_no"),
  "a range of no choice": (d) => (input(d).format = "choice"),
  "a hidden metric by halves": (d) => (d.metrics[0].hidden = "yes"),
  "a band where nothing is drawn at random": (d) =>
    d.charts.push({ ...d.charts[0], kind: "paired", bases: undefined,
      start: { label: "a", formula: "1", band: true }, end: { label: "b", formula: "2" } }),
  "a field of another chart": (d) => (d.charts[0].lines = []),
};

for (const [name, change] of Object.entries(mistakes)) {
  test(`the schema refuses ${name}`, () => {
    const document = read("maison.json");
    change(document);
    assert.equal(validate(document), false);
  });
}

test("everything an author may write is explained", () => {
  const bare = [];
  const walk = (node, at) => {
    if (!node || typeof node !== "object") return;
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      const told = property.description || property.$ref || property.const !== undefined;
      if (!told) bare.push(`${at}/${name}`);
    }
    for (const [key, child] of Object.entries(node)) {
      // Conditions only say what goes with what.
      if (key !== "allOf") walk(child, `${at}/${key}`);
    }
  };
  walk(schema, "");
  assert.deepEqual(bare, []);
});

test("a comment may stand in every part", () => {
  const document = read("maison.json");
  const comment = (part) => {
    if (typeof part !== "object" || part === null) return;
    Object.values(part).forEach(comment);
    if (!Array.isArray(part)) part.$comment = "for whoever reads the file";
  };
  comment(document);
  assert.ok(validate(document), JSON.stringify(validate.errors, null, 2));
});
