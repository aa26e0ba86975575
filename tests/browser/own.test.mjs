// A reader's own figures beside the document's: typed, told, taken along, and no
// matter to anything else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./harness.mjs";
import { eachTime, figures, labelOf } from "./reader.mjs";

let page, reader, server;
eachTime((met) => { ({ page, reader, server } = met); }, { viewport: { width: 360, height: 800 } });

const { own } = figures;
const section = () => reader.host.locator("details.own");
const field = (label) => section().getByRole("textbox", { name: label, exact: true });
// By real keys: what is filled in by a script is no change when the field is left, to Firefox.
const type = async (label, text) => {
  await field(label).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await (text ? page.keyboard.type(text) : page.keyboard.press("Delete"));
  await page.keyboard.press("Tab");
};
/** What stands in the row of a metric: England's, and one's own. */
const row = (id) => section().getByRole("row", { name: labelOf(id) }).getByRole("cell").allTextContents();

test("typed by keyboard, and read in the table", async () => {
  const answers = await reader.answers();
  await section().locator("summary").press("Enter");
  await field(labelOf("spend")).waitFor();
  const table = section().getByRole("table", { name: `${own.title}, 2023/24` });
  assert.deepEqual(await table.getByRole("columnheader").allTextContents(), ["England", "Your area"]);
  assert.deepEqual(await row("cost_per_referral"), ["£492", "needs: Spend, Referrals"]);
  await type("Spend", "£9.2m");
  assert.deepEqual(await row("cost_per_referral"), ["£492", "needs: Referrals"]);
  await type("Referrals", "20k");
  assert.equal(await field("Spend").inputValue(), "£9,200,000");
  assert.equal(await field("Referrals").inputValue(), "20,000");
  assert.deepEqual(await row("cost_per_referral"), ["£492", "£460"]);
  await type("Finished a course", "7,000");
  await type("Recoveries", "3300");
  assert.deepEqual(await row("cost_per_recovery"), ["£2,830", "£2,788"]);
  assert.deepEqual(await row("recovered_per_100_referred"), ["17.4", "16.5"]);
  // Nothing else is about one's own area.
  assert.deepEqual(await reader.answers(), answers);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  // A link that is copied holds it.
  const link = await reader.host.evaluate((c) => c.link);
  assert.match(link, /&spend!=9200000&referrals!=20000&finished!=7000&recovered!=3300&a=/);
});

test("what cannot be so is told in a sentence, and the page goes on", async () => {
  await section().locator("summary").click();
  await type("Spend", "£9.2m");
  await type("Referrals", "0");
  await section().getByText("Without referrals nothing can be worked out.").waitFor();
  assert.equal(await field("Referrals").getAttribute("aria-invalid"), "true");
  assert.deepEqual((await row("cost_per_referral"))[1], "needs: Referrals");
  await type("Referrals", "20k");
  await type("Recoveries", "19000");
  await section().getByText(/^More people cannot have recovered/).waitFor();
  assert.deepEqual((await row("cost_per_recovery"))[1], "needs: Recoveries");
  assert.deepEqual((await row("cost_per_referral"))[1], "£460");
  await type("Recoveries", "many");
  await section().getByText(/“many” is not a number/).waitFor();
  assert.equal(await field("Recoveries").inputValue(), "many");
  await type("Spend", "-5");
  await section().getByText("Spend can be £0 or more here; “-5” is outside that.").waitFor();
  await type("Recoveries", "");
  assert.equal(await field("Recoveries").getAttribute("aria-invalid"), "false");
  assert.ok(await reader.sentence());
});

test("what is set above is not called England’s; a link holds what was typed", async () => {
  await section().locator("summary").click();
  await type("Spend", "9.2m");
  await page.evaluate(() => document.querySelector("cost-calculator").set({ recovery_rate: 0.4 }));
  const heads = section().getByRole("columnheader");
  assert.deepEqual(await heads.allTextContents(), ["As set above", "Your area"]);
  const name = await reader.host.evaluate((c) => c.id || "talking-therapies");
  await page.goto("about:blank");
  await open(page, `${server.address}/#${name}:p=2023%2F24&spend!=9200000&referrals!=20000&a=1`);
  await field("Spend").waitFor();
  assert.equal(await field("Spend").inputValue(), "£9,200,000");
  assert.deepEqual(await row("cost_per_referral"), ["£492", "£460"]);
});
