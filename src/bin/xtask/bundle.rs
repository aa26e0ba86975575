//! The forms in which a page can load the calculator.

use crate::Outcome;
use crate::glue::GUARD;
use crate::wasm::BINDING;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cost_calculator::chart::escaped;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

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
    /// The script that binds the WebAssembly; it calls [`GUARD`].
    pub(crate) glue: &'a str,
    /// The texts of [`SCRIPTS`].
    pub(crate) scripts: &'a [String],
    /// The style sheet.
    pub(crate) styles: &'a str,
    /// What the element says by itself, in English: texts by their names.
    pub(crate) words: &'a [(&'a str, &'a str)],
    /// The document, as JSON.
    pub(crate) document: &'a str,
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

    /// An ES module with everything inside: for bundlers and for servers. It
    /// knows no file beside it, so that none has to be brought along.
    pub(crate) fn module(&self) -> Outcome<String> {
        Ok(format!(
            r#"{shared}
const languages = async () => null;
{carried}

{DEFINED}
{RENDERS}
"#,
            shared = self.shared()?,
            carried = self.carried()?,
        ))
    }

    /// One classic script with everything inside. It works from a disk, from a
    /// host that sends wrong types, and twice on a page.
    pub(crate) fn classic(&self) -> Outcome<String> {
        Ok(format!(
            r#"(() => {{
"use strict";
if (customElements.get("cost-calculator")) return;
const home = document.currentScript?.src;
{LANGUAGES}
{shared}
{carried}

{DEFINED}
}})();
"#,
            shared = self.shared()?,
            carried = self.carried()?,
        ))
    }

    /// The WebAssembly and the document as texts within the script, and how they
    /// are unpacked.
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
const figuresPacked =
  "{document}";
const wasm =
  "{wasm}";
const rest =
  "{rest}";"#,
            document = packed(self.document.as_bytes())?,
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
            "const bind = ({GUARD}) => {{\n{glue}\nreturn {BINDING};\n}};\n\
             {scripts}\
             const styles = {styles};\nconst words = {words};",
            glue = self.glue.trim(),
            scripts = scripts.concat(),
            styles = serde_json::to_string(self.styles)?,
            words = serde_json::to_string(&words)?,
        ))
    }
}

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

/// Whether a script can stand inside a page: some texts would end it there.
pub(crate) fn fits_a_page(script: &str) -> Outcome {
    let script = script.to_lowercase();
    match ["</script", "<!--"].iter().find(|end| script.contains(*end)) {
        None => Ok(()),
        Some(end) => Err(format!("A script may not contain {end}.").into()),
    }
}

/// Compressed, as text.
fn packed(content: &[u8]) -> Outcome<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(STANDARD.encode(encoder.finish()?))
}

/// What a script must satisfy besides: to stand in the page. A hash alone would
/// also let a script be asked for at any address, if its `integrity` is that hash.
const WITHIN: &str = "script-src 'unsafe-inline' 'wasm-unsafe-eval'";

/// The page that needs nothing else: its own two policies know its style and
/// script by their hashes, and allow no file to be loaded. SECURITY.md tells
/// what no policy can forbid.
pub(crate) fn offline(
    template: &str,
    title: &str,
    language: &str,
    classic: &str,
    fallback: &str,
) -> Outcome<String> {
    let style = between(template, "<style>", "</style>")?;
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; \
         img-src data: blob:; base-uri 'none'; form-action 'none'",
        hash(classic),
        hash(style),
    );
    fill(
        template,
        &[
            ("title", &escaped(title)),
            ("language", &escaped(language)),
            ("policy", &policy),
            ("within", WITHIN),
            ("fallback", fallback),
            ("script", classic),
        ],
    )
}

/// Fills the `{{name}}` places of a template, each of which
/// must be there.
pub(crate) fn fill(template: &str, places: &[(&str, &str)]) -> Outcome<String> {
    let mut filled = template.replace("\r\n", "\n");
    for (name, text) in places {
        let place = format!("{{{{{name}}}}}");
        if !filled.contains(&place) {
            return Err(format!("The template has no {place}.").into());
        }
        filled = filled.replace(&place, text);
    }
    Ok(filled)
}

/// The name of a script or style in a policy.
fn hash(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Outcome<&'a str> {
    let found = text.split_once(open).and_then(|(_, rest)| rest.split_once(close));
    found
        .map(|(inside, _)| inside)
        .ok_or_else(|| format!("The template has no {open}…{close}.").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: Parts<'static> = Parts {
        glue: "let wasm_bindgen = (function(exports) { return exports; })({});",
        scripts: &[],
        styles: "p::after { content: \"`${1}\"; }",
        words: &[("stopped", "It \"stopped\".")],
        document: "{}",
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

    #[test]
    fn a_script_cannot_end_the_page_it_stands_in() {
        assert!(fits_a_page("if (a < b) c()").is_ok());
        assert!(fits_a_page("a = '</SCRIPT>'").is_err());
    }

    #[test]
    fn the_policy_names_what_is_inside() {
        let template = "<html lang=\"{{language}}\"><meta content=\"{{policy}}\">\
                        <meta content=\"{{within}}\"><title>{{title}}</title><style>p{}</style>{{fallback}}\
                        <script>{{script}}</script>";
        let page = offline(template, "Tea & milk", "en-GB", "1+1", "<p>t</p>").unwrap();
        assert!(page.contains("Tea &amp; milk"));
        // Hashes by openssl dgst -sha256 -binary | base64.
        assert!(
            page.contains("'sha256-Shsh2HauAMjtXE0c3gnGH4phtQ/jcKgBsQwzmDHzcKs='"),
            "{page}"
        );
        assert!(offline("<style></style>", "", "", "", "").is_err());
    }
}
