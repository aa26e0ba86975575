// Browsers through their own drivers, where they are installed: Firefox by
// geckodriver, WebKit by WebKitWebDriver.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { freePort } from "../hosts/hosts.mjs";
import { until } from "./harness.mjs";

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

/** What is needed for each, and how it is started. */
export const ENGINES = {
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

/** The smallest part of the WebDriver protocol that is needed. */
export class Session {
  static async open({ driver, display, capabilities }) {
    const port = await freePort();
    const profile = { ...process.env, HOME: mkdtempSync(join(tmpdir(), "engine-")) };
    const command = [driver, `--port=${port}`];
    // Two that look for a free display at once would find the same: each looks from elsewhere.
    const screen = ["-a", "-n", String(100 + process.pid % 900)];
    const [program, ...rest] = display ? [installed("xvfb-run"), ...screen, ...command] : command;
    const child = spawn(program, rest, { env: profile, detached: true, stdio: "ignore" });
    const session = new Session(child, `http://127.0.0.1:${port}`);
    let told;
    await until(async () => {
      try {
        const made = await session.ask("POST", "/session", {
          capabilities: { alwaysMatch: capabilities() },
        });
        session.path = `/session/${made.sessionId}`;
        return true;
      } catch (error) {
        told = error;
        return false;
      }
    }, driver, 60).catch(() => { throw told; });
    return session;
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

  /** Runs a script in the page; it `return`s. On a busy machine WebKit's driver
   * now and then loses what came back, so a script here may run twice. */
  async run(script, ...args) {
    const run = () => this.ask("POST", "/execute/sync", { script, args });
    try {
      return await run();
    } catch (error) {
      if (!/parse script result/.test(error.message)) throw error;
      return run();
    }
  }

  /** Waits until a script returns what is true. */
  until(what, script, ...args) {
    return until(() => this.run(script, ...args), what, 60);
  }

  /** Opens an address and waits until a calculator in it is alive. */
  async open(address) {
    await this.ask("POST", "/url", { url: address });
    await this.alive();
  }

  /** Waits until a calculator in the page is alive. */
  async alive() {
    // It answers once all of it is there; to ask for that wakes it.
    await this.until("the calculator is there", `
      const calculator = document.querySelector("cost-calculator");
      try { return !!calculator.ready && !!calculator.evaluate(); } catch { return false; }`);
  }

  async close() {
    await this.ask("DELETE", "").catch(() => {});
    if (this.child.exitCode === null) process.kill(-this.child.pid);
  }
}
