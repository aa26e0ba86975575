//! A point for each of some things, by two values, with its name beside it.

use super::Kind;
use crate::chart::annotations;
use crate::chart::axis::{self, Up};
use crate::chart::clip::Plot;
use crate::chart::ends::{self, End};
use crate::chart::lines::inks;
use crate::chart::mark::{Ink, Mark};
use crate::chart::places::Places;
use crate::chart::scale::{Domain, Scale};
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Table};
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Axis, Dot, Scatter, Tone, Writing};
use crate::format::Length;
use crate::lean::gather::Gather as _;
use crate::words::fill;

/// The radius of a point.
const RADIUS: f64 = 5.0;

impl Kind for Scatter {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let model = sheet.model;
        let dots: Vec<Measured> =
            self.points.iter().map(|p| measured(&sheet, p)).gather();
        let known: Vec<(f64, f64)> = dots.iter().filter_map(Measured::place).gather();
        let formats = [&self.x, &self.y].map(|a| model.writing_format(a.writing));
        let [format_x, format_y] = &formats;
        let mut notes = annotations::held(&sheet, &self.annotations, format_y);
        let held = notes.held.iter().map(|(value, _)| *value);
        let along = domain(known.iter().map(|(x, _)| *x));
        let up = domain(known.iter().map(|(_, y)| *y).chain(held));
        let Some((along, up)) = along.zip(up).filter(|_| !known.is_empty()) else {
            let reason = dots.into_iter().find_map(|d| d.x.and(d.y).err());
            return sheet.empty(&reason.unwrap_or_default());
        };
        let lacks = dots.iter().find_map(|d| d.x.as_ref().and(d.y.as_ref()).err());
        if let Some(reason) = lacks {
            let words = fill(sheet.words.chart_void, &[("reason", reason)]);
            sheet.note(&words);
        }
        let size = sheet.size;
        axis::up_title(&mut sheet, &self.y.label);
        let room = ends::room(&sheet);
        let label = |(value, text): &(f64, String)| {
            End::new(&sheet, text, room, (None, *value), Ink::Muted)
        };
        let labels: Vec<End> = notes.held.iter().map(label).gather();
        let (widest, needed) = ends::extent(&labels);
        let aside = if labels.is_empty() { 0.5 * size } else { widest + 1.1 * size };
        let height = (0.5 * sheet.width).clamp(16.0 * size, 28.0 * size);
        let height = height.max(needed + sheet.line());
        let round =
            |a: &Axis| model.writing_format(Writing { decimals: None, ..a.writing });
        let ticks = axis::ticks(&Scale::new(up, height, 0.0, false), &round(&self.y), 5);
        let left = axis::gutter(&sheet, &ticks).min(0.5 * sheet.width);
        let plot = Plot {
            left,
            top: sheet.y,
            right: (sheet.width - aside).max(left + 4.0 * size),
            bottom: sheet.y + height,
        };
        let x = Scale::new(along, plot.left, plot.right, false);
        let y = Scale::new(up, plot.bottom, plot.top, false);
        Up { plot, scale: y, ticks: &ticks }.draw(&mut sheet);
        axis::held(&mut sheet, plot, &y, &notes.held);
        if along.low() < 0.0 && along.high() > 0.0 {
            let (from, to) = ((x.at(0.0), plot.top), (x.at(0.0), plot.bottom));
            sheet.put(Mark::Rule { from, to, dashed: false, ink: Ink::Muted });
        }
        if up.low() < 0.0 && up.high() > 0.0 {
            let (from, to) = ((plot.left, y.at(0.0)), (plot.right, y.at(0.0)));
            sheet.put(Mark::Rule { from, to, dashed: false, ink: Ink::Muted });
        }
        let mut places = Places::new(plot);
        let colours = inks(self.points.iter().map(|p| p.tone));
        let at = |d: &Measured| d.place().map(|(a, b)| (x.at(a), y.at(b)));
        for place in dots.iter().filter_map(at) {
            places.keep_clear(place, RADIUS + 2.0);
        }
        for (row, (dot, ink)) in dots.iter().zip(&colours).enumerate() {
            let Some((cx, cy)) = at(dot) else { continue };
            // Those that stand for the others too need no colour of their own.
            let plain = self.points.get(row).is_some_and(|p| p.tone == Tone::Plain);
            let ink = if plain { Ink::Muted } else { *ink };
            sheet.put(Mark::Circle { x: cx, y: cy, radius: RADIUS, hollow: false, ink });
            let words = if plain { Ink::Text } else { ink };
            places.beside(&mut sheet, &dot.label, (cx, cy), words);
            sheet.hit(Hit {
                x: cx - RADIUS,
                y: cy - RADIUS,
                width: 2.0 * RADIUS,
                height: 2.0 * RADIUS,
                row,
                label: dot.label.clone(),
                value: self.told(&sheet, dot, Length::Exact),
                detail: sheet.period(),
                present: true,
                ..Hit::default()
            });
        }
        sheet.y = plot.bottom;
        let all = axis::Across::new(plot, &[], false);
        ends::draw(&mut sheet, &labels, &all, &y);
        axis::along(&mut sheet, &x, &round(&self.x), (plot.left, plot.right));
        axis::title(&mut sheet, &self.x.label, plot.right);
        let head = [&subject.chart.label, &self.x.label, &self.y.label];
        let mut table =
            Table::new(&sheet.scene.headline, head.into_iter().cloned().gather());
        for dot in &dots {
            let cell = |value: &Result<f64, String>,
                        format: &crate::format::NumberFormat|
             -> Cell {
                let value = value.as_ref().ok().copied();
                (format.write_or_dash(value, Length::Exact), value)
            };
            let (along, up) = (cell(&dot.x, format_x), cell(&dot.y, format_y));
            table.push(vec![(dot.label.clone(), None), along, up]);
        }
        sheet.scene.table = table;
        let point = |d: &Measured| {
            let told = self.told(&sheet, d, Length::Short);
            fill(sheet.words.chart_point, &[("label", &d.label), ("value", &told)])
        };
        let mut sentences = vec![dots.iter().map(point).gather().join("; ")];
        sentences.append(&mut notes.said);
        sheet.finish(&sentences)
    }
}

/// A point with its values.
struct Measured {
    label: String,
    x: Result<f64, String>,
    y: Result<f64, String>,
}

impl Measured {
    fn place(&self) -> Option<(f64, f64)> {
        self.x.as_ref().ok().copied().zip(self.y.as_ref().ok().copied())
    }
}

fn measured(sheet: &Sheet<'_>, dot: &Dot) -> Measured {
    let value = |formula| sheet.model.value_of(formula, sheet.evaluation);
    let label = sheet.model.fill(&dot.label, sheet.evaluation);
    Measured { label, x: value(&dot.x), y: value(&dot.y) }
}

/// Some room around what is shown, from nothing where that is near.
fn domain(values: impl Iterator<Item = f64>) -> Option<Domain> {
    let seen = Domain::of(values)?;
    let room = 0.08 * (seen.high() - seen.low());
    let near = seen.low() >= 0.0 && seen.low() < 0.5 * seen.high();
    let low = if near { 0.0 } else { seen.low() - room };
    Domain::of([low, seen.high() + room])
}

impl Scatter {
    /// Both values of a point in words, or why it has none.
    fn told(&self, sheet: &Sheet<'_>, dot: &Measured, length: Length) -> String {
        let value = |axis: &Axis, value: &Result<f64, String>| {
            let words = match value {
                Ok(v) => sheet.model.writing_format(axis.writing).write(*v, length),
                Err(reason) => reason.clone(),
            };
            let places = [("label", &*axis.label), ("value", &*words)];
            fill(sheet.words.chart_point, &places)
        };
        format!("{}, {}", value(&self.x, &dot.x), value(&self.y, &dot.y))
    }
}
