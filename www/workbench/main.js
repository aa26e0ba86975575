// The workbench: left the text of a document, right the calculator that it
// makes, alive with the last sound text.

import { makeBegin } from "./begin.js";
import { makeCompletion } from "./completion.js";
import { moving, setting } from "./edit.js";
import { makeEditor } from "./editor.js";
import { makeForms } from "./forms.js";
import { makeKeeping } from "./keeping.js";
import { $, block, button, el } from "./parts.js";
import { makePicture } from "./picture.js";
import { makePublish } from "./publish.js";
import { makeTools } from "./tools.js";
import { pathOf } from "./tree.js";

/** So long after the last key a text is checked, in milliseconds. */
const PAUSE = 250;

/** @param {Function} bind the binding of the tools; see `www/instances.js` */
export async function start(bind) {
  const data = JSON.parse(block("data"));
  const call = await makeTools(bind);
  const calculator = document.createElement("cost-calculator");
  /** The last sound document, with its text. */
  let sound = null;
  /** What is said of the present text. */
  let remarks = [];
  let waiting = 0;

  const parsed = () => {
    try {
      return JSON.parse(editor.text());
    } catch {
      return null;
    }
  };
  const languageOf = (document) => {
    const tag = String(document.language ?? "en");
    return data.languages[tag] ?? data.languages[tag.split("-")[0]] ?? null;
  };

  const functions = JSON.parse(await call("functions"));
  const set = (path, value) => editor.apply(setting(editor.view.state, path, value));
  const editor = makeEditor({
    parent: $("editor"),
    complete: makeCompletion(data.schema, functions),
    changed(text) {
      keeping.keep(text);
      clearTimeout(waiting);
      waiting = setTimeout(check, PAUSE);
    },
  });
  const keeping = makeKeeping((sentence) => { $("kept").textContent = sentence; });
  const toText = (remark) => {
    choose("text");
    editor.go(remark);
  };
  const forms = makeForms({
    parent: $("forms"),
    schema: data.schema,
    functions,
    set,
    move: (path, by) => editor.apply(moving(editor.view.state, path, by)),
    shown: () => check(),
    toText,
    say,
    picture: makePicture((id) => call("outlook", sound?.text ?? "", id)),
  });
  /** Leads to what a remark is about, in the form that is shown or in the text. */
  const go = (remark) => {
    if ($("forms").hidden || !forms.go(remark)) toText(remark);
  };
  const begin = (text, told) => {
    editor.replace(text);
    say(told);
    check();
  };
  const openBegin = makeBegin({
    blank: data.blank, examples: data.examples, call, document: parsed, begin, set,
    learn(file) {
      data.languages[file.language] = file;
      check();
    },
  });
  const problems = () => remarks.filter((r) => r.level === "error");
  const openPublish = makePublish({
    call, go, page: data.page, present: () => ({ text: editor.text(), sound, problems: problems() }),
  });

  /** Says something once, to those who listen too. */
  function say(sentence) {
    $("said").textContent = sentence;
  }

  async function check() {
    clearTimeout(waiting);
    const text = editor.text();
    let found;
    try {
      found = JSON.parse(await call("check", text));
    } catch (error) {
      say(error.message);
      return;
    }
    if (text !== editor.text()) return;
    remarks = found.map((r) => ({
      ...r,
      path: pathOf(editor.view.state, r),
      words: `${r.message.replace(/^./u, (letter) => letter.toUpperCase())}${r.suggestion ? ` Did you mean “${r.suggestion}”?` : ""}`,
    }));
    editor.remark(remarks);
    if (!problems().length) show(text);
    list();
    if (!$("forms").hidden) forms.show(parsed(), remarks);
  }

  /** Shows a sound text as a calculator, and keeps its place in the page. */
  function show(text) {
    const document = JSON.parse(text);
    const language = languageOf(document);
    const shown = sound;
    sound = { text, document, language: language ? JSON.stringify(language) : "" };
    if (shown && shown.language === sound.language && JSON.stringify(shown.document) === JSON.stringify(document)) return;
    const pane = $("right");
    const [top, height] = [pane.scrollTop, calculator.offsetHeight];
    calculator.style.minBlockSize = `${height}px`;
    if (calculator.language !== language) calculator.language = language;
    calculator.lang = document.language ?? "en-GB";
    calculator.figures = document;
    $("empty").hidden = true;
    // Without a document it would look for one of its own.
    if (!calculator.isConnected) pane.append(calculator);
    calculator.ready.then(() => {
      calculator.style.minBlockSize = "";
      pane.scrollTop = top;
    });
  }

  /** The problems in words, each leading to its place. */
  function list() {
    const errors = problems().length;
    const looks = remarks.length - errors;
    const count = (n, one) => (n === 1 ? `One ${one}` : `${n} ${one}s`);
    const told = errors ? `${count(errors, "problem")}${sound ? "; the calculator shows the last sound text" : ""}`
      : looks ? `Sound; ${count(looks, "remark").toLowerCase()} worth a look` : "Sound";
    if ($("state").textContent !== told) $("state").textContent = told;
    $("state").dataset.level = errors ? "error" : "sound";
    $("problems").hidden = remarks.length === 0;
    $("problem-list").replaceChildren(...remarks.slice(0, 100).map((r) => el("li", { className: r.level },
      button(`${r.place ? `${r.place}: ` : r.line ? `line ${r.line}: ` : ""}${r.message}${r.suggestion ? ` Did you mean “${r.suggestion}”?` : ""}`,
        () => go(r)))));
  }

  /** Text or forms. */
  function choose(name) {
    for (const tab of document.querySelectorAll('#left [role="tab"]')) {
      const chosen = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      $(tab.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (name === "forms") forms.show(parsed(), remarks);
  }
  const tabs = [...document.querySelectorAll('#left [role="tab"]')];
  for (const [i, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(tab.id.slice(4)));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(i + step + tabs.length) % tabs.length];
      choose(next.id.slice(4));
      next.focus();
    });
  }

  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.querySelector(".close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }
  $("open-begin").addEventListener("click", openBegin);
  $("open-publish").addEventListener("click", async () => {
    say("");
    // What was typed a moment ago counts.
    await check();
    openPublish();
  });
  $("undo").addEventListener("click", () => editor.undo());
  $("redo").addEventListener("click", () => editor.redo());

  const kept = keeping.found();
  editor.replace(kept ?? data.examples[0], true);
  await check();
  if (kept) say("This is the text that was kept in this browser.");
  document.documentElement.dataset.ready = "";
}
