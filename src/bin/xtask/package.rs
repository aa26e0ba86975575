//! The files that an author downloads.

use crate::Outcome;
use serde_json::json;
use std::path::Path;

/// One file of the package.
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) content: Vec<u8>,
}

impl File {
    pub(crate) fn new(name: &'static str, content: impl Into<Vec<u8>>) -> Self {
        Self { name, content: content.into() }
    }
}

/// Writes files into a folder.
pub(crate) fn write(folder: &Path, files: &[File]) -> Outcome {
    std::fs::create_dir_all(folder)?;
    for file in files {
        let path = folder.join(file.name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, &file.content)?;
    }
    Ok(())
}

/// What npm and bundlers want to know. `sources` is the hash of what the
/// package is built from.
pub(crate) fn manifest(sources: &str) -> Outcome<String> {
    let manifest = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "license": env!("CARGO_PKG_LICENSE"),
        "type": "module",
        "exports": {
            ".": { "types": "./cost-calculator.d.ts", "default": "./cost-calculator.mjs" },
            "./cost-calculator.js": "./cost-calculator.js",
            "./cost-calculator.wasm": "./cost-calculator.wasm",
            "./cost-calculator-rest.wasm": "./cost-calculator-rest.wasm",
            "./talking-therapies.json": "./talking-therapies.json",
            "./talking-therapies.min.json": "./talking-therapies.min.json",
            "./document.schema.json": "./document.schema.json",
            "./language.schema.json": "./language.schema.json",
            "./languages/*": "./languages/*",
        },
        "types": "./cost-calculator.d.ts",
        "customElements": "./custom-elements.json",
        "sideEffects": ["./cost-calculator.mjs", "./cost-calculator.js"],
        "sources": sources,
    });
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}
