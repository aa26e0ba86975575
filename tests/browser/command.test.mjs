// The command for Node.js, beside the program: both say the same, of what is
// sound and of what is not. And what an author sees who is served.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { comes, DOCUMENT, inBrowser, ROOT, SITE, until } from "./harness.mjs";

const MAIN = join(SITE, "command", "main.mjs");
const folder = mkdtempSync(join(tmpdir(), "command-"));
after(() => rmSync(folder, { recursive: true }));

/** The program lies beside the maintainers' own. */
const PROGRAM = process.env.XTASK ? join(dirname(process.env.XTASK), "cost-calculator") : join(ROOT, "target", "debug", "cost-calculator");
const BOTH = [["native", PROGRAM, []], ["npm", process.execPath, [MAIN]]];

function run([, program, first], words, cwd = folder) {
  const { stdout, stderr, status, error } = spawnSync(program, [...first, ...words], { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
  if (error) throw error;
  return { stdout, stderr, status };
}

/** Asserts that both say the same; gives what they say. */
function same(...words) {
  const [native, npm] = BOTH.map((which) => run(which, words));
  assert.deepEqual(npm, native, words.join(" "));
  return npm;
}

const examples = join(ROOT, "examples", "documents");
const documents = [DOCUMENT, join(ROOT, "www", "maison.json"), join(ROOT, "www", "first.json"),
  ...readdirSync(examples).map((name) => join(examples, name))];

test("both say the same of every document", () => {
  for (const file of documents) {
    const { metrics } = JSON.parse(readFileSync(file, "utf8"));
    assert.equal(same("check", file).status, 0, file);
    for (const words of [["evaluate"], ["evaluate", "--json"], ["simulate", "--draws", "1000"],
      ["simulate", "--draws", "1000", "--seed", "7", "--json"],
      ["sensitivity", "--draws", "1000", "--metric", metrics[0].id],
      ["sensitivity", "--draws", "1000", "--metric", metrics.at(-1).id, "--json"]]) {
      const { stdout, stderr, status } = same(words[0], file, ...words.slice(1));
      assert.deepEqual([stderr, status], ["", 0], `${words} ${file}`);
      assert.ok(stdout.length > 20, stdout);
    }
  }
  const set = same("evaluate", DOCUMENT, "--set", "spend=£1.2bn", "--set", "recovery_rate=25% to 40%", "--json");
  assert.equal(JSON.parse(set.stdout).inputs.spend.value, 1.2e9);
});

test("both write the same files", () => {
  for (const file of documents) {
    const { charts = [], id } = JSON.parse(readFileSync(file, "utf8"));
    for (const [out, ...words] of [
      ["page.html", "bundle", file, "--out", "page.html"],
      ["script.js", "bundle", file, "--out", "script.js"],
      ["form.html", "render", file, "--static", "form.html", "--home", "https://my.blog/"],
      ...charts.slice(0, 1).map((c) => ["chart.svg", "render", file, "--chart", c.id, "--svg", "chart.svg", "--theme", "dark"]),
      ["card.svg", "render", file, "--card", "--svg", "card.svg"],
    ]) {
      const [native, npm] = BOTH.map((which) => {
        const said = run(which, words);
        assert.equal(said.status, 0, said.stderr);
        const text = readFileSync(join(folder, out), "utf8");
        rmSync(join(folder, out));
        return [said, text];
      });
      assert.deepEqual(npm[0], native[0]);
      assert.ok(npm[1] === native[1], `${out} of ${id} differs`);
    }
  }
});

test("pictures lie beside the static form, and a PNG is painted", () => {
  const words = ["render", DOCUMENT, "--static", join(folder, "mail.html"), "--pictures", "https://my.blog/x-{chart}.png"];
  const { stdout, status } = run(BOTH[1], words);
  assert.equal(status, 0);
  const [form, ...pictures] = stdout.trim().split("\n");
  assert.equal(form, join(folder, "mail.html"));
  assert.ok(pictures.length > 1);
  for (const picture of pictures) assert.equal(readFileSync(picture).subarray(1, 4).toString(), "PNG", picture);
  const none = spawnSync(process.execPath, [MAIN, "render", DOCUMENT, "--card", "--png", "card.png"], { cwd: folder, encoding: "utf8", env: { PATH: "", CHROMIUM: "/nowhere" } });
  assert.equal(none.status, 1);
  assert.match(none.stderr, /painted no picture/);
});

test("both refuse the same, in the same words", () => {
  const wrong = (name, text) => writeFileSync(join(folder, name), text);
  const broken = JSON.parse(readFileSync(DOCUMENT, "utf8"));
  broken.answers[0].metric = "cost_per_recovry";
  broken.metrics[0].formula = "referals * entered_share";
  broken.default_period = "1066";
  wrong("broken.json", JSON.stringify(broken));
  wrong("comma.json", '{\n "format": 1,,\n}');
  wrong("empty.json", "");
  wrong("twice.json", readFileSync(DOCUMENT, "utf8").replace('"version":', '"version": "0", "version":'));
  wrong("latin.json", Buffer.from('{"title": "caf\xe9"}', "latin1"));
  for (const name of ["broken.json", "comma.json", "empty.json", "latin.json", "nowhere.json", ".", "broken.json/x"]) {
    for (const command of ["check", "evaluate", "simulate", "bundle", "serve"]) {
      // A document that is there may be mended while it is served.
      if (command === "serve" && /broken.json$|comma|empty/.test(name)) continue;
      const { stdout, stderr, status } = same(command, name);
      assert.deepEqual([stdout, status], ["", 1], `${command} ${name}`);
      assert.ok(stderr.length > 20, stderr);
    }
  }
  assert.match(same("check", "twice.json").stderr, /“version” is written twice/);
  assert.match(same("check", "broken.json").stderr, /Did you mean “cost_per_recovery”\?/);
  const forms = ["render", DOCUMENT, "--static", join("no", "folder.html")];
  assert.match(same(...forms).stderr, /there is no such folder/);
  for (const words of [["chek", DOCUMENT], ["check"], ["check", DOCUMENT, "--jsn"], ["evaluate", DOCUMENT, "--set", "spend"],
    ["evaluate", DOCUMENT, "--preset", "the_pots"], ["simulate", DOCUMENT, "--draws", "0"], ["bundle", DOCUMENT, "--out", "x.png"],
    ["sensitivity", DOCUMENT], ["render", DOCUMENT], ["check", "-x"]]) {
    const { stdout, status } = same(...words);
    assert.deepEqual([stdout, status], ["", 2], words.join(" "));
  }
});

test("both help in the same words", () => {
  for (const words of [[], ["--help"], ["--version"], ["help", "serve"],
    ...["check", "serve", "bundle", "evaluate", "simulate", "sensitivity", "render"].map((name) => [name, "--help"])]) {
    assert.equal(same(...words).status, 0);
  }
});

/** A command that goes on, until `use` is done. */
async function going([, program, first], words, use) {
  const child = spawn(program, [...first, ...words], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const said = await new Promise((resolve, reject) => {
      child.stdout.setEncoding("utf8").once("data", resolve);
      child.once("exit", () => reject(new Error("it ended")));
    });
    return await use(said.trim());
  } finally {
    child.kill();
  }
}

test("what is watched is bundled again", async () => {
  const text = readFileSync(join(ROOT, "www", "first.json"), "utf8");
  const [file, out] = [join(folder, "watched.json"), join(folder, "watched.html")];
  writeFileSync(file, text);
  await going(BOTH[1], ["bundle", file, "--watch"], async (said) => {
    assert.equal(said, out);
    writeFileSync(file, text.replace('"title": "', '"title": "Changed '));
    await until(() => readFileSync(out, "utf8").includes("<title>Changed "));
  });
});

for (const which of BOTH) {
  test(`who is served sees what is written (${which[0]})`, () => inBrowser(async (browser) => {
    const text = readFileSync(join(ROOT, "www", "first.json"), "utf8");
    const file = join(folder, `${which[0]}.json`);
    writeFileSync(file, text);
    await going(which, ["serve", file, "--port", "0"], async (said) => {
      const page = await (await browser.newContext()).newPage();
      const address = new URL(said.match(/http:\S+/)[0]);
      await page.goto(address.href);
      // A name of elsewhere that leads to this machine is no way in.
      const status = (host) => new Promise((done, failed) => {
        get(address, { headers: { host } }, (answer) => done(answer.resume().statusCode)).on("error", failed);
      });
      assert.deepEqual(await Promise.all(["evil.example", `localhost:${address.port}`].map(status)), [403, 200]);
      const frame = page.frameLocator("#shown");
      const number = frame.getByRole("spinbutton").first();
      await number.waitFor();
      await number.focus();
      await page.keyboard.press("ArrowUp");
      // The address is written once the number shows: a frame after the key.
      await until(() => page.evaluate(() => document.getElementById("shown").contentWindow.location.hash.length > 1));
      const set = await number.getAttribute("aria-valuenow");

      writeFileSync(file, text.replace('"title": "', '"title": "Changed: '));
      await until(async () => (await page.title()).startsWith("Changed: "));
      await until(async () => (await number.getAttribute("aria-valuenow")) === set);

      writeFileSync(file, "{");
      await until(async () => (await page.locator("#told").textContent()).includes("is not JSON"));
      assert.match(await page.title(), /^Changed: /, "the last sound page stays");
      writeFileSync(file, text);
      await until(async () => !(await page.title()).startsWith("Changed: "));
      await comes(() => page.locator("#told").textContent(), "");
    });
  }));
}
