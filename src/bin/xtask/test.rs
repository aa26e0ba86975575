//! `test`: everything that must hold, as CI runs it.

use crate::arguments::Arguments;
use crate::{Outcome, build, process, root, size, tools};
use std::process::Command;

pub(crate) fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    tools::wasm_target()?;
    tools::npm_packages()?;
    let chromium = tools::chromium()?;
    let mut totals = Totals::default();

    step("The code as it should stand");
    process::run(&mut cargo(&["fmt", "--check"]))?;
    let strict = ["--", "--deny", "warnings"];
    process::run(cargo(&["clippy", "--all-targets", "--features", "tool"]).args(strict))?;
    // The browser's half is compiled for the browser only.
    process::run(cargo(&["clippy", "--lib", "--target", tools::WASM]).args(strict))?;

    step("The library, natively");
    let mut tests = cargo(&["test", "--features", "tool", "--no-fail-fast"]);
    let (printed, passed) = process::watch(&mut tests)?;
    totals.add_cargo(&printed);
    let mut well = passed;

    step("The page");
    let (_, weights) = build::site(false)?;
    if let Err(heavy) = size::check(&weights) {
        println!("{heavy}");
        totals.failed += 1;
    }

    step("The page in a browser");
    let mut node = Command::new("node");
    node.current_dir(root()).env("CHROMIUM", chromium);
    // The tests ask the native library what the page should show.
    node.env("XTASK", std::env::current_exe()?);
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]);
    node.args(browser_tests()?);
    let (printed, passed) = process::watch(&mut node)?;
    totals.add_node(&printed);
    well &= passed;

    println!("\n{} passed, {} failed", totals.passed, totals.failed);
    if well && totals.failed == 0 { Ok(()) } else { Err("Not everything holds.".into()) }
}

fn step(title: &str) {
    println!("\n== {title} ==");
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(root()).args(arguments);
    cargo
}

fn browser_tests() -> Outcome<Vec<std::path::PathBuf>> {
    let folder = root().join("tests").join("browser");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
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
    /// Reads `test result: ok. 12 passed; 0 failed; …`.
    fn add_cargo(&mut self, printed: &str) {
        for line in printed.lines().filter(|l| l.starts_with("test result:")) {
            for part in line.split(['.', ';']) {
                match part.split_whitespace().collect::<Vec<_>>().as_slice() {
                    [n, "passed"] => self.passed += n.parse().unwrap_or(0),
                    [n, "failed"] => self.failed += n.parse().unwrap_or(0),
                    _ => {}
                }
            }
        }
    }

    /// Reads `ℹ pass 12`.
    fn add_node(&mut self, printed: &str) {
        for line in printed.lines() {
            match line.split_whitespace().collect::<Vec<_>>().as_slice() {
                ["ℹ", "pass", n] => self.passed += n.parse().unwrap_or(0),
                ["ℹ", "fail" | "cancelled", n] => self.failed += n.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_read_from_both_runners() {
        let mut totals = Totals::default();
        totals.add_cargo("test result: ok. 12 passed; 1 failed; 3 ignored; 0 measured");
        totals.add_node("ℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ cancelled 2\n");
        assert_eq!((totals.passed, totals.failed), (16, 4));
    }
}
