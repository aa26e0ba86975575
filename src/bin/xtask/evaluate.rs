//! `evaluate`: every value of a scenario, or the reason why it has none.

use crate::Outcome;
use crate::arguments::Arguments;
use crate::scenario::Subject;
use cost_calculator::model::{Evaluation, Fill};
use cost_calculator::{Model, export};

pub(crate) fn run(arguments: Arguments) -> Outcome {
    let Subject { model, scenario, json } = Subject::take(arguments)?;
    let evaluation = model.evaluate(&scenario);
    if json {
        say!("{}", export::json(&model, &evaluation));
    } else {
        say!("{}", table(&model, &evaluation).trim_end());
    }
    Ok(())
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
            text += &format!("  {:40} {shown}\n", model.label(slot));
        }
    }
    text
}
