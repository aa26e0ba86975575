//! `sensitivity`: what moves one metric, and what would have to be true.

use super::manual::{Manual, SCENARIO};
use super::subject::Subject;
use super::{Arguments, Command, Desk, End, Failure, Outcome, did_you_mean, simulate};
use crate::formula::Slot;
use crate::model::{Evaluation, Fill, Model};
use crate::sensitivity::{BreakEven, Influence, Swing, break_even, influences, tornado};
use crate::simulation::Simulation;
use serde_json::{Value, json};

pub(super) const COMMAND: Command = Command {
    manual: Manual {
        name: "sensitivity",
        usage: "FILE --metric ID [--target X] [--draws N] [--seed S] [--preset ID] \
                [--period P] [--set ID=VALUE ...] [--json]",
        what: "Says what moves a metric, and what would have to be true.",
        more: &[OWN, simulate::DRAWN, SCENARIO],
    },
    run,
};

const OWN: &str = "  --metric ID      which metric
  --target X       find where each input makes it this; those the document names otherwise";

fn run(mut arguments: Arguments, desk: &dyn Desk) -> Outcome<End> {
    let id: String = arguments.needed("--metric", "which metric")?;
    let target = arguments.option::<f64>("--target")?;
    let (draws, seed) = simulate::options(&mut arguments)?;
    let Subject { model, scenario, json } = Subject::take(arguments, desk)?;
    let metrics = &model.document().metrics;
    let at = metrics.iter().position(|m| m.id == id).ok_or_else(|| {
        let ids: Vec<&str> = metrics.iter().map(|m| m.id.as_str()).collect();
        let near = did_you_mean(&id, &ids);
        Failure::usage(format!("The document has no metric “{id}”.{near}"))
    })?;
    let metric = model.metric_slot(at);
    let e = model.evaluate(&scenario);
    let simulation = Simulation::run_for(&model, &e, &[metric], draws, seed);
    let swings = tornado(&model, &e, metric);
    let influences = influences(&model, &simulation, metric);
    let turns = turns(&model, &e, at, target);
    if json {
        let found = json!({
            "metric": id,
            "value": e.value(metric).ok(),
            "tornado": swings.iter().map(|s| swing(&model, s)).collect::<Vec<_>>(),
            "influence": influences.iter().map(|i| influence(&model, i)).collect::<Vec<_>>(),
            "break_even": turns.iter().map(|t| turn(&model, t)).collect::<Vec<_>>(),
        });
        desk.say(&found.to_string());
    } else {
        desk.say(table(&model, &e, metric, &swings, &influences, &turns).trim_end());
    }
    Ok(None)
}

/// An input, a target of the metric, and where it is reached.
type Turn = (usize, f64, BreakEven);

/// Where the metric reaches a target, for every input on which it depends; if
/// none is given, those that the document names.
fn turns(model: &Model, e: &Evaluation, metric: usize, target: Option<f64>) -> Vec<Turn> {
    let d = model.document();
    let named = d.metrics.get(metric).map_or("", |m| m.id.as_str());
    let inputs = d.inputs.iter().enumerate();
    inputs
        .filter(|(i, known)| model.depends(metric, *i) && !known.is_choice())
        .filter_map(|(i, known)| {
            let own = known.break_even.as_ref().filter(|b| b.metric == named);
            let target = target.or_else(|| own.map(|b| b.value))?;
            let found = break_even(model, e, i, model.metric_slot(metric), target);
            Some((i, target, found))
        })
        .collect()
}

fn name(model: &Model, input: usize) -> &str {
    model.document().inputs.get(input).map_or("", |i| i.id.as_str())
}

fn swing(model: &Model, s: &Swing) -> Value {
    json!({
        "input": name(model, s.input),
        "low_value": s.low_value,
        "high_value": s.high_value,
        "low": s.low.as_ref().ok(),
        "low_reason": s.low.as_ref().err(),
        "high": s.high.as_ref().ok(),
        "high_reason": s.high.as_ref().err(),
        "sign_flips": s.sign_flips,
    })
}

fn influence(model: &Model, i: &Influence) -> Value {
    json!({
        "input": name(model, i.input),
        "rank_correlation": i.rank_correlation,
        "variance_share": i.variance_share,
    })
}

fn turn(model: &Model, (input, target, found): &Turn) -> Value {
    let (at, place) = match found {
        BreakEven::At(values) => (values.as_slice(), "at"),
        BreakEven::Never => (&[][..], "never"),
        BreakEven::Always => (&[][..], "always"),
        BreakEven::Idle => (&[][..], "idle"),
    };
    json!({
        "input": name(model, *input),
        "target": target,
        "at": at,
        "found": place,
    })
}

fn table(
    model: &Model,
    e: &Evaluation,
    metric: Slot,
    swings: &[Swing],
    influences: &[Influence],
    turns: &[Turn],
) -> String {
    let shown = |slot: Slot, v: f64| model.text(slot, v, Fill::Short);
    let end = |end: &Result<f64, String>| match end {
        Ok(v) => shown(metric, *v),
        Err(reason) => format!("– ({reason})"),
    };
    let label = |i: usize| model.label(model.input_slot(i), e).to_owned();
    let mut text =
        format!("{}\n\nWith each input at 2.5% and 97.5%\n", model.label(metric, e));
    for s in swings {
        let slot = model.input_slot(s.input);
        text += &format!(
            "  {:40} {} to {}: {} to {}{}\n",
            label(s.input),
            shown(slot, s.low_value),
            shown(slot, s.high_value),
            end(&s.low),
            end(&s.high),
            if s.sign_flips { " (changes its sign)" } else { "" }
        );
    }
    text += "\nRank correlation, share of variance\n";
    for i in influences {
        let share = 100.0 * i.variance_share;
        text +=
            &format!("  {:40} {:+.2} {share:5.1}%\n", label(i.input), i.rank_correlation);
    }
    if !turns.is_empty() {
        text += "\nWhat would have to be true\n";
    }
    for (input, target, found) in turns {
        let found = match found {
            BreakEven::At(values) => {
                let values = values.iter().map(|v| shown(model.input_slot(*input), *v));
                format!("at {}", values.collect::<Vec<_>>().join(", "))
            }
            BreakEven::Idle => "does not depend on it as things are".to_owned(),
            BreakEven::Never => "nowhere in its range".to_owned(),
            BreakEven::Always => "everywhere in its range".to_owned(),
        };
        text += &format!("  {:40} {} {found}\n", label(*input), shown(metric, *target));
    }
    text
}
