// The same in WebKit, through its own driver, where that is installed
// (Debian: webkit2gtk-driver and xvfb). Elsewhere these tests are skipped.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { DOCUMENT, native, onDisk, SITE } from "./harness.mjs";
import { figures, labelOf } from "./reader.mjs";
import { serve } from "./server.mjs";

const DRIVER = "/usr/bin/WebKitWebDriver";
const XVFB = "/usr/bin/Xvfb";
const DISPLAY = ":97";
const PORT = 4497;
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const skip = existsSync(DRIVER) && existsSync(XVFB) ? false : "WebKitWebDriver or Xvfb is not installed";

const started = [];
let server, session;

/** A command of the WebDriver protocol. */
async function ask(method, path, body) {
  const answer = await fetch(`http://127.0.0.1:${PORT}${path}`, {
    method, body: body && JSON.stringify(body), headers: { "Content-Type": "application/json" },
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
  return value;
}
const inSession = (method, path, body) => ask(method, `/session/${session}${path}`, body);
const run = (script, ...args) => inSession("POST", "/execute/sync", { script, args });

async function until(what, script, ...args) {
  for (let i = 0; i < 100; i += 1) {
    if (await run(script, ...args)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`not in 10 seconds: ${what}`);
}

async function open(address) {
  await inSession("POST", "/url", { url: address });
  await until("the calculator is there",
    "return !!document.querySelector('cost-calculator')?.shadowRoot?.querySelector('.sentence')?.textContent");
}

const sentence = () =>
  run("return document.querySelector('cost-calculator').shadowRoot.querySelector('.sentence').textContent");
const pictures = () => run(`return [...document.querySelector('cost-calculator').shadowRoot
  .querySelectorAll('figure.chart canvas')].slice(0, 2).map((c) => c.toDataURL())`);
const number = (id) => run(`return document.querySelector('cost-calculator').shadowRoot
  .querySelector('.sentence [aria-label="' + arguments[0] + '"]')`, labelOf(id));

before(async () => {
  if (skip) return;
  started.push(spawn(XVFB, [DISPLAY, "-screen", "0", "1280x1024x24"], { stdio: "ignore" }));
  const env = { ...process.env, DISPLAY, NO_AT_BRIDGE: "1", LIBGL_ALWAYS_SOFTWARE: "1" };
  started.push(spawn(DRIVER, [`--port=${PORT}`], { env, stdio: "ignore" }));
  server = await serve({ folder: SITE });
  const wanted = { capabilities: { alwaysMatch: {} } };
  for (let i = 0; !session && i < 50; i += 1) {
    await new Promise((done) => setTimeout(done, 100));
    session = (await ask("POST", "/session", wanted).catch((error) => {
      if (error.cause?.code !== "ECONNREFUSED") throw error;
    }))?.sessionId;
  }
});
after(async () => {
  if (session) await inSession("DELETE", "");
  for (const child of started) child.kill();
  await server?.close();
});

test("WebKit: each form comes alive", { skip }, async () => {
  for (const address of [
    `${server.address}/`, `${server.address}/talking-therapies.html`, onDisk("talking-therapies.html"),
  ]) {
    await open(address);
    assert.match(await sentence(), /£2,830/, address);
  }
});

test("WebKit: typing and arrow keys change sentence and charts, as natively", { skip }, async () => {
  await open(`${server.address}/`);
  const [first, drawn] = [await sentence(), await pictures()];
  const field = await number("recovery_rate");
  await inSession("POST", `/element/${field[ELEMENT]}/clear`, {});
  await inSession("POST", `/element/${field[ELEMENT]}/value`, { text: "60%\uE007" });
  await until("the sentence follows", `return document.querySelector('cost-calculator').shadowRoot
    .querySelector('.sentence').textContent !== arguments[0]`, first);
  await until("the charts follow", `const now = [...document.querySelector('cost-calculator').shadowRoot
    .querySelectorAll('figure.chart canvas')]; return arguments[0].every((p, i) => now[i].toDataURL() !== p)`, drawn);
  await inSession("POST", `/element/${field[ELEMENT]}/value`, { text: "\uE013" });
  const step = figures.inputs.find((i) => i.id === "recovery_rate").step;
  await until("a step up", `return Math.abs(document.querySelector('cost-calculator')
    .evaluate().inputs.recovery_rate.value - arguments[0]) < 1e-9`, 0.6 + step);
  const here = await run("return document.querySelector('cost-calculator').evaluate()");
  assert.deepEqual(here, native("evaluate", DOCUMENT, "--set", `recovery_rate=${0.6 + step}`));
});

test("WebKit: dragging a number", { skip }, async () => {
  await open(`${server.address}/`);
  const field = await number("recovery_without_therapy");
  await run("arguments[0].scrollIntoView({ block: 'center' })", field);
  const move = (x, duration) => ({ type: "pointerMove", origin: field, x, y: 0, duration });
  await inSession("POST", "/actions", { actions: [{
    type: "pointer", id: "mouse", parameters: { pointerType: "mouse" },
    actions: [move(0, 0), { type: "pointerDown", button: 0 }, move(20, 100), move(40, 100), { type: "pointerUp", button: 0 }],
  }] });
  await until("the value has moved", `return document.querySelector('cost-calculator')
    .evaluate().inputs.recovery_without_therapy.value > 0.35`);
});

test("WebKit: the same values natively, to the last bit", { skip }, async () => {
  await open(`${server.address}/`);
  for (const preset of figures.presets.filter((p) => p.period)) {
    const here = await run(`const c = document.querySelector('cost-calculator');
      c.preset = arguments[0]; return c.evaluate()`, preset.id);
    assert.deepEqual(here, native("evaluate", DOCUMENT, "--preset", preset.id), preset.id);
  }
});
