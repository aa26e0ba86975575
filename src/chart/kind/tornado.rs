//! How far each uncertain input moves a metric.

use super::Kind;
use crate::chart::axis;
use crate::chart::mark::{Anchor, Ink, Mark};
use crate::chart::metrics;
use crate::chart::scale::{Domain, Scale};
use crate::chart::sheet::{Sheet, short};
use crate::chart::table::{Cell, Table};
use crate::chart::{Hit, Scene, Subject, View};
use crate::document::Tornado;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::{Fill, Model};
use crate::sensitivity::{Swing, tornado};
use crate::words::fill;

/// More bars than anybody compares.
const MOST: usize = 12;

impl Kind for Tornado {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let Some(metric) = metrics::chosen(&mut sheet, &self.metric, subject.view) else {
            return sheet.empty("");
        };
        let slot = sheet.model.metric_slot(metric);
        let today = match sheet.evaluation.value(slot) {
            Ok(v) => v,
            Err(reason) => {
                let reason = reason.to_owned();
                return sheet.empty(&reason);
            }
        };
        let mut swings = tornado(sheet.model, sheet.evaluation, slot);
        swings.retain(|s| s.width() > 0.0);
        swings.truncate(MOST);
        let ends = swings.iter().flat_map(|s| [&s.low, &s.high]).flatten().copied();
        let Some(domain) = Domain::of(ends.chain([today])).filter(|_| !swings.is_empty())
        else {
            let reason = sheet.words.chart_certain;
            return sheet.empty(reason);
        };
        let log = domain.low() > 0.0 && domain.high() > 40.0 * domain.low();
        let texts: Vec<[String; 2]> =
            swings.iter().map(|s| input_texts(&sheet, s)).gather();
        let widest =
            texts.iter().flatten().map(|t| sheet.wide(t, false)).fold(0.0, f64::max);
        let margin = widest + 0.7 * sheet.size;
        // Where the ends have no room beside the bars, they go with the label.
        let beside = sheet.width - 2.0 * margin >= 8.0 * sheet.size;
        let margin = if beside { margin } else { 0.5 * sheet.size };
        let scale = Scale::new(domain, margin, sheet.width - margin, log);
        let plot = Bars {
            scale,
            today: scale.at(today),
            left: margin,
            right: sheet.width - margin,
        };
        let words =
            fill(sheet.words.chart_today, &[("value", &short(sheet.model, slot, today))]);
        let wide = sheet.wide(&words, false);
        let left = (plot.today - 0.5 * wide).min(sheet.width - wide).max(0.0);
        let y = sheet.y + 0.5 * sheet.line();
        sheet.text(&words, left, y, Anchor::Start, Ink::Text);
        sheet.y += 1.2 * sheet.line();
        let top = sheet.y;
        let mut rule_gaps = Vec::new();
        for (row, (swing, texts)) in swings.iter().zip(&texts).enumerate() {
            let from = sheet.y;
            let label =
                input_label(&sheet, swing, if beside { None } else { Some(texts) });
            sheet.paragraph(&label, Ink::Text);
            rule_gaps.push((from, sheet.y));
            sheet.y += libm::round(0.15 * sheet.size);
            plot.draw(&mut sheet, swing, beside.then_some(texts));
            hit(&mut sheet, swing, texts, slot, row, from);
            sheet.y += libm::round(0.6 * sheet.size);
        }
        plot.rule(&mut sheet, plot.today, Ink::Text, top, &rule_gaps);
        if let Some(then) = sheet.pinned.and_then(|p| p.value(slot).ok()) {
            let text = short(sheet.model, slot, then);
            if text != short(sheet.model, slot, today) {
                let was = fill(sheet.words.was, &[("value", &text)]);
                let subtitle = &mut sheet.scene.subtitle;
                *subtitle = format!("{subtitle} · {was}");
            }
            if domain.holds(then) {
                plot.rule(&mut sheet, scale.at(then), Ink::Warm, top, &rule_gaps);
            }
        }
        let format = sheet.round_format(slot);
        axis::along(&mut sheet, &scale, &format, (margin, plot.right));
        sheet.scene.table = table(&sheet, &swings, &texts, slot);
        let told: Vec<String> =
            swings.iter().zip(&texts).map(|(s, t)| told(&sheet, s, t, slot)).gather();
        sheet.finish(&told)
    }

    fn is_drawn(&self, _: &Model, view: &View, name: &str) -> bool {
        view.metric.as_ref().unwrap_or(&self.metric) == name
    }
}

/// Where bars lie.
struct Bars {
    scale: Scale,
    today: f64,
    left: f64,
    right: f64,
}

impl Bars {
    fn draw(&self, sheet: &mut Sheet<'_>, swing: &Swing, texts: Option<&[String; 2]>) {
        let thick = libm::round(1.1 * sheet.size);
        let (y, middle) = (sheet.y, sheet.y + 0.5 * thick);
        sheet.y += thick;
        let place =
            |end: &Result<f64, String>, other: &Result<f64, String>| match (end, other) {
                (Ok(v), _) => (self.scale.at(*v), false),
                // An end without a value lies beyond the plot, away from the other.
                (Err(_), Ok(v)) if self.scale.at(*v) > self.today => (self.left, true),
                (Err(_), _) => (self.right, true),
            };
        let low = place(&swing.low, &swing.high);
        let high = place(&swing.high, &swing.low);
        let mut ends = [(low, Ink::AccentTint(48), 0), (high, Ink::Accent, 1)];
        // The longer first, so that a bar to the same side stays in sight.
        let far = |x: f64| (x - self.today).abs();
        order::sort(&mut ends, |end| -far(end.0.0));
        for ((x, open), ink, _) in ends {
            let (from, to) = (x.min(self.today), x.max(self.today));
            if to > from {
                sheet.rect(from, y, (to - from).max(1.0), thick, ink);
            }
            if open {
                let back = if x > self.today { -6.0 } else { 6.0 };
                let ink = Ink::Ground;
                let points = vec![(x + back, y), (x, middle), (x + back, y + thick)];
                sheet.put(Mark::Path { points, width: 2.0, dashed: false, ink });
            }
        }
        let Some(texts) = texts else { return };
        let gap = 0.5 * sheet.size;
        let low_left = low.0 <= high.0;
        let [low_text, high_text] = texts;
        let (left, right) =
            if low_left { (low_text, high_text) } else { (high_text, low_text) };
        let (from, to) =
            (low.0.min(high.0).min(self.today), low.0.max(high.0).max(self.today));
        sheet.text(left, from - gap, middle, Anchor::End, Ink::Muted);
        sheet.text(right, to + gap, middle, Anchor::Start, Ink::Muted);
    }

    /// A hairline at a value, but not through words.
    fn rule(
        &self,
        sheet: &mut Sheet<'_>,
        x: f64,
        ink: Ink,
        top: f64,
        gaps: &[(f64, f64)],
    ) {
        let mut y = top;
        for (from, to) in gaps.iter().copied().chain([(sheet.y, sheet.y)]) {
            if from > y {
                sheet.put(Mark::Rule {
                    from: (x, y),
                    to: (x, from),
                    dashed: matches!(ink, Ink::Warm),
                    ink,
                });
            }
            y = to;
        }
    }
}

fn input_texts(sheet: &Sheet<'_>, swing: &Swing) -> [String; 2] {
    let slot = sheet.model.input_slot(swing.input);
    let texts = |length| {
        [swing.low_value, swing.high_value].map(|v| sheet.model.text(slot, v, length))
    };
    let [low, high] = texts(Fill::Short);
    // A narrow interval needs its digits.
    if low == high { texts(Fill::Exact) } else { [low, high] }
}

fn input_label(sheet: &Sheet<'_>, swing: &Swing, texts: Option<&[String; 2]>) -> String {
    let label = sheet.model.label(sheet.model.input_slot(swing.input), sheet.evaluation);
    let Some([low, high]) = texts else { return label.to_owned() };
    let interval = fill(sheet.words.interval, &[("low", low), ("high", high)]);
    fill(sheet.words.chart_point, &[("label", label), ("value", &interval)])
}

/// The metric at one end in words, or why it has no value there.
fn at_end(
    sheet: &Sheet<'_>,
    end: &Result<f64, String>,
    slot: Slot,
    length: Fill,
) -> String {
    match end {
        Ok(v) => sheet.model.text(slot, *v, length),
        Err(reason) => fill(sheet.words.no_value, &[("reason", reason)])
            .trim_end_matches('.')
            .to_owned(),
    }
}

fn told(sheet: &Sheet<'_>, swing: &Swing, texts: &[String; 2], slot: Slot) -> String {
    let places = [
        (
            "label",
            sheet.model.label(sheet.model.input_slot(swing.input), sheet.evaluation),
        ),
        ("low", texts[0].as_str()),
        ("at_low", &at_end(sheet, &swing.low, slot, Fill::Short)),
        ("high", texts[1].as_str()),
        ("at_high", &at_end(sheet, &swing.high, slot, Fill::Short)),
    ];
    fill(sheet.words.chart_swing, &places)
}

fn hit(
    sheet: &mut Sheet<'_>,
    swing: &Swing,
    texts: &[String; 2],
    slot: Slot,
    row: usize,
    top: f64,
) {
    let input = sheet.model.input_slot(swing.input);
    let interval = fill(sheet.words.interval, &[("low", &texts[0]), ("high", &texts[1])]);
    let ends = [
        ("low", at_end(sheet, &swing.low, slot, Fill::Exact)),
        ("high", at_end(sheet, &swing.high, slot, Fill::Exact)),
    ];
    let places = [("low", ends[0].1.as_str()), ("high", ends[1].1.as_str())];
    let hit = Hit {
        row,
        label: sheet.model.label(input, sheet.evaluation).to_owned(),
        value: fill(sheet.words.interval, &places),
        detail: interval,
        slot: Some(input),
        present: true,
        ..Hit::default()
    };
    let bottom = sheet.y;
    sheet.band_hit((top, bottom), hit);
}

fn table(
    sheet: &Sheet<'_>,
    swings: &[Swing],
    texts: &[[String; 2]],
    slot: Slot,
) -> Table {
    let w = sheet.words;
    let metric = sheet.model.label(slot, sheet.evaluation);
    let at = |end: &str| fill(w.chart_metric_at, &[("label", metric), ("end", end)]);
    let head = vec![
        w.chart_input.to_owned(),
        w.chart_low.to_owned(),
        w.chart_high.to_owned(),
        at(w.chart_low),
        at(w.chart_high),
    ];
    let mut table = Table::new(&sheet.scene.headline, head);
    for (swing, [low, high]) in swings.iter().zip(texts) {
        let label =
            sheet.model.label(sheet.model.input_slot(swing.input), sheet.evaluation);
        let end = |end: &Result<f64, String>| -> Cell {
            (at_end(sheet, end, slot, Fill::Exact), end.as_ref().ok().copied())
        };
        table.push(vec![
            (label.to_owned(), None),
            (low.clone(), Some(swing.low_value)),
            (high.clone(), Some(swing.high_value)),
            end(&swing.low),
            end(&swing.high),
        ]);
    }
    table
}
