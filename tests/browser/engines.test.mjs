// The other engines, through their own drivers, where they are installed:
// Firefox by geckodriver, WebKit by WebKitWebDriver. Each must show the same
// words, the same link and, bit for bit, the same simulation as Chromium.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { launch, onDisk } from "./harness.mjs";

const installed = (name) =>
  [...(process.env.PATH ?? "").split(delimiter), join(process.env.CARGO_HOME ?? "", "bin")]
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

const miniBrowser = () => {
  const lib = "/usr/lib";
  if (!installed("WebKitWebDriver") || !installed("find")) return undefined;
  const found = execFileSync("find", [lib, "-name", "MiniBrowser", "-type", "f"], { encoding: "utf8" });
  return found.split("\n").find(Boolean);
};

const ENGINES = {
  Firefox: {
    driver: installed("geckodriver"),
    capabilities: () => ({ browserName: "firefox", "moz:firefoxOptions": { args: ["-headless"] } }),
  },
  WebKit: {
    driver: installed("xvfb-run") && miniBrowser() ? installed("WebKitWebDriver") : undefined,
    display: true,
    capabilities: () => ({
      "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
    }),
  },
};

/** What the reader does, and what must come of it; runs in the page. */
const SCRIPT = `
  const calculator = document.querySelector("cost-calculator");
  const shadow = calculator.shadowRoot;
  const text = (selector) => [...shadow.querySelectorAll(selector)].map((e) => e.textContent);
  calculator.set({ recovery_without_therapy: 0.25, spend: 750000000 });
  const canvas = shadow.querySelector("canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  return JSON.stringify({
    sentence: [...shadow.querySelectorAll(".sentence input")].map((e) => e.value),
    results: text(".sentence .result"),
    answers: text(".answer button"),
    headlines: text(".front h3"),
    link: calculator.link,
    evaluation: calculator.evaluate(),
    simulation: calculator.simulate(20000, 7),
    drawn: pixels.some((v) => v > 0),
  });`;

/** The smallest part of the WebDriver protocol that is needed. */
class Session {
  static async open({ driver, display, capabilities }, port) {
    const profile = { ...process.env, HOME: mkdtempSync(join(tmpdir(), "engine-")) };
    const command = [driver, `--port=${port}`];
    const [program, ...rest] = display ? [installed("xvfb-run"), "-a", ...command] : command;
    const child = spawn(program, rest, { env: profile, detached: true, stdio: "ignore" });
    const session = new Session(child, `http://127.0.0.1:${port}`);
    for (let tries = 0; ; tries += 1) {
      try {
        const made = await session.ask("POST", "/session", {
          capabilities: { alwaysMatch: capabilities() },
        });
        session.path = `/session/${made.sessionId}`;
        return session;
      } catch (error) {
        if (tries > 60) throw error;
        await new Promise((done) => setTimeout(done, 250));
      }
    }
  }

  constructor(child, address) {
    Object.assign(this, { child, address, path: "" });
  }

  async ask(method, path, body) {
    const answer = await fetch(this.address + this.path + path, {
      method,
      headers: body && { "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(value.message);
    return value;
  }

  run(script) {
    return this.ask("POST", "/execute/sync", { script, args: [] });
  }

  async close() {
    await this.ask("DELETE", "").catch(() => {});
    if (this.child.exitCode === null) process.kill(-this.child.pid);
  }
}

/** The same in Chromium, for comparison. */
async function chromium() {
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(onDisk("talking-therapies.html"));
  await page.waitForFunction(() => document.querySelector("cost-calculator")?.link);
  const found = await page.evaluate(`(() => {${SCRIPT}})()`);
  await browser.close();
  return JSON.parse(found);
}

let port = 20_000 + (process.pid % 20_000);
for (const [name, engine] of Object.entries(ENGINES)) {
  const skip = engine.driver ? false : `${name} or its driver is not installed here`;
  test(`${name} shows what Chromium shows`, { skip, timeout: 120_000 }, async () => {
    port += 1;
    const session = await Session.open(engine, port);
    try {
      await session.ask("POST", "/url", { url: onDisk("talking-therapies.html") });
      for (let tries = 0; tries < 80; tries += 1) {
        if (await session.run("return !!document.querySelector('cost-calculator').link")) break;
        await new Promise((done) => setTimeout(done, 250));
      }
      const found = JSON.parse(await session.run(SCRIPT));
      assert.ok(found.drawn, "the first chart is blank");
      assert.deepEqual(found, await chromium());
    } finally {
      await session.close();
    }
  });
}
