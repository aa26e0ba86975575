// {% calculator preset="…" %}What stands without scripts.{% endcalculator %}

const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll('"', "&quot;");

export default function costCalculator(config, { script = "/cost-calculator.js" } = {}) {
  config.addPassthroughCopy("cost-calculator.js");
  config.addPairedShortcode("calculator", (content, given = {}) => {
    // Nunjucks gives what is named as one object.
    const set = Object.entries(given).filter(([name]) => name !== "__keywords");
    const attributes = set.map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
    return `<script src="${script}" defer></script>\n<cost-calculator${attributes}>${content}</cost-calculator>`;
  });
}
