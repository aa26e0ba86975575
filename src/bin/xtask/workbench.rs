//! The page in which an author makes a calculator: one file, which no reader
//! loads.

use crate::build::{AS_THEY_ARE, text, www};
use crate::glue;
use crate::minify::{self, Kind, minify};
use crate::wasm::Wasm;
use crate::{Outcome, root};
use cost_calculator::publish::{Form, between, fill, fits_a_page, packed, policy};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// What an author may begin with: files of `www/`.
const EXAMPLES: [&str; 3] = ["first.json", "talking-therapies.json", "maison.json"];

/// The smallest document that works.
const BLANK: &str = "blank.json";

/// Builds the page. The calculator's own script runs in it and is what it
/// publishes.
pub(crate) fn page(form: Form<'_>, tools: &Wasm) -> Outcome<String> {
    let script = script(&tools.glue)?;
    let template = text("workbench.html")?;
    let data = json!({
        "page": form.page,
        "schema": value("document.schema.json")?,
        "languages": languages()?,
        "blank": text(BLANK)?,
        "examples": EXAMPLES.iter().map(|n| text(n)).collect::<Outcome<Vec<_>>>()?,
    });
    // Nothing of it may end the element that it stands in.
    let data = data.to_string().replace('<', "\\u003c");
    let style = between(&template, "<style>", "</style>")?;
    // The editor puts its style into the page, under this nonce.
    let policy = policy(&[form.script, &script], &[style]);
    let policy = policy.replace("style-src ", "style-src 'nonce-editor' ");
    Ok(fill(
        &template,
        &[
            ("policy", &policy),
            ("calculator", form.script),
            ("workbench", &script),
            ("tools", &packed(&tools.first)?),
            ("data", &data),
            ("licences", &licences()?),
        ],
    )?)
}

/// Every language that the package has, by its tag.
fn languages() -> Outcome<Map<String, Value>> {
    let tags = AS_THEY_ARE.iter().filter_map(|name| {
        name.strip_prefix("languages/").and_then(|name| name.strip_suffix(".json"))
    });
    tags.map(|tag| Ok((tag.to_owned(), value(&format!("languages/{tag}.json"))?)))
        .collect()
}

/// The script of the page: the binding of the tools, and what calls them.
fn script(glue: &str) -> Outcome<String> {
    let bundled = minify::bundle(&www("workbench").join("main.js"), "bench")?;
    let glue = minify(&glue::bind(glue), Kind::Script)?;
    let script = format!("(() => {{\n{glue}\n{bundled}\nbench.start(bind);\n}})();");
    fits_a_page(&script)?;
    Ok(script)
}

/// The licences of the editor's packages, which ask to be handed on.
fn licences() -> Outcome<String> {
    let packages = root().join("node_modules");
    let mut folders: Vec<PathBuf> =
        ["crelt", "style-mod", "w3c-keyname"].map(|name| packages.join(name)).into();
    for scope in ["@codemirror", "@lezer", "@marijn"] {
        for package in std::fs::read_dir(packages.join(scope))? {
            folders.push(package?.path());
        }
    }
    folders.sort();
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for folder in folders {
        let name = folder.strip_prefix(&packages)?.display().to_string();
        let text = std::fs::read_to_string(folder.join("LICENSE"))
            .map_err(|e| format!("{name} has no licence that can be read: {e}."))?;
        match all.iter_mut().find(|(known, _)| *known == text) {
            Some((_, names)) => names.push(name),
            None => all.push((text, vec![name])),
        }
    }
    let told = all.iter().map(|(text, names)| format!("{}:\n\n{text}", names.join(", ")));
    let told = told.collect::<Vec<_>>().join("\n\n");
    fits_a_page(&told)?;
    Ok(told)
}

fn value(name: &str) -> Outcome<Value> {
    Ok(serde_json::from_str(&text(name)?)?)
}
