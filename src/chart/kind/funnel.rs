//! Stages that each keep a part of the one before.

use super::Kind;
use crate::chart::bars::{self, Bar, Style};
use crate::chart::mark::Ink;
use crate::chart::sheet::{Sheet, both};
use crate::chart::table::Table;
use crate::chart::view::{Choice, View, ViewOption};
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Bar as Stage, Base, Format, Funnel, Tone, Writing};
use crate::format::Length;
use crate::lean::gather::Gather as _;
use crate::model::Model;
use crate::words::fill;

impl Kind for Funnel {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let (bases, view) = (&self.bases, subject.view);

        let chosen = view.choice.min(bases.len().saturating_sub(1));
        if bases.len() > 1 {
            let choice = |(i, b): (usize, &Base)| {
                Choice::new(&i.to_string(), &b.label, i == chosen)
            };
            let values = bases.iter().enumerate().map(choice).gather();
            let label = sheet.words.chart_basis;
            sheet.scene.options.push(ViewOption::one("choice", label, values));
        }
        let Some(base) = bases.get(chosen) else { return sheet.empty("") };
        sheet.note(&base.note);
        let Some(first) = base.stages.first() else { return sheet.empty("") };
        let whole = match sheet.model.value_of(&first.formula, sheet.evaluation) {
            Ok(v) if v > 0.0 => v,
            Ok(_) => {
                let reason = sheet.words.divides_by_nothing;
                return sheet.empty(reason);
            }
            Err(reason) => return sheet.empty(&reason),
        };
        let whole_before = sheet.kept(&first.formula).filter(|v| *v > 0.0);
        let stages: Vec<Measured> =
            base.stages.iter().map(|s| measured(&sheet, s, whole, whole_before)).gather();
        let most = stages.iter().filter_map(|s| s.share).fold(1.0, f64::max);
        let bars: Vec<Bar> = (stages.iter().enumerate())
            .map(|(i, s)| Bar {
                label: s.label.clone(),
                aside: s.aside.clone(),
                value: s.in_hundred.clone(),
                length: s.share.filter(|v| *v >= 0.0).map(|v| v / most),
                before: s.before.filter(|_| !s.was.is_empty()).map(|v| v / most),
                ink: tint(&base.stages, i),
                reason: s.reason.clone(),
            })
            .gather();
        let bands = bars::draw(&mut sheet, &bars, Style::Above);
        sheet.scene.table = table(&sheet, &stages, &first.label);
        for (row, ((top, bottom), s)) in bands.into_iter().zip(&stages).enumerate() {
            let hit = Hit {
                row,
                label: s.label.clone(),
                value: s.told.clone(),
                detail: sheet.period(),
                slot: sheet.model.slot(&s.formula),
                present: true,
                ..Hit::default()
            };
            sheet.band_hit((top, bottom), hit);
        }
        let told = |s: &Measured| {
            fill(
                sheet.words.chart_point,
                &[("label", &s.label), ("value", &s.in_hundred)],
            )
        };
        let sentences = [base.label.clone(), stages.iter().map(told).gather().join("; ")];
        sheet.finish(&sentences)
    }

    fn is_drawn(&self, _: &Model, view: &View, name: &str) -> bool {
        let last = self.bases.len().saturating_sub(1);
        self.bases.get(view.choice.min(last)).is_some_and(|b| b.id == name)
    }
}

/// A stage with its values and their words.
struct Measured {
    label: String,
    formula: String,
    value: Option<f64>,
    exact: String,
    share: Option<f64>,
    in_hundred: String,
    aside: String,
    /// The exact number, and its share.
    told: String,
    before: Option<f64>,
    was: String,
    reason: String,
}

fn measured(
    sheet: &Sheet<'_>,
    stage: &Stage,
    whole: f64,
    whole_before: Option<f64>,
) -> Measured {
    let hundred = sheet
        .model
        .writing_format(Writing { format: Format::PerHundred, decimals: None });
    let count =
        sheet.model.writing_format(Writing { format: Format::Count, decimals: None });
    let count = sheet.format_of(&stage.formula, count);
    let found = sheet.model.value_of(&stage.formula, sheet.evaluation);
    let share = found.as_ref().ok().map(|v| v / whole);
    let in_hundred = hundred.write_or_dash(share, Length::Short);
    let (short, exact) = both(&count, found.as_ref().ok().copied());
    let before = sheet.kept(&stage.formula).zip(whole_before).map(|(v, w)| v / w);
    let was =
        before.map(|b| hundred.write(b, Length::Short)).filter(|b| *b != in_hundred);
    let was = was.map(|b| fill(sheet.words.was, &[("value", &b)])).unwrap_or_default();
    let told = match share {
        Some(s) => format!("{exact} ({})", hundred.write(s, Length::Exact)),
        None => exact.clone(),
    };
    let aside = match &found {
        _ if !was.is_empty() => was.clone(),
        Ok(_) => short,
        Err(_) => String::new(),
    };
    Measured {
        label: sheet.model.fill(&stage.label, sheet.evaluation),
        formula: stage.formula.clone(),
        value: found.as_ref().ok().copied(),
        exact,
        share,
        in_hundred,
        aside,
        told,
        before,
        was,
        reason: match found {
            // A bar below nothing would be drawn as one of nothing.
            Ok(v) if v < 0.0 => sheet.words.chart_below_nothing.to_owned(),
            Ok(_) => String::new(),
            Err(reason) => reason,
        },
    }
}

/// Deeper with every stage; what asks for thought is warm.
fn tint(stages: &[Stage], at: usize) -> Ink {
    let plain = stages.iter().filter(|s| s.tone != Tone::Warm).count();
    let tone = stages.get(at).map_or(Tone::Plain, |s| s.tone);
    match tone {
        Tone::Warm => Ink::Warm,
        Tone::Accent => Ink::Accent,
        Tone::Muted => Ink::Faint,
        Tone::Plain => {
            let step = 64 * at / plain.saturating_sub(1).max(1);
            Ink::AccentTint(u8::try_from(36 + step.min(64)).unwrap_or(100))
        }
    }
}

fn table(sheet: &Sheet<'_>, stages: &[Measured], first: &str) -> Table {
    let w = sheet.words;
    let first = sheet.model.fill(first, sheet.evaluation);
    let share = fill(w.chart_share, &[("first", &first)]);
    let mut head = vec![w.chart_stage.to_owned(), w.chart_number.to_owned(), share];
    if sheet.pinned.is_some() {
        head.push(w.chart_before.to_owned());
    }
    let hundred = Writing { format: Format::PerHundred, decimals: None };
    let hundred = sheet.model.writing_format(hundred);
    let mut table = Table::new(&sheet.scene.headline, head);
    for s in stages {
        let mut row = vec![
            (s.label.clone(), None),
            (s.exact.clone(), s.value),
            (s.in_hundred.clone(), s.share),
        ];
        if sheet.pinned.is_some() {
            row.push((hundred.write_or_dash(s.before, Length::Short), s.before));
        }
        table.push(row);
    }
    table
}
