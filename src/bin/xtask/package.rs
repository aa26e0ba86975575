//! The files that an author downloads.

use crate::Outcome;
use serde_json::json;
use std::path::Path;

/// One file of the package.
pub(crate) struct File {
    /// Its path in the package, with `/` between folders.
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
}

impl File {
    pub(crate) fn new(name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), content: content.into() }
    }
}

/// In a file for a host, the version of the package.
const VERSION: &str = "{{cost-calculator-version}}";

/// What the folders for hosts hold beside the files of `www/hosts`: a folder, and
/// what of the package it carries besides all languages.
const CARRIED: [(&str, &[&str]); 2] = [
    (
        "wordpress/cost-calculator",
        &["cost-calculator.js", "calculator.html", "static.html", "LICENSE-MIT"],
    ),
    (
        "python/cost_calculator",
        &["cost-calculator.js", "cost-calculator.mjs", "LICENSE-MIT"],
    ),
];

/// The folders for hosts: what is written for each, and what each carries of
/// `files`.
pub(crate) fn hosts(source: &Path, files: &[File]) -> Outcome<Vec<File>> {
    let mut hosts = Vec::new();
    collect(source, "", &mut hosts)?;
    for (folder, names) in CARRIED {
        if !source.join(folder).is_dir() {
            continue;
        }
        let languages = files.iter().map(|f| f.name.as_str());
        let languages = languages.filter(|name| name.starts_with("languages/"));
        for name in names.iter().copied().chain(languages) {
            let file = files.iter().find(|f| f.name == name);
            let file = file.ok_or_else(|| format!("The package has no {name}."))?;
            hosts.push(File::new(format!("{folder}/{name}"), file.content.clone()));
        }
    }
    Ok(hosts)
}

fn collect(folder: &Path, under: &str, into: &mut Vec<File>) -> Outcome {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    for entry in entries {
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            // What Python leaves beside its sources is none.
            if !name.ends_with("__pycache__") {
                collect(&entry.path(), &format!("{name}/"), into)?;
            }
        } else {
            let text = std::fs::read_to_string(entry.path())?;
            into.push(File::new(name, text.replace(VERSION, env!("CARGO_PKG_VERSION"))));
        }
    }
    Ok(())
}

/// What a host that knows oEmbed is told of the page for frames. Its author puts
/// their own address in.
pub(crate) fn oembed(title: &str) -> Outcome<String> {
    let frame = format!(
        "<iframe src=\"https://example.org/calculator.html\" title=\"{}\" width=\"100%\" \
         height=\"900\" loading=\"lazy\" style=\"border: 0\"></iframe>",
        cost_calculator::chart::escaped(title)
    );
    let description = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": env!("CARGO_PKG_NAME"),
        "provider_url": "https://example.org/",
        "width": 800,
        "height": 900,
        "html": frame,
    });
    Ok(serde_json::to_string_pretty(&description)? + "\n")
}

/// Writes files into a folder.
pub(crate) fn write(folder: &Path, files: &[File]) -> Outcome {
    std::fs::create_dir_all(folder)?;
    for file in files {
        let path = folder.join(&file.name);
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
        // The folders for other hosts carry the script once more.
        "files": ["*", "!wordpress", "!python", "!recipes"],
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
        "bin": { "cost-calculator": "command/main.mjs" },
        // For what does not read the above.
        "main": WHOLE,
        "types": TYPES,
        "customElements": "./custom-elements.json",
        "sideEffects": [WHOLE, "./cost-calculator.module.js", "./cost-calculator.js"],
        "sources": sources,
    });
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}
