//! How likely each value of a metric is.

use super::Kind;
use crate::chart::axis;
use crate::chart::mark::{Anchor, Ink, Mark};
use crate::chart::metrics;
use crate::chart::scale::{Domain, Scale};
use crate::chart::sheet::{Sheet, short};
use crate::chart::table::Table;
use crate::chart::view::View;
use crate::chart::worlds;
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Distribution, Format, Writing};
use crate::format::Length;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Fill, Model};
use crate::simulation::{Simulation, Summary};
use crate::words::fill;

impl Kind for Distribution {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let view = subject.view;

        let Some(metric) = metrics::chosen(&mut sheet, &self.metric, view) else {
            return sheet.empty("");
        };
        sheet.reading(view);
        let slot = sheet.model.metric_slot(metric);
        let Some(simulation) = subject.simulation else {
            let reason = sheet.words.chart_not_simulated;
            return sheet.empty(reason);
        };
        let Some(summary) = simulation.summary(slot) else {
            let reason = match sheet.evaluation.value(slot) {
                Ok(_) => sheet.words.chart_certain.to_owned(),
                Err(reason) => reason.to_owned(),
            };
            return sheet.empty(&reason);
        };
        let mut rows = Rows::new(&sheet, slot);
        curve(&mut sheet, simulation, slot, &summary);
        rows.summary(&sheet, &summary, slot, view.analyst, simulation.draws());
        missing(&mut sheet, &summary, slot);
        if view.analyst {
            analyst(&mut sheet, &summary, slot, simulation.draws());
        }
        let mut told = vec![in_words(&sheet, &summary, slot)];
        for statement in &self.statements {
            let Some(p) = simulation.probability(sheet.model, &statement.condition)
            else {
                continue;
            };
            sheet.y += 0.8 * sheet.size;
            let text = sheet.model.fill(&statement.text, sheet.evaluation);
            let mut frequency = worlds::in_words(sheet.words, p);
            let exact = sheet.model.percent_format(Some(1)).write(p, Length::Short);
            if view.analyst {
                frequency = format!("{frequency} ({exact})");
            }
            let (top, bottom) = worlds::row(&mut sheet, &text, &frequency, p);
            told.push(fill(
                sheet.words.chart_point,
                &[("label", &text), ("value", &frequency)],
            ));
            rows.table.push(vec![(text.clone(), None), (exact.clone(), Some(p))]);
            let hit = Hit {
                row: rows.table.rows.len() - 1,
                series: 1,
                label: text,
                value: exact,
                detail: frequency,
                ..Hit::default()
            };
            sheet.band_hit((top, bottom), hit);
        }
        sheet.scene.table = rows.table;
        sheet.finish(&told)
    }

    fn draws(&self, model: &Model, view: &View) -> Vec<Slot> {
        let mut slots = Vec::new();
        slots.extend(model.slot(view.metric.as_ref().unwrap_or(&self.metric)));
        for statement in &self.statements {
            let formula = model.formula(&statement.condition);
            slots.extend(formula.into_iter().flat_map(|f| f.slots()));
        }
        slots
    }

    fn is_drawn(&self, _: &Model, view: &View, name: &str) -> bool {
        view.metric.as_ref().unwrap_or(&self.metric) == name
            || view.analyst && name == "analyst"
    }
}

/// Points of the curve.
const POINTS: usize = 121;

fn curve(sheet: &mut Sheet<'_>, simulation: &Simulation, slot: Slot, s: &Summary) {
    let size = sheet.size;
    let Some(density) = simulation.density(slot, POINTS) else { return };
    let Some(along) = Domain::of(density.points.iter().map(|p| p.0)) else { return };
    let most = density.points.iter().map(|p| p.1).fold(0.0, f64::max);
    let Some(up) = Domain::of([0.0, most]).filter(|_| most > 0.0) else { return };
    let (left, right) = (0.5 * size, sheet.width - 0.5 * size);
    let x = Scale::new(along, left, right, false);
    let median =
        fill(sheet.words.chart_median, &[("value", &short(sheet.model, slot, s.median))]);
    let top = sheet.y + above(sheet, &x, &median, s.median, slot);
    let bottom = top + (0.28 * sheet.width).clamp(9.0 * size, 15.0 * size);
    let y = Scale::new(up, bottom, top, false);
    let under = |within: &dyn Fn(f64) -> bool| {
        let inside: Vec<(f64, f64)> = density
            .points
            .iter()
            .filter(|p| within(p.0))
            .map(|p| (x.at(p.0), y.at(p.1)))
            .gather();
        let first = inside.first().map(|p| (p.0, bottom));
        let last = inside.last().map(|p| (p.0, bottom));
        first.into_iter().chain(inside.iter().copied()).chain(last).gather()
    };
    let all = under(&|_| true);
    sheet.put(Mark::Area { points: all.clone(), ink: Ink::AccentTint(14) });
    let middle = under(&|v| s.p2_5 <= v && v <= s.p97_5);
    // A narrow middle may hold none of the curve's points.
    if !middle.is_empty() {
        sheet.put(Mark::Area { points: middle, ink: Ink::AccentTint(38) });
    }
    let outline = all.get(1..all.len().saturating_sub(1)).unwrap_or_default().to_vec();
    sheet.put(Mark::Path {
        points: outline,
        width: 1.6,
        dashed: false,
        ink: Ink::Accent,
    });
    let at = x.at(s.median);
    let (from, to) = ((at, top), (at, bottom));
    sheet.put(Mark::Rule { from, to, dashed: false, ink: Ink::Text });
    let w = sheet.words;
    let quantiles =
        [(w.chart_p2_5, s.p2_5), (w.chart_p50, s.median), (w.chart_p97_5, s.p97_5)];
    for (row, (label, value)) in quantiles.into_iter().enumerate() {
        let hit = Hit {
            x: x.at(value) - 6.0,
            y: top,
            width: 12.0,
            height: bottom - top,
            row,
            label: label.to_owned(),
            value: sheet.model.text(slot, value, Fill::Exact),
            detail: sheet.model.label(slot, sheet.evaluation).to_owned(),
            slot: Some(slot),
            present: true,
            ..Hit::default()
        };
        sheet.hit(hit);
    }
    sheet.y = bottom;
    let format = sheet.round_format(slot);
    axis::along(sheet, &x, &format, (left, right));
    bracket(sheet, &x, s, slot);
}

/// The words above the curve, and how much room they take.
fn above(sheet: &mut Sheet<'_>, x: &Scale, median: &str, value: f64, slot: Slot) -> f64 {
    let line = sheet.line();
    let at = x.at(value);
    // In the narrowest chart with the largest type the bare value has room.
    let bare = short(sheet.model, slot, value);
    let fits = sheet.wide(median, false) <= sheet.width;
    let median = if fits { median } else { bare.as_str() };
    let wide = sheet.wide(median, false);
    let left = (at - 0.5 * wide).min(sheet.width - wide).max(0.0);
    sheet.text(median, left, sheet.y + 0.5 * line, Anchor::Start, Ink::Text);
    let kept =
        sheet.pinned.and_then(|p| p.value(slot).ok()).filter(|v| x.domain().holds(*v));
    let Some(kept) = kept else { return line };
    let was = fill(sheet.words.was, &[("value", &short(sheet.model, slot, kept))]);
    let wide = sheet.wide(&was, false);
    let left = (x.at(kept) - 0.5 * wide).min(sheet.width - wide).max(0.0);
    sheet.text(&was, left, sheet.y + 1.5 * line, Anchor::Start, Ink::Muted);
    let (from, to) =
        ((x.at(kept), sheet.y + 2.0 * line), (x.at(kept), sheet.y + 3.0 * line));
    sheet.put(Mark::Rule { from, to, dashed: true, ink: Ink::Muted });
    2.0 * line
}

/// The 95% interval as a bracket below the curve, with its words.
fn bracket(sheet: &mut Sheet<'_>, x: &Scale, s: &Summary, slot: Slot) {
    let y = sheet.y + 0.3 * sheet.size;
    let (a, b) = (x.at(s.p2_5), x.at(s.p97_5));
    let points = vec![(a, y - 4.0), (a, y), (b, y), (b, y - 4.0)];
    sheet.put(Mark::Path { points, width: 1.0, dashed: false, ink: Ink::Muted });
    sheet.y = y + 0.3 * sheet.size;
    let words = interval(sheet, s, slot);
    let wide = sheet.wide(&words, false);
    if wide > sheet.width {
        return sheet.paragraph(&words, Ink::Text);
    }
    let left = (f64::midpoint(a, b) - 0.5 * wide).min(sheet.width - wide).max(0.0);
    let middle = sheet.y + 0.5 * sheet.line();
    sheet.text(&words, left, middle, Anchor::Start, Ink::Text);
    sheet.y += sheet.line();
}

fn interval(sheet: &Sheet<'_>, s: &Summary, slot: Slot) -> String {
    let [low, high] = &sheet.model.ends(slot, s.interval95(), Length::Short);
    fill(sheet.words.chart_interval, &[("low", low), ("high", high)])
}

/// What share of the draws has no value, if any.
fn missing(sheet: &mut Sheet<'_>, s: &Summary, slot: Slot) {
    if s.share_with_value >= 1.0 {
        return;
    }
    let frequency = worlds::in_words(sheet.words, 1.0 - s.share_with_value);
    let label = sheet.model.label(slot, sheet.evaluation);
    let words =
        fill(sheet.words.chart_no_value_in, &[("label", label), ("worlds", &frequency)]);
    sheet.y += 0.4 * sheet.size;
    sheet.paragraph(&words, Ink::Muted);
}

fn analyst(sheet: &mut Sheet<'_>, s: &Summary, slot: Slot, draws: usize) {
    let write = |v: f64| short(sheet.model, slot, v);
    let count = Writing { format: Format::Count, decimals: None };
    #[expect(clippy::cast_precision_loss, reason = "a count of draws")]
    let drawn = draws as f64;
    let places = [
        ("mean", write(s.mean)),
        ("sd", write(s.sd)),
        ("error", write(s.monte_carlo_error)),
        ("draws", sheet.model.writing_format(count).write(drawn, Length::Exact)),
    ];
    let places: Vec<(&str, &str)> = places.iter().map(|(n, v)| (*n, v.as_str())).gather();
    let words = fill(sheet.words.chart_moments, &places);
    sheet.y += 0.4 * sheet.size;
    sheet.paragraph(&words, Ink::Muted);
}

fn in_words(sheet: &Sheet<'_>, s: &Summary, slot: Slot) -> String {
    let median =
        fill(sheet.words.chart_median, &[("value", &short(sheet.model, slot, s.median))]);
    [sheet.model.label(slot, sheet.evaluation), &median, &interval(sheet, s, slot)]
        .join("; ")
}

/// The table while it is filled.
struct Rows {
    table: Table,
}

impl Rows {
    fn new(sheet: &Sheet<'_>, slot: Slot) -> Self {
        let head = vec![
            sheet.model.label(slot, sheet.evaluation).to_owned(),
            sheet.words.chart_value.to_owned(),
        ];
        Self { table: Table::new(&sheet.scene.headline, head) }
    }

    fn summary(
        &mut self,
        sheet: &Sheet<'_>,
        s: &Summary,
        slot: Slot,
        all: bool,
        draws: usize,
    ) {
        let w = sheet.words;
        let format = sheet.model.number_format(slot);
        let mut row = |label: &str, value: f64| {
            self.table.push(vec![
                (label.to_owned(), None),
                (format.write(value, Length::Exact), Some(value)),
            ]);
        };
        row(w.chart_p2_5, s.p2_5);
        row(w.chart_p50, s.median);
        row(w.chart_p97_5, s.p97_5);
        if all {
            row(w.chart_mean, s.mean);
            row(w.chart_sd, s.sd);
            row(w.chart_error, s.monte_carlo_error);
            #[expect(clippy::cast_precision_loss, reason = "a count of draws")]
            let count = draws as f64;
            self.table.push(vec![
                (w.chart_draws.to_owned(), None),
                (draws.to_string(), Some(count)),
            ]);
        }
    }
}
