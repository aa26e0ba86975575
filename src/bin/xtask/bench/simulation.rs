//! The simulation beside other people's: the same model for programs in other
//! languages, and whether they found the same.

use super::table::{Bound, Row};
use super::{DRAWS, measure_with};
use crate::{Outcome, build, desk, process, root};
use cost_calculator::Model;
use cost_calculator::distribution::Distribution;
use cost_calculator::document::Input;
use cost_calculator::model::Evaluation;
use serde_json::{Map, Value, json};
use std::process::Command;

/// A program of `benches/` that does the same work.
struct Rival {
    name: &'static str,
    script: &'static str,
    /// How many times as long as ours it must take.
    at_least: f64,
    /// Whether it leaves out draws in which a metric has no meaning.
    conditions: bool,
}

const RIVALS: [Rival; 3] = [
    Rival { name: "NumPy", script: "numpy_model.py", at_least: 3.0, conditions: true },
    Rival {
        name: "JavaScript with jStat",
        script: "jstat.mjs",
        at_least: 15.0,
        conditions: true,
    },
    Rival { name: "Squiggle", script: "squiggle.mjs", at_least: 40.0, conditions: false },
];

/// How many times as long as the native program the page may take.
const NATIVE: f64 = 1.6;

/// The rows of the simulation, and what the others found otherwise than we.
pub(super) fn rows(rounds: usize) -> Outcome<(Vec<Row>, Vec<String>)> {
    let file = root().join("target").join("bench.json");
    std::fs::write(&file, task()?.to_string())?;
    let given = [file.as_os_str()];
    // In turn, so that a busy minute meets all alike.
    let (mut ours, mut own_code) = (Vec::new(), Vec::new());
    let mut theirs = RIVALS.map(|_| Vec::new());
    for _ in 0..rounds {
        ours.push(measure_with("calculator.mjs", &given)?);
        own_code.push(native()?);
        for (rival, found) in RIVALS.iter().zip(&mut theirs) {
            found.push(measure_with(rival.script, &given)?);
        }
    }
    let own = fastest(&ours);
    let what = format!("{DRAWS} draws of the whole model");
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for (rival, found) in RIVALS.iter().zip(&theirs) {
        let bound = Bound::TimesAsFast(rival.at_least);
        rows.push(Row::new(&what, "ms", own, rival.name, fastest(found), bound));
        wrong.extend(disagreements(rival, &ours, found));
    }
    let bound = Bound::AtMost(NATIVE);
    rows.push(Row::new(&what, "ms", own, "natively", fastest(&own_code), bound));
    Ok((rows, wrong))
}

/// The same simulation without a browser, compiled for speed.
fn native() -> Outcome<Value> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(root()).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3");
    cargo.args(["run", "--quiet", "--release", "--example", "simulate", "--"]);
    cargo.arg("www/talking-therapies.json").arg(DRAWS.to_string());
    Ok(serde_json::from_str(&process::read(&mut cargo)?)?)
}

/// The time of the fastest run of all rounds, in milliseconds: what the work
/// takes when nothing else happens on the machine.
pub(super) fn fastest(rounds: &[Value]) -> f64 {
    let times = rounds.iter().filter_map(|r| r.get("milliseconds")?.as_array());
    times.flatten().filter_map(Value::as_f64).fold(f64::INFINITY, f64::min)
}

/// Metrics whose mean or quantiles another program finds elsewhere: it would
/// not be doing the same work. Those that have no meaning in some draws are another
/// quantity where these are not left out.
fn disagreements(rival: &Rival, ours: &[Value], theirs: &[Value]) -> Vec<String> {
    let name = rival.name;
    let lacking = ours.first().and_then(|r| r.get("lacking")?.as_array().cloned());
    let lacking = lacking.unwrap_or_default();
    let metrics = |rounds: &[Value]| rounds.first()?.get("metrics")?.as_object().cloned();
    let (Some(ours), Some(theirs)) = (metrics(ours), metrics(theirs)) else {
        return vec![format!("{name} printed no metrics.")];
    };
    let quantiles = |row: &Value| {
        let numbers = row.as_array().into_iter().flatten();
        numbers.skip(1).filter_map(Value::as_f64).collect::<Vec<_>>()
    };
    let differs = |(id, row): (&String, &Value)| {
        if !rival.conditions && lacking.iter().any(|l| l.as_str() == Some(id)) {
            return None;
        }
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
    let model = desk::load(&build::www(build::DOCUMENT))?;
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
    let mut metrics = Vec::new();
    for m in &d.metrics {
        let needs = m.needs.iter().map(|n| with_figures(&model, &e, &n.condition));
        let needs = needs.collect::<Outcome<Vec<_>>>()?;
        let formula = with_figures(&model, &e, &m.formula)?;
        metrics.push(json!({ "id": m.id, "formula": formula, "needs": needs }));
    }
    Ok(json!({
        "draws": DRAWS,
        "inputs": inputs,
        "options": options,
        "metrics": metrics,
    }))
}

/// A formula with the figures of series written out, which spares the others
/// looking them up: `staff[2016/17]` is that period's, `staff` the present one's.
fn with_figures(model: &Model, e: &Evaluation, formula: &str) -> Outcome<String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut told = String::new();
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let word_ends = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(word_ends.max(first.len_utf8()));
        rest = after;
        let series = model.document().series.iter().find(|s| s.id == word);
        let Some(series) = series else {
            told += word;
            continue;
        };
        let period = rest.strip_prefix('[').and_then(|inside| inside.split_once(']'));
        let value = match period {
            Some((period, after)) => {
                rest = after;
                series.at(period).map(|point| point.value)
            }
            None => model.slot(word).and_then(|slot| e.value(slot).ok()),
        };
        let value = value.ok_or_else(|| format!("“{formula}”: no figure of {word}."))?;
        told += &format!("({value})");
    }
    Ok(told)
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
