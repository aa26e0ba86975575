// The editor of the text: CodeMirror, with what it needs to know of documents.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, undo } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching, codeFolding, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, Transaction } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { span } from "./tree.js";

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--name)" },
  { tag: tags.string, color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--figure)" },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket], color: "var(--quiet)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", paddingBlock: "0.6rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--row)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--chosen) !important" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--chosen)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--row)", border: "1px solid var(--line)", color: "var(--quiet)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "6px",
    boxShadow: "0 6px 24px #0003", maxWidth: "min(34rem, 92vw)", fontSize: "0.9rem",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.6rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--paper)" },
  ".cm-completionDetail": { opacity: "1", fontStyle: "normal", fontFamily: "var(--sans)" },
  ".cm-completionInfo": { padding: "0.5rem 0.7rem", fontFamily: "var(--sans)", lineHeight: "1.4" },
  ".cm-diagnostic": { padding: "0.4rem 0.7rem", fontFamily: "var(--sans)", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--wrong)" },
  ".cm-diagnosticAction": {
    backgroundColor: "var(--accent)", color: "var(--paper)", borderRadius: "4px", padding: "0.15rem 0.5rem", font: "inherit",
  },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panels button, .cm-panels input": { font: "inherit", color: "inherit", background: "var(--paper)" },
});

/** A remark of the check as the editor shows it in place. */
function diagnostic(state, remark) {
  const range = span(state, remark);
  const meant = remark.suggestion;
  const [, wrong] = remark.message.match(/“([^”]+)”(?![^]*column)/) ?? [];
  const text = state.sliceDoc(range.from, range.to);
  const offset = wrong ? text.indexOf(wrong) : -1;
  const replaced = offset >= 0 ? { from: range.from + offset, to: range.from + offset + wrong.length }
    : /^[\w]+$/.test(text) ? range : null;
  return {
    ...range,
    severity: remark.level === "error" ? "error" : "info",
    message: remark.message + (meant ? ` Did you mean “${meant}”?` : ""),
    actions: meant && replaced ? [{
      name: `Change to “${meant}”`,
      apply: (view) => view.dispatch({ changes: { ...replaced, insert: meant }, userEvent: "input" }),
    }] : [],
  };
}

/**
 * @param {object} parts
 * @param {Element} parts.parent
 * @param {Function} parts.complete gives what may be written
 * @param {(text: string) => void} parts.changed told of each change
 */
export function makeEditor({ parent, complete, changed }) {
  const extensions = [
    lineNumbers(), highlightActiveLineGutter(), highlightSpecialChars(), history(), foldGutter(), codeFolding(),
    drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), highlightSelectionMatches(),
    search({ top: true }), lintGutter(), json(), indentUnit.of("  "), syntaxHighlighting(colours), look,
    autocompletion({ override: [complete], icons: false }),
    keymap.of([
      ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap,
      ...lintKeymap,
    ]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": "The document, as JSON", "aria-describedby": "editor-help", tabindex: "0" }),
    // The page's policy lets style in by this name alone.
    EditorView.cspNonce.of("editor"),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString());
    }),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: "", extensions }) });
  return {
    view,
    text: () => view.state.doc.toString(),
    /** Another text: a step that can be undone, unless it is the `first`. */
    replace: (text, first = false) => view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 }, userEvent: "input",
      annotations: [Transaction.addToHistory.of(!first), isolateHistory.of("full")],
    }),
    /** Changes made by what is meant: see edit.js. */
    apply: (changes) => changes && view.dispatch({ changes, userEvent: "input" }),
    remark: (remarks) => view.dispatch(setDiagnostics(view.state, remarks.map((r) => diagnostic(view.state, r)))),
    /** Goes to what a remark is about. */
    go(remark) {
      const range = span(view.state, remark);
      view.dispatch({ selection: { anchor: range.from, head: range.to }, effects: EditorView.scrollIntoView(range.from, { y: "center" }) });
      view.focus();
    },
    complete: () => startCompletion(view),
    undo: () => undo(view),
    redo: () => redo(view),
  };
}
