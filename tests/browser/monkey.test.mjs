// Somebody who does anything at all, in any order. Whatever that was: what is
// shown is what is worked out, a step back leads to what was, nothing is
// complained of, and nothing is left behind.
//
// ACTIONS=2000 SEED=7 before the command do more, or others; the same seed does
// the same again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENGINE, frames, freshPage, onSite, open } from "./harness.mjs";
import { Chance, randomly } from "./random.mjs";
import { figures, Reader } from "./reader.mjs";

const ACTIONS = Number(process.env.ACTIONS || 300);
const SEED = Number(process.env.SEED || 20261127);
const WINDOW = { width: 1024, height: 900 };
const TYPED = [
  "0", "1", "12%", "31.9%", "0,5", "25% to 40%", "£1.2bn", "800 million", "1e6", "-3", "999999999999", "", " ", "x",
  "1.234,5", "100%", "½", "٣٤", "£700m", "0.0001",
];

class Monkey extends Chance {
  constructor(page, random) {
    const reader = new Reader(page);
    super(reader.host, random);
    Object.assign(this, { page, reader, done: [], handles: [], undone: 0, last: null });
  }

  /** One of what can be used now that has this act; null if there is none. */
  async find(act, { within = "", tag = "" } = {}) {
    const handle = await this.usable(`${within} ${tag}[data-act="${act}"]`);
    this.handles.push(handle);
    return handle.asElement();
  }

  async press(act, where) {
    const button = await this.find(act, where);
    await button?.click();
  }

  async key(act, keys) {
    const field = await this.find(act);
    if (!field) return;
    await field.focus();
    await this.page.keyboard.press(this.one(keys));
    await this.page.keyboard.press("Tab");
  }

  async choose(act) {
    const list = await this.find(act, { tag: "select" });
    const chance = this.random();
    const values = await list?.evaluate((l) => [...l.options].filter((o) => !o.disabled).map((o) => o.index));
    if (values) await list.selectOption({ index: values[Math.floor(chance * values.length)] });
  }

  /** The nearest place in the window: no pointer goes further. */
  inWindow(x, y) {
    const { width, height } = this.page.viewportSize();
    return [Math.min(Math.max(x, 1), width - 2), Math.min(Math.max(y, 1), height - 2)];
  }

  async drag(act) {
    const element = await this.find(act);
    const [across, along] = [this.random() * 160 - 80, this.random() * 20 - 10];
    const box = await element?.boundingBox();
    if (!box) return;
    const [x, y] = this.inWindow(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(...this.inWindow(x + across, y + along), { steps: 4 });
    await this.page.mouse.up();
  }

  async type() {
    const [text, end] = [this.one(TYPED), this.one(["Enter", "Tab", "Escape"])];
    const field = await this.find("number");
    if (!field) return;
    await field.fill(text);
    await field.press(end);
    // What could not be taken stays to be mended: it is given up here.
    await field.evaluate((f) => f.blur());
  }

  async point() {
    const [across, along, click] = [this.random(), this.random(), this.random() < 0.3];
    const box = await (await this.find("plot"))?.boundingBox();
    if (!box) return;
    const at = this.inWindow(box.x + across * box.width, box.y + along * box.height);
    await this.page.mouse.move(...at);
    if (click) await this.page.mouse.click(...at);
  }

  /** A script of the page sets some inputs, or asks. */
  async script(method) {
    const settings = {};
    for (const input of figures.inputs) {
      const [chosen, where] = [this.random() < 0.15, this.random()];
      if (!chosen) continue;
      settings[input.id] = input.options
        ? input.options[Math.floor(where * input.options.length)].id
        : input.min + where * (input.max - input.min);
    }
    const chart = this.one(figures.charts).id;
    await this.host.evaluate((c, [method, settings, chart]) => {
      ({
        set: () => c.set(settings),
        evaluate: () => c.evaluate(settings),
        simulate: () => c.simulate(200, 1),
        toSVG: () => c.toSVG(chart),
        restyle: () => c.restyle(),
      })[method]();
    }, [method, settings, chart]);
  }

  async attribute(name, values) {
    const value = this.one(values);
    await this.host.evaluate(async (c, [name, value]) => {
      c.setAttribute(name, value);
      await c.ready;
    }, [name, value]);
  }

  /** What opens over the page is closed, unless the next thing is done in it. */
  close() {
    return this.host.evaluate((c) => c.shadowRoot.querySelector("dialog[open] [data-act=close]")?.click());
  }

  async seen() {
    await frames(this.page);
    return this.host.evaluate((c) => {
      const all = (selector) => [...c.shadowRoot.querySelectorAll(selector)];
      return {
        link: c.link,
        sentence: c.shadowRoot.querySelector(".sentence").textContent,
        values: c.evaluate(),
        answers: all(".answers .big").map((a) => a.textContent),
        results: all(".sentence .result").map((r) => [Number(r.dataset.of), r.textContent]),
        numbers: all("[data-act=number]").map((n) => [Number(n.dataset.of), n.getAttribute("aria-valuenow")]),
        can: all("[data-act=undo], [data-act=redo]").map((b) => b.ariaDisabled !== "true"),
      };
    });
  }

  /** What is shown is what is worked out. */
  assertShown({ values: { inputs, metrics }, answers, results, numbers }) {
    assert.deepEqual(answers, figures.answers.map((a) => metrics[a.metric].text));
    for (const [slot, text] of results) {
      assert.equal(text, metrics[figures.metrics[slot - figures.inputs.length].id].text);
    }
    assert.ok(numbers.length > figures.inputs.length / 2);
    for (const [at, shown] of numbers) {
      const { id } = figures.inputs[at];
      assert.equal(shown === null ? null : Number(shown), inputs[id].value, id);
    }
  }

  async act() {
    const [name] = this.one(WEIGHTED);
    const back = this.random() < 0.4;
    this.done.push(name);
    // What was seen last is what there is.
    const before = this.last ?? await this.seen();
    await ACTS[name](this);
    // What is held from outside would stay in memory.
    for (const handle of this.handles.splice(0)) await handle.dispose().catch(() => {});
    const after = this.last = await this.seen();
    this.assertShown(after);
    if (!STEPS.includes(name) || !back || after.link === before.link) return;
    await this.close();
    await this.host.locator('[data-act="undo"]').click();
    const undone = await this.seen();
    this.assertShown(undone);
    assert.deepEqual([undone.link, undone.sentence], [before.link, before.sentence], "a step back");
    await this.host.locator('[data-act="redo"]').click();
    const redone = this.last = await this.seen();
    assert.deepEqual([redone.link, redone.sentence], [after.link, after.sentence], "and forward again");
    this.undone += 1;
  }

  /** As it was at first, as far as a reader can bring it there. */
  async home() {
    await this.close();
    await this.page.setViewportSize(WINDOW);
    await this.host.evaluate(async (c) => {
      for (const name of ["theme", "locale", "view", "preset"]) c.removeAttribute(name);
      await c.ready;
      c.shadowRoot.querySelector("[data-act=reset]").click();
    });
    await frames(this.page);
  }

  /** How much there is in the page, what was taken out and is still held included. */
  async held() {
    if (ENGINE !== "chromium") {
      return { nodes: await this.host.evaluate((c) => c.shadowRoot.querySelectorAll("*").length), listeners: 0 };
    }
    const devtools = await this.page.context().newCDPSession(this.page);
    await devtools.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners: listeners } = await devtools.send("Memory.getDOMCounters");
    await devtools.detach();
    return { nodes, listeners };
  }
}

/** How often, and what. */
const ACTS = {
  "drag a number": (m) => m.drag("number"),
  "type": (m) => m.type(),
  "a key on a number": (m) => m.key("number", ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "Shift+ArrowUp"]),
  "a key on a slider": (m) => m.key("slide", ["ArrowLeft", "ArrowRight", "PageUp", "Home", "End"]),
  "drag a slider": (m) => m.drag("slide"),
  "period": (m) => m.choose("period"),
  "preset": (m) => m.choose("preset"),
  "option": (m) => m.choose("choice"),
  "give back": (m) => m.press("release"),
  "set from a script": (m) => m.script("set"),
  "certain": (m) => m.press("certain"),
  "undo": (m) => m.press("undo"),
  "redo": (m) => m.press("redo"),
  "reset": (m) => m.press("reset"),
  "compare": (m) => m.press("compare"),
  "group": (m) => m.press("group"),
  "tab": (m) => m.press("tab"),
  "what a chart shows": (m) => m.press("view", { tag: "button" }),
  "a list of a chart": (m) => m.choose("view"),
  "table": (m) => m.press("table"),
  "point at a chart": (m) => m.point(),
  "working": (m) => m.press("why"),
  "working within": (m) => m.press("why", { within: "dialog[open]" }),
  "back in the working": (m) => m.press("back", { within: "dialog[open]" }),
  "self-test": (m) => m.press("self-test"),
  "copy the link": (m) => m.press("copy-link"),
  "view by attribute": (m) => m.attribute("view", figures.charts.map((c) => c.id).filter((id) => !figures.front.includes(id))),
  "preset by attribute": (m) => m.attribute("preset", figures.presets.map((p) => p.id)),
  "theme": (m) => m.attribute("theme", ["light", "dark"]),
  "locale": (m) => m.attribute("locale", ["en-GB", "fr"]),
  "evaluate": (m) => m.script("evaluate"),
  "simulate": (m) => m.script("simulate"),
  "toSVG": (m) => m.script("toSVG"),
  "restyle": (m) => m.script("restyle"),
  "resize": (m) => m.page.setViewportSize({ width: 320 + Math.floor(m.random() * 1000), height: 500 + Math.floor(m.random() * 600) }),
};
/** What changes the figures: each is one step. */
const STEPS = Object.keys(ACTS).slice(0, 11);
/** What is done in what is open; before everything else that is closed. */
const INSIDE = ["working within", "back in the working"];
const OFTEN = [...STEPS.slice(0, 8), ...STEPS.slice(0, 4), "tab", "working within"];
const WEIGHTED = [...Object.keys(ACTS), ...OFTEN].map((name) => [name]);
for (const name of Object.keys(ACTS).filter((n) => !INSIDE.includes(n))) {
  const act = ACTS[name];
  ACTS[name] = async (m) => {
    await m.close();
    await act(m);
  };
}

test(`${ACTIONS} actions of chance, with SEED=${SEED}`, { timeout: 30_000 + ACTIONS * 2000 }, () =>
  onSite({}, async (browser, server) => {
    const { page, errors, close } = await freshPage(browser, { viewport: WINDOW, reducedMotion: "reduce" });
    page.setDefaultTimeout(10_000);
    await open(page, `${server.address}/`);
    // The same twice: whatever is made when it is first wanted is there then.
    const rounds = [];
    for (let round = 0; round < 2; round += 1) {
      const monkey = new Monkey(page, randomly(SEED));
      await monkey.home();
      try {
        for (let i = 0; i < ACTIONS / 2; i += 1) {
          await monkey.act();
          assert.deepEqual(errors, []);
        }
      } catch (error) {
        const last = monkey.done.slice(-8).join(", ");
        throw new Error(`SEED=${SEED}, round ${round}, action ${monkey.done.length}, after ${last}: ${error.message}`);
      }
      await monkey.home();
      assert.deepEqual(errors, []);
      assert.ok(new Set(monkey.done).size > Object.keys(ACTS).length / 2, "all kinds of things were done");
      assert.ok(monkey.undone > ACTIONS / 40, `${monkey.undone} steps were taken back`);
      rounds.push(await monkey.held());
    }
    console.log(`SEED=${SEED}: ${JSON.stringify(rounds)}`);
    const [first, second] = rounds;
    assert.ok(second.nodes <= first.nodes + ACTIONS / 10, `${first.nodes} → ${second.nodes} nodes`);
    assert.ok(second.listeners <= first.listeners + ACTIONS / 20, `${first.listeners} → ${second.listeners} listeners`);
    await close();
  }));
