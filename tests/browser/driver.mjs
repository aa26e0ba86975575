// Browsers through their own drivers, where they are installed: Firefox by
// geckodriver, WebKit by WebKitWebDriver.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

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

let port = 20_000 + (process.pid % 20_000);

/** The smallest part of the WebDriver protocol that is needed. */
export class Session {
  static async open({ driver, display, capabilities }) {
    port += 1;
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
  async until(what, script, ...args) {
    for (let tries = 0; tries < 100; tries += 1) {
      if (await this.run(script, ...args)) return;
      await new Promise((done) => setTimeout(done, 200));
    }
    throw new Error(`not in 20 seconds: ${what}`);
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
