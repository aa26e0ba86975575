//! From a start to an end: what each step adds or takes away.

use super::Kind;
use crate::chart::mark::Ink;
use crate::chart::sheet::Sheet;
use crate::chart::stacks::{self, Span, Stack};
use crate::chart::table::{Cell, Table};
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Bar, Tone, Waterfall};
use crate::format::{Length, NumberFormat};
use crate::lean::gather::Gather as _;
use crate::model::Evaluation;
use crate::words::fill;

impl Kind for Waterfall {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let format = sheet.model.writing_format(self.writing);
        let steps = self.steps(&sheet, sheet.evaluation);
        if steps.iter().all(|s| s.reach.is_none()) {
            let reason = steps.into_iter().find_map(|s| s.value.err());
            return sheet.empty(&reason.unwrap_or_default());
        }
        let before = sheet.pinned.map(|e| self.steps(&sheet, e));
        let last = steps.len().saturating_sub(1);
        let mut bars = Vec::new();
        let mut told = Vec::new();
        let w = sheet.words;
        let mut head = vec![
            subject.chart.label.clone(),
            w.chart_change.to_owned(),
            w.chart_running.to_owned(),
        ];
        if before.is_some() {
            head.push(w.chart_before.to_owned());
        }
        let mut table = Table::new(&sheet.scene.headline, head);
        for (i, step) in steps.iter().enumerate() {
            let label = sheet.model.fill(&step.bar.label, sheet.evaluation);
            let value = step.value.as_ref().ok().copied();
            let kept = before.as_ref().and_then(|steps| steps.get(i));
            let was = kept.and_then(|s| s.value.as_ref().ok().copied());
            let written = written(&format, value, step.whole, Length::Short);
            let old =
                was.map(|v| self::written(&format, Some(v), step.whole, Length::Short));
            let old = old.filter(|old| *old != written);
            let aside = old.as_ref().map(|b| fill(w.was, &[("value", b)]));
            bars.push(Stack {
                label: label.clone(),
                aside: aside.unwrap_or_default(),
                value: written.clone(),
                spans: step
                    .reach
                    .iter()
                    .map(|(from, to)| Span { from: *from, to: *to, ink: step.ink() })
                    .gather(),
                before: old.and(kept).and_then(|s| s.reach),
                link: step.reach.map(|(_, to)| to).filter(|_| i < last),
                reason: step.value.as_ref().err().cloned().unwrap_or_default(),
                ..Stack::default()
            });
            let cell = |words: String, value: Option<f64>| -> Cell { (words, value) };
            let exact = self::written(&format, value, step.whole, Length::Exact);
            let running = step.reach.map(|(_, to)| to);
            let change = value.filter(|_| !step.whole);
            let mut cells = vec![
                (label.clone(), None),
                cell(if step.whole { String::new() } else { exact.clone() }, change),
                cell(format.write_or_dash(running, Length::Exact), running),
            ];
            if before.is_some() {
                let written = self::written(&format, was, step.whole, Length::Exact);
                cells.push(cell(written, was));
            }
            table.push(cells);
            let words = match &step.value {
                Ok(_) => written,
                Err(reason) => reason.clone(),
            };
            told.push(fill(w.chart_point, &[("label", &label), ("value", &words)]));
        }
        let places = stacks::draw(&mut sheet, &bars, &[]);
        for (row, ((step, bar), place)) in steps.iter().zip(&bars).zip(places).enumerate()
        {
            let Some((_, y, _, height)) = place.first().copied() else { continue };
            let value = step.value.as_ref().ok().copied();
            let running = step.reach.map(|(_, to)| format.write(to, Length::Exact));
            let running = running.filter(|_| !step.whole).map(|v| {
                fill(w.chart_point, &[("label", w.chart_running), ("value", &v)])
            });
            let period = Some(sheet.period()).filter(|p| !p.is_empty());
            let reason = Some(bar.reason.clone()).filter(|r| !r.is_empty());
            let detail: Vec<String> =
                running.into_iter().chain(reason).chain(period).gather();
            let hit = Hit {
                row,
                label: bar.label.clone(),
                value: written(&format, value, step.whole, Length::Exact),
                detail: detail.join(" · "),
                slot: sheet.model.slot(&step.bar.formula),
                present: true,
                ..Hit::default()
            };
            sheet.band_hit((y, y + height), hit);
        }
        sheet.scene.table = table;
        sheet.finish(&[told.join("; ")])
    }
}

/// A step with its value, and from where to where it goes.
struct Step<'a> {
    bar: &'a Bar,
    value: Result<f64, String>,
    reach: Option<(f64, f64)>,
    /// Whether it stands on nothing: the start and the end.
    whole: bool,
}

impl Step<'_> {
    /// As the document says; else whole ones stand out, and what is taken away
    /// differs from what is added.
    fn ink(&self) -> Ink {
        let falls = self.reach.is_some_and(|(from, to)| to < from);
        match self.bar.tone {
            Tone::Accent => Ink::Accent,
            Tone::Warm => Ink::Warm,
            Tone::Muted => Ink::Muted,
            Tone::Plain if self.whole => Ink::Accent,
            Tone::Plain if falls => Ink::WarmTint(72),
            Tone::Plain => Ink::AccentTint(62),
        }
    }
}

impl Waterfall {
    /// All steps with the running total. From the first on that has no value there
    /// is none.
    fn steps(&self, sheet: &Sheet<'_>, e: &Evaluation) -> Vec<Step<'_>> {
        let mut running = Ok(0.0);
        let mut found = Vec::new();
        let first = self.start.iter().map(|bar| (bar, true));
        for (bar, whole) in first.chain(self.steps.iter().map(|bar| (bar, false))) {
            let value = sheet.model.value_of(&bar.formula, e);
            let from = running.as_ref().ok().copied();
            if let (Ok(so_far), Ok(value)) = (running.as_mut(), &value) {
                *so_far += value;
            }
            if let (Ok(_), Err(reason)) = (&running, &value) {
                running = Err(reason.clone());
            }
            let reach = from.zip(running.as_ref().ok().copied());
            found.push(Step { bar, value, reach, whole });
        }
        let reach = running.as_ref().ok().map(|to| (0.0, *to));
        found.push(Step { bar: &self.end, value: running, reach, whole: true });
        found
    }
}

/// What is added has its sign.
fn written(
    format: &NumberFormat,
    value: Option<f64>,
    whole: bool,
    length: Length,
) -> String {
    let words = format.write_or_dash(value, length);
    if value.is_some_and(|v| v > 0.0) && !whole { format!("+{words}") } else { words }
}
