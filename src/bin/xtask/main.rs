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
mod arguments;
mod bench;
mod build;
mod bundle;
mod check;
mod evaluate;
mod fuzz;
mod glue;
mod guide;
mod headlines;
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
mod render;
mod same;
mod scenario;
mod sensitivity;
mod serve;
mod simulate;
mod size;
mod sources;
mod statics;
mod test;
mod tools;
mod wasm;
mod workbench;

use arguments::Arguments;
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
    ("check", "FILE", "say everything that is wrong with a document", check::run),
    ("evaluate", scenario::USAGE, "work out every value of a document", evaluate::run),
    ("simulate", simulate::USAGE, "draw what is uncertain, many times", simulate::run),
    ("sensitivity", sensitivity::USAGE, "say what moves a metric", sensitivity::run),
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
    (
        "render",
        render::USAGE,
        "draw a chart of a document or its card, or write its static form",
        render::run,
    ),
];

fn main() -> ExitCode {
    let mut arguments = Arguments::from_env();
    let outcome = match arguments.command() {
        None => {
            say!("{}", help().trim_end());
            Ok(())
        }
        Some(name) => match COMMANDS.iter().find(|c| c.0 == name) {
            Some((_, _, _, run)) => run(arguments),
            None => Err(unknown(&name).into()),
        },
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
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
    help
}

fn unknown(name: &str) -> String {
    let names: Vec<&str> = COMMANDS.iter().map(|c| c.0).collect();
    let near = arguments::did_you_mean(name, &names);
    format!("There is no command “{name}”.{near}\n\n{}", help().trim_end())
}

/// The folder of the crate, wherever the command is started from.
fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| ".".into(), PathBuf::from)
}
