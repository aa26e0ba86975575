//! `bundle`: a document and the calculator in one file.

use super::going::{Going, Task};
use super::{Arguments, Command, Desk, End, Failure, Manual, Outcome, subject};
use crate::document::Value;
use crate::publish::Form;

pub(super) const COMMAND: Command = Command {
    manual: Manual {
        name: "bundle",
        usage: "FILE [--out OUT] [--watch]",
        what: "Writes a document and the calculator into one file, to publish.",
        more: &["  --out OUT        the file to write. As its name ends: .html is a page that needs nothing
                   else and asks for nothing; .js is one script for a page of your own,
                   with <cost-calculator></cost-calculator> in it. If it is not said, a
                   page is written beside the document, under its name
  --watch          write it again whenever the document changes, until Ctrl-C"],
    },
    run,
};

/// The script of the calculator, with places for a document and its language;
/// and the page around it. Both are files of the package.
const SCRIPT: &str = "command/calculator.js";
const PAGE: &str = "command/page.html";

/// What is written, and where.
#[derive(Debug)]
struct Bundle {
    out: String,
    kind: Kind,
}

/// What a document is published as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    Script,
}

fn run(mut arguments: Arguments, desk: &dyn Desk) -> Outcome<End> {
    let out = arguments.option::<String>("--out")?;
    let watch = arguments.flag("--watch");
    let file = arguments.file()?;
    let out = out.unwrap_or_else(|| desk.beside(&file, &named(&file)));
    let kind = match out.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html" | "htm") => Kind::Page,
        Some("js") => Kind::Script,
        _ => return Err(Failure::usage(format!("{out}: --out ends in .html or .js."))),
    };
    if out == file {
        return Err(Failure::usage("--out is the document itself."));
    }
    let mut bundle = Bundle { out, kind };
    let text = subject::read(desk, &file)?;
    desk.say(&bundle.make(desk, &file, &text)?);
    if !watch {
        return Ok(None);
    }
    desk.note(&format!("{file} is followed (stop with Ctrl-C)"));
    Ok(Some(Going::new(&file, &text, bundle)))
}

/// The name of a page for a document.
fn named(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    format!("{}.html", name.strip_suffix(".json").unwrap_or(name))
}

impl Task for Bundle {
    fn make(&mut self, desk: &dyn Desk, file: &str, text: &str) -> Outcome<String> {
        let made = made(desk, file, text, self.kind)?;
        desk.write(&self.out, &made).map_err(|t| t.writing(&self.out))?;
        Ok(self.out.clone())
    }
}

/// A document and the calculator in one. It must be sound.
pub(super) fn made(
    desk: &dyn Desk,
    file: &str,
    text: &str,
    kind: Kind,
) -> Outcome<String> {
    let model = subject::of_text(desk, file, text)?;
    subject::once(text)?;
    let value: Value = serde_json::from_str(text)?;
    let language = subject::language_of(desk, &value).map(|(_, text)| text);
    let language = language.unwrap_or_default();
    let carried = |name| {
        desk.carried(name).ok_or_else(|| format!("This program carries no {name}."))
    };
    let script = carried(SCRIPT)?;
    Ok(match kind {
        Kind::Page => {
            let form = Form { script: &script, page: &carried(PAGE)? };
            form.sealed(&model, text, &language)?
        }
        Kind::Script => Form { script: &script, page: "" }.script(text, &language)?,
    })
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_page_has_the_name_of_its_document() {
        assert_eq!(named("a.b/my.tea.json"), "my.tea.html");
        assert_eq!(named(r"C:\tea"), "tea.html");
    }
}
