//! Times a simulation: `cargo run --release --example simulate -- FILE DRAWS`.
//! Milliseconds of each run, as JSON.

use cost_calculator::document::Value;
use cost_calculator::simulation::Summaries;
use cost_calculator::{Model, export};
use std::error::Error;
use std::time::Instant;

/// Runs that do not count, and runs that do.
const WARM: u32 = 2;
const RUNS: u32 = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file =
        arguments.next().unwrap_or_else(|| "www/talking-therapies.json".to_owned());
    let draws = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let value: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let model = Model::load(&value)?;
    let evaluation = model.evaluate(&model.scenario());
    let mut taken = Vec::new();
    for seed in 0..WARM + RUNS {
        let from = Instant::now();
        let summaries = Summaries::run(&model, &evaluation, draws, seed);
        let summary = export::simulation_json(&model, &evaluation, &summaries);
        let milliseconds = from.elapsed().as_secs_f64() * 1000.0;
        // The work has a reader, or it could be left out.
        if seed >= WARM && summary.contains("metrics") {
            taken.push(milliseconds);
        }
    }
    println!("{}", serde_json::json!({ "milliseconds": taken }));
    Ok(())
}
