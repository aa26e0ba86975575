//! `bench`: the simulation, the frame of a drag, start, weight and memory beside
//! other people's tools. Ratios of what was measured in one run on one machine.

mod page;
mod simulation;
mod table;

use crate::{Outcome, build, process, root, tools};
use cost_calculator::command::Arguments;
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;
use table::Row;

/// What it understands.
pub(crate) const USAGE: &str = "[--rounds N] [--only PART ...] [--json] [--markdown]";

const DRAWS: usize = 100_000;

/// What can be measured by itself.
const PARTS: [&str; 5] = ["simulation", "drag", "start", "memory", "growth"];

/// NumPy as it is measured.
const NUMPY: &str = "numpy==2.4.6";

pub(crate) fn run(mut arguments: Arguments) -> Outcome {
    let rounds = arguments.option::<usize>("--rounds")?.unwrap_or(3).max(1);
    let only = arguments.options("--only")?;
    let (as_json, as_markdown) = (arguments.flag("--json"), arguments.flag("--markdown"));
    arguments.end()?;
    if let Some(unknown) = only.iter().find(|o| !PARTS.contains(&o.as_str())) {
        let near = cost_calculator::command::did_you_mean(unknown, &PARTS);
        return Err(format!("“{unknown}” is not measured here.{near}").into());
    }
    let wanted = |part: &str| only.is_empty() || only.iter().any(|o| o == part);
    prepare(wanted("simulation"))?;
    build::site(false)?;

    let before = load()?;
    let mut rows: Vec<Row> = Vec::new();
    let mut wrong = Vec::new();
    if wanted("simulation") {
        let (found, differing) = simulation::rows(rounds)?;
        rows.extend(found);
        wrong.extend(differing);
    }
    for (part, measured) in [
        ("drag", page::drag as fn(usize) -> Outcome<Vec<Row>>),
        ("start", page::start),
        ("memory", page::memory),
        ("growth", page::growth),
    ] {
        if wanted(part) {
            rows.extend(measured(rounds)?);
        }
    }
    let machine = json!({
        "processors": std::thread::available_parallelism()?.get(),
        "load": [before, load()?],
        "browser": process::read(Command::new(tools::chromium()?).arg("--version"))?,
    });
    wrong.extend(rows.iter().filter_map(Row::unmet));
    if as_json {
        let rows: Vec<Value> = rows.iter().map(Row::json).collect();
        say!("{}", json!({ "machine": machine, "rounds": rounds, "rows": rows }));
    } else if as_markdown {
        say!("{}", table::markdown(&rows, &machine).trim_end());
    } else {
        say!("{}", table::text(&rows, &machine).trim_end());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Installs what is measured against, once.
fn prepare(simulates: bool) -> Outcome {
    tools::npm_packages()?;
    let benches = root().join("benches");
    let npm = |first: &str, rest: &[&str]| {
        let windows = cfg!(windows).then(|| format!("{first}.cmd"));
        let mut command = Command::new(windows.as_deref().unwrap_or(first));
        command.args(rest).current_dir(&benches);
        command
    };
    if !benches.join("node_modules").join("chart.js").is_dir() {
        say!("Installing what is measured against …");
        process::run(&mut npm("npm", &["ci", "--no-audit", "--no-fund"]))?;
    }
    // Squiggle's component is published for bundlers only.
    let made = root().join("target").join("bench-pages");
    if !made.join("squiggle.js").is_file() {
        let mut bundle = npm("npx", &["esbuild", "pages/squiggle.jsx", "--bundle"]);
        bundle.args(["--splitting", "--minify", "--format=esm", "--log-level=error"]);
        bundle.arg("--define:process.env.NODE_ENV=\"production\"");
        process::run(bundle.arg(format!("--outdir={}", made.display())))?;
    }
    if !simulates {
        return Ok(());
    }
    if !python().is_file() {
        say!("Installing NumPy …");
        let mut make = Command::new(if cfg!(windows) { "python" } else { "python3" });
        process::run(make.args(["-m", "venv"]).arg(environment()))
            .map_err(|e| format!("{e}\nPython 3 with its venv module is needed."))?;
    }
    let mut pip = Command::new(python());
    process::run(pip.args(["-m", "pip", "install", "--quiet", NUMPY]))
}

fn environment() -> PathBuf {
    root().join("target").join("bench-python")
}

fn python() -> PathBuf {
    let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    environment().join(inside)
}

/// How many programs want a processor at present, over the last minute.
fn load() -> Outcome<f64> {
    let mut node = Command::new("node");
    node.args(["-p", "require('os').loadavg()[0]"]);
    Ok(process::read(&mut node)?.parse()?)
}

/// Runs a program of `benches/`, as often over as asked; what it prints.
fn measure(script: &str, rounds: usize) -> Outcome<Value> {
    measure_with(script, &["--rounds".as_ref(), rounds.to_string().as_ref()])
}

/// Runs a program of `benches/` on what is given; what it prints.
fn measure_with(script: &str, given: &[&OsStr]) -> Outcome<Value> {
    let is_python = script.ends_with(".py");
    let mut program = Command::new(if is_python { python() } else { "node".into() });
    program.arg(root().join("benches").join(script)).args(given);
    program.env("CHROMIUM", tools::chromium()?);
    Ok(serde_json::from_str(&process::read(&mut program)?)?)
}
