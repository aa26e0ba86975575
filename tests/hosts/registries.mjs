// The package and the library as registries would get them: nothing is published.
//
// Not in the daily run: cargo's index is asked for, and the library is compiled
// from what would be sent. `pkg/` is what npm would get.
//   node --test tests/hosts/registries.mjs

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../browser/harness.mjs";
import { testOf } from "./engines.mjs";

/** Runs a program to its end; gives all that it says. */
function run(folder, program, ...rest) {
  const { stdout, stderr, status } = spawnSync(program, rest, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 26, env: { ...process.env, CARGO_TERM_COLOR: "never" } });
  assert.equal(status, 0, `${program} ${rest.join(" ")}:\n${stderr}`);
  return { stdout, stderr };
}

testOf("npm", "–")("npm publish --dry-run", () => {
  const folder = join(ROOT, "pkg");
  const { stdout, stderr } = run(folder, "npm", "publish", "--dry-run", "--json");
  assert.doesNotMatch(stderr, /auto-corrected|npm (warn|WARN) publish (?!This command requires)/, "npm mends nothing");
  // Newer versions of npm tell it by the package's name.
  const told = JSON.parse(stdout);
  const { name, version, files } = told.files ? told : Object.values(told)[0];
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  assert.deepEqual([name, version], [manifest.name, manifest.version]);
  const names = files.map(({ path }) => path);
  for (const wanted of ["README.md", "LICENSE-MIT", "cost-calculator.mjs", "cost-calculator.wasm", "cost-calculator-rest.wasm"]) {
    assert.ok(names.includes(wanted), wanted);
  }
});

testOf("cargo", "–")("cargo publish --dry-run", () => {
  const { stderr } = run(ROOT, "cargo", "publish", "--dry-run", "--allow-dirty");
  // What would be sent is compiled by itself.
  assert.match(stderr, /Verifying cost-calculator/);
  assert.match(stderr, /aborting upload due to dry run/);
  // The tool and the tests stay at home; where the sources are nobody has said yet.
  const known = /aborting upload|ignoring (binary|test) |has no documentation, homepage or repository/;
  assert.deepEqual(stderr.split("\n").filter((line) => /^warning/.test(line) && !known.test(line)), []);
});
