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

/// The module with everything inside.
const WHOLE: &str = "./cost-calculator.mjs";
const TYPES: &str = "./cost-calculator.d.ts";

/// By what a registry finds it.
const KEYWORDS: [&str; 7] = [
    "custom-element",
    "web-component",
    "calculator",
    "chart",
    "uncertainty",
    "explorable-explanation",
    "wasm",
];

/// What npm and bundlers want to know. `sources` is the hash of what the
/// package is built from.
pub(crate) fn manifest(sources: &str) -> Outcome<String> {
    let manifest = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "license": env!("CARGO_PKG_LICENSE"),
        "keywords": KEYWORDS,
        "type": "module",
        "engines": { "node": ">=20" },
        "exports": {
            ".": { "types": TYPES, "default": WHOLE },
            // A server has no files beside its script that it could ask for.
            "./streaming": {
                "types": TYPES, "node": WHOLE, "default": "./cost-calculator.module.js",
            },
            "./react": { "types": "./types/react.d.ts", "default": WHOLE },
            "./vue": { "types": "./types/vue.d.ts", "default": WHOLE },
            "./svelte": { "types": "./types/svelte.d.ts", "default": WHOLE },
            "./*": "./*",
        },
        // For what does not read the above.
        "main": WHOLE,
        "types": TYPES,
        "customElements": "./custom-elements.json",
        "sideEffects": [WHOLE, "./cost-calculator.module.js", "./cost-calculator.js"],
        "sources": sources,
    });
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}
