//! `simulate`: what many draws of the uncertain inputs say of every metric.

use crate::Outcome;
use crate::arguments::Arguments;
use crate::scenario::Subject;
use cost_calculator::formula::Slot;
use cost_calculator::model::{Evaluation, Fill};
use cost_calculator::simulation::Simulation;
use cost_calculator::{Model, export};
use serde_json::{Map, Value};
use std::io::Write as _;

/// What it understands beside a document and a scenario.
pub(crate) const USAGE: &str = "FILE [--preset ID] [--period P] [--set ID=VALUE ...] \
                                [--draws N] [--seed S] [--json]";

/// Values kept at a time: 8 bytes each.
const ROOM: usize = 50_000_000;

pub(crate) fn run(mut arguments: Arguments) -> Outcome {
    let (draws, seed) = options(&mut arguments)?;
    let Subject { model, scenario, json } = Subject::take(arguments)?;
    let e = model.evaluate(&scenario);
    let metrics = simulate(&model, &e, draws, seed)?;
    if json {
        say!(
            "{}",
            Value::Object([("metrics".to_owned(), metrics.into())].into_iter().collect())
        );
    } else {
        say!("{}", table(&model, &e, &metrics, draws).trim_end());
    }
    Ok(())
}

/// The number of draws and the seed.
pub(crate) fn options(arguments: &mut Arguments) -> Outcome<(usize, u32)> {
    let draws = arguments.option::<usize>("--draws")?.unwrap_or(10_000);
    let seed = arguments.option::<u32>("--seed")?.unwrap_or(1);
    if !(1..=10_000_000).contains(&draws) {
        return Err("--draws is from 1 to 10,000,000.".into());
    }
    Ok((draws, seed))
}

/// By the id of each metric: mean, median and so on. A few metrics at a time,
/// so that millions of draws find room.
fn simulate(
    model: &Model,
    e: &Evaluation,
    draws: usize,
    seed: u32,
) -> Outcome<Map<String, Value>> {
    let metrics = &model.document().metrics;
    let slots: Vec<Slot> = (0..metrics.len()).map(|m| model.metric_slot(m)).collect();
    let together = (ROOM / draws).max(1);
    let parts = slots.len().div_ceil(together);
    if parts > 1 {
        // Beside what is asked for, which another program may read.
        let megabytes = together * draws * size_of::<f64>() / 1_000_000;
        let _ = writeln!(
            std::io::stderr(),
            "{draws} draws in {parts} parts, each of {megabytes} MB: this takes a while."
        );
    }
    let mut found = Map::new();
    for (part, named) in slots.chunks(together).zip(metrics.chunks(together)) {
        let simulation = Simulation::run_for(model, e, part, draws, seed);
        let all: Value =
            serde_json::from_str(&export::simulation_json(model, e, &simulation))?;
        for metric in named {
            let summary = all.get("metrics").and_then(|all| all.get(&metric.id));
            found.insert(metric.id.clone(), summary.cloned().unwrap_or_default());
        }
    }
    Ok(found)
}

fn table(
    model: &Model,
    e: &Evaluation,
    metrics: &Map<String, Value>,
    draws: usize,
) -> String {
    let mut text = format!(
        "{}\n{}, {draws} draws\n\n  {:40} {:>14} {:>14} {:>14} {:>14}\n",
        model.document().title,
        model.period_name(e),
        "",
        "2.5%",
        "median",
        "mean",
        "97.5%"
    );
    for (m, metric) in model.document().metrics.iter().enumerate() {
        let slot = model.metric_slot(m);
        let number = |key: &str| metrics.get(&metric.id)?.get(key)?.as_f64();
        let shown = |key| {
            number(key).map_or("–".to_owned(), |v| model.text(slot, v, Fill::Short))
        };
        text += &format!("  {:40}", model.label(slot));
        for key in ["p2_5", "median", "mean", "p97_5"] {
            text += &format!(" {:>14}", shown(key));
        }
        if let Some(share) = number("share_with_value").filter(|s| *s < 1.0) {
            text += &format!("  a value in {:.1}% of draws", 100.0 * share);
        }
        text.push('\n');
    }
    text
}
