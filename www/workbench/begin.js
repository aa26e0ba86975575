// How a document begins: an example, a file, a table, a spreadsheet.

import { written } from "./edit.js";
import { additions, drafted } from "./figures.js";
import { $, button, el, field, select } from "./parts.js";
import { put } from "./piece.js";
import { table } from "./table.js";

/**
 * @param {object} parts
 * @param {string} parts.blank the text of the smallest document
 * @param {string[]} parts.examples texts of documents
 * @param {Function} parts.call calls a tool
 * @param {() => object | null} parts.document the document as it is, if it is JSON
 * @param {(text: string, told: string) => void} parts.begin takes another text
 * @param {(file: object) => void} parts.learn takes the file of a language
 * @param {(path: (string | number)[], value: unknown) => void} parts.set writes into the text
 */
export function makeBegin({ blank, examples, call, document: current, begin, learn, set }) {
  const dialog = $("begin");
  const status = el("p", { className: "told", attributes: { role: "status" } });
  const lost = el("ul", { className: "lost" });
  /** Says something, where one looks: `near` stands above it from then on. */
  const tell = (sentence, list = [], near = null) => {
    near?.after(status, lost);
    status.textContent = sentence;
    lost.replaceChildren(...list.map((l) => el("li", { textContent: l })));
  };
  const take = (text, told) => {
    begin(text, told);
    dialog.close();
  };

  const offer = (text, name, what, press) => el("li", {},
    el("div", {}, el("h4", { textContent: name }), el("p", { textContent: what })),
    button(press, () => take(text, `“${name}” is the text now.`), { ariaLabel: `${press}: ${name}` }));
  const empty = el("ul", { className: "offers" },
    offer(blank, "A new calculator", "The smallest that works: one input, one result, one sentence.", "Start empty"));
  const list = el("ul", { className: "offers" }, ...examples.map((text) => {
    const { title, subtitle = "" } = JSON.parse(text);
    return offer(text, title, subtitle, "Start from this");
  }));

  const file = el("input", { type: "file", accept: ".json,.xlsx,.xls,.ods,.csv,.tsv,.txt" });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    tell("");
    try {
      if (/\.json$/i.test(chosen.name)) json(await chosen.text(), chosen.name);
      else if (/\.(csv|tsv|txt)$/i.test(chosen.name)) {
        pasted.value = await chosen.text();
        look();
      } else await spreadsheet(chosen);
    } catch (error) {
      tell(error.message, [], fileField);
    }
    file.value = "";
  });

  /** A document; or the file of a language, which is learned for those that want it. */
  function json(text, name) {
    let told = `“${name}” is the text now.`;
    try {
      const file = JSON.parse(text);
      if (file.words && file.language && !file.format) {
        learn(file);
        tell(`“${name}” is known now: a document with the language “${file.language}” speaks it.`, [], fileField);
        return;
      }
    } catch {
      told = `“${name}” is the text now, though it is no JSON yet.`;
    }
    take(text, told);
  }

  /** A spreadsheet: what it became, and what it could not become. */
  async function spreadsheet(chosen) {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const { document, lost: left } = JSON.parse(await call("spreadsheet", bytes, chosen.name));
    begin(`${written(document)}\n`, `“${chosen.name}” is the text now.`);
    const many = left.length === 1 ? "One cell was left out or is" : `${left.length} cells were left out or are`;
    tell(left.length ? `“${chosen.name}” is the text now. ${many} worth a look:` : `All of “${chosen.name}” was taken.`,
      left.map(({ cell, what, why }) => `${cell}: ${what ? `${what}: ` : ""}${why}`), fileField);
    if (!left.length) dialog.close();
  }

  const pasted = el("textarea", { rows: 6, spellcheck: false });
  const found = el("div");
  const unit = el("input", { value: "", autocomplete: "off" });
  const source = el("input", { autocomplete: "off" });
  const publisher = el("input", { autocomplete: "off" });
  const whose = select([["published", "published by the source"], ["computed", "worked out from published figures"],
    ["secondary", "quoted by a third party"], ["estimate", "an estimate"], ["assumption", "our assumption"]], "published");
  const asks = el("div", { className: "fields", hidden: true },
    field("Unit", unit, "Such as GBP, kWh / year, share. A unit that the document lacks is added."),
    field("Source: title", source), field("Source: publisher", publisher), field("Status", whose));
  const attempt = (what) => () => {
    try {
      what(said());
    } catch (error) {
      tell(error.message, [], ways);
    }
  };
  const start = button("Begin with these figures", attempt(beginTable), { className: "main" });
  const add = button("Add them to the document", attempt(addTable));
  const ways = el("div", { className: "row", hidden: true }, start, add);
  let read = null;

  function look() {
    tell("");
    asks.hidden = ways.hidden = true;
    found.replaceChildren();
    if (!pasted.value.trim()) return;
    try {
      read = table(pasted.value);
    } catch (error) {
      tell(error.message, [], ways);
      return;
    }
    const rows = read.series.map((s) => el("tr", {},
      el("th", { scope: "row", textContent: s.label }), ...read.periods.map((p) => el("td", { textContent: s.points[p] ?? "–" }))));
    found.replaceChildren(el("div", { className: "scroll", tabIndex: 0, attributes: { role: "region", "aria-label": "What was read" } },
      el("table", {}, el("thead", {}, el("tr", {}, el("td"), ...read.periods.map((p) => el("th", { scope: "col", textContent: p })))),
        el("tbody", {}, ...rows))));
    tell("", read.lost, found);
    asks.hidden = ways.hidden = false;
  }
  pasted.addEventListener("input", look);

  /** What was said of the figures beside them. */
  function said() {
    if (!unit.value.trim()) throw new Error("Say what unit the figures have.");
    if (!source.value.trim() || !publisher.value.trim()) throw new Error("Say where the figures come from: title and publisher.");
    return { unit: unit.value.trim(), title: source.value.trim(), publisher: publisher.value.trim(), status: whose.value };
  }

  function beginTable(said) {
    const text = `${written(drafted(read, said))}\n`;
    pasted.value = "";
    look();
    take(text, "The figures are a document now: a line over time, and an input for each.");
  }

  function addTable(said) {
    const document = current();
    if (!document) throw new Error("The text is no JSON at the moment: mend it first.");
    for (const { path, value } of additions(document, read, said)) set(path, value);
    const added = read.series.length;
    const many = added === 1 ? "One series was" : `${added} series were`;
    pasted.value = "";
    look();
    tell(`${many} added: use ${added === 1 ? "it" : "them"} in a formula or a chart.`, [], ways);
  }

  const fileField = field("A document, a table or a spreadsheet", file,
    "JSON, CSV, Excel or OpenDocument; or a language of your own, as its JSON. It is read here and goes nowhere.");
  const piece = el("textarea", { rows: 4, spellcheck: false });
  const place = button("Put it into the document", () => {
    let part;
    try {
      part = JSON.parse(piece.value);
    } catch (error) {
      tell(`This is no JSON: ${error.message}`, [], place);
      return;
    }
    const document = current();
    if (!document) {
      tell("The text is no JSON at the moment: mend it first.", [], place);
      return;
    }
    if (typeof part !== "object" || part === null || Array.isArray(part)) {
      tell("A piece is an object in braces, such as {\"inputs\": […]}.", [], place);
      return;
    }
    piece.value = "";
    take(`${written(put(document, part))}\n`, "The piece is in the document now.");
  });

  dialog.querySelector(".inside").replaceChildren(
    status, lost,
    el("h3", { textContent: "From nothing" }), empty,
    el("h3", { textContent: "From an example" }), list,
    el("h3", { textContent: "From a file" }),
    fileField,
    el("h3", { textContent: "From a pasted table" }),
    field("Rows copied from a spreadsheet, or CSV", pasted, "Periods in the first column or the first row. A document begins with them, or yours takes them up."),
    found, asks, ways,
    el("h3", { textContent: "More for your document" }),
    field("A piece of JSON, such as those of the guide", piece,
      "A part whose id is there changes that part, another is added; a list without ids takes the place of the one before."),
    place);

  return () => {
    tell("");
    dialog.showModal();
  };
}
