//! A point for each of some things, by two values, with its name beside it and its
//! plausible worlds around it.

use super::Kind;
use crate::chart::annotations;
use crate::chart::axis::{self, Up};
use crate::chart::clip::Plot;
use crate::chart::cloud::{self, Cloud};
use crate::chart::ends::{self, End};
use crate::chart::lines::inks;
use crate::chart::mark::{Ink, Mark};
use crate::chart::places::Places;
use crate::chart::scale::{Domain, Scale};
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Table};
use crate::chart::{Hit, Scene, Subject, View, worlds};
use crate::document::{Axis, Dot, Scatter, Tone, Writing};
use crate::format::{Length, NumberFormat};
use crate::formula::{Expression, Slot};
use crate::lean::gather::Gather as _;
use crate::model::Model;
use crate::simulation::{Simulation, quantiles};
use crate::words::fill;

/// The radius of a point.
const RADIUS: f64 = 5.0;

impl Kind for Scatter {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let model = sheet.model;
        let dots: Vec<Measured> =
            self.points.iter().map(|p| measured(&sheet, p)).gather();
        let known: Vec<(f64, f64)> = dots.iter().filter_map(Measured::place).gather();
        let mut clouds = self.clouds(&mut sheet, subject.simulation, &dots);
        let formats = [&self.x, &self.y].map(|a| model.writing_format(a.writing));
        let [format_x, format_y] = &formats;
        let mut notes = annotations::held(&sheet, &self.annotations, format_y);
        let held = notes.held.iter().map(|(value, _)| *value);
        let rise = self.rise(&mut sheet);
        // The line begins there, and is nothing to go by without it.
        let origin = rise.map(|_| 0.0);
        let reached = |of: fn(&(f64, f64)) -> f64| {
            let reach = |c: &Cloud| cloud::reach(&c.dots.iter().map(of).gather());
            let ends = clouds.iter().filter_map(reach).map(|d| [d.low(), d.high()]);
            ends.flatten().chain(known.iter().map(of)).chain(origin).gather()
        };
        let along = domain(reached(|d| d.0).into_iter());
        let up = domain(reached(|d| d.1).into_iter().chain(held));
        let any = clouds.iter().any(|c| !c.dots.is_empty()) || !known.is_empty();
        let Some((along, up)) = along.zip(up).filter(|_| any) else {
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
        let mut places = Places::new(plot);
        let zeros = [
            (along, (x.at(0.0), plot.top), (x.at(0.0), plot.bottom)),
            (up, (plot.left, y.at(0.0)), (plot.right, y.at(0.0))),
        ];
        for (domain, from, to) in zeros {
            if domain.low() < 0.0 && domain.high() > 0.0 {
                sheet.put(Mark::Rule { from, to, dashed: false, ink: Ink::Muted });
                places.keep_straight_clear(from, to);
            }
        }
        cloud::within(&mut sheet, &mut clouds, [along, up]);
        let colours = inks(self.points.iter().map(|p| p.tone));
        let at = |d: &Measured| d.place().map(|(a, b)| (x.at(a), y.at(b)));
        let ink = |row: usize| {
            // Those that stand for the others too need no colour of their own.
            let plain = self.points.get(row).is_some_and(|p| p.tone == Tone::Plain);
            let own = colours.get(row).copied().filter(|_| !plain);
            own.unwrap_or(Ink::Muted)
        };
        for c in &clouds {
            // One cloud alone tells by its colours on which side of the line a world is.
            let sides = rise.filter(|_| clouds.len() == 1);
            let own = cloud::tint(ink(c.row));
            let ink = |dot| match sides {
                Some(rise) if cloud::below(rise, dot) => Ink::AccentTint(75),
                Some(_) => Ink::WarmTint(75),
                None => own,
            };
            cloud::draw(&mut sheet, [&x, &y], &c.dots, &ink);
            for dot in &c.dots {
                let at = (x.at(dot.0), y.at(dot.1));
                places.keep_line_clear(&[at, at], cloud::RADIUS);
            }
        }
        let line = rise.and_then(|r| cloud::line(&mut sheet, plot, [&x, &y], r));
        if let Some([from, to]) = line {
            places.keep_straight_clear(from, to);
        }
        for place in dots.iter().filter_map(at) {
            places.keep_clear(place, RADIUS + 2.0);
        }
        for (row, dot) in dots.iter().enumerate() {
            let Some((cx, cy)) = at(dot) else { continue };
            let ink = ink(row);
            if !clouds.is_empty() {
                let (radius, ink) = (RADIUS + 2.0, Ink::Ground);
                sheet.put(Mark::Circle { x: cx, y: cy, radius, hollow: false, ink });
            }
            sheet.put(Mark::Circle { x: cx, y: cy, radius: RADIUS, hollow: false, ink });
            let words = if ink == Ink::Muted { Ink::Text } else { ink };
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
        let head = [&subject.chart.label, &self.x.label, &self.y.label].into_iter();
        let share = Some(sheet.words.chart_worlds_head.to_owned());
        let share = share.filter(|_| !clouds.is_empty());
        let head = head.cloned().chain(share.clone()).gather();
        let mut table = Table::new(&sheet.scene.headline, head);
        for dot in &dots {
            let cell = |value: &Result<f64, String>, format: &NumberFormat| {
                exactly(format, value.as_ref().ok().copied())
            };
            let (along, up) = (cell(&dot.x, format_x), cell(&dot.y, format_y));
            let share = share.iter().map(|_| none());
            let cells = [(dot.label.clone(), None), along, up].into_iter();
            table.push(cells.chain(share).gather());
        }
        sheet.scene.table = table;
        let point = |d: &Measured| {
            let told = self.told(&sheet, d, Length::Short);
            fill(sheet.words.chart_point, &[("label", &d.label), ("value", &told)])
        };
        let mut sentences = vec![dots.iter().map(point).gather().join("; ")];
        self.shares(&mut sheet, &clouds, rise, &mut sentences);
        sentences.append(&mut notes.said);
        sheet.finish(&sentences)
    }

    fn draws(&self, model: &Model, _: &View) -> Vec<Slot> {
        let clouds = self.points.iter().filter(|p| p.worlds);
        let formulas = clouds.flat_map(|p| [&p.x, &p.y]);
        let formulas = formulas.filter_map(|f| model.formula(f));
        formulas.flat_map(Expression::slots).gather()
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

    /// The worlds of those points that have some; says why where one has none.
    #[inline(never)]
    fn clouds(
        &self,
        sheet: &mut Sheet<'_>,
        simulation: Option<&Simulation>,
        dots: &[Measured],
    ) -> Vec<Cloud> {
        let wanted = self.points.iter().filter(|p| p.worlds).count().max(1);
        let mut clouds = Vec::new();
        for (row, (point, dot)) in self.points.iter().zip(dots).enumerate() {
            if !point.worlds {
                continue;
            }
            let label = dot.label.clone();
            match cloud::plausible(sheet, simulation, point) {
                Ok(columns) => {
                    let [along, up] = &columns;
                    let dots = cloud::dots(along, up, cloud::DOTS / wanted);
                    clouds.push(Cloud { row, label, columns, dots });
                }
                Err(reason) => {
                    let places = [("label", &*label), ("value", reason)];
                    let said = fill(sheet.words.chart_point, &places);
                    sheet.note(&format!("{said}."));
                }
            }
        }
        clouds
    }

    /// How much the line rises; says why if that has no value.
    #[inline(never)]
    fn rise(&self, sheet: &mut Sheet<'_>) -> Option<f64> {
        let line = self.threshold.as_ref()?;
        let found = sheet.model.value_of(&line.formula, sheet.evaluation);
        if let Err(reason) = &found {
            let said = fill(sheet.words.chart_empty, &[("reason", reason)]);
            let places = [("label", &*line.label), ("value", &*said)];
            let said = fill(sheet.words.chart_point, &places);
            sheet.note(&said);
        }
        found.ok()
    }

    /// In how many worlds something is so: below the chart, in the table and in
    /// sentences.
    #[inline(never)]
    fn shares(
        &self,
        sheet: &mut Sheet<'_>,
        clouds: &[Cloud],
        rise: Option<f64>,
        told: &mut Vec<String>,
    ) {
        let w = sheet.words;
        let line = self.threshold.as_ref().zip(rise).map(|(line, rise)| {
            let label = sheet.model.fill(&line.label, sheet.evaluation);
            (fill(w.chart_on_line, &[("label", &label)]), rise)
        });
        if let Some((said, _)) = line.as_ref().filter(|_| clouds.is_empty()) {
            sheet.paragraph(said, Ink::Muted);
            told.push(said.clone());
        }
        let axes = [&self.x, &self.y];
        let sides = axes.map(|axis| {
            let zero = sheet.model.writing_format(axis.writing).write(0.0, Length::Short);
            let more = fill(w.range_from, &[("min", &zero)]);
            [more, fill(w.chart_less_than, &[("value", &zero)])]
        });
        for c in clouds {
            let [along, up] = &c.columns;
            let of = |said: &str| {
                let places = [("label", &*c.label), ("value", said)];
                if clouds.len() > 1 {
                    fill(w.chart_point, &places)
                } else {
                    said.to_owned()
                }
            };
            told.push(self.spread(sheet, c));
            if let Some((said, rise)) = &line {
                let p = cloud::share(along, up, &|a, b| cloud::below(*rise, (a, b)));
                let cells = [(of(said), None), none(), none()];
                shared(sheet, cells, (&of(said), p), true, told);
            }
            // Which side of nothing it is tells something where it may be either.
            let both = |column: &[f64]| {
                let less = |v: &&f64| **v < 0.0;
                let known = || column.iter().filter(|v| v.is_finite());
                known().any(|v| less(&v)) && known().any(|v| !less(&v))
            };
            let parted = [both(along), both(up)];
            for quadrant in [[0, 0], [0, 1], [1, 0], [1, 1]] {
                let side = |axis: usize| {
                    let side = sides.get(axis)?.get(*quadrant.get(axis)?)?;
                    let places = [("label", &*axes.get(axis)?.label), ("value", side)];
                    Some(fill(w.chart_point, &places))
                };
                let [below_x, below_y] = quadrant.map(|side| side == 1);
                let within = |a: f64, b: f64| (a < 0.0, b < 0.0) == (below_x, below_y);
                let p = cloud::share(along, up, &within);
                let words = |told: &dyn Fn(usize) -> bool| {
                    let of = (0..2).filter(|axis| told(*axis)).filter_map(side);
                    of.gather().join(", ")
                };
                let cells = [(of(&words(&|_| true)), None), none(), none()];
                let said = words(&|axis| parted.get(axis) == Some(&true));
                if said.is_empty() || p <= 0.0 {
                    row(sheet, cells, p);
                } else {
                    shared(sheet, cells, (&of(&said), p), clouds.len() == 1, told);
                }
            }
            let known = cloud::share(along, up, &|_, _| true);
            if known < 1.0 {
                let worlds = worlds::in_words(w, 1.0 - known);
                let places = [("label", &*c.label), ("worlds", &*worlds)];
                let said = fill(w.chart_no_value_in, &places);
                sheet.y += 0.4 * sheet.size;
                sheet.paragraph(&said, Ink::Muted);
                let head = fill(w.no_value_of, &[("label", &c.label)]);
                row(sheet, [(head, None), none(), none()], 1.0 - known);
                told.push(said);
            }
        }
    }

    /// Where its worlds lie by each value alone: in the table, and in a sentence.
    fn spread(&self, sheet: &mut Sheet<'_>, c: &Cloud) -> String {
        let w = sheet.words;
        let levels = [0.025, 0.5, 0.975];
        let found = c.columns.each_ref().map(|column| {
            let none = column.iter().all(|v| !v.is_finite());
            (!none).then(|| quantiles(column, levels))
        });
        let formats = [&self.x, &self.y].map(|a| sheet.model.writing_format(a.writing));
        for (at, level) in [w.chart_p2_5, w.chart_p50, w.chart_p97_5].iter().enumerate() {
            let cell = |axis: usize| {
                let value = found.get(axis).and_then(|q| q.as_ref()?.get(at).copied());
                formats.get(axis).map_or_else(none, |f| exactly(f, value))
            };
            let places = [("label", &*c.label), ("value", *level)];
            let head = (fill(w.chart_point, &places), None);
            let cells = vec![head, cell(0), cell(1), none()];
            sheet.scene.table.push(cells);
        }
        let lies =
            |(axis, (format, found)): (&Axis, (&NumberFormat, &Option<[f64; 3]>))| {
                let [low, _, high] = (*found)?;
                let [low, high] = [low, high].map(|v| format.write(v, Length::Short));
                let said = fill(w.chart_interval, &[("low", &low), ("high", &high)]);
                Some(fill(w.chart_point, &[("label", &axis.label), ("value", &said)]))
            };
        let both = [&self.x, &self.y].into_iter().zip(formats.iter().zip(&found));
        let said = both.filter_map(lies).gather().join("; ");
        fill(w.chart_point, &[("label", &c.label), ("value", &said)])
    }
}

/// Tells in how many worlds something is so, and draws that if there is room for it.
fn shared(
    sheet: &mut Sheet<'_>,
    cells: [Cell; 3],
    (said, p): (&str, f64),
    drawn: bool,
    told: &mut Vec<String>,
) {
    let frequency = worlds::in_words(sheet.words, p);
    let at = row(sheet, cells, p);
    if drawn {
        sheet.y += 0.8 * sheet.size;
        let band = worlds::row(sheet, said, &frequency, p);
        let value = sheet.model.percent_format(Some(0)).write(p, Length::Exact);
        let (label, detail) = (said.to_owned(), frequency.clone());
        let hit = Hit { row: at, series: 1, label, value, detail, ..Hit::default() };
        sheet.band_hit(band, hit);
    }
    let places = [("label", said), ("value", &*frequency)];
    told.push(fill(sheet.words.chart_point, &places));
}

/// A row of the table with a share; its position.
fn row(sheet: &mut Sheet<'_>, cells: [Cell; 3], p: f64) -> usize {
    let share = sheet.model.percent_format(Some(0)).write(p, Length::Exact);
    sheet.scene.table.push(cells.into_iter().chain([(share, Some(p))]).gather());
    sheet.scene.table.rows.len() - 1
}

fn exactly(format: &NumberFormat, value: Option<f64>) -> Cell {
    (format.write_or_dash(value, Length::Exact), value)
}

fn none() -> Cell {
    ("–".to_owned(), None)
}
