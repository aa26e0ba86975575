// Whatever breaks in one calculator, its readers get the author's words and a
// way back, and the other calculators of the page go on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freshPage, launch, once, pageWith, ready, rested, SITE, until } from "./harness.mjs";
import { labelOf, Reader } from "./reader.mjs";
import { serve } from "./server.mjs";

const BODY = `<p>It cost <cost-value metric="cost_per_recovery">£1 as written</cost-value>,
  if <cost-input name="spend">£2 as written</cost-input> was spent.</p>
  <cost-calculator id="a" links><p>As it was written.</p></cost-calculator>
  <cost-calculator id="b"><p>Also written.</p></cost-calculator>`;

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve({ folder: SITE, pages: { "/traps.html": pageWith(BODY) } });
});
after(async () => {
  await browser.close();
  await server.close();
});

/** Runs in the page: lets any call from the WebAssembly to the page fail when asked to. */
function breakable() {
  const instantiate = WebAssembly.instantiate;
  const deep = () => deep() + 1;
  globalThis.faults = {
    /** What the next call of an instance meets, by instance. */
    armed: [],
    instances: [],
    /** How often each has called the page. */
    calls: [],
    /** The instance of the first calculator: one that began again has a later one. */
    first() {
      const before = [...faults.calls];
      document.querySelector("#a").evaluate();
      return faults.calls.findIndex((calls, at) => calls !== before[at]);
    },
    arm(kind) { faults.armed[faults.first()] = kind; },
    kinds: {
      unreachable() { throw new WebAssembly.RuntimeError("unreachable"); },
      stack() { deep(); },
      page() { throw new TypeError("a script of the page replaced this"); },
    },
  };
  WebAssembly.instantiate = async (module, imports) => {
    const at = faults.instances.length;
    faults.instances.push(null);
    faults.calls.push(0);
    for (const room of Object.values(imports)) {
      for (const [name, call] of Object.entries(room)) {
        if (typeof call !== "function") continue;
        room[name] = (...given) => {
          faults.calls[at] += 1;
          const kind = faults.armed[at];
          faults.armed[at] = undefined;
          if (kind) faults.kinds[kind]();
          return call(...given);
        };
      }
    }
    const made = await instantiate.call(WebAssembly, module, imports);
    faults.instances[at] = made;
    return made;
  };
}

const arm = (page, kind) => page.evaluate((kind) => faults.arm(kind), kind);
const press = (button, kind) => button.evaluate((b, kind) => {
  faults.arm(kind);
  b.click();
}, kind);
const number = (page, reader) => reader.number("recovery_rate");

/** Where a fault can strike, each from the reader's or the script's side. */
const PLACES = {
  "a key on a number": async (page, reader, kind) => {
    await number(page, reader).focus();
    await arm(page, kind);
    await page.keyboard.press("ArrowUp");
  },
  "a number typed": async (page, reader, kind) => {
    await number(page, reader).fill("61%");
    await arm(page, kind);
    await page.keyboard.press("Enter");
  },
  "the frame after a slider moved": async (page, reader, kind) => {
    const slider = await reader.slider("recovery_rate");
    await slider.evaluate((s, kind) => {
      s.value = Number(s.value) + 50;
      s.dispatchEvent(new Event("input", { bubbles: true }));
      faults.arm(kind);
    }, kind);
  },
  "once the reader has stopped": async (page, reader, kind) => {
    // After the frame that shows it, before the work that rest brings.
    await page.evaluate(async (kind) => {
      // On a busy machine two frames may take longer than rest does to come: then anew.
      for (let began = -Infinity; performance.now() - began > 400;) {
        began = performance.now();
        document.querySelector("#a").set({ recovery_rate: 0.61 });
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
      }
      faults.arm(kind);
    }, kind);
  },
  "another width": async (page, reader, kind) => {
    await arm(page, kind);
    await page.setViewportSize({ width: 700, height: 900 });
  },
  "a step back": async (page, reader, kind) => {
    await arm(page, kind);
    await page.evaluate(() => history.back());
  },
  "a tab": async (page, reader, kind) => {
    await press(reader.host.getByRole("tab").nth(2), kind);
  },
  "a working": async (page, reader, kind) => {
    await press(reader.host.locator(".answers button").first(), kind);
  },
  "a number in the prose": async (page, reader, kind) => {
    const field = page.locator("cost-input").getByRole("spinbutton");
    await field.focus();
    await arm(page, kind);
    await page.keyboard.press("ArrowUp");
  },
  "other colours": async (page, reader, kind) => {
    await arm(page, kind);
    await page.evaluate(() => document.querySelector("#a").setAttribute("theme", "dark"));
  },
  "set from a script": (page, reader, kind) => page.evaluate((kind) => {
    faults.arm(kind);
    try { document.querySelector("#a").set({ recovery_rate: 0.61 }); } catch { /* told below */ }
  }, kind),
  "evaluate from a script": (page, reader, kind) => page.evaluate((kind) => {
    faults.arm(kind);
    try { document.querySelector("#a").evaluate({ recovery_rate: 0.61 }); } catch { /* told below */ }
  }, kind),
};

const cases = [];
for (const place of Object.keys(PLACES)) cases.push([place, "unreachable"]);
cases.push(["a key on a number", "stack"], ["a number typed", "page"], ["another width", "stack"]);

for (const [place, kind] of cases) {
  // Each engine has its own traps; what is done after one is of the state.
  const sample = place === "a key on a number" || kind === "page";
  test(`${place}: ${kind}`, sample ? {} : once, async () => {
    const { page, errors, close } = await freshPage(browser);
    await page.addInitScript(breakable);
    await page.goto(`${server.address}/traps.html`);
    await ready(page, 2);
    const [first, second] = [new Reader(page, 0), new Reader(page, 1)];
    await page.evaluate(() => {
      globalThis.told = [];
      document.querySelector("#a").addEventListener("error", (e) => told.push(e.detail.message));
      document.querySelector("#a").set({ spend: 1.5e9 });
    });
    await page.waitForFunction(() => location.hash.includes("spend=1500000000"));
    await rested(page);

    await PLACES[place](page, first, kind);
    const alert = first.host.getByRole("alert");
    await alert.waitFor();
    assert.equal(await alert.textContent(), "Something went wrong in the calculator, and it has stopped.");
    assert.ok(await page.getByText("As it was written.").isVisible(), "the author's words are back");
    assert.equal(await first.host.locator(".sentence").count(), 0, "nothing stale is left");
    assert.ok(await page.getByText("£1 as written").isVisible(), "in the prose too");
    await page.waitForFunction(() => told.length === 1);
    await until(() => errors.some((e) => e.startsWith("<cost-calculator>:")), "the owner is told");

    // The other one knows nothing of it.
    const before = await second.seen();
    await second.number("recovery_rate").fill("70%");
    await page.keyboard.press("Enter");
    await second.changed(before);
    assert.equal((await second.evaluate()).inputs.recovery_rate.value, 0.7);

    // Nor do listeners of the one that broke do anything any more.
    await page.setViewportSize({ width: 800, height: 900 });
    await page.evaluate(() => { history.pushState(null, ""); history.back(); });
    await rested(page);
    assert.equal(await page.evaluate(() => told.length), 1);

    await first.host.getByRole("button", { name: "Start again" }).click();
    await ready(page, 2);
    const { inputs } = await first.evaluate();
    const changed = place === "once the reader has stopped" ? 0.61 : inputs.recovery_rate.value;
    assert.equal(inputs.spend.value, place === "a step back" ? inputs.spend.value : 1.5e9, "in the state before");
    assert.equal(inputs.recovery_rate.value, changed);
    await page.locator("cost-input").getByRole("spinbutton").waitFor();
    const again = await first.seen();
    await first.number("recovery_rate").fill("40%");
    await page.keyboard.press("Enter");
    await first.changed(again);
    assert.equal(await page.locator("cost-value").evaluate((e) => e.shadowRoot.textContent.replaceAll("\u2060", "").trim()),
      (await first.evaluate()).metrics.cost_per_recovery.text);
    await close();
  });
}

test("where the memory has run out", async () => {
  const { page, close } = await freshPage(browser);
  await page.addInitScript(breakable);
  await page.goto(`${server.address}/traps.html`);
  await ready(page, 2);
  const thrown = await page.evaluate(() => {
    const { memory } = faults.instances[faults.first()].exports;
    // A page can give less than is asked for, and does.
    memory.grow = () => { throw new RangeError("no more"); };
    for (let pages = 32768; pages >= 1; pages = Math.floor(pages / 2)) {
      try { for (;;) WebAssembly.Memory.prototype.grow.call(memory, pages); } catch { /* full */ }
    }
    try { document.querySelector("#a").simulate(400_000); } catch (error) { return String(error); }
    return "";
  });
  assert.match(thrown, /unreachable|RuntimeError/);
  const first = new Reader(page, 0);
  await first.host.getByRole("alert").waitFor();
  await first.host.getByRole("button", { name: "Start again" }).click();
  await ready(page, 2);
  assert.match(await first.sentence(), /£2,830/);
  await close();
});

test("while it comes alive", async () => {
  const { page, errors, close } = await freshPage(browser);
  await page.addInitScript(breakable);
  await page.addInitScript(() => { faults.armed[0] = "unreachable"; });
  // The first call of an instance is that which sets it up.
  await page.goto(`${server.address}/traps.html`);
  await ready(page, 1);
  const first = new Reader(page, 0);
  await first.host.getByRole("alert").waitFor();
  assert.ok(await page.getByText("As it was written.").isVisible());
  assert.match(await new Reader(page, 1).sentence(), /£2,830/);
  await until(() => errors.some((e) => e.startsWith("<cost-calculator>:")), "the owner is told");
  await close();
});

test("in one that is alone, again and again", async () => {
  const { page, close } = await freshPage(browser);
  await page.addInitScript(breakable);
  await page.goto(`${server.address}/traps.html`);
  await ready(page, 2);
  const first = new Reader(page, 0);
  for (let times = 0; times < 5; times += 1) {
    await page.evaluate(() => {
      faults.arm("unreachable");
      try { document.querySelector("#a").set({ recovery_rate: 0.61 }); } catch { /* as it should */ }
    });
    await first.host.getByRole("button", { name: "Start again" }).click();
    await ready(page, 2);
    assert.match(await first.sentence(), /£2,830/);
  }
  assert.equal(await number(page, first).getAttribute("aria-label"), labelOf("recovery_rate"));
  await close();
});
