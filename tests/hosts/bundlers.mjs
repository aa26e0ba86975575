// The package in the tools that people build pages with: each small page here is
// built for real from the packed tarball, opened, and a number in it dragged.
//
//   node tests/hosts/bundlers.mjs [NAME ...]
//   ENGINES=chromium,firefox,webkit opens each page in all three.
//
// Not part of `cargo xtask test`: it installs half a gigabyte of tools, into
// FOLDER or a folder of the system's temporary one, where a second run finds
// them. PACKAGE is what to pack (`pkg`).

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { freshPage, open, ROOT } from "../browser/harness.mjs";
import { Reader } from "../browser/reader.mjs";
import { serve } from "../browser/server.mjs";
import { asked, browserOf, endBrowsers, ENGINES, keep, noted, Readers } from "./engines.mjs";
import { freePort } from "./hosts.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const FOLDER = resolve(process.env.FOLDER ?? join(tmpdir(), "cost-calculator-hosts"));
const PACKAGE = resolve(process.env.PACKAGE ?? join(ROOT, "pkg"));
/** The charts in front, which a server writes as pictures. */
const FRONT = JSON.parse(readFileSync(join(PACKAGE, "talking-therapies.json"), "utf8")).front;
const PICTURES = new RegExp(`/(${FRONT.join("|")})\\.svg$`);
/** The oldest Node.js that all of them run on. */
const NODE = 22;

/**
 * What each makes: a folder to serve, or a script that serves; the pages to
 * open; and whether the words for readers without scripts come from the server.
 */
const HOSTS = {
  vite: { folder: "dist", pages: ["", "streaming.html"] },
  "vite-dev": { of: "vite", script: "dev", pages: ["", "streaming.html"], builds: false },
  webpack: { folder: ".", pages: ["", "streaming.html"] },
  rollup: { folder: ".", pages: [""] },
  esbuild: { folder: ".", pages: [""] },
  parcel: { folder: "dist", pages: [""] },
  next: { script: "start", pages: [""], written: true, told: true },
  astro: { folder: "dist", pages: [""], written: true },
  sveltekit: { script: "start", pages: [""], written: true, told: true },
  nuxt: { script: "start", pages: [""], written: true, told: true },
};

const environment = { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", NEXT_TELEMETRY_DISABLED: "1", NUXT_TELEMETRY_DISABLED: "1" };

/** Runs a program to its end; what it says is told if it fails. */
function run(folder, program, ...rest) {
  try {
    return execFileSync(program, rest, { cwd: folder, env: environment, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const said = `${error.stdout ?? ""}${error.stderr ?? ""}`.trimEnd().split("\n").slice(-30).join("\n");
    throw new Error(`${program} ${rest.join(" ")} failed:\n${said}`);
  }
}

const install = (folder, ...what) =>
  run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--no-save", ...what);

/** A new enough Node.js on the path of whatever is run here. */
function withNode() {
  if (Number(process.versions.node.split(".")[0]) >= NODE) return;
  const folder = join(FOLDER, "node");
  const bin = join(folder, "node_modules", ".bin");
  if (!existsSync(bin)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    install(folder, `node@${NODE}`);
  }
  environment.PATH = bin + delimiter + environment.PATH;
}

/** Brings the sources, the tools and the package together, and builds. */
function build(name, tarball) {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(HERE, name), folder, { recursive: true });
  const manifest = readFileSync(join(folder, "package.json"), "utf8");
  const stamp = join(folder, "node_modules", ".installed-from");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== manifest) {
    install(folder);
    writeFileSync(stamp, manifest);
  }
  const own = join(folder, "node_modules", "cost-calculator");
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own);
  run(folder, "tar", "-xzf", tarball, "--strip-components=1", "-C", own);
  // What was built from another package is not taken for this one's.
  for (const cache of [".parcel-cache", ".next", "node_modules/.vite", "node_modules/.cache", "dist", ".svelte-kit", ".nuxt", ".output"]) {
    rmSync(join(folder, cache), { recursive: true, force: true });
  }
  return folder;
}

/** Serves what was built; gives its address and how to end it. */
async function serving(folder, host) {
  if (host.folder) return serve({ folder: join(folder, host.folder === "." ? "" : host.folder) });
  const PORT = String(await freePort());
  const child = spawn("npm", ["run", host.script], {
    cwd: folder, detached: true, stdio: ["ignore", "ignore", "inherit"],
    env: { ...environment, PORT, HOST: "127.0.0.1", NITRO_PORT: PORT, NITRO_HOST: "127.0.0.1" },
  });
  const address = `http://127.0.0.1:${PORT}`;
  for (let tries = 0; ; tries += 1) {
    if (await fetch(address).then((a) => a.ok, () => false)) break;
    if (tries > 120) throw new Error("its server does not answer");
    await new Promise((done) => setTimeout(done, 500));
  }
  return { address, close: () => process.kill(-child.pid) };
}

/** A server that writes the words writes them all. */
async function written(address) {
  const html = await (await fetch(address)).text();
  assert.match(html, /That is £2,830 a recovery/, "the server writes the sentence");
  assert.match(html, /<img src="\/funnel\.svg" alt="6 in 100 /, "and the charts, in words too");
}

/** Opens a page and drags a number in it, as far as Playwright reaches. */
async function dragged(engine, address, host) {
  const { page, errors, close } = await freshPage(await browserOf(engine));
  // The pictures of the static form are not there; nothing else may be missing.
  await page.route(PICTURES, (route) => route.fulfill({ body: "<svg xmlns='http://www.w3.org/2000/svg'/>", contentType: "image/svg+xml" }));
  await open(page, address);
  const reader = new Reader(page);
  assert.match(await reader.sentence(), /£2,830/);
  const number = reader.number("spend");
  await number.scrollIntoViewIfNeeded();
  const box = await number.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y, { steps: 4 });
  await page.mouse.move(x + 60, y, { steps: 8 });
  await page.mouse.up();
  await page.waitForFunction(() => !document.querySelector("cost-calculator").shadowRoot
    .querySelector(".sentence").textContent.includes("£2,830"));
  const { inputs, metrics } = await reader.evaluate();
  assert.ok(inputs.spend.value > 9e8, "the number moved the way it was dragged");
  assert.ok((await reader.sentence()).includes(metrics.cost_per_recovery.text));
  if (host.told) {
    await page.waitForFunction((text) => document.querySelector("#said").textContent === text, metrics.cost_per_recovery.text);
  }
  await keep(engine, address, () => page.screenshot());
  assert.deepEqual(errors, []);
  await close();
}

/** In WebKit the number, its answer and what the page is told are held. */
const TOLD = `return document.querySelector("#said").textContent ===
  document.querySelector("cost-calculator").evaluate().metrics.cost_per_recovery.text`;

async function read(engine, address, host) {
  if (host.written) await written(address);
  if (engine === "webkit") await new Readers(engine).drag(address, { holds: host.told && TOLD });
  else await dragged(engine, address, host);
}

/** Builds once, and has it read in each engine; says in which it failed. */
async function tried(name, tarball) {
  const host = HOSTS[name];
  const failed = [];
  const building = Promise.resolve().then(() => {
    const folder = build(host.of ?? name, tarball);
    if (host.builds !== false) run(folder, "npm", "run", "build");
    return serving(folder, host);
  });
  for (const engine of ENGINES) {
    await noted(name, engine, "a number dragged", async () => {
      const { address } = await building;
      for (const path of host.pages) await read(engine, `${address}/${path}`, host);
    }).catch((error) => failed.push(`in ${engine}: ${error.message}`));
  }
  await building.then((server) => server.close(), () => undefined);
  if (failed.length > 0) throw new Error(failed.join("\n"));
}

mkdirSync(FOLDER, { recursive: true });
withNode();
const packed = JSON.parse(run(FOLDER, "npm", "pack", PACKAGE, "--json"));
const tarball = join(FOLDER, packed[0].filename);
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(HOSTS).filter(asked);
const unknown = chosen.filter((name) => !(name in HOSTS));
if (unknown.length > 0) throw new Error(`There is no “${unknown[0]}” here. There are: ${Object.keys(HOSTS).join(", ")}.`);
let failed = 0;
for (const name of chosen) {
  const begun = Date.now();
  try {
    await tried(name, tarball);
    console.log(`passed  ${name}  ${Math.round((Date.now() - begun) / 1000)} s`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}: ${error.message}`);
  }
}
await endBrowsers();
process.exitCode = failed > 0 ? 1 : 0;
