//! `evaluate`: every value of a scenario, or the reason why it has none.

use super::manual::{Manual, SCENARIO};
use super::subject::Subject;
use super::{Arguments, Command, Desk, End, Outcome};
use crate::export;
use crate::model::{Evaluation, Fill, Model};

pub(super) const COMMAND: Command = Command {
    manual: Manual {
        name: "evaluate",
        usage: "FILE [--preset ID] [--period P] [--set ID=VALUE ...] [--json]",
        what: "Works out every value of a document.",
        more: &[SCENARIO],
    },
    run,
};

fn run(arguments: Arguments, desk: &dyn Desk) -> Outcome<End> {
    let Subject { model, scenario, json } = Subject::take(arguments, desk)?;
    let evaluation = model.evaluate(&scenario);
    if json {
        desk.say(&export::json(&model, &evaluation));
    } else {
        desk.say(table(&model, &evaluation).trim_end());
    }
    Ok(None)
}

fn table(model: &Model, e: &Evaluation) -> String {
    let d = model.document();
    let mut text = format!("{}\n{}\n", d.title, model.period_name(e));
    let inputs = (0..d.inputs.len()).map(|i| model.input_slot(i));
    let metrics = (0..d.metrics.len()).map(|m| model.metric_slot(m));
    for (heading, slots) in
        [("Inputs", inputs.collect::<Vec<_>>()), ("Metrics", metrics.collect())]
    {
        text += &format!("\n{heading}\n");
        for slot in slots {
            let shown = match e.value(slot) {
                Ok(v) => model.text(slot, v, Fill::Short),
                Err(reason) => format!("– ({reason})"),
            };
            text += &format!("  {:40} {shown}\n", model.label(slot, e));
        }
    }
    text
}
