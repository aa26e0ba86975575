//! What `--help` says.

use super::language::USAGE as LANGUAGE;
use super::{COMMANDS, PROGRAM};

/// What is to be known of a command.
#[derive(Clone, Copy, Debug)]
pub struct Manual {
    /// How it is called.
    pub name: &'static str,
    /// What may follow its name.
    pub usage: &'static str,
    /// What it does, in one line.
    pub what: &'static str,
    /// Its options and what they are for, line by line, and whatever else is
    /// to be known, in parts that follow each other.
    pub more: &'static [&'static str],
}

/// What the options mean that all have that work with a scenario.
pub(super) const SCENARIO: &str = "  --preset ID      begin from a preset of the document
  --period P       begin from the figures of a period
  --set ID=VALUE   set an input, as often as wished: a plain number in its unit, as
                   people write it (37%, £1.8m), a range (25% to 40%), or an option
  --json           as JSON, for other programs";

const CODES: &str = "It ends with 0; with 1 if a document is not sound or a file cannot be read or \
                     written;\nwith 2 if what was typed is not understood.";

/// Letters in a line.
const WIDTH: usize = 90;

impl Manual {
    /// Everything about it, where the program is called `program`.
    #[must_use]
    pub fn page(&self, program: &str) -> String {
        let Self { name, usage, what, more } = self;
        let page = wrapped(&format!("{program} {name} {usage} [--language FILE]"));
        let more = more.join("\n");
        let apart = if more.starts_with(' ') { "\n" } else { "\n\n" };
        format!("{page}\n\n{what}\n\n{LANGUAGE}{apart}{more}").trim_end().to_owned()
    }

    /// One line of a list.
    #[must_use]
    pub fn line(&self) -> String {
        format!("  {:14} {}", self.name, self.what)
    }
}

/// In lines of a terminal's width, where parts of it begin.
fn wrapped(usage: &str) -> String {
    let mut lines = vec![String::new()];
    let parts = usage.replace(" [", "\n[").replace(" | ", "\n| ").replace(" (", "\n(");
    for part in parts.lines() {
        match lines.last_mut() {
            Some(line) if line.len() + part.len() < WIDTH => {
                let space = if line.is_empty() { "" } else { " " };
                line.extend([space, part]);
            }
            _ => lines.push(format!("    {part}")),
        }
    }
    lines.join("\n")
}

/// What the program can do.
pub(super) fn overview() -> String {
    let lines = COMMANDS.map(|c| c.manual.line()).join("\n");
    format!(
        "{PROGRAM} COMMAND FILE …\n\nWorks with a document: a JSON file that says what is known, \
         what is assumed\nand what follows.\n\n{lines}\n\n\
         `{PROGRAM} COMMAND --help` says more of each; `{PROGRAM} --version` which this is.\n\
         {CODES}"
    )
}
