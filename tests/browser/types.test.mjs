// What authors who write TypeScript get: the packaged types, found and checked
// as their compiler does it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ROOT, SITE } from "./harness.mjs";

const AUTHORS = `
import { render } from "cost-calculator";
import type { Evaluation, Settings } from "cost-calculator";
const calculator = document.querySelector("cost-calculator");
if (calculator === null) throw new Error("there is none");
await calculator.ready;
const settings: Settings = { counterfactual: 0.4, period: "2023/24" };
const now: Evaluation = calculator.evaluate(settings);
const value: number | null | undefined = now.metrics["cost_per_recovery"]?.value;
const error: number | undefined = calculator.simulate(1000, 1).metrics["x"]?.monte_carlo_error;
calculator.set(settings);
const html: string = calculator.toHTML({ pictures: "/{chart}.png" }) + await render(null, settings, { width: 400 });
// @ts-expect-error The elements are made by their tags alone.
new CostCalculatorElement();
document.body.append(calculator.toSVG("funnel", 360), String(value), String(error), html);
// @ts-expect-error A setting is a number or an option's id.
calculator.set({ counterfactual: true });
// @ts-expect-error What is worked out cannot be set.
calculator.link = "";
`;

const folder = mkdtempSync(join(tmpdir(), "authors-"));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "node_modules"));
symlinkSync(SITE, join(folder, "node_modules", "cost-calculator"), "junction");
writeFileSync(join(folder, "page.mts"), AUTHORS);

for (const [module, resolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
  test(`types are found and hold with module resolution “${resolution}”`, () => {
    const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const { status, stdout } = spawnSync(process.execPath, [
      compiler, "--noEmit", "--strict", "--noUncheckedIndexedAccess", "--target", "es2022",
      "--lib", "es2022,dom", "--module", module, "--moduleResolution", resolution, "page.mts",
    ], { cwd: folder, encoding: "utf8" });
    assert.equal(stdout, "");
    assert.equal(status, 0);
  });
}
