//! `--language`: a language that the author brings, beside those of the package.

use super::{Desk, Failure, Outcome, Painting, Trouble, subject};
use crate::document::Value;
use std::cell::Cell;

/// Its option, for those who ask how a command is used.
pub(super) const USAGE: &str = "  --language FILE  a language of your own, as its JSON, for a document that names it";

/// The file of a language that an author brings.
#[derive(Debug)]
pub(super) struct Language {
    file: String,
    tag: String,
    text: String,
    /// Whether a document asked for it.
    used: Cell<bool>,
}

impl Language {
    /// Reads it.
    ///
    /// # Errors
    /// If it cannot be read, or does not say which language it is.
    pub(super) fn read(desk: &dyn Desk, file: String) -> Outcome<Self> {
        let text = subject::read(desk, &file)?;
        let value: Value = serde_json::from_str(&text)
            .map_err(|e| format!("{file} is not JSON: {e}."))?;
        match value.get("language") {
            Some(Value::Text(tag)) if !tag.is_empty() => {
                let tag = tag.clone();
                Ok(Self { file, tag, text, used: Cell::new(false) })
            }
            _ => Err(Failure::usage(format!(
                "{file} is no language: its tag is missing, as “language”."
            ))),
        }
    }

    /// Says that no document spoke it, if none did.
    pub(super) fn told(&self, desk: &dyn Desk) {
        if !self.used.get() {
            let Self { file, tag, .. } = self;
            desk.note(&format!("{file} was not needed: the document does not say that its language is “{tag}”."));
        }
    }

    /// The desk that has it among its files.
    pub(super) const fn at<'a>(&'a self, desk: &'a dyn Desk) -> Speaking<'a> {
        Speaking { language: self, desk }
    }
}

/// A desk at which an author’s own language lies.
pub(super) struct Speaking<'a> {
    language: &'a Language,
    desk: &'a dyn Desk,
}

impl Desk for Speaking<'_> {
    fn say(&self, line: &str) {
        self.desk.say(line);
    }

    fn note(&self, line: &str) {
        self.desk.note(line);
    }

    fn read(&self, file: &str) -> Result<String, Trouble> {
        self.desk.read(file)
    }

    fn write(&self, file: &str, text: &str) -> Result<(), Trouble> {
        self.desk.write(file, text)
    }

    fn beside(&self, file: &str, name: &str) -> String {
        self.desk.beside(file, name)
    }

    fn carried(&self, name: &str) -> Option<String> {
        let Language { tag, text, used, .. } = self.language;
        if name == subject::language_file(tag) {
            used.set(true);
            return Some(text.clone());
        }
        self.desk.carried(name)
    }

    fn paint(&self, painting: &Painting<'_>) -> Result<(), String> {
        self.desk.paint(painting)
    }
}
