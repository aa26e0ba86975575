//! The commands for authors and analysts: what is typed, what is answered. The
//! installed program, the one for Node.js and the maintainers' own are three
//! desks at which the same commands work.

mod arguments;
mod bundle;
mod check;
mod desk;
mod evaluate;
mod failure;
mod going;
mod headlines;
#[cfg(target_arch = "wasm32")]
pub mod js;
mod language;
#[cfg(not(target_arch = "wasm32"))]
mod machine;
mod manual;
mod render;
mod sensitivity;
mod serve;
mod simulate;
mod subject;

use language::Language;

pub use arguments::{Arguments, did_you_mean};
pub use desk::{Browsers, Desk, Painting, Trouble};
pub use failure::{Failure, Outcome};
pub use going::{Answer, Going, is_this_machine};
#[cfg(not(target_arch = "wasm32"))]
pub use machine::{Machine, browser, host, listening};
pub use manual::Manual;
pub use serve::PORTS;
pub use subject::load;

/// What a command ends with: nothing more, or something that goes on.
pub type End = Option<Going>;

/// One command.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// What is to be known of it.
    pub manual: Manual,
    /// What it does.
    run: fn(Arguments, &dyn Desk) -> Outcome<End>,
}

impl Command {
    /// Begins it, at a desk with the author’s own language if one is brought.
    ///
    /// # Errors
    /// If it could not be done.
    pub fn begin(&self, mut arguments: Arguments, desk: &dyn Desk) -> Outcome<End> {
        let Some(file) = arguments.option::<String>("--language")? else {
            return (self.run)(arguments, desk);
        };
        let language = Language::read(desk, file)?;
        let end = (self.run)(arguments, &language.at(desk))?;
        language.told(desk);
        Ok(end.map(|going| going.speaking(language)))
    }
}

/// All of them, in the order in which an author meets them.
pub const COMMANDS: [Command; 7] = [
    check::COMMAND,
    serve::COMMAND,
    bundle::COMMAND,
    evaluate::COMMAND,
    simulate::COMMAND,
    sensitivity::COMMAND,
    render::COMMAND,
];

/// The name of the program.
pub const PROGRAM: &str = "cost-calculator";

/// Does what the words say that were typed after the program's name.
///
/// # Errors
/// If it could not be done, or the words say nothing that is known.
pub fn run(mut arguments: Arguments, desk: &dyn Desk) -> Outcome<End> {
    let helps = arguments.asks_for_help();
    let Some(name) = arguments.command() else {
        if arguments.flag("--version") {
            arguments.end()?;
            desk.say(&format!("{PROGRAM} {}", env!("CARGO_PKG_VERSION")));
            return Ok(None);
        }
        arguments.end()?;
        desk.say(&manual::overview());
        return Ok(None);
    };
    // Asked for as many ask: `help check`.
    let asked = (name == "help").then(|| arguments.command());
    let name = match asked {
        Some(None) => {
            desk.say(&manual::overview());
            return Ok(None);
        }
        Some(Some(name)) => name,
        None if helps => name,
        None => return find(&name)?.begin(arguments, desk),
    };
    desk.say(&find(&name)?.manual.page(PROGRAM));
    Ok(None)
}

fn find(name: &str) -> Outcome<Command> {
    COMMANDS.into_iter().find(|c| c.manual.name == name).ok_or_else(|| {
        let near = did_you_mean(name, &COMMANDS.map(|c| c.manual.name));
        let told = format!("There is no command “{name}”.{near}\n\n");
        Failure::usage(told + &manual::overview())
    })
}
