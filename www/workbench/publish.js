// What an author takes away: files that stand by themselves, and what to write
// on a page of their own.

import { $, block, button, download, el, field, select } from "./parts.js";

/** What to write where, by kind of site. */
const SITES = [
  {
    id: "own", label: "a page whose HTML is your own",
    how: "Upload cost-calculator.js beside the page, and write this where the calculator should be.",
    code: ({ fallback }) => `<script src="cost-calculator.js" defer></script>\n<cost-calculator>\n${fallback}\n</cost-calculator>`,
  },
  {
    id: "wordpress", label: "WordPress",
    how: "Upload the sealed file to a folder of your site (the media library takes no HTML), put its address below, and paste this into a block “Custom HTML”.",
    code: frame,
  },
  {
    id: "builder", label: "Squarespace, Wix, Ghost, Notion and others that take a frame",
    how: "Put the sealed file where it has an address, and paste this into the block for code or embeds.",
    code: frame,
  },
  {
    id: "strict", label: "a newsletter, a feed, a site that takes no scripts",
    how: "This is the plain form: words, a table, pictures. It needs no script and no style.",
    code: ({ plain }) => plain,
  },
  {
    id: "module", label: "a site with a bundler (npm)",
    how: "Install the package, import it once, and give the element your document, which lies beside this module.",
    code: ({ id }) => `import "cost-calculator";\nimport figures from "./${id}.json" with { type: "json" };\n\ndocument.querySelector("cost-calculator").figures = figures;`,
  },
];

function frame({ id, title }) {
  const safe = title.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${id}.html" title="${safe}"
        sandbox="allow-scripts allow-downloads allow-popups"
        width="100%" height="900" loading="lazy" style="border: 0"></iframe>
<script>
  // Makes the frame as high as what is in it.
  addEventListener("message", ({ data, source }) => {
    const frame = [...document.querySelectorAll("iframe")].find((f) => f.contentWindow === source);
    if (frame && data?.type === "cost-calculator") frame.height = data.height;
  });
</script>`;
}

/**
 * @param {object} parts
 * @param {Function} parts.call calls a tool
 * @param {() => { text: string, document: object, language: string } | null} parts.sound
 *   the last sound document, its text and the text of its language's file
 * @param {string} parts.page the page of the sealed file
 */
export function makePublish({ call, sound, page }) {
  const dialog = $("publish");
  const status = el("p", { className: "told", attributes: { role: "status" } });
  const code = el("textarea", { readOnly: true, rows: 9, spellcheck: false });
  const how = el("p", { className: "quiet" });
  const site = select(SITES.map((s) => [s.id, s.label]), "own");

  async function attempt(what, make) {
    status.textContent = "";
    try {
      await make(sound());
      status.textContent = what;
    } catch (error) {
      status.textContent = error.message;
    }
  }

  const offers = [
    ["One sealed file", "The whole calculator in a page of its own: opens with a double-click, works without a connection, asks for nothing. For a link, a stick, a frame.",
      "Save the sealed file", "The sealed file was saved.", async ({ text, language, document }) =>
        download(`${document.id}.html`, await call("sealed", text, language, block("calculator"), page), "text/html")],
    ["One script", "The calculator and your document in one script, for a page of your own.",
      "Save the script", "The script was saved.", async ({ text, language }) =>
        download("cost-calculator.js", await call("script", text, language, block("calculator")), "text/javascript")],
    ["The plain form", "The sentence, its table and the first charts, without scripts: for feeds, newsletters and strict sites.",
      "Save the plain form", "The plain form was saved.", async ({ text, language, document }) =>
        download(`${document.id}-plain.html`, await call("plain", text, language), "text/html")],
    ["The document", "What you wrote, to go on with later or elsewhere.",
      "Save the document", "The document was saved.", async ({ text, document }) => download(`${document.id}.json`, text, "application/json")],
  ];

  async function write() {
    const { text, language, document } = sound();
    const chosen = SITES.find((s) => s.id === site.value);
    how.textContent = chosen.how;
    try {
      const plain = (await call("plain", text, language)).trim();
      const fallback = plain.split("</table>")[0] + (plain.includes("</table>") ? "</table>" : "");
      code.value = chosen.code({ id: document.id, title: document.title, plain, fallback });
    } catch (error) {
      code.value = "";
      status.textContent = error.message;
    }
  }
  site.addEventListener("change", write);

  const copy = button("Copy", async () => {
    code.select();
    try {
      await navigator.clipboard.writeText(code.value);
      status.textContent = "Copied.";
    } catch {
      status.textContent = "It is marked: copy it with the keys of your system.";
    }
  });
  dialog.querySelector(".inside").replaceChildren(
    el("ul", { className: "offers" }, ...offers.map(([name, what, press, done, make]) =>
      el("li", {}, el("div", {}, el("h3", { textContent: name }), el("p", { textContent: what })), button(press, () => attempt(done, make))))),
    status,
    el("h3", { textContent: "What to write on your site" }),
    field("Kind of site", site), how, field("Code", code), copy);

  return () => {
    status.textContent = "";
    if (!sound()) return false;
    write();
    dialog.showModal();
    return true;
  };
}
