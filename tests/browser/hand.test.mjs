// A calculator in the hand: a finger that scrolls changes nothing, one that
// goes sideways does, and the page follows while somebody types.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGINE, frames } from "./harness.mjs";
import { eachTime } from "./reader.mjs";

let page, reader;
eachTime((met) => { ({ page, reader } = met); }, {
  viewport: { width: 390, height: 844 }, hasTouch: true,
  ...ENGINE === "chromium" && { isMobile: true },
});

const RATE = "recovery_rate";
const skip = ENGINE === "chromium" ? false : "real fingers need Chromium's protocol";

const value = async (id = RATE) => (await reader.evaluate()).inputs[id].value;

/** The middle of an element that has been brought to the middle of the window. */
async function middle(element) {
  await element.evaluate((e) => e.scrollIntoView({ block: "center" }));
  await frames(page);
  const box = await element.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Real fingers: each step is where they are then. */
async function fingers() {
  const devtools = await page.context().newCDPSession(page);
  const send = (type, points) => devtools.send("Input.dispatchTouchEvent", {
    type, touchPoints: points.map(([x, y], id) => ({ x, y, id })),
  });
  return {
    down: (...points) => send("touchStart", points),
    move: async (...points) => { await send("touchMove", points); await frames(page); },
    up: async () => { await send("touchEnd", []); await frames(page); },
    cancel: async () => { await send("touchCancel", []); await frames(page); },
    /** From a place by so much, in ten steps. */
    async swipe({ x, y }, across, along, lift = true) {
      await this.down([x, y]);
      for (let i = 1; i <= 10; i += 1) await this.move([x + across * i / 10, y + along * i / 10]);
      if (lift) await this.up();
    },
  };
}

for (const [kind, find] of [
  ["number", () => reader.number(RATE)],
  ["slider", () => reader.slider(RATE)],
]) {
  test(`a finger that scrolls from a ${kind} leaves it`, { skip }, async () => {
    const element = await find();
    const before = await value();
    const hand = await fingers();
    for (const [across, along] of [[0, -200], [25, -200], [-60, 160], [70, -90]]) {
      const at = await middle(element);
      await hand.swipe(at, across, along);
      await frames(page);
      assert.equal(await value(), before, `${across} across, ${along} along`);
    }
    assert.ok(await reader.host.locator(".dragging").count() === 0);
  });

  test(`a finger sideways moves a ${kind}, and what it hides stands above it`, { skip }, async () => {
    const element = await find();
    const before = await value();
    const at = await middle(element);
    const hand = await fingers();
    await hand.swipe(at, 60, 4, false);
    const after = await value();
    assert.notEqual(after, before);
    const held = reader.host.locator("[data-finger]");
    assert.equal(await held.count(), 1);
    const told = await held.getAttribute("data-finger");
    assert.ok(Math.abs(parseFloat(told) / 100 - after) < 0.006, `${told} for ${after}`);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/held-${kind}.png` });
    await hand.up();
    assert.equal(await held.count(), 0);
    assert.equal(await value(), after);
    await reader.host.getByRole("button", { name: "Undo" }).click();
    assert.equal(await value(), before, "the whole drag is one step");
  });

  test(`a second finger makes a pinch of what began on a ${kind}`, { skip }, async () => {
    const element = await find();
    const before = await value();
    const { x, y } = await middle(element);
    const hand = await fingers();
    await hand.down([x, y]);
    await hand.move([x + 15, y]);
    await hand.move([x + 40, y]);
    await hand.down([x + 40, y], [x - 20, y + 60]);
    await hand.move([x + 70, y], [x - 60, y + 60]);
    await hand.move([x + 90, y], [x - 90, y + 60]);
    await hand.up();
    assert.equal(await value(), before);
    assert.equal(await reader.host.locator("[data-finger]").count(), 0);
  });

  test(`when the page takes over, the ${kind} is what it was`, { skip }, async () => {
    const element = await find();
    const before = await value();
    const at = await middle(element);
    const hand = await fingers();
    await hand.swipe(at, 50, 0, false);
    assert.notEqual(await value(), before);
    await hand.cancel();
    assert.equal(await value(), before);
    const shown = await (await reader.number(RATE)).inputValue();
    assert.equal(parseFloat(shown), Math.round(before * 100));
  });
}

test("a tap opens a number, and fields and lists are large enough for a phone", { skip }, async () => {
  const { x, y } = await middle(reader.number(RATE));
  await page.touchscreen.tap(x, y);
  await page.waitForFunction(() => document.querySelector("cost-calculator")
    .shadowRoot.activeElement?.getAttribute("role") === "spinbutton");
  const small = await reader.host.evaluate((c) =>
    [...c.shadowRoot.querySelectorAll("input.field, select")]
      .map((e) => [e.getAttribute("aria-label") ?? e.className, parseFloat(getComputedStyle(e).fontSize)])
      .filter(([, size]) => size < 16));
  assert.deepEqual(small, []);
  const keypad = (id) => reader.number(id).getAttribute("inputmode");
  assert.equal(await keypad(RATE), "decimal");
  assert.equal(await keypad("spend"), "text", "£1.2bn has letters");
});

test("let go outside the page: later moves drag nothing", async () => {
  const number = reader.number(RATE);
  const before = await value();
  const { x, y } = await middle(number);
  await page.mouse.move(x, y);
  await page.mouse.down();
  // The window is left before the drag has begun: its release is not seen.
  await page.evaluate(() => addEventListener("pointerup", (e) => e.stopImmediatePropagation(),
    { capture: true, once: true }));
  await page.mouse.up();
  for (let i = 1; i <= 5; i += 1) await page.mouse.move(x + 12 * i, y);
  await frames(page);
  assert.equal(await value(), before);
});

test("the page follows while one types; Escape brings back what was", async () => {
  const number = reader.number(RATE);
  const before = await value();
  const shown = await number.inputValue();
  await number.focus();
  await number.press("ControlOrMeta+a");
  for (const [key, then] of [["4", 0.04], ["5", 0.45], [".", 0.45], ["5", 0.455]]) {
    await page.keyboard.type(key);
    await frames(page);
    assert.ok(Math.abs(await value() - then) < 1e-12, `${key}: ${await value()}`);
  }
  assert.equal(await number.inputValue(), "45.5", "the text is the reader's");
  assert.equal(await number.evaluate((f) => f.selectionStart), 4);
  await page.keyboard.type("x");
  await frames(page);
  assert.equal(await value(), before, "what cannot be read changes nothing");
  await page.keyboard.press("Escape");
  await frames(page);
  assert.equal(await value(), before);
  assert.equal(await number.inputValue(), shown);
  assert.equal(await reader.host.getByRole("button", { name: "Undo" }).count(), 0);
});

test("a bare number is one of the unit shown; what may be either is asked", async () => {
  const number = reader.number("spend");
  await number.focus();
  await number.fill("950");
  await number.press("Enter");
  assert.equal(await value("spend"), 950e6);
  assert.equal(await number.inputValue(), "£950m");
  await number.fill("1,200,000,000");
  await number.press("Enter");
  assert.equal(await value("spend"), 1.2e9);
});

test("Enter that chooses an input method's candidate is no entry", async () => {
  const number = reader.number(RATE);
  const shown = await number.inputValue();
  await number.focus();
  await number.press("ControlOrMeta+a");
  await page.keyboard.type("4");
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    await number.evaluate((field, how) => field.dispatchEvent(new KeyboardEvent("keydown", {
      key: "Enter", bubbles: true, composed: true, cancelable: true, ...how,
    })), how);
    assert.equal(await number.inputValue(), "4");
  }
  await page.keyboard.press("Escape");
  assert.equal(await number.inputValue(), shown);
});

test("an answer is in view while any input is changed, and lies over nothing touched", { skip }, async () => {
  const hand = await fingers();
  const sliders = await reader.host.evaluate((c) => {
    for (const group of c.shadowRoot.querySelectorAll("details.group")) group.open = true;
    return c.shadowRoot.querySelectorAll(".slider").length;
  });
  const fields = await reader.host.locator(".sentence .field").count();
  const all = [["sentence", ".sentence .field", fields], ["slider", ".slider", sliders]];
  const wrong = [];
  let glanced = 0;
  for (const [kind, selector, count] of all) {
    for (let i = 0; i < count; i += 1) {
      const element = reader.host.locator(selector).nth(i);
      const name = `${kind}: ${await element.getAttribute("aria-label")}`;
      const at = await middle(element);
      await hand.down([at.x, at.y]);
      for (const across of [10, 25, 40]) await hand.move([at.x + across, at.y]);
      const seen = await reader.host.evaluate((c, [selector, i]) => {
        const root = c.shadowRoot;
        const touched = root.querySelectorAll(selector)[i].getBoundingClientRect();
        const line = root.querySelector(".glance-line");
        const place = line.getBoundingClientRect();
        const shown = line.checkVisibility();
        const inView = (e) => {
          const r = e.getBoundingClientRect();
          return r.height > 0 && r.top >= 0 && r.bottom <= innerHeight;
        };
        return {
          shown,
          answers: [...root.querySelectorAll(".answers .big, .sentence .result")].some(inView),
          line: shown && inView(line) && /\d/.test(line.querySelector("strong").textContent),
          over: shown && place.bottom > touched.top && place.top < touched.bottom,
          moved: root.querySelector("[data-finger]") !== null,
        };
      }, [selector, i]);
      if (seen.shown) glanced += 1;
      if (!seen.moved || !seen.answers && !seen.line || seen.over) wrong.push([name, seen]);
      await hand.cancel();
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(fields > 4 && sliders > 15 && glanced > 10, `${fields} numbers, ${sliders} sliders, ${glanced} by the line`);
});

test("nothing in the page moves while a slider is dragged", { skip }, async () => {
  const slider = await reader.slider("relapse_share");
  const at = await middle(slider);
  await page.evaluate(() => {
    globalThis.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifts += entry.value;
    }).observe({ type: "layout-shift" });
  });
  const place = () => slider.evaluate((s) => s.getBoundingClientRect().top);
  const before = await place();
  const hand = await fingers();
  await hand.down([at.x, at.y]);
  for (let i = 1; i <= 20; i += 1) {
    await hand.move([at.x + 4 * i, at.y]);
    assert.equal(await place(), before, `after ${i} steps`);
  }
  await hand.up();
  assert.ok(await page.evaluate(() => globalThis.shifts) < 0.01);
});
