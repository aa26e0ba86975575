// What the commands need of the machine, in Node.js. Errors are handed on as
// Node.js throws them: the words for them are found in Rust.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";

/** As it stands in the file, with the mark that some editors put before it. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

export const desk = {
  say(line) {
    process.stdout.write(`${line}\n`);
  },
  note(line) {
    process.stderr.write(`${line}\n`);
  },
  read: (file) => utf8.decode(readFileSync(file)),
  write: (file, text) => writeFileSync(file, text),
  beside: (file, name) => file.slice(0, file.length - basename(file).length) + name,

  /** A text file of the package that this lies in. */
  carried(name) {
    try {
      return readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
    } catch {
      return undefined;
    }
  },

  browser(variable, names, places) {
    const folders = (process.env.PATH ?? "").split(delimiter);
    const found = names.flatMap((name) => folders.map((folder) => join(folder, name)));
    return process.env[variable] ?? [...found, ...places].find(isFile);
  },

  paint(browser, flags, page, out) {
    const folder = mkdtempSync(join(tmpdir(), "cost-calculator-"));
    let picture;
    try {
      const [from, to] = [join(folder, "page.html"), join(folder, "page.png")];
      writeFileSync(from, page);
      spawnSync(browser, [...flags, `--screenshot=${to}`, from], { stdio: "ignore" });
      picture = readFileSync(to);
    } catch {
      return false;
    } finally {
      rmSync(folder, { recursive: true });
    }
    writeFileSync(out, picture);
    return true;
  },
};
