// The same in WebKit, through its own driver, where that is installed
// (Debian: webkit2gtk-driver and xvfb). Elsewhere these tests are skipped.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { ENGINES, Session } from "./driver.mjs";
import { DOCUMENT, native, onDisk, pageWith, ROOT, SITE } from "./harness.mjs";
import { BUNDLED, inSession, throughAll } from "./keyboard.mjs";
import { figures, labelOf } from "./reader.mjs";
import { serve } from "./server.mjs";
import { element, TEA } from "./tea.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const skip = ENGINES.WebKit.driver ? false : "WebKit or its driver is not installed here";

let server, session;
before(async () => {
  if (skip) return;
  const pages = BUNDLED.map(([name, file]) => [`/of-${name}.html`, pageWith(element(file))]);
  const heating = JSON.parse(readFileSync(join(ROOT, "examples", "documents", "heating.json"), "utf8"));
  pages.push(["/of-heating.html", pageWith(element(heating))]);
  server = await serve({ folder: SITE, pages: Object.fromEntries(pages) });
  session = await Session.open(ENGINES.WebKit);
});
after(async () => {
  await session?.close();
  await server?.close();
});

const run = (...script) => session.run(...script);
const sentence = () =>
  run("return document.querySelector('cost-calculator').shadowRoot.querySelector('.sentence').textContent");
const PICTURES = `[...document.querySelector('cost-calculator').shadowRoot
  .querySelectorAll('figure.chart canvas')].slice(0, 2).map((c) => c.toDataURL())`;
const number = (id) => run(`return document.querySelector('cost-calculator').shadowRoot
  .querySelector('.sentence [aria-label="' + arguments[0] + '"]')`, labelOf(id));

test("WebKit: each form comes alive", { skip }, async () => {
  for (const address of [
    `${server.address}/`, `${server.address}/talking-therapies.html`, onDisk("talking-therapies.html"),
  ]) {
    await session.open(address);
    assert.match(await sentence(), /£2,830/, address);
  }
});

test("WebKit: typing and arrow keys change sentence and charts, as natively", { skip }, async () => {
  await session.open(`${server.address}/`);
  const first = await sentence();
  await run(`globalThis.drawn = ${PICTURES}`);
  const field = await number("recovery_rate");
  await session.ask("POST", `/element/${field[ELEMENT]}/clear`, {});
  await session.ask("POST", `/element/${field[ELEMENT]}/value`, { text: "60%\uE007" });
  await session.until("the sentence follows", `return document.querySelector('cost-calculator').shadowRoot
    .querySelector('.sentence').textContent !== arguments[0]`, first);
  await session.until("the charts follow",
    `const now = ${PICTURES}; return drawn.every((picture, i) => now[i] !== picture)`);
  await session.ask("POST", `/element/${field[ELEMENT]}/value`, { text: "\uE013" });
  const step = figures.inputs.find((i) => i.id === "recovery_rate").step;
  await session.until("a step up", `return Math.abs(document.querySelector('cost-calculator')
    .evaluate().inputs.recovery_rate.value - arguments[0]) < 1e-9`, 0.6 + step);
  const here = await run("return document.querySelector('cost-calculator').evaluate()");
  assert.deepEqual(here, native("evaluate", DOCUMENT, "--set", `recovery_rate=${0.6 + step}`));
});

test("WebKit: dragging a number", { skip }, async () => {
  await session.open(`${server.address}/`);
  const field = await number("recovery_without_therapy");
  await run("arguments[0].scrollIntoView({ block: 'center' })", field);
  const move = (x, duration) => ({ type: "pointerMove", origin: field, x, y: 0, duration });
  await session.ask("POST", "/actions", { actions: [{
    type: "pointer", id: "mouse", parameters: { pointerType: "mouse" },
    actions: [move(0, 0), { type: "pointerDown", button: 0 }, move(20, 100), move(40, 100), { type: "pointerUp", button: 0 }],
  }] });
  await session.until("the value has moved", `return document.querySelector('cost-calculator')
    .evaluate().inputs.recovery_without_therapy.value > 0.35`);
});

test("WebKit: what can be changed or explained is dotted", { skip }, async () => {
  await session.open(`${server.address}/`);
  for (const part of [".sentence [data-act=number]", ".term"]) {
    const drawn = await run(`const { textDecorationLine, textDecorationStyle } = getComputedStyle(
      document.querySelector("cost-calculator").shadowRoot.querySelector(arguments[0]));
      return textDecorationLine + " " + textDecorationStyle`, part);
    assert.equal(drawn, "underline dotted", part);
  }
});

test("WebKit: a number that grows or shrinks is not cut off", { skip }, async () => {
  await session.open(`${server.address}/`);
  // A wider text than before, and a narrower one.
  for (const spend of [1.19e9, 1.444e9, 1e9]) {
    await run("document.querySelector('cost-calculator').set({ spend: arguments[0] })", spend);
    const field = await number("spend");
    await session.until("the number shows", `return Math.abs(document.querySelector('cost-calculator')
      .evaluate().inputs.spend.value - arguments[0]) < 1`, spend);
    const [text, wide, seen, twin] = await run(`const field = arguments[0];
      return [field.value, field.scrollWidth, field.clientWidth,
        field.previousElementSibling.getBoundingClientRect().width]`, field);
    assert.ok(wide <= seen, `${text} is ${wide} wide and ${seen} are seen`);
    // Six pixels more than its text: no more, or it would stand in a gap.
    assert.ok(Math.abs(seen - twin - 6) <= 1, `${text}: ${seen} for ${twin}`);
  }
});

test("WebKit: a sentence takes no more lines than it needs", { skip }, async () => {
  await session.open(`${server.address}/of-heating.html`);
  const lines = await run(`const sentence = document.querySelector("cost-calculator").shadowRoot.querySelector(".sentence");
    const found = [];
    for (let width = 300; width < 760; width += 10) {
      sentence.style.width = width + "px";
      sentence.style.textWrap = "";
      const own = sentence.offsetHeight;
      sentence.style.textWrap = "wrap";
      if (own !== sentence.offsetHeight) found.push(width);
    }
    sentence.style.width = sentence.style.textWrap = "";
    return found;`);
  assert.deepEqual(lines, []);
});

test("WebKit: what the page writes around a number stays on its line", { skip }, async () => {
  await session.open(`${server.address}/of-heating.html`);
  const wrong = await run(`const told = document.createElement("p");
    told.innerHTML = 'It comes to (<cost-value metric="advantage">x</cost-value>), or “<cost-value metric="advantage">x</cost-value>”; said so.';
    document.body.prepend(told);
    const place = (text, at) => {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect();
    };
    const values = [...told.querySelectorAll("cost-value")];
    const found = values.every((value) => value.shadowRoot.querySelector("button")) ? [] : ["not alive"];
    for (let width = 100; found.length === 0 && width < 500; width += 3) {
      told.style.width = width + "px";
      for (const value of values) {
        const number = value.shadowRoot.querySelector("button").getBoundingClientRect();
        const before = value.previousSibling;
        for (const sign of [place(before, before.data.length - 1), place(value.nextSibling, 0)]) {
          if (sign.top >= number.bottom || number.top >= sign.bottom) found.push(width);
        }
      }
    }
    told.remove();
    return found;`);
  assert.deepEqual(wrong, []);
});

test("WebKit: the same values natively, to the last bit", { skip }, async () => {
  await session.open(`${server.address}/`);
  for (const preset of figures.presets.filter((p) => p.period)) {
    const here = await run(`const c = document.querySelector('cost-calculator');
      c.preset = arguments[0]; return c.evaluate()`, preset.id);
    assert.deepEqual(here, native("evaluate", DOCUMENT, "--preset", preset.id), preset.id);
  }
});

test("WebKit: the workbench tells a problem, shows what is mended, and what it publishes is dragged", { skip }, async () => {
  await session.open(onDisk("workbench.html"));
  await session.until("the workbench is there", "return 'ready' in document.documentElement.dataset");
  const write = (text) => run(`const content = document.querySelector(".cm-content");
    content.focus();
    getSelection().selectAllChildren(content);
    const clipboardData = { types: ["text/plain"], getData: () => arguments[0] };
    setTimeout(() => content.dispatchEvent(Object.defineProperty(
      new Event("paste", { bubbles: true, cancelable: true }), "clipboardData", { value: clipboardData })), 200);`, text);
  const state = (words) => session.until(words, `return document.getElementById("state").textContent.startsWith(arguments[0])`, words);
  const tea = JSON.stringify({ ...TEA, title: "What does a cup cost?" }, null, 2);
  await write(tea.replace(/"formula": "/, '"formula": "nothing + '));
  await state("One problem");
  await write(tea);
  await state("Sound");
  await session.until("it is shown", "return document.querySelector('cost-calculator').figures.title === 'What does a cup cost?'");
  // Its driver tells of no downloads: what is saved is what is handed to the browser for it.
  await run(`const made = URL.createObjectURL;
    URL.createObjectURL = (blob) => { blob.text().then((text) => { globalThis.saved = text; }); return made.call(URL, blob); };
    document.getElementById("open-publish").click();
    setTimeout(() => [...document.querySelectorAll("#publish button")].find((b) => b.textContent === "Save the sealed file").click(), 500);`);
  await session.until("the sealed file", "return typeof globalThis.saved === 'string'");
  const file = join(mkdtempSync(join(tmpdir(), "webkit-")), "tea.html");
  writeFileSync(file, await run("return globalThis.saved"));
  await session.open(pathToFileURL(file).href);
  const field = await run(`return document.querySelector('cost-calculator').shadowRoot.querySelector('.sentence [role=spinbutton]')`);
  const values = () => run("return JSON.stringify(document.querySelector('cost-calculator').evaluate().inputs)");
  const before = await values();
  const move = (x, duration) => ({ type: "pointerMove", origin: field, x, y: 0, duration });
  await session.ask("POST", "/actions", { actions: [{
    type: "pointer", id: "mouse", parameters: { pointerType: "mouse" },
    actions: [move(0, 0), { type: "pointerDown", button: 0 }, move(20, 100), move(60, 100), { type: "pointerUp", button: 0 }],
  }] });
  await session.until("a value has moved", `return JSON.stringify(document.querySelector('cost-calculator')
    .evaluate().inputs) !== arguments[0]`, before);
});

for (const [name, file] of BUNDLED) {
  test(`WebKit: every input of ${name} from one end to the other, by keyboard`, { skip }, async () => {
    await session.open(`${server.address}/of-${name}.html`);
    await throughAll(inSession(session), file, "number");
  });
}
