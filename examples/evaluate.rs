//! Evaluates a document: `cargo run --example evaluate -- FILE [INPUT=VALUE …]`.

use cost_calculator::Model;
use cost_calculator::document::Value;
use cost_calculator::model::Fill;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file =
        arguments.next().unwrap_or_else(|| "www/talking-therapies.json".to_owned());
    let value: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let model = Model::load(&value)?;
    let mut scenario = model.scenario();
    for setting in arguments {
        let (id, value) = setting.split_once('=').ok_or("an input is set as id=value")?;
        let input = model.input(id).ok_or_else(|| format!("there is no input “{id}”"))?;
        scenario.put(input, Some(value.parse()?));
    }
    let evaluation = model.evaluate(&scenario);
    for (i, metric) in model.document().metrics.iter().enumerate() {
        let slot = model.metric_slot(i);
        match evaluation.value(slot) {
            Ok(_) => {
                println!(
                    "{}: {}",
                    metric.label.text,
                    model.shown(slot, &evaluation, Fill::Short)
                );
            }
            Err(reason) => println!("{}: no value, {reason}", metric.label.text),
        }
    }
    Ok(())
}
