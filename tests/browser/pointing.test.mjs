// Pointing at charts and walking them: what is told of each point is what the
// table says, and nothing is drawn again for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { frames, says, until } from "./harness.mjs";
import { eachTime } from "./reader.mjs";

let page, reader;
eachTime((met) => { ({ page, reader } = met); });

const front = () => reader.host.locator("figure.chart").first();
const tip = (chart) => chart.locator(".tip");

/** The cells of a chart's table, once it is open. */
async function table(chart) {
  await chart.getByText("Show as a table").click();
  await chart.locator("table tbody tr").first().waitFor();
  return chart.locator("table tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
}

test("arrow keys walk the points; what is told stands in the table", async () => {
  const chart = front();
  const plot = chart.locator(".plot");
  await page.keyboard.press("Tab");
  await plot.focus();
  const hint = () => plot.evaluate((plot) => {
    const words = plot.getAttribute("aria-describedby").split(" ")
      .map((id) => plot.getRootNode().getElementById(id));
    const text = (elements) => elements.map((e) => e.textContent).join(" ");
    return { heard: text(words), seen: text(words.filter((e) => e.matches(".keys") && e.checkVisibility())) };
  });
  const { seen, heard } = await hint();
  assert.match(seen, /Arrow keys walk the points/);
  assert.match(heard, /Arrow keys walk the points/);
  const told = [];
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press("ArrowRight");
    await frames(page);
    told.push(await tip(chart).locator(".tip-label").textContent());
  }
  assert.equal((await hint()).seen, "", "the hint has done its work");
  const rows = await table(chart);
  assert.deepEqual(told, rows.map(([label]) => label));
  await says(reader.host.locator(".sr[role=status]"), /would not/, "textContent");
});

test("what a hint for keys says takes no room: what is pressed beside it is hit", async () => {
  const chart = front();
  const place = () => chart.getByText("Show as a table").evaluate((e) => e.getBoundingClientRect().top - e.closest("figure").getBoundingClientRect().top);
  const before = await place();
  await page.keyboard.press("Tab");
  await chart.locator(".plot").focus();
  await chart.locator(".keys").waitFor();
  assert.equal(await place(), before);
  await chart.getByText("Show as a table").click();
  await chart.locator("table tbody tr").first().waitFor();
});

test("Enter holds a point, its working opens from there, Escape lets go", async () => {
  const chart = reader.host.getByRole("figure", { name: "What one result costs" });
  await chart.locator(".plot").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  const why = tip(chart).getByRole("button", { name: "How is this worked out?" });
  await why.waitFor();
  await why.click();
  await reader.host.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await chart.locator(".plot").focus();
  await page.keyboard.press("Escape");
  await tip(chart).waitFor({ state: "hidden" });
});

test("a click holds a point, a click elsewhere lets go", async () => {
  const chart = front();
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.locator("canvas").boundingBox();
  await page.mouse.click(box.x + 20, box.y + 30);
  await tip(chart).waitFor();
  await page.mouse.move(box.x + 20, box.y + box.height + 60);
  await frames(page);
  assert.ok(await tip(chart).isVisible(), "held although the pointer left");
  await reader.host.locator(".title").click();
  await tip(chart).waitFor({ state: "hidden" });
});

test("moving the pointer draws nothing again", async () => {
  await reader.host.getByRole("tab", { name: "What changed?" }).click();
  const chart = reader.host.getByRole("figure", { name: "More of everything", exact: true });
  const plot = chart.locator(".plot");
  await plot.scrollIntoViewIfNeeded();
  const seen = await plot.evaluate((plot) => {
    const canvas = plot.querySelector("canvas");
    const context = canvas.getContext("2d");
    let drawn = 0;
    for (const name of ["stroke", "fill", "fillText", "fillRect", "clearRect"]) {
      const own = context[name].bind(context);
      context[name] = (...words) => { drawn += 1; return own(...words); };
    }
    const box = plot.getBoundingClientRect();
    let told = 0;
    for (let i = 0; i < 200; i += 1) {
      const at = {
        bubbles: true, composed: true, pointerType: "mouse",
        clientX: box.left + (box.width * ((i * 37) % 200)) / 200,
        clientY: box.top + (box.height * ((i * 91) % 200)) / 200,
      };
      plot.dispatchEvent(new PointerEvent("pointermove", at));
      told += plot.querySelector(".tip").offsetHeight > 0;
    }
    return { drawn, told };
  });
  assert.equal(seen.drawn, 0);
  assert.ok(seen.told > 50, `told ${seen.told} times`);
});

test("every chart has a table, and a summary in sentences", async () => {
  for (const tab of await reader.host.getByRole("tab").all()) {
    await tab.click();
    for (const chart of await reader.host.locator(".panel figure.chart:visible").all()) {
      const rows = await table(chart);
      assert.ok(rows.length > 0, await chart.getAttribute("aria-label"));
      const summary = await chart.locator("p.sr").textContent();
      assert.match(summary, /^[\p{Lu}\d].*[.!?]$/su, summary);
    }
  }
});

test("choices: another base, another year of comparison, a line less", async () => {
  const chart = front();
  const picture = () => chart.locator(".plot canvas").evaluate((c) => c.toDataURL());
  const before = await picture();
  await chart.getByRole("button", { name: "Referrals that ended in the year" }).click();
  await until(async () => await picture() !== before, "another picture");
  await reader.host.getByRole("tab", { name: "What changed?" }).click();
  const more = reader.host.getByRole("figure", { name: "More of everything", exact: true });
  await more.getByLabel("Compared with").selectOption("2019/20");
  await says(more.locator("figcaption p"), /2019\/20 = 100/, "textContent");
  const rows = (await table(more))[0].length;
  await more.getByRole("button", { name: "Referrals", exact: true }).click();
  await frames(page);
  const fewer = await more.locator("table tbody tr").first().evaluate((row) => row.cells.length);
  assert.ok(fewer < rows, `${rows} columns, then ${fewer}`);
});

test("the point of two unknowns is dragged and stepped, and sets both", async () => {
  await reader.host.getByRole("tab", { name: "Does it pay?" }).click();
  const chart = reader.host.locator(".panel figure.chart:visible").first();
  const grip = chart.locator(".grip");
  await grip.scrollIntoViewIfNeeded();
  const label = () => frames(page).then(() => grip.getAttribute("aria-label"));
  assert.match(await label(), /1\.5%.*: 3\.5$/);
  // Within the chart: its headline may take another line than before.
  const place = () => grip.evaluate((g) => [g.offsetLeft, g.offsetTop]);
  const before = await place();
  const box = await grip.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 80, y - 60, { steps: 5 });
  await page.mouse.up();
  const numbers = (text) => [...text.matchAll(/: ([\d.]+)/g)].map((found) => Number(found[1]));
  const [effect, years] = numbers(await label());
  assert.ok(effect > 1.5 && effect < 4 && years > 3.5 && years < 8, `${effect}% for ${years} years`);
  const off = (await place()).map((at, i) => at - before[i] - [80, -60][i]);
  assert.ok(off.every((by) => Math.abs(by) < 15), `it is ${off} from where it was let go`);
  // One step up and one along, by keys; and each drag is one step back.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  assert.deepEqual(numbers(await label()).map((n) => n.toFixed(1)), [(effect + 0.1).toFixed(1), (years + 0.1).toFixed(1)]);
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("Control+z");
  assert.match(await label(), /1\.5%.*: 3\.5$/);
  // To the edge and beyond: the axes stay.
  const far = await grip.boundingBox();
  await page.mouse.move(far.x + 18, far.y + 18);
  await page.mouse.down();
  await page.mouse.move(1020, far.y + 18, { steps: 4 });
  await page.mouse.up();
  assert.equal(numbers(await label())[0], 4);
});
