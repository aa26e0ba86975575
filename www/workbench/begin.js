// How a document begins: an example, a file, a table, a spreadsheet.

import { $, button, el, field, nameOf, select } from "./parts.js";
import { table } from "./table.js";
import { written } from "./edit.js";

/**
 * @param {object} parts
 * @param {string[]} parts.examples texts of documents
 * @param {Function} parts.call calls a tool
 * @param {() => object | null} parts.document the document as it is, if it is JSON
 * @param {(text: string, told: string) => void} parts.begin takes another text
 * @param {(path: (string | number)[], value: unknown) => void} parts.set writes into the text
 */
export function makeBegin({ examples, call, document: current, begin, set }) {
  const dialog = $("begin");
  const status = el("p", { className: "told", attributes: { role: "status" } });
  const lost = el("ul", { className: "lost" });
  const tell = (sentence, list = []) => {
    status.textContent = sentence;
    lost.replaceChildren(...list.map((l) => el("li", { textContent: l })));
  };
  const take = (text, told) => {
    begin(text, told);
    dialog.close();
  };

  const titles = examples.map((text) => JSON.parse(text));
  const list = el("ul", { className: "offers" }, ...titles.map((d, i) => el("li", {},
    el("div", {}, el("h4", { textContent: d.title }), el("p", { textContent: d.subtitle ?? "" })),
    button("Start from this", () => take(examples[i], `“${d.title}” is the text now.`),
      { ariaLabel: `Start from this: ${d.title}` }))));

  const file = el("input", { type: "file", accept: ".json,.xlsx,.xls,.ods,.csv,.tsv,.txt" });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    tell("");
    try {
      if (/\.json$/i.test(chosen.name)) take(await chosen.text(), `“${chosen.name}” is the text now.`);
      else if (/\.(csv|tsv|txt)$/i.test(chosen.name)) {
        pasted.value = await chosen.text();
        look();
      } else await spreadsheet(chosen);
    } catch (error) {
      tell(error.message);
    }
    file.value = "";
  });

  /** A spreadsheet: what it became, and what it could not become. */
  async function spreadsheet(chosen) {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const { document, lost: left } = JSON.parse(await call("spreadsheet", bytes, chosen.name));
    begin(`${written(document)}\n`, `“${chosen.name}” is the text now.`);
    const many = left.length === 1 ? "One cell was left out or is" : `${left.length} cells were left out or are`;
    tell(left.length ? `“${chosen.name}” is the text now. ${many} worth a look:` : `All of “${chosen.name}” was taken.`,
      left.map(({ cell, what, why }) => `${cell}: ${what ? `${what}: ` : ""}${why}`));
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
  const add = button("Add the figures", () => {
    try {
      addTable();
    } catch (error) {
      tell(error.message);
    }
  }, { hidden: true });
  let read = null;

  function look() {
    tell("");
    asks.hidden = add.hidden = true;
    found.replaceChildren();
    if (!pasted.value.trim()) return;
    try {
      read = table(pasted.value);
    } catch (error) {
      tell(error.message);
      return;
    }
    const rows = read.series.map((s) => el("tr", {},
      el("th", { scope: "row", textContent: s.label }), ...read.periods.map((p) => el("td", { textContent: s.points[p] ?? "–" }))));
    found.replaceChildren(el("div", { className: "scroll", tabIndex: 0, attributes: { role: "region", "aria-label": "What was read" } },
      el("table", {}, el("thead", {}, el("tr", {}, el("td"), ...read.periods.map((p) => el("th", { scope: "col", textContent: p })))),
        el("tbody", {}, ...rows))));
    tell("", read.lost);
    asks.hidden = add.hidden = false;
  }
  pasted.addEventListener("input", look);

  function addTable() {
    if (!unit.value.trim()) throw new Error("Say what unit the figures have.");
    if (!source.value.trim() || !publisher.value.trim()) throw new Error("Say where the figures come from: title and publisher.");
    let document = current();
    if (!document) throw new Error("The text is no JSON at the moment: mend it first.");
    const key = nameOf(source.value, Object.keys(document.sources ?? {}));
    set(["sources", key], { title: source.value.trim(), publisher: publisher.value.trim() });
    for (const base of unit.value.split(/[\s/*]+/).filter((u) => u && !["share", "number", "1"].includes(u))) {
      if (!document.units?.[base]) set(["units", base], { one: base, many: base });
    }
    const missing = read.periods.filter((p) => !document.periods?.includes(p));
    if (missing.length) {
      const all = [...(document.periods ?? []), ...missing];
      const byName = all.every((p) => /^\d{4}/.test(p));
      set(["periods"], byName ? all.sort() : all);
    }
    for (const { label, points } of read.series) {
      document = current();
      const taken = [...Object.keys(document.series ?? {}), ...["inputs", "metrics"].flatMap((p) => (document[p] ?? []).map((x) => x?.id))];
      set(["series", nameOf(label, taken)], { label, unit: unit.value.trim(), source: key, status: whose.value, points });
    }
    const added = read.series.length;
    const many = added === 1 ? "One series was" : `${added} series were`;
    pasted.value = "";
    look();
    tell(`${many} added: use ${added === 1 ? "it" : "them"} in a formula or a chart.`);
  }

  dialog.querySelector(".inside").replaceChildren(
    status, lost,
    el("h3", { textContent: "From an example" }), list,
    el("h3", { textContent: "From a file" }),
    field("A document, a table or a spreadsheet", file, "JSON, CSV, Excel or OpenDocument. It is read here and goes nowhere."),
    el("h3", { textContent: "From a pasted table" }),
    field("Rows copied from a spreadsheet, or CSV", pasted, "Periods in the first column or the first row. The figures are added to the document."),
    found, asks, add);

  return () => {
    tell("");
    dialog.showModal();
  };
}
