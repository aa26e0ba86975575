//! Simulates a document and prints what moves a metric:
//! `cargo run --example tornado -- FILE METRIC`.

use cost_calculator::Model;
use cost_calculator::document::Value;
use cost_calculator::model::Fill;
use cost_calculator::sensitivity::{influences, tornado};
use cost_calculator::simulation::Simulation;
use std::error::Error;

const DRAWS: usize = 10_000;
const SEED: u32 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file =
        arguments.next().unwrap_or_else(|| "www/talking-therapies.json".to_owned());
    let metric = arguments.next().unwrap_or_else(|| "cost_per_recovery".to_owned());
    let value: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let model = Model::load(&value)?;
    let slot =
        model.slot(&metric).ok_or_else(|| format!("there is no metric “{metric}”"))?;
    let evaluation = model.evaluate(&model.scenario());
    let simulation = Simulation::run(&model, &evaluation, DRAWS, SEED);
    let write = |value| model.text(slot, value, Fill::Short);

    if let Some(s) = simulation.summary(slot) {
        println!(
            "{}: {} (95%: {} to {})",
            model.label(slot, &evaluation),
            write(s.mean),
            write(s.p2_5),
            write(s.p97_5)
        );
    }
    println!(
        "\nEach input from the low to the high end of its 95% interval, the others as they are:"
    );
    for swing in tornado(&model, &evaluation, slot) {
        let end = |value: &Result<f64, String>| {
            value.as_ref().map_or_else(Clone::clone, |v| write(*v))
        };
        let label = model.label(model.input_slot(swing.input), &evaluation);
        println!("  {label}: {} to {}", end(&swing.low), end(&swing.high));
    }
    println!("\nThe share of its variance that would go if the input were known:");
    for influence in influences(&model, &simulation, slot) {
        let label = model.label(model.input_slot(influence.input), &evaluation);
        println!("  {label}: {:.1}%", 100.0 * influence.variance_share);
    }
    Ok(())
}
