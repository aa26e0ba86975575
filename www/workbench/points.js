// The form of the figures of a series: a field for each period, and a place for
// what is copied from a table.

import { numberOf } from "./control.js";
import { button, el, field, told } from "./dom.js";
import { withPeriods } from "./figures.js";
import { keyOf } from "./nested.js";
import { table } from "./table.js";

/**
 * @param {object} made
 * @param {(path: (string | number)[], value: unknown) => void} made.set writes into the text
 * @param {() => void} made.shown asks for what was written to be shown at once
 * @param {(path: (string | number)[]) => object[]} made.at what is said of a place
 * @param {(sentence: string) => void} made.say tells once
 */
export function makePoints({ set, shown, at, say }) {
  /** A period’s figure; where more is said of it than that, the rest stays. */
  function point(path, period, value) {
    const full = value !== null && typeof value === "object";
    const where = full ? [...path, period, "value"] : [...path, period];
    const input = el("input", { defaultValue: (full ? value.value : value) ?? "", autocomplete: "off", inputMode: "decimal" });
    input.dataset.path = keyOf([...path, period]);
    input.addEventListener("change", () => {
      const text = input.value.trim();
      set(text ? where : [...path, period], text ? numberOf(text) ?? text : undefined);
    });
    const more = full ? Object.keys(value).filter((name) => name !== "value") : [];
    return field(period, input, more.length ? `Also set, in the text: ${more.join(", ")}.` : "", { remarks: at([...path, period]) });
  }

  /** The figures that a pasted text has for the periods. */
  function figures(text, periods) {
    const plain = text.trim().split(/\s*\n\s*/).map(numberOf);
    // A column of figures alone: as many as there are periods.
    if (plain.every((figure) => figure !== null) && !text.includes("\t")) {
      if (plain.length !== periods.length) {
        throw new Error(`These are ${plain.length} figures for ${periods.length} periods: paste the periods with them.`);
      }
      return { periods, points: Object.fromEntries(periods.map((period, i) => [period, plain[i]])), lost: [] };
    }
    const { periods: found, series, lost } = table(text);
    const left = series.slice(1).map(({ label }) => `“${label}” is another series: only the first column was taken.`);
    return { periods: found.filter((period) => period in series[0].points), points: series[0].points, lost: [...lost, ...left] };
  }

  return function points(document, part) {
    const path = [...part.path, "points"];
    const value = part.value?.points && typeof part.value.points === "object" ? part.value.points : {};
    const known = Array.isArray(document.periods) ? document.periods : [];
    // Those that the document does not know any more stand there too, with what is said of them.
    const periods = [...known, ...Object.keys(value).filter((period) => !known.includes(period) && period !== "$comment")];
    const box = el("textarea", { rows: 3, spellcheck: false });
    const wrong = el("p", { className: "wrong", attributes: { role: "status" } });
    const take = button("Take these figures", () => {
      let read;
      try {
        read = figures(box.value, known);
      } catch (error) {
        wrong.textContent = error.message;
        return;
      }
      const fresh = withPeriods(document, read.periods);
      box.value = "";
      if (fresh) set(["periods"], fresh);
      const kept = (period, figure) => (value[period] && typeof value[period] === "object" ? { ...value[period], value: figure } : figure);
      set(path, { ...value, ...Object.fromEntries(Object.entries(read.points).map(([period, figure]) => [period, kept(period, figure)])) });
      shown();
      const count = Object.keys(read.points).length;
      say([count === 1 ? "One figure was taken." : `${count} figures were taken.`, ...read.lost].join(" "));
    });
    const held = new Set(periods);
    const rest = at(path).filter((r) => !held.has(r.path[path.length]));
    const made = el("fieldset", { tabIndex: -1 }, el("legend", { textContent: "Its figures" }), ...(rest.length ? [told(rest)] : []),
      el("small", { textContent: "A period without a figure is left empty." }),
      el("div", { className: "fields few" }, ...periods.map((period) => point(path, period, value[period]))),
      field("Paste figures", box, "Periods and figures, in two columns or two rows; or a figure for each period, line by line."), wrong, take);
    made.dataset.path = keyOf(path);
    return made;
  };
}
