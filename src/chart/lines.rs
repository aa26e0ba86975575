//! Lines over the periods or a count, each labelled where it ends.

use super::Hit;
use super::axis::{self, Across, Up};
use super::clip::Plot;
use super::ends::{self, End};
use super::mark::{Ink, Mark};
use super::scale::{Domain, Scale};
use super::series::Datum;
use super::shapes;
use super::sheet::Sheet;
use crate::document::Tone;
use crate::format::{Length, NumberFormat};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::words::fill;

/// One line.
pub(super) struct Curve {
    pub(super) label: String,
    pub(super) ink: Ink,
    /// By period.
    pub(super) data: Vec<Option<Datum>>,
    /// What a value has to be multiplied by to be drawn.
    pub(super) factor: f64,
    /// How its own values are written.
    pub(super) format: NumberFormat,
    pub(super) slot: Option<Slot>,
    /// What to mind of it.
    pub(super) note: String,
}

/// Lines that share their axes.
pub(super) struct Chart<'a> {
    /// The periods, or the steps of a count.
    pub(super) periods: &'a [String],
    /// The same as they stand along the axis, and what they are of.
    pub(super) along: (&'a [String], String),
    pub(super) curves: Vec<Curve>,
    /// How drawn values are written.
    pub(super) format: NumberFormat,
    /// How values are written along the axis.
    pub(super) ticks: NumberFormat,
    /// Whether drawn values are an index, with 100 for its base.
    pub(super) index: bool,
    /// What happened when: how far along in the periods, and a word.
    pub(super) events: Vec<(f64, String)>,
    /// Values that the lines are held against, with their words.
    pub(super) held: Vec<(f64, String)>,
}

impl Curve {
    fn drawn(&self, at: usize) -> Option<(f64, &Datum)> {
        let datum = self.data.get(at)?.as_ref()?;
        Some((datum.value * self.factor, datum))
    }

    /// Whether it stands in a band of its plausible values.
    pub(super) fn has_band(&self) -> bool {
        self.data.iter().flatten().any(|d| d.band.is_some())
    }

    /// The ends of the band at a period, as drawn.
    fn band(&self, at: usize) -> Option<(f64, f64)> {
        let (low, high) = self.data.get(at)?.as_ref()?.band?;
        Some((low * self.factor, high * self.factor))
    }

    fn last(&self) -> Option<(usize, f64)> {
        let mut drawn = (0..self.data.len()).rev();
        drawn.find_map(|i| Some((i, self.drawn(i)?.0)))
    }

    fn first(&self) -> Option<(usize, f64)> {
        (0..self.data.len()).find_map(|i| Some((i, self.drawn(i)?.0)))
    }
}

impl Chart<'_> {
    /// Draws everything below what is there, lines in one plot where labels
    /// fit beside it, one below the other where they do not.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>) {
        if sheet.width >= 19.0 * sheet.size {
            self.together(sheet);
        } else {
            self.apart(sheet);
        }
    }

    /// Whether it goes along a count of its own.
    const fn counted(&self) -> bool {
        !self.along.1.is_empty()
    }

    /// What each line says from its first to its last figure.
    pub(super) fn sentences(&self, sheet: &Sheet<'_>) -> Vec<String> {
        self.curves.iter().filter_map(|c| self.sentence(sheet, c)).gather()
    }

    /// What the line with this label says.
    pub(super) fn sentence_of(&self, sheet: &Sheet<'_>, label: &str) -> Option<String> {
        self.sentence(sheet, self.curves.iter().find(|c| c.label == label)?)
    }

    fn sentence(&self, sheet: &Sheet<'_>, c: &Curve) -> Option<String> {
        let period = |i: usize| self.periods.get(i).map_or("", String::as_str);
        let ((first, from), (last, to)) = (c.first()?, c.last()?);
        let places = [
            ("label", c.label.as_str()),
            ("from", &self.format.write(from, Length::Short)),
            ("first", period(first)),
            ("to", &self.format.write(to, Length::Short)),
            ("value", &self.format.write(to, Length::Short)),
            ("last", period(last)),
        ];
        let mut said = fill(sheet.way(first == last), &places);
        if let Some((low, high)) = c.band(last) {
            let write = |v| self.format.write(v, Length::Short);
            let ends = [("low", &*write(low)), ("high", &*write(high))];
            said = format!("{said} ({})", fill(sheet.words.chart_interval, &ends));
        }
        Some(said)
    }

    fn domain(&self, curves: &[Curve]) -> Option<(Domain, bool)> {
        let mut values: Vec<f64> = Vec::new();
        for c in curves {
            for (value, datum) in (0..c.data.len()).filter_map(|i| c.drawn(i)) {
                values.push(value);
                let (low, high) = datum.bounds.unwrap_or((datum.value, datum.value));
                values.extend([low * c.factor, high * c.factor]);
            }
            for (low, high) in (0..c.data.len()).filter_map(|i| c.band(i)) {
                values.extend([low, high]);
            }
        }
        if self.index {
            values.push(100.0);
        }
        values.extend(self.held.iter().map(|(value, _)| *value));
        let seen = Domain::of(values.iter().copied())?;
        // Over more than a factor of 40 the small ones would lie on the floor. What
        // is counted grows step by step, and keeps its shape.
        let log = !self.counted() && seen.low() > 0.0 && seen.high() > 40.0 * seen.low();
        // Where nothing is nearly there, the foot says little; where half the
        // height would be cut, it says much. A share is one of all.
        let near = seen.low() < 0.5 * seen.high() || self.format.is_percent();
        let from_zero = !self.index && seen.low() > 0.0 && near;
        let foot = if from_zero && !log { Some(0.0) } else { None };
        Some((Domain::of(values.into_iter().chain(foot))?, log))
    }

    fn together(&self, sheet: &mut Sheet<'_>) {
        let Some((domain, log)) = self.domain(&self.curves) else { return };
        let (size, line) = (sheet.size, sheet.line());
        let labels = self.labels(sheet);
        let (widest, needed) = ends::extent(&labels);
        let height =
            (0.42 * sheet.width).clamp(17.0 * size, 26.0 * size).max(needed + line);
        let up_ticks = axis::ticks(&Scale::new(domain, height, 0.0, log), &self.ticks, 5);
        let mut plot = Plot {
            left: axis::gutter(sheet, &up_ticks),
            top: sheet.y + 0.5 * line,
            right: sheet.width - widest - 1.1 * size,
            bottom: sheet.y + 0.5 * line + height,
        };
        let across = Across::new(plot, self.along.0, self.counted());
        let events = (self.events.iter()).map(|(at, word)| (across.place(*at), word));
        let events = axis::Events::new(sheet, events);
        let words_top = sheet.y;
        plot.top += events.height(sheet);
        plot.bottom += events.height(sheet);
        let up = Scale::new(domain, plot.bottom, plot.top, log);
        let across = Across::new(plot, self.along.0, self.counted());
        Up { plot, scale: up, ticks: &up_ticks }.draw(sheet);
        axis::held(sheet, plot, &up, &self.held);
        events.draw(sheet, words_top, plot.bottom);
        for c in self.curves.iter().filter(|c| c.has_band()) {
            band(sheet, c, &across, &up);
        }
        for (series, c) in self.curves.iter().enumerate() {
            let shaped = self.curves.len() > shapes::FEW;
            self.curve(sheet, c, (series, shaped), &across, &up);
        }
        ends::draw(sheet, &labels, &across, &up);
        sheet.y = plot.bottom;
        across.draw(sheet);
        axis::title(sheet, &self.along.1, plot.right);
    }

    /// One small plot a line, with its label above.
    fn apart(&self, sheet: &mut Sheet<'_>) {
        for (series, c) in self.curves.iter().enumerate() {
            let one = std::slice::from_ref(c);
            let (Some((domain, log)), Some((_, last))) = (self.domain(one), c.last())
            else {
                continue;
            };
            if series > 0 {
                sheet.y += 0.8 * sheet.size;
            }
            let text = format!("{} {}", c.label, self.format.write(last, Length::Short));
            sheet.paragraph(&text, c.ink);
            let height = 6.0 * sheet.size;
            let top = sheet.y + 0.5 * sheet.line();
            let ticks =
                axis::ticks(&Scale::new(domain, height, 0.0, log), &self.format, 2);
            let gutter = axis::gutter(sheet, &ticks);
            let (right, bottom) = (sheet.width - 0.4 * sheet.size, top + height);
            let plot = Plot { left: gutter.min(0.65 * right), top, right, bottom };
            let up = Scale::new(domain, bottom, top, log);
            let across = Across::new(plot, self.along.0, self.counted());
            Up { plot, scale: up, ticks: &ticks }.draw(sheet);
            axis::held(sheet, plot, &up, &self.held);
            band(sheet, c, &across, &up);
            self.curve(sheet, c, (series, false), &across, &up);
            sheet.y = bottom;
            across.draw(sheet);
        }
        let right = sheet.width;
        axis::title(sheet, &self.along.1, right);
    }

    /// The words at the end of each line, and of what they are held against.
    fn labels(&self, sheet: &Sheet<'_>) -> Vec<End> {
        let room = ends::room(sheet);
        let label = |c: &Curve| {
            let (period, value) = c.last()?;
            let text = format!("{} {}", c.label, self.format.write(value, Length::Short));
            Some(End::new(sheet, &text, room, (Some(period), value), c.ink))
        };
        let held = |(value, text): &(f64, String)| {
            End::new(sheet, text, room, (None, *value), Ink::Muted)
        };
        let lines = self.curves.iter().filter_map(label);
        lines.chain(self.held.iter().map(held)).gather()
    }

    fn curve(
        &self,
        sheet: &mut Sheet<'_>,
        c: &Curve,
        (series, shaped): (usize, bool),
        x: &Across,
        up: &Scale,
    ) {
        let ink = c.ink;
        let width = if matches!(ink, Ink::Accent | Ink::Warm) { 2.4 } else { 1.8 };
        let place = |i: usize| c.drawn(i).map(|(v, d)| ((x.at(i), up.at(v)), d));
        for i in 1..c.data.len() {
            let (Some((a, before)), Some((b, after))) = (place(i - 1), place(i)) else {
                continue;
            };
            if after.broken {
                self.broken(sheet, a, b, width, ink);
            } else if !self.counted() {
                let dashed = !(before.firm && after.firm);
                sheet.put(Mark::Path { points: vec![a, b], width, dashed, ink });
            }
        }
        if self.counted() {
            whole(sheet, c.data.len(), &|i| Some(place(i)?.0), width, ink);
        }
        let last = c.last().map(|(i, _)| i);
        for i in 0..c.data.len() {
            let Some(((cx, cy), datum)) = place(i) else { continue };
            if let Some((low, high)) = datum.bounds {
                let (from, to) =
                    ((cx, up.at(high * c.factor)), (cx, up.at(low * c.factor)));
                sheet.put(Mark::Path {
                    points: vec![from, to],
                    width: 1.0,
                    dashed: false,
                    ink,
                });
            }
            let alone =
                i.checked_sub(1).and_then(place).is_none() && place(i + 1).is_none();
            // Not all at the same steps, where there are so many that some have none.
            let every = shapes::every(c.data.len());
            let shaped = shaped && (i % every == series % every || last == Some(i));
            if !datum.firm {
                sheet.put(Mark::Circle { x: cx, y: cy, radius: 4.0, hollow: true, ink });
            } else if shaped {
                shapes::put(sheet, (cx, cy), ink);
            } else if alone || last == Some(i) {
                sheet.put(Mark::Circle { x: cx, y: cy, radius: 3.5, hollow: false, ink });
            }
            self.point(sheet, c, series, i, (cx, cy));
        }
    }

    /// A side across a break: two halves with a slanted double tick between.
    fn broken(
        &self,
        sheet: &mut Sheet<'_>,
        a: (f64, f64),
        b: (f64, f64),
        width: f64,
        ink: Ink,
    ) {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = libm::hypot(dx, dy).max(1e-9);
        let (along, across) = ((dx / length, dy / length), (-dy / length, dx / length));
        let middle = (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
        let gap = 2.5_f64.min(0.4 * length);
        for (end, side) in [(a, -gap), (b, gap)] {
            let at = (middle.0 + side * along.0, middle.1 + side * along.1);
            sheet.put(Mark::Path { points: vec![end, at], width, dashed: false, ink });
            // Across the line, a little slanted.
            let x = 5.0 * across.0 + 2.0 * along.0;
            let y = 5.0 * across.1 + 2.0 * along.1;
            let points = vec![(at.0 - x, at.1 - y), (at.0 + x, at.1 + y)];
            sheet.put(Mark::Path { points, width: 1.5, dashed: false, ink });
        }
    }

    fn point(
        &self,
        sheet: &mut Sheet<'_>,
        c: &Curve,
        series: usize,
        at: usize,
        p: (f64, f64),
    ) {
        let Some((drawn, datum)) = c.drawn(at) else { return };
        let own = c.format.write(datum.value, Length::Exact);
        let value = if self.index {
            format!("{own} ({})", self.format.write(drawn, Length::Exact))
        } else {
            own
        };
        let bounds = datum.bounds.map(|(low, high)| {
            let write = |v| c.format.write(v, Length::Exact);
            let places = [("low", &*write(low)), ("high", &*write(high))];
            fill(sheet.words.interval, &places)
        });
        let plausible = datum.band.map(|(low, high)| {
            let write = |v| c.format.write(v, Length::Exact);
            let places = [("low", &*write(low)), ("high", &*write(high))];
            fill(sheet.words.chart_interval, &places)
        });
        let period = self.periods.get(at).cloned();
        let detail = Some(datum.detail.clone()).filter(|d| !d.is_empty());
        // What the other lines are then, so that no pointing back and forth is needed.
        let other = |(i, other): (usize, &Curve)| {
            let (value, _) = other.drawn(at).filter(|_| i != series)?;
            let value = self.format.write(value, Length::Short);
            Some(fill(
                sheet.words.chart_point,
                &[("label", &other.label), ("value", &value)],
            ))
        };
        let others = self.curves.iter().enumerate().filter_map(other);
        let note = Some(c.note.clone()).filter(|n| !n.is_empty());
        let parts: Vec<String> = (period.into_iter().chain(bounds).chain(plausible))
            .chain(detail)
            .chain(note)
            .chain(others)
            .gather();
        sheet.hit(Hit {
            x: p.0 - 5.0,
            y: p.1 - 5.0,
            width: 10.0,
            height: 10.0,
            row: at,
            series,
            label: c.label.clone(),
            value,
            detail: parts.join(" · "),
            slot: c.slot,
            sources: datum.sources.clone(),
            ..Hit::default()
        });
    }
}

/// A line through many steps, in one piece as far as there are values.
#[inline(never)]
fn whole(
    sheet: &mut Sheet<'_>,
    steps: usize,
    place: &dyn Fn(usize) -> Option<(f64, f64)>,
    width: f64,
    ink: Ink,
) {
    let mut from = 0;
    while from < steps {
        let points: Vec<(f64, f64)> = (from..steps).map_while(place).gather();
        from += points.len() + 1;
        if points.len() > 1 {
            sheet.put(Mark::Path { points, width, dashed: false, ink });
        }
    }
}

/// The band in which 95% of the plausible values of a line lie, where it has one.
#[inline(never)]
fn band(sheet: &mut Sheet<'_>, c: &Curve, x: &Across, up: &Scale) {
    let ink = match c.ink {
        Ink::Accent => Ink::AccentTint(16),
        Ink::Warm => Ink::WarmTint(16),
        _ => Ink::Track,
    };
    let mut from = 0;
    while from < c.data.len() {
        let run: Vec<(f64, f64)> = (from..c.data.len()).map_while(|i| c.band(i)).gather();
        let along = || run.iter().enumerate().map(|(i, ends)| (x.at(from + i), *ends));
        let mut points: Vec<(f64, f64)> = along().map(|(x, e)| (x, up.at(e.1))).gather();
        let mut back: Vec<(f64, f64)> = along().map(|(x, e)| (x, up.at(e.0))).gather();
        back.reverse();
        points.append(&mut back);
        if run.len() > 1 {
            sheet.put(Mark::Area { points, ink });
        } else if !run.is_empty() {
            // A period alone has a stroke, for there is no room between.
            sheet.put(Mark::Path { points, width: 6.0, dashed: false, ink });
        }
        from += run.len() + 1;
    }
}

/// Colours for lines in their order: those that stand out take theirs, the
/// rest differ from each other.
pub(super) fn inks(tones: impl Iterator<Item = Tone>) -> Vec<Ink> {
    let (mut accent, mut warm, mut others) = (false, false, 0..=u8::MAX);
    let mut other = move || Ink::Line(others.next().unwrap_or_default());
    tones
        .map(|tone| match tone {
            Tone::Accent if !std::mem::replace(&mut accent, true) => Ink::Accent,
            Tone::Warm if !std::mem::replace(&mut warm, true) => Ink::Warm,
            _ => other(),
        })
        .gather()
}
