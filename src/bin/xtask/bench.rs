//! `bench`: how fast the simulation is beside other people's tools, and what a
//! drag costs. Ratios of times taken in one run on one machine.

use crate::arguments::Arguments;
use crate::{Outcome, build, process, root, scenario, tools};
use cost_calculator::Model;
use cost_calculator::distribution::Distribution;
use cost_calculator::document::Input;
use cost_calculator::model::Evaluation;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What it understands.
pub(crate) const USAGE: &str = "[--rounds N] [--json]";

const DRAWS: usize = 100_000;

/// Milliseconds within which 95 of 100 moves of the pointer over a chart are
/// told of.
const POINTER: f64 = 4.0;

/// NumPy as it is measured.
const NUMPY: &str = "numpy==2.4.6";

/// A program of `benches/` that does the same work.
struct Rival {
    name: &'static str,
    script: &'static str,
    /// How many times as long as ours it must take.
    at_least: f64,
}

const RIVALS: [Rival; 3] = [
    Rival { name: "NumPy", script: "numpy_model.py", at_least: 2.0 },
    Rival { name: "JavaScript with jStat", script: "jstat.mjs", at_least: 8.0 },
    Rival { name: "Squiggle", script: "squiggle.mjs", at_least: 15.0 },
];

pub(crate) fn run(mut arguments: Arguments) -> Outcome {
    let rounds = arguments.option::<usize>("--rounds")?.unwrap_or(3).max(1);
    let as_json = arguments.flag("--json");
    arguments.end()?;
    prepare()?;
    build::site(false)?;
    let task = root().join("target").join("bench.json");
    std::fs::write(&task, self::task()?.to_string())?;

    // In turn, so that a busy minute meets all alike.
    let mut ours = Vec::new();
    let mut theirs = RIVALS.map(|_| Vec::new());
    for _ in 0..rounds {
        ours.push(measure("calculator.mjs", &task)?);
        for (rival, found) in RIVALS.iter().zip(&mut theirs) {
            found.push(measure(rival.script, &task)?);
        }
    }
    let drag = measure("dragging.mjs", &task)?;

    let own = fastest(&ours);
    let mut rivals = Map::new();
    let mut wrong = Vec::new();
    for (rival, found) in RIVALS.iter().zip(&theirs) {
        let (taken, name) = (fastest(found), rival.name);
        let times = taken / own;
        if times < rival.at_least || times.is_nan() {
            let wanted = rival.at_least;
            wrong.push(format!("{name} takes {times:.1} times as long, not {wanted}."));
        }
        wrong.extend(disagreements(name, &ours, found));
        let row = json!({ "milliseconds": taken, "times_ours": times });
        rivals.insert(name.to_owned(), row);
    }
    let pointer = drag.get("pointer").and_then(|p| p.get("p95")?.as_f64());
    if pointer.is_none_or(|p95| p95 >= POINTER) {
        wrong.push(format!("A move over a chart takes {pointer:?} ms, not {POINTER}."));
    }
    let found = json!({
        "draws": DRAWS,
        "calculator": { "milliseconds": own, "drag_milliseconds": drag },
        "rivals": rivals,
    });
    if as_json {
        say!("{found}");
    } else {
        say!("{}", table(own, &rivals, &drag).trim_end());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Installs what is measured against, once.
fn prepare() -> Outcome {
    tools::npm_packages()?;
    let benches = root().join("benches");
    if !benches.join("node_modules").is_dir() {
        say!("Installing jStat and Squiggle …");
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(benches);
        process::run(&mut npm)?;
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

/// Runs a program of `benches/` on a task; what it prints.
fn measure(script: &str, task: &Path) -> Outcome<Value> {
    let is_python = script.ends_with(".py");
    let mut program = Command::new(if is_python { python() } else { "node".into() });
    program.arg(root().join("benches").join(script)).arg(task);
    program.env("CHROMIUM", tools::chromium()?);
    Ok(serde_json::from_str(&process::read(&mut program)?)?)
}

/// The time of the fastest run of all rounds, in milliseconds: what the work
/// takes when nothing else happens on the machine.
fn fastest(rounds: &[Value]) -> f64 {
    let times = rounds.iter().filter_map(|r| r.get("milliseconds")?.as_array());
    times.flatten().filter_map(Value::as_f64).fold(f64::INFINITY, f64::min)
}

/// Metrics whose mean or quantiles another program finds elsewhere: it would
/// not be doing the same work.
fn disagreements(name: &str, ours: &[Value], theirs: &[Value]) -> Vec<String> {
    let metrics = |rounds: &[Value]| rounds.first()?.get("metrics")?.as_object().cloned();
    let (Some(ours), Some(theirs)) = (metrics(ours), metrics(theirs)) else {
        return vec![format!("{name} printed no metrics.")];
    };
    let quantiles = |row: &Value| {
        let numbers = row.as_array().into_iter().flatten();
        numbers.skip(1).filter_map(Value::as_f64).collect::<Vec<_>>()
    };
    let differs = |(id, row): (&String, &Value)| {
        let own = quantiles(row);
        let other = theirs.get(id).map(quantiles).unwrap_or_default();
        let [low, _, high] = own.as_slice() else { return None };
        let near = |(a, b): (&f64, &f64)| (a - b).abs() <= 0.03 * (high - low);
        let agree = other.len() == own.len() && own.iter().zip(&other).all(near);
        (!agree).then(|| format!("{name} finds {other:?} for {id}, we {own:?}."))
    };
    ours.iter().filter_map(differs).collect()
}

/// The document's model with its distributions and formulas, for programs in
/// other languages.
fn task() -> Outcome<Value> {
    let model = scenario::load(&root().join("www").join("talking-therapies.json"))?;
    let e = model.evaluate(&model.scenario());
    let d = model.document();
    let mut inputs = Map::new();
    let mut options = Map::new();
    for (i, input) in d.inputs.iter().enumerate() {
        inputs.insert(input.id.clone(), drawn(&model, &e, i, input)?);
        for (at, option) in input.options.iter().enumerate() {
            options.insert(option.id.clone(), at.into());
        }
    }
    let metrics = d.metrics.iter().map(|m| {
        let needs: Vec<&str> = m.needs.iter().map(|n| n.condition.as_str()).collect();
        json!({ "id": m.id, "formula": m.formula, "needs": needs })
    });
    Ok(json!({
        "draws": DRAWS,
        "inputs": inputs,
        "options": options,
        "metrics": metrics.collect::<Vec<_>>(),
    }))
}

/// An input as a number, or as a family that all of the programs know.
fn drawn(model: &Model, e: &Evaluation, i: usize, input: &Input) -> Outcome<Value> {
    let (family, parameters) = match model.distribution(i, e) {
        Distribution::Fixed(value) => return Ok(value.into()),
        Distribution::Uniform { low, high } => ("uniform", vec![low, high]),
        Distribution::Lognormal { mu, sigma } => ("lognormal", vec![mu, sigma]),
        Distribution::Beta { alpha, beta } => ("beta", vec![alpha, beta]),
        Distribution::Gamma { shape, scale } => ("gamma", vec![shape, scale]),
        Distribution::Pert { low, mode, high } => {
            let (width, lean) = (high - low, 4.0 * (mode - low) / (high - low));
            ("scaled_beta", vec![1.0 + lean, 5.0 - lean, low, width])
        }
        Distribution::Normal { mean, sd, low, high: f64::INFINITY } => {
            if low > f64::NEG_INFINITY {
                ("above", vec![mean, sd, low])
            } else {
                ("normal", vec![mean, sd])
            }
        }
        other => {
            return Err(format!("“{}”: no rival draws from {other:?}.", input.id).into());
        }
    };
    Ok(json!({ "family": family, "parameters": parameters }))
}

fn table(own: f64, rivals: &Map<String, Value>, drag: &Value) -> String {
    let number = |v: &Value, key: &str| v.get(key).and_then(Value::as_f64);
    let mut text = format!(
        "{DRAWS} draws of the whole model, with mean and quantiles of every metric\n\
         \n  {:24} {own:8.0} ms\n",
        "The calculator"
    );
    for (name, row) in rivals {
        let taken = number(row, "milliseconds").unwrap_or(f64::NAN);
        let times = number(row, "times_ours").unwrap_or(f64::NAN);
        text += &format!("  {name:24} {taken:8.0} ms  {times:5.1} times as long\n");
    }
    text += "\nA frame of a drag, 95 of 100 within\n\n";
    for (slower, label) in [
        ("1x", "on this machine"),
        ("4x", "slowed down 4 times"),
        ("pointer", "pointing at a chart"),
    ] {
        let p95 = drag.get(slower).and_then(|d| number(d, "p95")).unwrap_or(f64::NAN);
        text += &format!("  {label:24} {p95:8.1} ms\n");
    }
    text
}
