//! Cost-effectiveness of draws in a CSV, for whoever simulated elsewhere:
//! `cargo run --example cost_effectiveness -- FILE VALUE …`.
//!
//! The columns are `NAME cost` and `NAME effect` for each option, a row a draw;
//! every other column is a parameter. `VALUE`s are what a unit of effect is
//! worth.

use cost_calculator::decision::{Arm, Options};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap_or_else(|| "examples/draws.csv".to_owned());
    let mut values = arguments.map(|v| v.parse()).collect::<Result<Vec<f64>, _>>()?;
    if values.is_empty() {
        values = vec![10_000.0, 20_000.0, 30_000.0];
    }
    let columns = columns(&file)?;
    let mut arms = Vec::new();
    let mut parameters: Vec<(&str, &[f64])> = Vec::new();
    for (name, column) in &columns {
        if let Some(option) = name.strip_suffix(" cost") {
            let effect = format!("{option} effect");
            let effect = columns.iter().find(|(n, _)| *n == effect);
            let (_, effect) =
                effect.ok_or_else(|| format!("“{option}” has no effect"))?;
            arms.push(Arm::new(option, column, effect)?);
        } else if !name.ends_with(" effect") {
            parameters.push((name, column));
        }
    }
    let options = Options::new(arms)?;

    println!("The plane: mean cost and effect, and over the first option");
    for (i, (arm, standing)) in options.arms().iter().zip(options.standing()).enumerate()
    {
        print!("  {}: {:.2}, {:.4}", arm.name(), arm.mean_cost(), arm.mean_effect());
        if let Some(ratio) = options.icer(i, 0).and_then(|found| found.ratio) {
            print!("; {ratio:.0} for a unit of effect");
        }
        println!(" ({standing:?})");
    }
    println!("\nThe probability of being the best, by value of a unit of effect");
    for (arm, curve) in options.arms().iter().zip(options.acceptability(&values)) {
        let points = values.iter().zip(curve).map(|(v, p)| format!("{v:.0}: {p:.3}"));
        println!("  {}: {}", arm.name(), points.collect::<Vec<_>>().join(", "));
    }
    println!("\nThe expected value of perfect information");
    for (value, evpi) in values.iter().zip(options.evpi(&values)) {
        println!("  at {value:.0}: {evpi:.2}");
    }
    println!("\nof one parameter, and its standard error");
    for (name, column) in &parameters {
        for (value, known) in values.iter().zip(options.evppi(&values, &[column])?) {
            println!(
                "  {name} at {value:.0}: {:.2} ± {:.2}",
                known.value, known.standard_error
            );
        }
    }
    Ok(())
}

/// A column and its name.
type Column = (String, Vec<f64>);

/// The columns of a file.
fn columns(file: &str) -> Result<Vec<Column>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let mut columns: Vec<Column> =
        reader.headers()?.iter().map(|name| (name.to_owned(), Vec::new())).collect();
    for row in reader.records() {
        for ((_, column), cell) in columns.iter_mut().zip(&row?) {
            column.push(cell.trim().parse()?);
        }
    }
    Ok(columns)
}
