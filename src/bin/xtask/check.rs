//! `check`: everything that is wrong with a document, for its author.

use crate::arguments::Arguments;
use crate::{Outcome, headlines, scenario};
use cost_calculator::document::doubled;

pub(crate) fn run(arguments: Arguments) -> Outcome {
    let file = arguments.file()?;
    let model = scenario::load(&file)?;
    let text = scenario::read(&file)?;
    let doubled = doubled(&mut serde_json::Deserializer::from_str(&text))?;
    if !doubled.is_empty() {
        let told: Vec<_> = doubled.iter().map(ToString::to_string).collect();
        return Err(told.join("\n").into());
    }
    let d = model.document();
    say!(
        "{}: “{}”, {} inputs, {} metrics, {} series, {} presets, {} charts.",
        file.display(),
        d.title,
        d.inputs.len(),
        d.metrics.len(),
        d.series.len(),
        d.presets.len(),
        d.charts.len(),
    );
    let proofs = model.self_test();
    let failed: Vec<String> = (proofs.iter().filter(|p| !p.holds()))
        .map(|p| {
            let label = d.checks.get(p.check).map_or("", |c| c.label.as_str());
            format!(
                "{label}, {}: published {}, computed {}.",
                p.period, p.published, p.computed
            )
        })
        .collect();
    if !failed.is_empty() {
        let count = format!("{} of {} published figures", failed.len(), proofs.len());
        return Err(format!("{count} do not come out:\n{}", failed.join("\n")).into());
    }
    let off = model.values_off_their_means();
    let unseen = model.events_out_of_sight();
    let off = off.iter().chain(&unseen).map(ToString::to_string);
    for told in off.chain(headlines::unmentioned(&model)) {
        say!("Worth a look: {told}");
    }
    let all = proofs.len();
    say!("Nothing is wrong with it; {all} of {all} published figures come out.");
    Ok(())
}
