//! `build`: everything a page loads, into `target/site`.

use crate::bundle::{Parts, SCRIPTS};
use crate::minify::{Kind, minify};
use crate::package::{self, File};
use crate::size::{Weight, Weights};
use crate::wasm::{self, Wasm};
use crate::{Outcome, desk, glue, guide, root, sources, statics, workbench};
use cost_calculator::command::Arguments;
use cost_calculator::publish::{self, Form};
use cost_calculator::words::Words;
use std::path::PathBuf;

/// The document that comes with the calculator.
pub(crate) const DOCUMENT: &str = "talking-therapies.json";

/// The same without white space: what the module form loads.
const PLAIN: &str = "talking-therapies.min.json";

/// The picture of the pages for social cards, which only a browser can paint: made by
/// `render --card`, and held by a test to what that would make.
const CARD: &str = "card.png";

/// Files of `www/` that are part of the package as they are.
pub(crate) const AS_THEY_ARE: [&str; 16] = [
    DOCUMENT,
    "document.schema.json",
    "language.schema.json",
    "languages/cy.json",
    "languages/de.json",
    "languages/en-US.json",
    "languages/es.json",
    "languages/fr.json",
    "cost-calculator.d.ts",
    "types/react.d.ts",
    "types/vue.d.ts",
    "types/svelte.d.ts",
    "custom-elements.json",
    "command/main.mjs",
    "command/desk.mjs",
    "command/served.html",
];

pub(crate) fn run(mut arguments: Arguments) -> Outcome {
    let draft = arguments.flag("--draft");
    arguments.end()?;
    let (site, weights) = site(draft)?;
    say!("Built: {}", site.display());
    // A draft is not for readers: what it weighs says nothing.
    if draft { Ok(()) } else { weights.check() }
}

/// Builds the package and the page around it; gives their folder, and what
/// the module form weighs.
pub(crate) fn site(draft: bool) -> Outcome<(PathBuf, Weights)> {
    site_of(wasm::build(draft)?)
}

/// The same of a module that was made.
pub(crate) fn site_of(wasm: Wasm) -> Outcome<(PathBuf, Weights)> {
    let (files, weights) = package_of(wasm)?;
    let folder = root().join("target").join("site");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    package::write(&folder, &files)?;
    guide::write(&folder)?;
    let model = desk::load(&www(DOCUMENT))?;
    let page =
        publish::fill(&text("index.html")?, &[("fallback", &publish::plain(&model)?)])?;
    std::fs::write(folder.join("index.html"), statics::prose(&model, &page)?)?;
    Ok((folder, weights))
}

/// Builds what an author downloads, and weighs the module form of it.
pub(crate) fn package(draft: bool) -> Outcome<(Vec<File>, Weights)> {
    package_of(wasm::build(draft)?)
}

fn package_of(wasm: Wasm) -> Outcome<(Vec<File>, Weights)> {
    let sources = sources::hash(&root())?;
    let model = desk::load(&www(DOCUMENT))?;
    let banner = format!(
        "/* {} {}, {} */\n",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_LICENSE")
    );
    let document = text(DOCUMENT)?;
    let scripts: Vec<String> =
        SCRIPTS.iter().map(|(file, _)| text(file)).collect::<Outcome<_>>()?;
    let english = Words::of("en");
    let parts = Parts {
        glue: &wasm.glue,
        scripts: &scripts,
        styles: &minify(&text("widget.css")?, Kind::Style)?,
        // What is said where no WebAssembly runs that could say it.
        words: &[
            ("cannot_show", english.cannot_show),
            ("stopped", english.stopped),
            ("start_again", english.start_again),
        ],
        wasm: &wasm.first,
        rest: &wasm.rest,
    };
    // Without the white space that people read it by.
    let plain: serde_json::Value = serde_json::from_str(&document)?;
    let plain = serde_json::to_string(&plain)?;
    let module = banner.clone() + &minify(&parts.module()?, Kind::Module)?;
    let streaming = banner.clone() + &minify(&parts.streaming()?, Kind::Module)?;
    let classic = banner + &minify(&parts.classic()?, Kind::Script)?;
    let module = publish::fill(&module, &[("document", &publish::packed(&document)?)])?;
    let page = text("offline.html")?;
    let form = Form { script: &classic, page: &page };
    let tools = wasm::tools()?;
    let binding = minify(&glue::module(&tools.glue), Kind::Module)?;
    let weights = Weights {
        form: vec![
            Weight::of("cost-calculator.wasm", &wasm.first)?,
            Weight::of("cost-calculator.module.js", streaming.as_bytes())?,
            Weight::of(PLAIN, plain.as_bytes())?,
        ],
        after: Weight::of("cost-calculator-rest.wasm", &wasm.rest)?,
    };
    let d = model.document();
    // The page for frames, which loads the script beside it.
    let frame = publish::page(&text("calculator.html")?, &model, &[])?;
    let embed = minify(&text("embed.js")?, Kind::Script)?;
    // Where the page is not known whose calculator this stands for.
    let evaluation = model.evaluate(&model.scenario());
    let still = cost_calculator::statics::plain(&model, &evaluation, "{{link}}");
    let mut files = vec![
        File::new("cost-calculator.js", form.script(&document, "")?),
        File::new("cost-calculator.mjs", module),
        File::new("cost-calculator.module.js", streaming),
        File::new("cost-calculator.wasm", wasm.first),
        File::new("cost-calculator-rest.wasm", wasm.rest),
        File::new("calculator.html", frame),
        File::new("embed.js", embed),
        File::new("oembed.json", package::oembed(&d.title)?),
        File::new("static.html", still),
        File::new("talking-therapies.html", form.sealed(&model, &document, "")?),
        File::new("workbench.html", workbench::page(form, &tools)?),
        // What the command needs: see src/command/bundle.rs.
        File::new("command/calculator.js", classic.as_str()),
        File::new("command/page.html", page.as_str()),
        File::new("command/tools.mjs", binding),
        File::new("command/tools.wasm", tools.first.as_slice()),
        File::new(PLAIN, plain),
        File::new("package.json", package::manifest(&sources)?),
        File::new("README.md", text("authors.md")?),
    ];
    for name in AS_THEY_ARE {
        files.push(File::new(name, text(name)?));
    }
    files.push(File::new(CARD, std::fs::read(www(CARD))?));
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        files.push(File::new(name, std::fs::read(root().join(name))?));
    }
    let hosts = package::hosts(&www("hosts"), &files)?;
    files.retain(|file| file.name != "static.html");
    files.extend(hosts);
    Ok((files, weights))
}

pub(crate) fn www(name: &str) -> PathBuf {
    root().join("www").join(name)
}

pub(crate) fn text(name: &str) -> Outcome<String> {
    let file = www(name);
    std::fs::read_to_string(&file)
        .map_err(|e| format!("{} cannot be read: {e}.", file.display()).into())
}
