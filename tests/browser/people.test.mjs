// A hundred people: those drawn are those told, and only who must changes group.

import assert from "node:assert/strict";
import { test } from "node:test";
import { comes, frames } from "./harness.mjs";
import { eachTime } from "./reader.mjs";

let page, reader;
eachTime((met) => { ({ page, reader } = met); }, { reducedMotion: "reduce" });

const chart = () => reader.host.getByRole("figure", { name: "A hundred people" });

/** How many of each group the table gives. */
async function told() {
  const rows = await chart().locator("table tbody tr").evaluateAll((rows) =>
    rows.map((row) => Number(row.cells[1].textContent)));
  assert.equal(rows.reduce((sum, n) => sum + n, 0), 100);
  return rows;
}

/** The colour of each person's body as it is drawn, in the order in which they stand. */
const drawn = () => chart().locator("canvas").evaluate((canvas) => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const ratio = canvas.width / canvas.clientWidth;
  const wide = Math.min((canvas.clientWidth - 4) / 20, 2.4 * 13);
  return Array.from({ length: 100 }, (_, i) => {
    const x = 2 + (Math.floor(i / 5) + 0.5) * wide;
    const y = 2 + (i % 5) * 1.42 * wide + 0.85 * wide;
    return context.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data.join();
  });
});

/** Lengths of the runs of one colour. */
function runs(colours) {
  const lengths = [];
  colours.forEach((colour, i) => {
    if (i > 0 && colour === colours[i - 1]) lengths[lengths.length - 1] += 1;
    else lengths.push(1);
  });
  return lengths;
}

test("who is drawn is who is told, while a number is dragged too", async () => {
  await chart().getByText("Show as a table").click();
  await chart().locator("table tbody tr").first().waitFor();
  const [before, first] = [await told(), await drawn()];
  assert.deepEqual(runs(first), before);
  const heard = () => chart().locator("p.sr").first().textContent();
  assert.match(await heard(), new RegExp(`would not have anyway: ${before[0]};`));

  // By hand; the chart keeps its height.
  const slider = await reader.slider("recovery_without_therapy");
  await slider.scrollIntoViewIfNeeded();
  const tall = () => chart().locator("canvas").evaluate((canvas) => canvas.clientHeight);
  const height = await tall();
  const box = await slider.boundingBox();
  const thumb = await slider.evaluate((s) => s.valueAsNumber / Number(s.max));
  const [x, y] = [box.x + 11 + thumb * (box.width - 22), box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - box.width / 5, y, { steps: 6 });
  assert.equal(await tall(), height);
  await page.mouse.up();
  await chart().scrollIntoViewIfNeeded();
  await assert.doesNotReject(page.waitForFunction(
    ([figure, n]) => Number(figure.querySelector("tbody tr").cells[1].textContent) > n,
    [await chart().elementHandle(), before[0]],
  ));
  const [after, second] = [await told(), await drawn()];
  assert.deepEqual(runs(second), after);
  // Fewer would have recovered anyway: the others stand where they stood.
  assert.deepEqual(after.slice(2), before.slice(2));
  const changed = first.filter((colour, i) => colour !== second[i]).length;
  assert.equal(changed, after[0] - before[0]);
  assert.match(await heard(), new RegExp(`would not have anyway: ${after[0]};`));
});

test("people are walked by arrow keys and pointed at where they stand", async () => {
  const plot = chart().locator(".plot");
  await plot.scrollIntoViewIfNeeded();
  await plot.focus();
  const label = chart().locator(".tip-label");
  const walked = [];
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press("ArrowRight");
    await frames(page);
    walked.push(await label.textContent());
  }
  assert.equal(new Set(walked).size, 5);
  await page.keyboard.press("Escape");
  const box = await chart().locator("canvas").boundingBox();
  const wide = Math.min((box.width - 4) / 20, 2.4 * 13);
  // The first who stands, and the last.
  for (const [column, row, at] of [[0, 0, 0], [19, 4, 4]]) {
    await page.mouse.move(
      box.x + 2 + (column + 0.5) * wide, box.y + 2 + (row + 0.6) * 1.42 * wide, { steps: 3 },
    );
    await comes(() => label.textContent(), walked[at]);
  }
});
