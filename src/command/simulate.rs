//! `simulate`: what many draws of the uncertain inputs say of every metric.

use super::manual::{Manual, SCENARIO};
use super::subject::Subject;
use super::{Arguments, Command, Desk, End, Failure, Outcome};
use crate::export;
use crate::model::{Evaluation, Fill, Model};
use crate::simulation::{DRAWS, MOST_DRAWS, SEED, Summaries};
use serde_json::Value;

pub(super) const COMMAND: Command = Command {
    manual: Manual {
        name: "simulate",
        usage: "FILE [--draws N] [--seed S] [--preset ID] [--period P] [--set ID=VALUE ...] \
                [--json]",
        what: "Draws what is uncertain, many times, and says what follows.",
        more: &[DRAWN, SCENARIO],
    },
    run,
};

/// What the options of drawing mean.
pub(super) const DRAWN: &str =
    "  --draws N        so many draws, from 1 to 10,000,000; 10,000 if it is not said
  --seed S         other draws: a whole number; 1 if it is not said";

fn run(mut arguments: Arguments, desk: &dyn Desk) -> Outcome<End> {
    let (draws, seed) = options(&mut arguments)?;
    let Subject { model, scenario, json } = Subject::take(arguments, desk)?;
    let e = model.evaluate(&scenario);
    let summaries = Summaries::run(&model, &e, draws, seed);
    let found = export::simulation_json(&model, &e, &summaries);
    if json {
        desk.say(&found);
    } else {
        let found: Value = serde_json::from_str(&found)?;
        desk.say(
            table(&model, &e, found.get("metrics").unwrap_or(&found), draws).trim_end(),
        );
    }
    Ok(None)
}

/// The number of draws and the seed.
pub(super) fn options(arguments: &mut Arguments) -> Outcome<(usize, u32)> {
    let draws = arguments.option::<usize>("--draws")?.unwrap_or(DRAWS);
    let seed = arguments.option::<u32>("--seed")?.unwrap_or(SEED);
    if !(1..=MOST_DRAWS).contains(&draws) {
        return Err(Failure::usage("--draws is from 1 to 10,000,000."));
    }
    Ok((draws, seed))
}

fn table(model: &Model, e: &Evaluation, metrics: &Value, draws: usize) -> String {
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
        text += &format!("  {:40}", model.label(slot, e));
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
