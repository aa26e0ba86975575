//! `test`: everything that must hold, as CI runs it.

use crate::tally::Tally;
use crate::tools::Audit;
use crate::{Outcome, build, instructions, process, root, tools};
use cost_calculator::command::Arguments;
use std::path::PathBuf;
use std::process::Command;

pub(crate) fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    tools::wasm_target()?;
    tools::npm_packages()?;
    let chromium = tools::chromium()?;
    tools::other_engines();
    // Asked for now: cargo may link this program anew while it runs.
    let tool = std::env::current_exe()?;
    let mut tally = Tally::new();

    // Compiles and links for long on one core, in a folder of its own.
    let page = std::thread::spawn(|| build::site(false).map_err(|e| e.to_string()));

    // One run tells everything: nothing stops at the first failure.
    tally.step("The code as it should stand");
    tally.note(process::run(&mut cargo(&["fmt", "--check"])));
    let strict = ["--", "--deny", "warnings"];
    let native = ["clippy", "--quiet", "--all-targets", "--features", "tool"];
    tally.note(process::run(cargo(&native).args(strict)));
    // The browser's half is compiled for the browser only.
    let browser = ["clippy", "--quiet", "--lib", "--target", tools::WASM];
    tally.note(process::run(cargo(&browser).args(strict)));

    tally.step("What it is made of");
    if tools::has_deny() {
        let deny = ["deny", "--all-features", "check", "licenses", "bans", "sources"];
        tally.note(process::run(&mut cargo(&deny)));
    } else {
        say!("Licences and sources are not checked: cargo install cargo-deny");
    }
    match tools::npm_audit() {
        Ok(Audit::Clean) => tally.note(Ok(())),
        Ok(Audit::Defects(told)) => tally.note(Err(told.into())),
        Err(_) => {
            say!("Known defects of npm packages are not checked: no registry answers.");
        }
    }

    tally.step("The library, natively");
    let mut tests = cargo(&["test", "--quiet", "--features", "tool", "--no-fail-fast"]);
    let (printed, well) = process::watch(&mut tests)?;
    tally.add_cargo(&printed, well);

    tally.step("What a step costs, in instructions");
    tally.note(instructions::count(&tool));

    tally.step("The page");
    match page.join() {
        Ok(Ok((_, weights))) => tally.note(weights.check()),
        Ok(Err(told)) => {
            tally.note(Err(told.into()));
            return tally.end();
        }
        Err(_) => {
            tally.note(Err("The build of the page broke off.".into()));
            return tally.end();
        }
    }

    let mut engines = vec![("chromium", "CHROMIUM", chromium)];
    engines.extend(tools::firefox().map(|firefox| ("firefox", "FIREFOX", firefox)));
    for (at, (engine, variable, program)) in engines.into_iter().enumerate() {
        tally.step(&format!("The page in {engine}"));
        let mut node = Command::new("node");
        node.current_dir(root()).env("BROWSER", engine).env(variable, program);
        // The tests ask the native library what the page should show.
        node.env("XTASK", &tool);
        // More than cores: much of a test is waiting for the next frame.
        node.args(["--test", "--test-reporter=spec", "--test-concurrency=4"]);
        // A test that never ends has failed; the others are still told.
        node.arg("--test-timeout=600000");
        node.args(browser_tests(at == 0)?);
        let (printed, well) = process::watch(&mut node)?;
        tally.add_node(&printed, well);
    }

    tally.end()
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(root()).args(arguments);
    cargo
}

/// The files of browser tests; some need to run once only, and not for each
/// engine: they bring their own, or none.
fn browser_tests(once: bool) -> Outcome<Vec<PathBuf>> {
    let of_no_engine = [
        // Compares pictures and colours bit by bit.
        "around.test.mjs",
        // Of the command; its one page is a frame around a form that others try.
        "command.test.mjs",
        // Of what is computed, drawn and said: other files try its ways in each engine.
        "computed.test.mjs",
        "described.test.mjs",
        // Of addresses and messages, which all engines have alike.
        "embed.test.mjs",
        "engines.test.mjs",
        // Counts by a protocol of Chromium's.
        "frame.test.mjs",
        // As long in each engine; what it finds is of the state, not of the engine.
        "guide.test.mjs",
        "language.test.mjs",
        "monkey.test.mjs",
        "options.test.mjs",
        "package.test.mjs",
        "schema.test.mjs",
        // Of forms and of what is said: see the workbench's other files.
        "shapes.test.mjs",
        "states.test.mjs",
        // The tree is made from the page by the same script in each.
        "tree.test.mjs",
        "types.test.mjs",
        "webkit.test.mjs",
    ];
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root().join("tests").join("browser"))? {
        let entry = entry?;
        let name = entry.file_name();
        let is_test = name.to_string_lossy().ends_with(".test.mjs");
        if is_test && (once || !of_no_engine.iter().any(|n| name == *n)) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
