// What an author takes away: files that stand by themselves, and what to write
// on a page of their own.

import { $, block, button, download, el, field, select } from "./parts.js";

/** What to write where, by kind of site. */
const SITES = [
  {
    id: "own", label: "a page whose HTML is your own",
    how: "Upload the one script beside the page, and write this where the calculator should be.",
    code: ({ id, fallback }) => `<script src="${id}.js" defer></script>\n<cost-calculator>\n${fallback}\n</cost-calculator>`,
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
 * @param {() => { text: string, sound: { text: string, document: object, language: string } | null,
 *   problems: object[] }} parts.present the text as it stands; the last sound one, with its document
 *   and the text of its language’s file; what is wrong with the text
 * @param {(problem: object) => void} parts.go leads to a problem
 * @param {string} parts.page the page of the sealed file
 */
export function makePublish({ call, present, go, page }) {
  const dialog = $("publish");
  const status = el("p", { className: "told", attributes: { role: "status" } });
  const warning = el("div", { id: "stale", className: "warning", attributes: { role: "note" } });
  const code = el("textarea", { readOnly: true, rows: 9, spellcheck: false });
  const how = el("p", { className: "quiet" });
  const site = select(SITES.map((s) => [s.id, s.label]), "own");

  /** Saves a file, and says of which text it is if the text is another by now. */
  async function attempt(what, make) {
    site_.before(status);
    status.textContent = "";
    try {
      await make(present().sound);
      status.textContent = what;
    } catch (error) {
      status.textContent = error.message;
    }
  }
  const ofSound = (what) => () => (present().problems.length ? `${what} It is of the last sound text.` : what);

  const files = [
    ["One sealed file", "The whole calculator in a page of its own: opens with a double-click, works without a connection, asks for nothing. For a link, a stick, a frame.",
      "Save the sealed file", ofSound("The sealed file was saved."), async ({ text, language, document }) =>
        download(`${document.id}.html`, await call("sealed", text, language, block("calculator"), page), "text/html")],
    ["One script", "The calculator and your document in one script, for a page of your own. A page takes one such script.",
      "Save the script", ofSound("The script was saved."), async ({ text, language, document }) =>
        download(`${document.id}.js`, await call("script", text, language, block("calculator")), "text/javascript")],
    ["The plain form", "The sentence, its table and the first charts, without scripts: for feeds, newsletters and strict sites.",
      "Save the plain form", ofSound("The plain form was saved."), async ({ text, language, document }) =>
        download(`${document.id}-plain.html`, await call("plain", text, language), "text/html")],
  ];
  const own = ["The document", "What you wrote, as it stands in the editor: to go on with later or elsewhere.",
    "Save the document", () => (present().problems.length ? "The document was saved, with its problems." : "The document was saved."), async () => {
      const { text, sound } = present();
      download(`${sound?.document.id ?? "calculator"}.json`, text, "application/json");
    }];
  const offer = ([name, what, press, done, make]) => el("li", {},
    el("div", {}, el("h3", { textContent: name }), el("p", { textContent: what })),
    button(press, () => attempt(done(), make)));

  /** What would be published, where that is not what stands in the editor. */
  function warn() {
    const { sound, problems } = present();
    warning.hidden = !problems.length;
    if (!problems.length) return;
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    const told = sound
      ? `Not what stands in the editor: that has ${count}. Published is the last sound text, “${sound.document.title}”, without what you changed since.`
      : `There is nothing to publish yet: the text has ${count}, and was never sound. The document itself can be saved.`;
    warning.replaceChildren(el("p", { textContent: told }), button("Go to the first problem", () => {
      dialog.close();
      go(problems[0]);
    }));
  }

  async function write() {
    const { sound } = present();
    const { text, language, document } = sound;
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
    code.scrollTop = 0;
  }
  site.addEventListener("change", write);

  const copy = button("Copy", async () => {
    // Where one looks.
    copy.after(status);
    // From its end, so that what is in view is where it begins. Chromium has gone to
    // the end by then.
    code.focus();
    code.setSelectionRange(0, code.value.length, "backward");
    code.scrollTop = 0;
    try {
      await navigator.clipboard.writeText(code.value);
      status.textContent = "Copied.";
    } catch {
      status.textContent = "It is marked: copy it with the keys of your system.";
    }
  });
  const finished = el("div", {}, el("ul", { className: "offers" }, ...files.map(offer)));
  const site_ = el("div", {}, el("h3", { textContent: "What to write on your site" }), field("Kind of site", site), how, field("Code", code), copy);
  dialog.querySelector(".inside").replaceChildren(
    warning, finished, el("ul", { className: "offers" }, offer(own)), status, site_);

  return () => {
    status.textContent = "";
    warn();
    const { sound } = present();
    finished.hidden = site_.hidden = !sound;
    if (sound) write();
    dialog.showModal();
  };
}
