//! The commands for authors at the maintainers' desk: with the files of these
//! sources in place of those that the installed program carries.

use crate::{Outcome, root};
use cost_calculator::Model;
use cost_calculator::command::{self, Arguments, COMMANDS, Command, Machine};
use std::borrow::Cow;
use std::path::Path;

/// Those that the tool has too. `serve` is the page here.
pub(crate) fn commands() -> impl Iterator<Item = Command> {
    COMMANDS.into_iter().filter(|c| c.manual.name != "serve")
}

/// Does what a command of theirs does.
pub(crate) fn run(command: Command, arguments: Arguments) -> Outcome {
    let machine = machine();
    match command.begin(arguments, &machine)? {
        Some(going) => Ok(machine.go_on(going)?),
        None => Ok(()),
    }
}

/// Reads and checks a document.
pub(crate) fn load(file: &Path) -> Outcome<Model> {
    Ok(command::load(&machine(), &file.to_string_lossy())?)
}

fn machine() -> Machine {
    Machine { carried }
}

fn carried(name: &str) -> Option<Cow<'static, str>> {
    let from = if name.starts_with("languages/") { "www" } else { "pkg" };
    std::fs::read_to_string(root().join(from).join(name)).ok().map(Cow::Owned)
}
