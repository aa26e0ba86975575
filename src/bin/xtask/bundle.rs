//! The forms in which a page can load the calculator.

use crate::{Outcome, glue};
use cost_calculator::publish::packed;

/// The scripts of `www/` that every form is made of, each with the name of its
/// one export; each knows those before it, and the last defines the elements.
pub(crate) const SCRIPTS: [(&str, &str); 11] = [
    ("plain.js", "plain"),
    ("instances.js", "instances"),
    ("alive.js", "makeAlive"),
    ("owner.js", "makeOwner"),
    ("near.js", "nearness"),
    ("inside.js", "makeInside"),
    ("render.js", "makeRender"),
    ("prose.js", "defineProse"),
    ("frame.js", "announcer"),
    ("fetched.js", "fetched"),
    ("element.js", "defineCalculator"),
];
/// How every form finds the file of a language: beside the script, if that has
/// an address and its page may ask.
const LANGUAGES: &str = r#"const languages = async (tag) => {
  try {
    const answer = await fetch(new URL(`languages/${tag}.json`, home));
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
};"#;

/// What every form is made of.
pub(crate) struct Parts<'a> {
    /// The script that binds the WebAssembly; it calls [`glue::GUARD`].
    pub(crate) glue: &'a str,
    /// The texts of [`SCRIPTS`].
    pub(crate) scripts: &'a [String],
    /// The style sheet.
    pub(crate) styles: &'a str,
    /// What the element says by itself, in English: texts by their names.
    pub(crate) words: &'a [(&'a str, &'a str)],
    pub(crate) wasm: &'a [u8],
    /// What is loaded after it.
    pub(crate) rest: &'a [u8],
}

impl Parts<'_> {
    /// An ES module, with the WebAssembly and the document as files beside it.
    /// Their addresses stand as bundlers look for them.
    pub(crate) fn streaming(&self) -> Outcome<String> {
        Ok(format!(
            r#"{shared}
const beside = async (address) => {{
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${{answer.url}} cannot be loaded: the server says ${{answer.status}}.`);
  return answer;
}};
const compile = async (address = new URL("cost-calculator.wasm", import.meta.url)) => {{
  const answer = await beside(address);
  // A host that sends the wrong type costs a little time and nothing else.
  return answer.headers.get("content-type")?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer());
}};
const complete = () => compile(new URL("cost-calculator-rest.wasm", import.meta.url));
let reading;
const figures = () => (reading ??= beside(new URL("talking-therapies.min.json", import.meta.url))
  .then((answer) => answer.json())
  .catch((error) => {{ reading = undefined; throw error; }}));
const home = import.meta.url;
{LANGUAGES}

{DEFINED}
{RENDERS}
"#,
            shared = self.shared()?,
        ))
    }

    /// An ES module with everything inside but the document, for which it has a
    /// place: for bundlers and for servers. It knows no file beside it, so that
    /// none has to be brought along.
    pub(crate) fn module(&self) -> Outcome<String> {
        Ok(format!(
            r#"{shared}
const languages = async () => null;
const figuresPacked =
  "{{{{document}}}}";
{carried}

{DEFINED}
{RENDERS}
"#,
            shared = self.shared()?,
            carried = self.carried()?,
        ))
    }

    /// One classic script with everything inside but the document and the file of
    /// its language, for which it has places. It works from a disk, from a host
    /// that sends wrong types, and twice on a page.
    pub(crate) fn classic(&self) -> Outcome<String> {
        Ok(format!(
            r#"(() => {{
"use strict";
const figuresPacked =
  "{{{{document}}}}";
const before = customElements.get("cost-calculator");
if (before) {{
  if (before.packed !== figuresPacked) {OTHERS}
  return;
}}
const home = document.currentScript?.src;
const languages = async (tag) => {{
  const packed = "{{{{language}}}}";
  const own = packed && (await unpack(packed).json().catch(() => null));
  return own?.language === tag ? own : published(tag);
}};
{languages}
{shared}
{carried}

{DEFINED}
customElements.get("cost-calculator").packed = figuresPacked;
}})();
"#,
            languages = LANGUAGES.replacen("languages =", "published =", 1),
            shared = self.shared()?,
            carried = self.carried()?,
        ))
    }

    /// The WebAssembly as a text within the script, and how it and the document are
    /// unpacked.
    fn carried(&self) -> Outcome<String> {
        Ok(format!(
            r#"const unpack = (packed) => {{
  const bytes = Uint8Array.fromBase64?.(packed)
    ?? Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain);
}};
const compile = async (packed = wasm) => WebAssembly.compile(await unpack(packed).arrayBuffer());
const complete = () => compile(rest);
let reading;
const figures = () => (reading ??= unpack(figuresPacked).json());
const wasm =
  "{wasm}";
const rest =
  "{rest}";"#,
            wasm = packed(self.wasm)?,
            rest = packed(self.rest)?,
        ))
    }

    /// What every script begins with. Each part has a scope of its own, so that
    /// no name of one is a name of another; the binding has one for each
    /// instance.
    fn shared(&self) -> Outcome<String> {
        let words: serde_json::Map<_, _> =
            self.words.iter().map(|(n, t)| ((*n).to_owned(), (*t).into())).collect();
        let named = self.scripts.iter().zip(SCRIPTS);
        let scripts: Vec<String> =
            named.map(|(text, (_, name))| scope(text, name)).collect::<Outcome<_>>()?;
        Ok(format!(
            "{bind}\n{scripts}\
             const styles = {styles};\nconst words = {words};",
            bind = glue::bind(self.glue),
            scripts = scripts.concat(),
            styles = serde_json::to_string(self.styles)?,
            words = serde_json::to_string(&words)?,
        ))
    }
}

/// What a second script with another document says to the owner of its page: the
/// elements were defined by the first.
const OTHERS: &str = r#"console.warn("<cost-calculator>: " + (document.currentScript?.src || "a script") + " brings a document that is not shown: a calculator was loaded before, and its document stands in every element without one of its own. Name this document by “src”, or put its JSON inside the element.");"#;

/// How every form ends: with the elements defined, where there can be any. A
/// server that imports a module has none.
const DEFINED: &str = r"const held = instances({ bind, compile, complete });
if (globalThis.customElements) defineCalculator({ instances: held, styles, words, figures, languages });";

/// What the modules export.
const RENDERS: &str = r#"export const render = makeRender({ instances: held, figures });
const told = async (as, document, state, options) => JSON.parse(await render(document, state, { ...options, as }));
export const evaluate = (document, state, options) => told("values", document, state, options);
export const simulate = (document, state, options) => told("draws", document, state, options);"#;

/// A module with one export as that constant, its other names its own. What it
/// imports is a constant before it.
fn scope(module: &str, name: &str) -> Outcome<String> {
    let exports = |kind: &str| module.contains(&format!("export {kind} {name}("));
    let one = exports("function") || exports("async function");
    if module.matches("export ").count() != 1 || !one {
        return Err(format!("A part of the script must have one export: {name}.").into());
    }
    let own = module.lines().filter(|line| !line.starts_with("import "));
    let inside = own.collect::<Vec<_>>().join("\n");
    let inside = inside.replacen("export ", "", 1);
    Ok(format!(
        "const {{ {name} }} = (() => {{\n{}\nreturn {{ {name} }};\n}})();\n",
        inside.trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: Parts<'static> = Parts {
        glue: "let wasm_bindgen = (function(exports) { return exports; })({});",
        scripts: &[],
        styles: "p::after { content: \"`${1}\"; }",
        words: &[("stopped", "It \"stopped\".")],
        wasm: b"\0asm",
        rest: b"\0asm",
    };

    fn scripts() -> [String; SCRIPTS.len()] {
        SCRIPTS.map(|(_, name)| {
            format!("import {{ b }} from \"./b.js\";\nexport function {name}() {{}}")
        })
    }

    #[test]
    fn scripts_export_no_part_and_import_nothing() {
        let parts = Parts { scripts: &scripts(), ..PARTS };
        for script in [
            parts.module().unwrap(),
            parts.streaming().unwrap(),
            parts.classic().unwrap(),
        ] {
            assert!(!script.contains("export function") && !script.contains("import {"));
            assert!(script.contains(r#"content: \"`${1}\""#), "styles are a string");
        }
    }

    #[test]
    fn a_second_export_is_refused() {
        let mut scripts = scripts();
        scripts[10] += "\nexport const b = 1;";
        assert!(Parts { scripts: &scripts, ..PARTS }.module().is_err());
    }
}
