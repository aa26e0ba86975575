//! The forms in which a page can load the calculator.

use crate::wasm::BINDING;
use crate::{Outcome, statics};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

/// The name that the element's script exports.
const DEFINE: &str = "defineCalculator";

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
    /// The script that binds the WebAssembly.
    pub(crate) glue: &'a str,
    /// The element: a module with the one export [`DEFINE`].
    pub(crate) element: &'a str,
    /// The style sheet.
    pub(crate) styles: &'a str,
    /// The document, as JSON.
    pub(crate) document: &'a str,
    pub(crate) wasm: &'a [u8],
}

impl Parts<'_> {
    /// An ES module, with the WebAssembly and the document as files beside it.
    pub(crate) fn module(&self) -> Outcome<String> {
        Ok(format!(
            r#"{shared}
let loading;
const initialise = () =>
  (loading ??= binding({{ module_or_path: new URL("cost-calculator.wasm", import.meta.url) }})
    .catch((error) => {{ loading = undefined; throw error; }}));
let reading;
const read = async () => {{
  const answer = await fetch(new URL("talking-therapies.min.json", import.meta.url));
  if (!answer.ok) throw new Error(`${{answer.url}} answered ${{answer.status}}`);
  return answer.json();
}};
const figures = () =>
  (reading ??= read().catch((error) => {{ reading = undefined; throw error; }}));
const home = import.meta.url;
{LANGUAGES}

{DEFINE}({{ Calculator: binding.Calculator, initialise, styles, figures, languages }});
"#,
            shared = self.shared()?,
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
const unpack = (packed) => {{
  const bytes = Uint8Array.fromBase64?.(packed)
    ?? Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain);
}};
let loading;
const initialise = () =>
  (loading ??= unpack(wasm).arrayBuffer().then((module_or_path) => binding({{ module_or_path }})));
let reading;
const figures = () => (reading ??= unpack(figuresPacked).json());
const figuresPacked =
  "{document}";
const wasm =
  "{wasm}";

{DEFINE}({{ Calculator: binding.Calculator, initialise, styles, figures, languages }});
}})();
"#,
            shared = self.shared()?,
            document = packed(self.document.as_bytes())?,
            wasm = packed(self.wasm)?,
        ))
    }

    /// What both scripts begin with. Each part has a scope of its own, so that
    /// no name of one is a name of another.
    fn shared(&self) -> Outcome<String> {
        let export = format!("export function {DEFINE}(");
        let exports = self.element.matches("export ").count();
        if exports != 1 || !self.element.contains(&export) {
            return Err(format!("element.js must have one export: {DEFINE}.").into());
        }
        let element = self.element.replacen("export function", "function", 1);
        Ok(format!(
            "const binding = (() => {{\n{glue}\nreturn {BINDING};\n}})();\n\
             const {{ {DEFINE} }} = (() => {{\n{element}\nreturn {{ {DEFINE} }};\n}})();\n\
             const styles = {styles};",
            glue = self.glue.trim(),
            element = element.trim(),
            styles = serde_json::to_string(self.styles)?,
        ))
    }
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

/// The page that needs nothing else and can ask for nothing else: its own
/// policy, by the hashes of its style and script, allows no request.
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
            ("title", &statics::escape(title)),
            ("language", &statics::escape(language)),
            ("policy", &policy),
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
        element: "const a = 1;\nexport function defineCalculator(parts) { return a; }",
        styles: "p::after { content: \"`${1}\"; }",
        document: "{}",
        wasm: b"\0asm",
    };

    #[test]
    fn scripts_export_nothing() {
        for script in [PARTS.module().unwrap(), PARTS.classic().unwrap()] {
            assert!(!script.contains("export function"));
            assert!(script.contains(r#"content: \"`${1}\""#), "styles are a string");
        }
    }

    #[test]
    fn a_second_export_is_refused() {
        let element = "export function defineCalculator() {}\nexport const b = 1;";
        assert!(Parts { element, ..PARTS }.module().is_err());
    }

    #[test]
    fn a_script_cannot_end_the_page_it_stands_in() {
        assert!(fits_a_page("if (a < b) c()").is_ok());
        assert!(fits_a_page("a = '</SCRIPT>'").is_err());
    }

    #[test]
    fn the_policy_names_what_is_inside() {
        let template = "<html lang=\"{{language}}\"><meta content=\"{{policy}}\">\
                        <title>{{title}}</title><style>p{}</style>{{fallback}}\
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
