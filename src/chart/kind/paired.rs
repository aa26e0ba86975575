//! The same people at two moments: a row a period, a dot for each moment.

use super::Kind;
use crate::chart::mark::{Anchor, Ink, Mark};
use crate::chart::scale::{Domain, Scale};
use crate::chart::series::{Datum, Periods, breaks};
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Table};
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Line, Paired, Tone};
use crate::format::Length;
use crate::lean::gather::Gather as _;
use crate::words::fill;

impl Kind for Paired {
    fn scene<'a>(&'a self, _: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let (start, end) = (&self.start, &self.end);

        let all = Periods::new(&sheet, false);
        let lines = [start, end].map(|l| all.line(&sheet, &l.formula, None));
        let [before, after] = &lines;
        let names = &sheet.model.document().periods;
        let rows: Vec<(&String, Option<&Datum>, Option<&Datum>)> =
            (names.iter().enumerate())
                .map(|(i, p)| (p, figure(before, i), figure(after, i)))
                .filter(|(_, a, b)| a.is_some() || b.is_some())
                .gather();
        let format = sheet.model.writing_format(self.writing);
        let values =
            rows.iter().flat_map(|(_, a, b)| [a, b]).filter_map(|d| Some((*d)?.value));
        let Some(domain) = Domain::of(values) else {
            let reason = sheet.words.chart_no_lines;
            return sheet.empty(reason);
        };
        let inks = [ink(start.tone, Ink::Muted), ink(end.tone, Ink::Accent)];
        let periods: Vec<String> = rows.iter().map(|(p, ..)| (*p).clone()).gather();
        for line in [start, end] {
            for note in breaks(&sheet, &line.formula, &periods) {
                sheet.note(&note);
            }
        }
        head(&mut sheet, [start, end], inks);
        let wide = |v: f64| sheet.wide(&format.write(v, Length::Short), false);
        let (low, high) = (domain.low(), domain.high());
        let room = rows
            .iter()
            .flat_map(|(_, a, b)| [a, b])
            .filter_map(|d| Some(wide((*d)?.value)))
            .fold(0.0, f64::max)
            + 0.9 * sheet.size;
        let label = periods.iter().map(|p| sheet.wide(p, false)).fold(0.0, f64::max);
        let right = sheet.width - room;
        let beside = label + room + 0.6 * sheet.size;
        // Where the dots would have no room beside the periods, they go below.
        let below = right - beside < 4.0 * sheet.size;
        let left = if below { room } else { beside };
        let scale = Scale::new(domain, left.min(right - 1.0), right, false);
        let pitch = libm::ceil(1.9 * sheet.size);
        let mut table = Table::new(
            &sheet.scene.headline,
            vec![sheet.words.period.to_owned(), start.label.clone(), end.label.clone()],
        );
        for (row, (period, a, b)) in rows.iter().enumerate() {
            let top = sheet.y;
            if below {
                sheet.paragraph(period, Ink::Muted);
            }
            let y = sheet.y + 0.5 * pitch;
            if !below {
                sheet.text(period, 0.0, y, Anchor::Start, Ink::Muted);
            }
            if let (Some(a), Some(b)) = (a, b) {
                let points = vec![(scale.at(a.value), y), (scale.at(b.value), y)];
                let ink = Ink::Faint;
                sheet.put(Mark::Path { points, width: 3.0, dashed: false, ink });
            }
            let less = |x: Option<&Datum>, y: Option<&Datum>| match (x, y) {
                (Some(x), Some(y)) => x.value <= y.value,
                _ => true,
            };
            let sides = [(0, *a, less(*a, *b)), (1, *b, !less(*a, *b))];
            for (series, datum, at_left) in sides {
                let Some(datum) = datum else { continue };
                let ink = inks.get(series).copied().unwrap_or(Ink::Text);
                let x = scale.at(datum.value);
                let hollow = series == 0 || !datum.firm;
                sheet.put(Mark::Circle { x, y, radius: 4.5, hollow, ink });
                let words = format.write(datum.value, Length::Short);
                let away = 0.8 * sheet.size;
                if at_left {
                    sheet.text(&words, x - away, y, Anchor::End, ink);
                } else {
                    sheet.text(&words, x + away, y, Anchor::Start, ink);
                }
                let line = if series == 0 { start } else { end };
                let detail = [period.as_str(), datum.detail.as_str()];
                let detail: Vec<&str> =
                    detail.into_iter().filter(|d| !d.is_empty()).gather();
                sheet.hit(Hit {
                    x: x - 8.0,
                    y: top,
                    width: 16.0,
                    height: y + 0.5 * pitch - top,
                    row,
                    series,
                    label: sheet.model.fill(&line.label, sheet.evaluation),
                    value: format.write(datum.value, Length::Exact),
                    detail: detail.join(" · "),
                    slot: sheet.model.slot(&line.formula),
                    sources: datum.sources.clone(),
                    ..Hit::default()
                });
            }
            sheet.y += pitch;
            let cell = |d: Option<&Datum>| -> Cell {
                let value = d.map(|d| d.value);
                (format.write_or_dash(value, Length::Exact), value)
            };
            table.push(vec![((*period).clone(), None), cell(*a), cell(*b)]);
        }
        ends(&mut sheet, &scale, [low, high].map(|v| format.write(v, Length::Short)));
        sheet.scene.table = table;
        let told = |(p, a, b): &(&String, Option<&Datum>, Option<&Datum>)| {
            let write = |d: &Datum| format.write(d.value, Length::Short);
            let places = [
                ("period", p.as_str()),
                ("start", &start.label),
                ("from", &write((*a)?)),
                ("end", &end.label),
                ("to", &write((*b)?)),
            ];
            Some(fill(sheet.words.chart_pair, &places))
        };
        let sentences: Vec<String> = rows.iter().filter_map(told).gather();
        sheet.finish(&sentences)
    }
}

fn figure(line: &[Option<Datum>], at: usize) -> Option<&Datum> {
    line.get(at)?.as_ref()
}

fn ink(tone: Tone, plain: Ink) -> Ink {
    match tone {
        Tone::Plain => plain,
        Tone::Accent => Ink::Accent,
        Tone::Warm => Ink::Warm,
        Tone::Muted => Ink::Muted,
    }
}

/// The two moments, each after the dot that stands for it.
fn head(sheet: &mut Sheet<'_>, lines: [&Line; 2], inks: [Ink; 2]) {
    let mut x = 0.0;
    let dot = 1.2 * sheet.size;
    let line = sheet.line();
    for (i, (l, ink)) in lines.into_iter().zip(inks).enumerate() {
        let label = sheet.model.fill(&l.label, sheet.evaluation);
        let wide = sheet.wide(&label, false);
        if x > 0.0 && x + dot + wide > sheet.width {
            x = 0.0;
            sheet.y += line;
        }
        let y = sheet.y + 0.5 * line;
        sheet.put(Mark::Circle { x: x + 5.0, y, radius: 4.5, hollow: i == 0, ink });
        let fitting = sheet.fit(&label, sheet.width - x - dot);
        sheet.text(&fitting, x + dot, y, Anchor::Start, ink);
        x += dot + wide + 1.6 * sheet.size;
    }
    sheet.y += line + 0.4 * sheet.size;
}

/// A faint foot from the lowest to the highest value: this axis does not begin
/// at nothing.
fn ends(sheet: &mut Sheet<'_>, scale: &Scale, words: [String; 2]) {
    let [low, high] = words;
    let (a, b) = (scale.at(scale.domain().low()), scale.at(scale.domain().high()));
    let y = sheet.y + 0.2 * sheet.size;
    sheet.put(Mark::Rule { from: (a, y), to: (b, y), dashed: false, ink: Ink::Faint });
    let wide = sheet.wide(&low, false) + sheet.wide(&high, false);
    if b - a > wide + sheet.size {
        let middle = y + 0.7 * sheet.line();
        sheet.text(&low, a, middle, Anchor::Start, Ink::Muted);
        sheet.text(&high, b, middle, Anchor::End, Ink::Muted);
        sheet.y += 1.3 * sheet.line();
    }
    sheet.y += 0.4 * sheet.size;
}
