//! `evaluate`: every value of a scenario, or the reason why it has none.

use crate::Outcome;
use crate::arguments::Arguments;
use crate::scenario::Subject;
use cost_calculator::Model;
use cost_calculator::formula::Slot;
use cost_calculator::model::{Evaluation, Fill};
use serde_json::{Map, Value, json};

pub(crate) fn run(arguments: Arguments) -> Outcome {
    let Subject { model, scenario, json } = Subject::take(arguments)?;
    let evaluation = model.evaluate(&scenario);
    if json {
        println!("{}", serde_json::to_string_pretty(&values(&model, &evaluation))?);
    } else {
        print!("{}", table(&model, &evaluation));
    }
    Ok(())
}

fn values(model: &Model, e: &Evaluation) -> Value {
    let d = model.document();
    let mut inputs = Map::new();
    for (at, input) in d.inputs.iter().enumerate() {
        let slot = model.input_slot(at);
        let mut entry = json!({
            "value": e.value(slot).ok(),
            "unit": input.unit,
            "text": text(model, e, slot),
        });
        if let (true, Ok(value), Some(entry)) =
            (input.is_choice(), e.value(slot), entry.as_object_mut())
        {
            entry.insert("option".to_owned(), json!(option(input, value)));
        }
        if let (Err(reason), Some(entry)) = (e.value(slot), entry.as_object_mut()) {
            entry.insert("reason".to_owned(), json!(reason));
        }
        inputs.insert(input.id.clone(), entry);
    }
    let mut metrics = Map::new();
    for (at, metric) in d.metrics.iter().enumerate() {
        let slot = model.metric_slot(at);
        let value = e.value(slot);
        let entry = json!({
            "value": value.ok(),
            "reason": value.err(),
            "unit": metric.unit,
            "text": text(model, e, slot),
        });
        metrics.insert(metric.id.clone(), entry);
    }
    json!({ "inputs": inputs, "metrics": metrics })
}

/// The id of the option that a choice's value stands for.
fn option(input: &cost_calculator::document::Input, value: f64) -> Option<&str> {
    #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
    let is = |at: usize| (at as f64 - value).abs() < 0.5;
    let found = input.options.iter().enumerate().find(|(at, _)| is(*at));
    found.map(|(_, o)| o.id.as_str())
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
                Ok(_) => self::text(model, e, slot),
                Err(reason) => format!("– ({reason})"),
            };
            text += &format!("  {:40} {shown}\n", model.label(slot));
        }
    }
    text
}

fn text(model: &Model, e: &Evaluation, slot: Slot) -> String {
    e.value(slot).map_or_else(|_| "–".to_owned(), |v| model.text(slot, v, Fill::Short))
}
