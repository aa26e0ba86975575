// The Python package in JupyterLab, used by a reader in a browser, and the HTML
// that such a notebook becomes.
//
// Not in the daily run; needs python3 with venv, and `cargo xtask build` before it.
// What PyPI has is installed into the folder VENV, or a temporary one:
//   node --test tests/hosts/jupyter.mjs
// ENGINES=chromium,firefox,webkit reads it in all three.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { ready, ROOT, SITE } from "../browser/harness.mjs";
import { browserOf, endBrowsers, ENGINES, PAGE_ENGINES, Readers, testOf } from "./engines.mjs";
import { dragged, freePort, untilAnswers } from "./hosts.mjs";

const VENV = process.env.VENV || join(tmpdir(), "cost-calculator-venv");
const python = join(VENV, "bin", "python");
const env = { ...process.env };

let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "jupyter-"));
  Object.assign(env, { HOME: folder, JUPYTER_CONFIG_DIR: join(folder, "config"), JUPYTER_DATA_DIR: join(folder, "data"),
    JUPYTER_RUNTIME_DIR: join(folder, "run"), IPYTHONDIR: join(folder, "ipython"), PYTHONDONTWRITEBYTECODE: "1" });
  if (!existsSync(python)) execFileSync("python3", ["-m", "venv", VENV], { stdio: "inherit" });
  const has = "import jupyterlab, anywidget, nbconvert, ipykernel, hatchling";
  try {
    execFileSync(python, ["-c", has], { stdio: "ignore" });
  } catch {
    execFileSync(python, ["-m", "pip", "install", "--quiet", "jupyterlab", "anywidget", "nbconvert", "ipykernel", "hatchling"], { stdio: "inherit" });
  }
  execFileSync(python, ["-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", "--no-build-isolation",
    join(SITE, "python")], { stdio: "inherit" });
});

after(async () => {
  await endBrowsers();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const notebook = (name, cells) => writeFileSync(join(folder, name), JSON.stringify({
  nbformat: 4, nbformat_minor: 5,
  metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
  cells: cells.map((source, i) => ({
    cell_type: "code", id: `cell-${i}`, source, metadata: {}, outputs: [], execution_count: null,
  })),
}));

const run = (code) => execFileSync(python, ["-c", code], { env, cwd: folder, encoding: "utf8" }).trim();

testOf("jupyter")("from Python alone: the numbers of the command, and what is wrong in words", () => {
  const same = JSON.parse(run("import json; from cost_calculator import evaluate, simulate\n"
    + "print(json.dumps([evaluate(spend=1.1e9), simulate(draws=500, seed=7, spend=1.1e9)]))"));
  const tool = process.env.XTASK || join(ROOT, "target", "debug", "xtask");
  const native = (...words) => JSON.parse(execFileSync(tool, [...words, "--json"], { cwd: ROOT, encoding: "utf8", env: { ...process.env, CARGO_MANIFEST_DIR: ROOT } }));
  const file = "www/talking-therapies.json";
  assert.deepEqual(same[0], native("evaluate", file, "--set", "spend=1.1e9"));
  assert.deepEqual(same[1].metrics, native("simulate", file, "--set", "spend=1.1e9", "--draws", "500", "--seed", "7").metrics);
  const told = run("from cost_calculator import *\n"
    + "def say(call):\n  try: call()\n  except CalculatorError as error: print(error)\n"
    + "say(lambda: evaluate(tea=1)); say(lambda: Calculator().set(tea=1)); say(lambda: evaluate({'format': 1}))");
  assert.match(told, /no input “tea”[^]*no input “tea”[^]*id/);
  const none = execFileSync(python, ["-c", "from cost_calculator import *\ntry: evaluate()\nexcept CalculatorError as error: print(error)"],
    { env: { ...env, PATH: "/nowhere" }, cwd: folder, encoding: "utf8" });
  assert.match(none, /need Node\.js 20|^$/, "without Node.js it says so, unless a package brings it");
});

/** JupyterLab over the notebooks of the folder, for as long as it is used. */
async function inLab(use) {
  const port = await freePort();
  const server = spawn(python, ["-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
    `--ServerApp.port=${port}`, "--IdentityProvider.token=", "--ServerApp.root_dir=" + folder, "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"], { env, stdio: "ignore", detached: true });
  try {
    await untilAnswers(`http://127.0.0.1:${port}/lab`);
    await use(`http://127.0.0.1:${port}/lab/tree/`);
  } finally {
    process.kill(-server.pid);
  }
}

/** In the page: whether the notebook that is open can run a cell. */
const IDLE = `return globalThis.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel?.status === "idle"`;

for (const engine of PAGE_ENGINES) {
  testOf("jupyter", engine)(`in JupyterLab in ${engine} values go both ways, and a document of one's own speaks its language`, async () => {
    const document = JSON.stringify(join(ROOT, "www", "maison.json"));
    notebook("both.ipynb", [
      'from cost_calculator import Calculator\nc = Calculator(preset="the_post")\nc',
      'print("told:", c.values["metrics"]["cost_per_recovery"]["text"], c.evaluate()["metrics"]["cost_per_recovery"]["text"])',
      'c.set(spend=1.1e9)',
      'print("then:", c.values["inputs"]["spend"]["value"], c.evaluate(spend=2e9)["inputs"]["spend"]["value"])',
      `import json\nCalculator(document=json.load(open(${document})))`,
    ]);
    await inLab(async (lab) => {
      const page = await (await browserOf(engine)).newPage({ viewport: { width: 1400, height: 1000 } });
      await page.goto(`${lab}both.ipynb`);
      await page.waitForFunction(`(() => {${IDLE}})()`, null, { timeout: 90_000 });
      const cell = async () => page.evaluate(() => jupyterapp.commands.execute("notebook:run-cell-and-select-next"));
      const output = (word) => page.waitForFunction((word) =>
        [...document.querySelectorAll(".jp-OutputArea-output")].map((o) => o.textContent).find((t) => t.startsWith(word)), word)
        .then((handle) => handle.jsonValue());
      await cell();
      await ready(page);
      const cost = () => page.evaluate(() => document.querySelector("cost-calculator").evaluate().metrics.cost_per_recovery.text);
      assert.equal(await cost(), "£2,680");
      await dragged(page);
      const shown = await cost();
      assert.notEqual(shown, "£2,680");
      await page.waitForTimeout(500);
      await cell();
      assert.equal((await output("told:")).trim(), `told: ${shown} ${shown}`, "what the reader set is there in Python");
      await cell();
      await page.waitForFunction(() => document.querySelector("cost-calculator").evaluate().inputs.spend.value === 1.1e9);
      await page.waitForTimeout(500);
      await cell();
      assert.equal((await output("then:")).trim(), "then: 1100000000 2000000000");
      await cell();
      await page.locator("cost-calculator").nth(1).scrollIntoViewIfNeeded();
      await ready(page, 2);
      const language = await page.evaluate(() => document.querySelectorAll("cost-calculator")[1].shadowRoot.querySelector(".calculator").lang);
      assert.match(language, /^fr/);
      assert.match(await page.locator("cost-calculator").nth(1).locator(".take").innerText(), /Emporter/, "its words too");
      await page.close();
    });
  });
}

/** A notebook that became a page; gives its address. */
function exported() {
  const document = JSON.stringify(join(ROOT, "www", "maison.json"));
  notebook("export.ipynb", [
    'from cost_calculator import Calculator\nc = Calculator(preset="the_post", theme="light")\nc.export()',
    `import json\nCalculator(document=json.load(open(${document}))).export()`,
  ]);
  execFileSync(python, ["-m", "nbconvert", "--to", "html", "--execute", "export.ipynb"], { env, cwd: folder, stdio: "ignore" });
  assert.doesNotMatch(readFileSync(join(folder, "export.html"), "utf8"), /Traceback/);
  return `file://${join(folder, "export.html")}`;
}

for (const engine of PAGE_ENGINES) {
  testOf("jupyter", engine)(`exported as HTML it lives in ${engine} without a kernel and without the internet`, async () => {
    const address = exported();
    const context = await (await browserOf(engine)).newContext({ offline: true, viewport: { width: 1200, height: 900 } });
    const page = await context.newPage();
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await page.locator("cost-calculator").nth(1).scrollIntoViewIfNeeded();
    await ready(page, 2);
    assert.match(await page.locator("cost-calculator").first().locator(".answers").textContent(), /£2,680/);
    assert.match(await page.locator("cost-calculator").nth(1).locator(".take").innerText(), /Emporter/);
    await dragged(page);
    await context.close();
  });
}

// What a reader does there, and in JupyterLab, in the engine that no more is known of.
for (const engine of ENGINES.filter((e) => !PAGE_ENGINES.includes(e))) {
  testOf("jupyter", engine)(`a reader in ${engine} of JupyterLab`, async () => {
    notebook("one.ipynb", ["from cost_calculator import Calculator\nCalculator()"]);
    await inLab((lab) => new Readers(engine).drag(`${lab}one.ipynb`, {
      first: { until: IDLE, act: 'jupyterapp.commands.execute("notebook:run-cell-and-select-next")' },
    }));
  });

  testOf("jupyter", engine)(`a reader in ${engine} of what was exported`, () => new Readers(engine).drag(exported()));
}
