// The same scenario has the same values in the page and natively, to the last
// bit, whatever the inputs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DOCUMENT, ENGINE, freshPage, launch, native, open, SITE } from "./harness.mjs";
import { randomly } from "./random.mjs";
import { figures, Reader } from "./reader.mjs";
import { serve } from "./server.mjs";

/** A sample of them in the second engine. */
const SCENARIOS = ENGINE === "chromium" ? 40 : 10;
const SEED = 20251125;

function scenario(random) {
  const settings = {};
  for (const input of figures.inputs) {
    if (random() < 0.3) continue;
    settings[input.id] = input.options
      ? input.options[Math.floor(random() * input.options.length)].id
      : input.min + random() * (input.max - input.min);
  }
  return { period: figures.periods[Math.floor(random() * figures.periods.length)], settings };
}

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve({ folder: SITE });
});
after(async () => {
  await browser.close();
  await server.close();
});

test(`${SCENARIOS} random scenarios`, async () => {
  const { page, errors, close } = await freshPage(browser);
  await open(page, `${server.address}/`);
  const reader = new Reader(page);
  const random = randomly(SEED);
  let values = 0;
  for (let i = 0; i < SCENARIOS; i += 1) {
    const { period, settings } = scenario(random);
    const here = await reader.evaluate({ period, ...settings });
    const set = Object.entries(settings).flatMap(([id, value]) => ["--set", `${id}=${value}`]);
    const there = native("evaluate", DOCUMENT, "--period", period, ...set);
    assert.deepEqual(here, there, JSON.stringify({ period, settings }));
    values += Object.values(here.metrics).filter((m) => m.value !== null).length;
  }
  assert.ok(values > SCENARIOS * 10, `${values} values were compared`);
  assert.deepEqual(errors, []);
  await close();
});
