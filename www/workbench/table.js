// A pasted table as figures by period. No page is needed for it.

/**
 * The rows of a text of values between commas, semicolons or tabs.
 *
 * @param {string} text
 * @returns {string[][]}
 */
export function rows(text) {
  const first = text.split(/\r?\n/, 1)[0];
  const count = (sign) => first.split(sign).length;
  const sign = ["\t", ";", ","].reduce((best, s) => (count(s) > count(best) ? s : best));
  const all = [];
  let row = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && !cell.trim()) {
      [cell, quoted] = ["", true];
    } else if (c === sign) {
      row.push(cell.trim());
      cell = "";
    } else if (c === "\n") {
      all.push([...row, cell.trim()]);
      [row, cell] = [[], ""];
    } else if (c !== "\r") cell += c;
  }
  if (cell || row.length) all.push([...row, cell.trim()]);
  return all.filter((r) => r.some(Boolean));
}

/**
 * A figure as people write it, or null: `1,234.5`, `1.234,5`, `12 %`, `£3m`.
 * With one sign alone, three digits behind it make it a separator of thousands
 * unless `decimal` says otherwise.
 *
 * @param {string} text
 * @param {"," | "."} [decimal]
 */
export function figure(text, decimal) {
  let plain = text.replace(/[\s\u00a0\u202f'’]/g, "").replace(/^[^\d.,+\-−(]+/, "").replace("−", "-");
  const share = plain.endsWith("%");
  plain = plain.replace(/[%€£$]$/, "");
  const negative = /^\(.*\)$/.test(plain);
  if (negative) plain = plain.slice(1, -1);
  const last = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
  const both = plain.includes(",") && plain.includes(".");
  const mark = decimal ?? (last < 0 ? "." : both || !/^[+-]?\d{1,3}(?:[.,]\d{3})+$/.test(plain) ? plain[last] : plain[last] === "," ? "." : ",");
  plain = plain.replaceAll(mark === "," ? "." : ",", "").replace(mark, ".");
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(plain)) return null;
  const value = Number(plain) * (negative ? -1 : 1);
  return share ? Number((value / 100).toPrecision(15)) : value;
}

/** The sign that divides whole from part in all figures of a table, if any of them tells. */
function decimalOf(cells) {
  const tells = (sign, other) => cells.some((c) => {
    const at = c.lastIndexOf(sign);
    return at >= 0 && (c.indexOf(other) >= 0 ? c.lastIndexOf(other) < at : /\d/.test(c) && !/[.,]\d{3}(?!\d)/.test(c.slice(at)));
  });
  const [comma, point] = [tells(",", "."), tells(".", ",")];
  return comma === point ? undefined : comma ? "," : ".";
}

/** What a heading of a period looks like: a year, a financial year, a quarter or a month. */
const PERIOD = /^(?:[A-Za-z]{1,3}\s?)?\d{4}(?:[-/–](?:\d{2,4}|Q[1-4]))?$|^Q[1-4]\s\d{4}$/i;

/**
 * The series of a table whose periods stand either in the first column or in
 * the first row.
 *
 * @param {string} text
 * @returns {{ periods: string[], series: { label: string, points: Record<string, number> }[],
 *   lost: string[] }}
 */
export function table(text) {
  let all = rows(text);
  if (all.length < 2 || Math.max(...all.map((r) => r.length)) < 2) {
    throw new Error("This is no table: it needs a first row of headings, and two columns or more.");
  }
  const across = all[0].slice(1).filter((c) => PERIOD.test(c)).length;
  const down = all.slice(1).filter((r) => PERIOD.test(r[0] ?? "")).length;
  if (across / Math.max(all[0].length - 1, 1) > down / (all.length - 1)) {
    all = Array.from({ length: Math.max(...all.map((r) => r.length)) }, (_, i) => all.map((r) => r[i] ?? ""));
  }
  const [head, ...body] = all;
  const decimal = decimalOf(body.flatMap((r) => r.slice(1)));
  const lost = [];
  const periods = [];
  for (const [i, row] of body.entries()) {
    if (!row[0]) lost.push(`Row ${i + 2} names no period.`);
    else if (periods.includes(row[0])) lost.push(`“${row[0]}” stands there twice; the first is taken.`);
    else periods.push(row[0]);
  }
  const series = head.slice(1).map((label, i) => {
    const points = {};
    for (const period of periods) {
      const cell = body.find((r) => r[0] === period)[i + 1] ?? "";
      const value = cell ? figure(cell, decimal) : null;
      if (value !== null) points[period] = value;
      else if (cell && !/^[-–—.…:x]+$|^n\/?a$/i.test(cell)) lost.push(`“${cell}” (${label || `column ${i + 2}`}, ${period}) is no figure.`);
    }
    return { label: label || `Column ${i + 2}`, points };
  });
  const kept = series.filter((s) => Object.keys(s.points).length);
  if (!kept.length) throw new Error("No column of this table holds figures.");
  return { periods, series: kept, lost };
}
