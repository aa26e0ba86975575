//! The page that needs nothing else, and the one script, with a document inside.

use super::{between, fill, fits_a_page, page};
use crate::model::Model;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

/// What a script must satisfy besides: to stand in the page. A hash alone would
/// also let a script be asked for at any address, if its `integrity` is that hash.
const WITHIN: &str = "script-src 'unsafe-inline' 'wasm-unsafe-eval'";

/// What a calculator is published in.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The classic script, with places `{{document}}` and `{{language}}`.
    pub script: &'a str,
    /// The page around it.
    pub page: &'a str,
}

impl Form<'_> {
    /// One script with a document inside, and the file of its language, both
    /// as JSON texts; an empty text is none.
    ///
    /// # Errors
    /// If the script lacks a place, or would end a page that it stands in.
    pub fn script(&self, document: &str, language: &str) -> Result<String, String> {
        let (document, language) = (packed(document)?, packed(language)?);
        let places = [("document", &*document), ("language", &*language)];
        let script = fill(self.script, &places)?;
        fits_a_page(&script)?;
        Ok(script)
    }

    /// The page with everything inside. Its own two policies know its style and
    /// its script by their hashes, and allow no file to be loaded. SECURITY.md
    /// tells what no policy can forbid.
    ///
    /// # Errors
    /// If the page or the script lacks a place, or a chart cannot be drawn.
    pub fn sealed(
        &self,
        model: &Model,
        document: &str,
        language: &str,
    ) -> Result<String, String> {
        let script = self.script(document, language)?;
        let style = between(self.page, "<style>", "</style>")?;
        let style = style.replace("\r\n", "\n");
        let policy = policy(&[&script], &[&style]);
        let others = [("policy", &*policy), ("within", WITHIN), ("script", &*script)];
        page(self.page, model, &others)
    }
}

/// The policy of a page that is one file: it names its scripts and styles by
/// their hashes.
#[must_use]
pub fn policy(scripts: &[&str], styles: &[&str]) -> String {
    let named = |texts: &[&str]| {
        let hash = |text: &&str| format!("'{}'", hash(text));
        texts.iter().map(hash).collect::<Vec<_>>().join(" ")
    };
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; \
         img-src data: blob:; base-uri 'none'; form-action 'none'",
        named(scripts),
        named(styles),
    )
}

/// The name of a script or style in a policy.
fn hash(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// Compressed, as text; nothing stays nothing.
///
/// # Errors
/// If it cannot be compressed.
pub fn packed(content: impl AsRef<[u8]>) -> Result<String, String> {
    let content = content.as_ref();
    if content.is_empty() {
        return Ok(String::new());
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).map_err(|e| e.to_string())?;
    Ok(STANDARD.encode(encoder.finish().map_err(|e| e.to_string())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_what_is_inside() {
        // Hashes by openssl dgst -sha256 -binary | base64.
        let policy = policy(&["1+1"], &["p{}"]);
        assert!(
            policy.contains("'sha256-Shsh2HauAMjtXE0c3gnGH4phtQ/jcKgBsQwzmDHzcKs='"),
            "{policy}"
        );
    }

    #[test]
    fn a_template_without_its_places_is_refused() {
        let form = Form { script: "a", page: "<style></style>" };
        assert!(form.script("{}", "").is_err());
    }
}
