//! `fuzz`: the fuzz targets for as long as wished, under cargo-fuzz.

use crate::{Outcome, process, root};
use cost_calculator::command::{Arguments, did_you_mean};
use std::process::Command;

/// What the command understands.
pub(crate) const USAGE: &str = "[TARGET] [--seconds N]";

/// Every file in `tests/fuzz/targets` is one.
const TARGETS: [&str; 6] =
    ["document", "formula", "link", "entry", "distribution", "scene"];

pub(crate) fn run(mut arguments: Arguments) -> Outcome {
    let seconds = arguments.option::<u32>("--seconds")?.unwrap_or(60);
    let target = arguments.command();
    arguments.end()?;
    let chosen: Vec<&str> = match &target {
        None => TARGETS.to_vec(),
        Some(name) => TARGETS.iter().copied().filter(|t| t == name).collect(),
    };
    if let (Some(name), []) = (&target, &*chosen) {
        let near = did_you_mean(name, &TARGETS);
        return Err(format!("There is no fuzz target “{name}”.{near}").into());
    }
    needed()?;
    let folder = root().join("tests").join("fuzz");
    for target in chosen {
        say!("== {target}, {seconds} s ==");
        let mut fuzz = Command::new("cargo");
        // The calculator has no unsafe code for a sanitizer to watch.
        fuzz.args(["+nightly", "fuzz", "run", "--fuzz-dir", ".", "--sanitizer", "none"]);
        fuzz.arg(target).current_dir(&folder).env_remove("CARGO");
        // What is found goes to the first folder, what is kept is in the second.
        let found = folder.join("target").join("found").join(target);
        std::fs::create_dir_all(&found)?;
        fuzz.arg(found).arg(folder.join("corpus").join(target));
        fuzz.arg("--").arg(format!("-max_total_time={seconds}"));
        fuzz.args(["-timeout=10", "-print_final_stats=1"]);
        process::run(&mut fuzz)?;
    }
    Ok(())
}

/// Says what is missing on this machine, and how it is added.
fn needed() -> Outcome {
    for (arguments, missing) in [
        (["+nightly", "--version"], "rustup toolchain install nightly --profile minimal"),
        (["fuzz", "--version"], "cargo install cargo-fuzz"),
    ] {
        let mut command = Command::new("cargo");
        command.args(arguments).env_remove("CARGO");
        if process::read(&mut command).is_err() {
            return Err(format!("Fuzzing needs one thing more: {missing}").into());
        }
    }
    Ok(())
}
