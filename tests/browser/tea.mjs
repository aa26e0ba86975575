// A small document, and a page with it.

/** Cups enough for a sentence of their own, and a field that leaves it. */
export const TEA = {
  format: 1, id: "tea", version: "1", title: "What does tea cost?", language: "en-GB",
  units: { GBP: { one: "pound", many: "pounds", symbol: "£" }, cup: { one: "cup", many: "cups" } },
  periods: ["now"], default_period: "now", groups: [{ id: "all", label: "All" }],
  inputs: [
    { id: "spend", label: "Spend", unit: "GBP", group: "all", value: 3, min: 0, max: 9, step: 1, format: "money" },
    { id: "cups", label: "Cups", unit: "cup", group: "all", value: 4, min: 0, max: 9, step: 1, format: "count" },
  ],
  metrics: [{ id: "price", label: "Price of a cup", unit: "GBP / cup", group: "all",
    formula: "spend / cups", format: "money", needs: [{ that: "cups > 0", otherwise: "nobody drinks tea" }] }],
  sentence: [
    { text: "Tea for {spend}:" },
    { text: "{cups} cups at {price}, for company.", if: "cups > 5" },
    { text: "{cups} cups.", if: "cups <= 5 and cups > 2" },
    { text: "Hardly any.", if: "cups <= 2" },
  ],
};
const inline = (file) => `<script type="application/json">${JSON.stringify(file).replaceAll("<", "\\u003c")}</script>`;
/** An element with a document inside. */
export const element = (file) => `<cost-calculator>${inline(file)}</cost-calculator>`;
