//! `cargo xtask`: builds, serves, tests and measures the calculator, and works
//! with documents on the command line. Never part of the widget.

/// Prints a line. A reader that stops listening, like `head`, is no reason to
/// fail, let alone to panic as `println!` does.
macro_rules! say {
    ($($line:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($line)*);
    }};
}

mod anatomy;
mod bench;
mod build;
mod bundle;
mod desk;
mod fuzz;
mod glue;
mod guide;
mod hosts;
mod instructions;
mod later;
mod likeness;
mod minify;
mod moving;
mod package;
mod part;
mod process;
mod release;
mod same;
mod serve;
mod size;
mod sources;
mod statics;
mod tally;
mod test;
mod tools;
mod wasm;
mod workbench;

use cost_calculator::command::{Arguments, did_you_mean};
use std::path::PathBuf;
use std::process::ExitCode;

/// What a command comes to: nothing, or why it failed, in words.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// A command: its name, what follows it, what it does, and its code.
type Command = (&'static str, &'static str, &'static str, fn(Arguments) -> Outcome);

const COMMANDS: &[Command] = &[
    (
        "serve",
        "[--port N] [--draft]",
        "build what is needed and show the page",
        serve::run,
    ),
    ("test", "", "check, test and measure everything", test::run),
    ("build", "[--draft]", "build the page into target/site", build::run),
    ("release", "", "build, and write what authors download into pkg", release::run),
    ("bench", bench::USAGE, "measure against other people's tools", bench::run),
    (
        "instructions",
        instructions::USAGE,
        "count what an evaluation and 1,000 draws ask of the processor",
        instructions::run,
    ),
    ("moving", "", "make the moving picture of the README anew", moving::run),
    ("later", "", "find out again what is needed at first and what later", later::run),
    ("fuzz", fuzz::USAGE, "try what nobody would write (a nightly compiler)", fuzz::run),
    (
        "hosts",
        hosts::USAGE,
        "try the package in real hosts, in three engines (installs their tools)",
        hosts::run,
    ),
    ("same", "", "build twice from nothing, and compare the bytes", same::run),
];

fn main() -> ExitCode {
    match run(Arguments::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Arguments) -> Outcome {
    let helps = arguments.asks_for_help();
    let Some(name) = arguments.command() else {
        arguments.end()?;
        say!("{}", help().trim_end());
        return Ok(());
    };
    if let Some((name, rest, what, run)) = COMMANDS.iter().find(|c| c.0 == name) {
        if helps {
            say!("{}\n\n{what}", format!("cargo xtask {name} {rest}").trim_end());
            return Ok(());
        }
        return run(arguments);
    }
    match desk::commands().find(|c| c.manual.name == name) {
        Some(command) if helps => say!("{}", command.manual.page("cargo xtask")),
        Some(command) => desk::run(command, arguments)?,
        None => return Err(unknown(&name).into()),
    }
    Ok(())
}

fn help() -> String {
    let mut help = "Usage: cargo xtask COMMAND\n\n".to_owned();
    for (name, rest, what, _) in COMMANDS {
        let usage = format!("{name} {rest}");
        if usage.len() > 24 {
            help += &format!("  {usage}\n  {:24} {what}\n", "");
        } else {
            help += &format!("  {usage:24} {what}\n");
        }
    }
    help +=
        "\nFor authors, as the program cost-calculator has them (--help tells more):\n\n";
    for command in desk::commands() {
        help += &(command.manual.line() + "\n");
    }
    help
}

fn unknown(name: &str) -> String {
    let own = COMMANDS.iter().map(|c| c.0);
    let names: Vec<&str> = own.chain(desk::commands().map(|c| c.manual.name)).collect();
    let near = did_you_mean(name, &names);
    format!("There is no command “{name}”.{near}\n\n{}", help().trim_end())
}

/// The folder of the crate, wherever the command is started from.
fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| ".".into(), PathBuf::from)
}
