//! `test`: everything that must hold, as CI runs it.

use crate::tools::Audit;
use crate::{Outcome, build, instructions, process, root, tools};
use cost_calculator::command::Arguments;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

pub(crate) fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    tools::wasm_target()?;
    tools::npm_packages()?;
    let chromium = tools::chromium()?;
    tools::other_engines();
    // Asked for now: cargo may link this program anew while it runs.
    let tool = std::env::current_exe()?;
    let mut totals = Totals::default();

    // One run tells everything: nothing stops at the first failure.
    let began = Instant::now();
    let step = |title: &str| {
        let s = began.elapsed().as_secs();
        say!("\n== {title} == after {}:{:02} min", s / 60, s % 60);
    };
    step("The code as it should stand");
    totals.note(process::run(&mut cargo(&["fmt", "--check"])));
    let strict = ["--", "--deny", "warnings"];
    let native = ["clippy", "--quiet", "--all-targets", "--features", "tool"];
    totals.note(process::run(cargo(&native).args(strict)));
    // The browser's half is compiled for the browser only.
    let browser = ["clippy", "--quiet", "--lib", "--target", tools::WASM];
    totals.note(process::run(cargo(&browser).args(strict)));

    step("What it is made of");
    if tools::has_deny() {
        let deny = ["deny", "--all-features", "check", "licenses", "bans", "sources"];
        totals.note(process::run(&mut cargo(&deny)));
    } else {
        say!("Licences and sources are not checked: cargo install cargo-deny");
    }
    match tools::npm_audit() {
        Ok(Audit::Clean) => totals.note(Ok(())),
        Ok(Audit::Defects(told)) => totals.note(Err(told.into())),
        Err(_) => {
            say!("Known defects of npm packages are not checked: no registry answers.");
        }
    }

    // Links for long on one core, in a folder of its own.
    let page = std::thread::spawn(|| build::site(false).map_err(|e| e.to_string()));
    step("The library, natively");
    let mut tests = cargo(&["test", "--quiet", "--features", "tool", "--no-fail-fast"]);
    let (printed, well) = process::watch(&mut tests)?;
    totals.add_cargo(&printed, well);

    step("What a step costs, in instructions");
    totals.note(instructions::count(&tool));

    step("The page");
    let (_, weights) = page.join().map_err(|_| "The build of the page broke off.")??;
    totals.note(weights.check());

    let mut engines = vec![("chromium", "CHROMIUM", chromium)];
    engines.extend(tools::firefox().map(|firefox| ("firefox", "FIREFOX", firefox)));
    for (at, (engine, variable, program)) in engines.into_iter().enumerate() {
        step(&format!("The page in {engine}"));
        let mut node = Command::new("node");
        node.current_dir(root()).env("BROWSER", engine).env(variable, program);
        // The tests ask the native library what the page should show.
        node.env("XTASK", &tool);
        // More than cores: much of a test is waiting for the next frame.
        node.args(["--test", "--test-reporter=spec", "--test-concurrency=3"]);
        // A test that never ends has failed; the others are still told.
        node.arg("--test-timeout=600000");
        node.args(browser_tests(at == 0)?);
        let (printed, well) = process::watch(&mut node)?;
        totals.add_node(&printed, well);
    }

    step("The end");
    say!("\n{} passed, {} failed", totals.passed, totals.failed);
    if totals.failed == 0 { Ok(()) } else { Err("Not everything holds.".into()) }
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
        // Of addresses and messages, which all engines have alike.
        "embed.test.mjs",
        "engines.test.mjs",
        // Counts by a protocol of Chromium's.
        "frame.test.mjs",
        // As long in each engine; what it finds is of the state, not of the engine.
        "monkey.test.mjs",
        "package.test.mjs",
        "schema.test.mjs",
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

/// How many tests passed and failed.
#[derive(Default)]
struct Totals {
    passed: usize,
    failed: usize,
}

impl Totals {
    /// Counts a check that is not a test by itself.
    fn note(&mut self, outcome: Outcome) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(error) => {
                say!("{error}");
                self.failed += 1;
            }
        }
    }

    /// Reads `test result: ok. 12 passed; 0 failed; …`.
    fn add_cargo(&mut self, printed: &str, well: bool) {
        let before = self.failed;
        for line in printed.lines().filter(|l| l.starts_with("test result:")) {
            for part in line.split(['.', ';']) {
                match part.split_whitespace().collect::<Vec<_>>().as_slice() {
                    [n, "passed"] => self.passed += n.parse().unwrap_or(0),
                    [n, "failed"] => self.failed += n.parse().unwrap_or(0),
                    _ => {}
                }
            }
        }
        self.must_have_failed(before, well);
    }

    /// Reads `ℹ pass 12`.
    fn add_node(&mut self, printed: &str, well: bool) {
        let before = self.failed;
        for line in printed.lines() {
            match line.split_whitespace().collect::<Vec<_>>().as_slice() {
                ["ℹ", "pass", n] => self.passed += n.parse().unwrap_or(0),
                ["ℹ", "fail" | "cancelled", n] => self.failed += n.parse().unwrap_or(0),
                _ => {}
            }
        }
        self.must_have_failed(before, well);
    }

    /// A runner that ends badly without a failed test (its tests do not
    /// compile, say) counts as one.
    fn must_have_failed(&mut self, before: usize, well: bool) {
        if !well && self.failed == before {
            self.failed += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_read_from_both_runners() {
        let mut totals = Totals::default();
        let cargo = "test result: FAILED. 12 passed; 1 failed; 3 ignored; 0 measured";
        totals.add_cargo(cargo, false);
        totals.add_node("ℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ cancelled 2\n", false);
        assert_eq!((totals.passed, totals.failed), (16, 4));
    }

    #[test]
    fn tests_that_do_not_compile_have_failed() {
        let mut totals = Totals::default();
        totals.add_cargo("", false);
        assert_eq!(totals.failed, 1);
    }
}
