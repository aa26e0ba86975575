//! `check`: everything that is wrong with a document, for its author.

use super::{Arguments, Command, Desk, End, Manual, Outcome, headlines, subject};

pub(super) const COMMAND: Command = Command {
    manual: Manual {
        name: "check",
        usage: "FILE",
        what: "Says everything that is wrong with a document, and what is worth a look.",
        more: &[
            "\
Each problem is told with its place and what was probably meant. Sound, but worth a
look: a value shown that is not the mean of its distribution, a headline that is also
said where something else is drawn. The published figures of the document must come out.",
        ],
    },
    run,
};

fn run(arguments: Arguments, desk: &dyn Desk) -> Outcome<End> {
    let file = arguments.file()?;
    let text = subject::read(desk, &file)?;
    let model = subject::of_text(desk, &file, &text)?;
    subject::once(&text)?;
    let d = model.document();
    desk.say(&format!(
        "{file}: “{}”, {} inputs, {} metrics, {} series, {} presets, {} charts.",
        d.title,
        d.inputs.len(),
        d.metrics.len(),
        d.series.len(),
        d.presets.len(),
        d.charts.len(),
    ));
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
        desk.say(&format!("Worth a look: {told}"));
    }
    desk.say(&match proofs.len() {
        0 => "Nothing is wrong with it.".to_owned(),
        all => format!(
            "Nothing is wrong with it; {all} of {all} published figures come out."
        ),
    });
    Ok(None)
}
