//! What one of each result costs.

use super::Kind;
use crate::chart::bars::{self, Bar, Style};
use crate::chart::mark::Ink;
use crate::chart::over_periods::{self, Spec};
use crate::chart::sheet::{Sheet, both};
use crate::chart::table::Table;
use crate::chart::view::{Choice, View, ViewOption};
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Along, Bar as Rung, Format, Ladder, Tone, Writing};
use crate::format::Length;
use crate::lean::gather::Gather as _;
use crate::model::Model;
use crate::words::fill;

impl Kind for Ladder {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let (rungs, view) = (&self.rungs, subject.view);

        if let Some(years) = &self.years {
            let w = sheet.words;
            let values = vec![
                Choice::new("false", w.chart_now, !view.years),
                Choice::new("true", &years.label, view.years),
            ];
            sheet.scene.options.push(ViewOption::one("years", w.chart_over, values));
            if view.years {
                sheet.scene.subtitle.clone_from(&years.label);
                sheet.note(&years.note);
                let mark = |l: &&crate::document::Line| l.tone == Tone::Accent;
                let main = years.lines.iter().find(mark).or(years.lines.first());
                let main = main.map(|l| l.label.as_str());
                let spec = Spec {
                    lines: &years.lines,
                    along: &Along::default(),
                    annotations: &[],
                    index: None,
                    writing: None,
                    main,
                };
                return over_periods::scene(sheet, &spec, view);
            }
        }
        let money = Writing { format: Format::Money, decimals: None };
        let money = sheet.model.writing_format(money);
        let found: Vec<Result<f64, String>> = (rungs.iter())
            .map(|r| sheet.model.value_of(&r.formula, sheet.evaluation))
            .gather();
        let before: Vec<Option<f64>> =
            rungs.iter().map(|r| sheet.kept(&r.formula)).gather();
        let known = found.iter().flatten().chain(before.iter().flatten());
        let most = known.filter(|v| v.is_finite()).fold(0.0, |m: f64, v| m.max(v.abs()));
        if found.iter().all(Result::is_err) {
            let reason = found.into_iter().find_map(Result::err).unwrap_or_default();
            return sheet.empty(&reason);
        }
        let share = |v: f64| if most > 0.0 { v / most } else { 0.0 };
        let mut bars = Vec::new();
        let mut told = Vec::new();
        let w = sheet.words;
        let mut head = vec![w.chart_result.to_owned(), w.chart_value.to_owned()];
        if sheet.pinned.is_some() {
            head.push(w.chart_before.to_owned());
        }
        let mut table = Table::new(&sheet.scene.headline, head);
        for (i, rung) in rungs.iter().enumerate() {
            let format = sheet.format_of(&rung.formula, money.clone());
            let value = found.get(i).and_then(|f| f.as_ref().ok()).copied();
            let before = before.get(i).copied().flatten();
            let (short, exact) = both(&format, value);
            let label = sheet.model.fill(&rung.label, sheet.evaluation);
            let was =
                before.map(|b| format.write(b, Length::Short)).filter(|b| *b != short);
            let mut row = vec![(label.clone(), None), (exact.clone(), value)];
            if sheet.pinned.is_some() {
                row.push((format.write_or_dash(before, Length::Exact), before));
            }
            table.push(row);
            bars.push(Bar {
                label: label.clone(),
                aside: was
                    .as_ref()
                    .map(|b| fill(sheet.words.was, &[("value", b)]))
                    .unwrap_or_default(),
                value: short.clone(),
                length: value.map(share),
                before: was.and(before).map(share),
                ink: ink(rungs, i),
                reason: found.get(i).and_then(|f| f.clone().err()).unwrap_or_default(),
            });
            told.push((label, short, exact, sheet.model.slot(&rung.formula)));
        }
        let bands = bars::draw(&mut sheet, &bars, Style::Above);
        sheet.scene.table = table;
        for (row, ((top, bottom), (label, _, exact, slot))) in
            bands.into_iter().zip(&told).enumerate()
        {
            let hit = Hit {
                row,
                label: label.clone(),
                value: exact.clone(),
                detail: sheet.period(),
                slot: *slot,
                present: true,
                ..Hit::default()
            };
            sheet.band_hit((top, bottom), hit);
        }
        let point = |(label, short, ..): &(String, String, _, _)| {
            fill(sheet.words.chart_point, &[("label", label), ("value", short)])
        };
        // What has no value says why beside its bar.
        let valued = told.iter().zip(&found).filter(|(_, f)| f.is_ok());
        let sentence = valued.map(|(t, _)| point(t)).gather().join("; ");
        sheet.finish(&[sentence])
    }

    fn is_drawn(&self, _: &Model, view: &View, name: &str) -> bool {
        let Some(years) = self.years.as_ref().filter(|_| view.years) else {
            return false;
        };
        let shown =
            |l: &crate::document::Line| l.id == name && view.shows(&l.id, l.shown);
        name == "years" || years.lines.iter().any(shown)
    }
}

/// One tint for all but what asks for thought; the last of those stands out.
fn ink(rungs: &[Rung], at: usize) -> Ink {
    let tone = rungs.get(at).map_or(Tone::Plain, |r| r.tone);
    let later = rungs.iter().skip(at + 1).any(|r| r.tone == Tone::Warm);
    match tone {
        Tone::Warm if later => Ink::WarmTint(72),
        Tone::Warm => Ink::Warm,
        Tone::Accent => Ink::Accent,
        Tone::Muted => Ink::AccentTint(40),
        Tone::Plain => Ink::AccentTint(74),
    }
}
