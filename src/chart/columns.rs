//! Columns along the periods or a count, each in its parts.

use super::Hit;
use super::axis::{self, Across, Events, Up};
use super::clip::Plot;
use super::ends::{self, End};
use super::key;
use super::mark::Ink;
use super::scale::{Domain, Scale};
use super::sheet::Sheet;
use super::table::{Cell, Table};
use crate::format::{Length, NumberFormat};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::words::fill;

/// A part of every column.
pub(super) struct Layer {
    pub(super) label: String,
    pub(super) ink: Ink,
    /// By step.
    pub(super) values: Vec<Option<f64>>,
    pub(super) slot: Option<Slot>,
    pub(super) note: String,
}

/// Columns that share their axes.
pub(super) struct Columns<'a> {
    /// What the steps are called, and how they stand along the axis.
    pub(super) steps: (&'a [String], &'a [String]),
    /// What is along.
    pub(super) title: &'a str,
    pub(super) layers: Vec<Layer>,
    /// Whether parts stand beside each other.
    pub(super) grouped: bool,
    pub(super) format: NumberFormat,
    pub(super) ticks: NumberFormat,
    pub(super) events: Vec<(f64, String)>,
    pub(super) held: Vec<(f64, String)>,
}

/// A part of a column: its layer, and from where to where it goes.
type Span = (usize, f64, f64);

impl Columns<'_> {
    /// The sum of a column, if all of its parts have a value.
    pub(super) fn total(&self, step: usize) -> Option<f64> {
        let value = |l: &Layer| l.values.get(step).copied().flatten();
        self.layers.iter().map(value).sum()
    }

    /// The parts of a column; none where one of them has no value, for the column
    /// would be too short.
    fn spans(&self, step: usize) -> Vec<Span> {
        let value = |l: &Layer| l.values.get(step).copied().flatten();
        if self.grouped {
            let layers = self.layers.iter().enumerate();
            return layers.filter_map(|(i, l)| Some((i, 0.0, value(l)?))).gather();
        }
        if self.total(step).is_none() {
            return Vec::new();
        }
        let (mut below, mut above) = (0.0, 0.0);
        let span = |(i, l): (usize, &Layer)| {
            let value = value(l)?;
            let end = if value < 0.0 { &mut below } else { &mut above };
            let from = std::mem::replace(end, *end + value);
            Some((i, from, *end))
        };
        self.layers.iter().enumerate().filter_map(span).gather()
    }

    /// Draws everything below what is there.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>) {
        let n = self.steps.0.len();
        let spans: Vec<Vec<Span>> = (0..n).map(|i| self.spans(i)).gather();
        let ends = spans.iter().flatten().flat_map(|(_, from, to)| [*from, *to]);
        let held = self.held.iter().map(|(value, _)| *value);
        let Some(domain) = Domain::of(ends.chain(held).chain([0.0])) else { return };
        let colours = self.layers.iter().map(|l| (l.label.clone(), l.ink)).gather();
        key::draw(sheet, &colours);
        let (size, line) = (sheet.size, sheet.line());
        let room = ends::room(sheet);
        let label = |(value, text): &(f64, String)| {
            End::new(sheet, text, room, (None, *value), Ink::Muted)
        };
        let labels: Vec<End> = self.held.iter().map(label).gather();
        let (widest, needed) = ends::extent(&labels);
        let height =
            (0.42 * sheet.width).clamp(16.0 * size, 24.0 * size).max(needed + line);
        let ticks = axis::ticks(&Scale::new(domain, height, 0.0, false), &self.ticks, 5);
        let aside = if labels.is_empty() { 0.0 } else { widest + 1.1 * size };
        let left = axis::gutter(sheet, &ticks).min(0.5 * sheet.width);
        let right = (sheet.width - aside).max(left + 4.0 * size);
        let top = sheet.y + 0.5 * line;
        let mut plot = Plot { left, top, right, bottom: top + height };
        #[expect(clippy::cast_precision_loss, reason = "some hundreds at most")]
        let wide = (right - left) / n.max(1) as f64;
        let counted = !self.title.is_empty();
        // Steps stand in the middle of their columns.
        let inner = |plot: Plot| Plot {
            left: left + 0.5 * wide,
            right: right - 0.5 * wide,
            ..plot
        };
        let events = {
            let across = Across::new(inner(plot), self.steps.1, counted);
            let at = self.events.iter().map(|(at, word)| (across.place(*at), word));
            Events::new(sheet, at)
        };
        let words_top = sheet.y;
        plot.top += events.height(sheet);
        plot.bottom += events.height(sheet);
        let up = Scale::new(domain, plot.bottom, plot.top, false);
        let across = Across::new(inner(plot), self.steps.1, counted);
        Up { plot, scale: up, ticks: &ticks }.draw(sheet);
        events.draw(sheet, words_top, plot.bottom);
        for (step, spans) in spans.iter().enumerate() {
            self.column(sheet, step, spans, (across.at(step), wide), &up);
        }
        // Nothing, over the feet of the columns.
        let nothing = up.at(0.0);
        sheet.rect(left, nothing - 0.5, right - left, 1.0, Ink::Text);
        axis::held(sheet, plot, &up, &self.held);
        let all = Across::new(plot, self.steps.1, counted);
        ends::draw(sheet, &labels, &all, &up);
        sheet.y = plot.bottom;
        across.draw(sheet);
        axis::title(sheet, self.title, plot.right);
    }

    fn column(
        &self,
        sheet: &mut Sheet<'_>,
        step: usize,
        spans: &[Span],
        (middle, room): (f64, f64),
        up: &Scale,
    ) {
        let wide = (0.8 * room).max(1.0).min(4.0 * sheet.size);
        let left = middle - 0.5 * wide;
        #[expect(clippy::cast_precision_loss, reason = "a few parts")]
        let part =
            if self.grouped { wide / self.layers.len().max(1) as f64 } else { wide };
        let (mut low, mut high) = (false, false);
        for (layer, from, to) in spans {
            let Some(own) = self.layers.get(*layer) else { continue };
            let (a, b) = (up.at(*from), up.at(*to));
            let (top, tall) = (a.min(b), (a - b).abs());
            #[expect(clippy::cast_precision_loss, reason = "a few parts")]
            let x = if self.grouped { left + *layer as f64 * part } else { left };
            if to < from {
                low = true;
            } else if to > from {
                high = true;
            }
            // A hair of ground between parts; what is something is seen.
            let hair = if self.grouped { 0.0 } else { 1.0 };
            let drawn = if tall > 3.0 { tall - hair } else { tall.max(1.0) };
            if tall > 0.0 {
                let y = if to < from { top + tall - drawn } else { top };
                sheet.rect(x, y, part, drawn, own.ink);
            }
            let value = own.values.get(step).copied().flatten();
            self.point(sheet, own, (step, *layer), value, (x, top, part, tall));
        }
        // Where parts go both ways, their sum is no end of theirs.
        if let Some(total) = self.total(step).filter(|_| low && high && !self.grouped) {
            sheet.rect(left - 1.0, up.at(total) - 1.0, wide + 2.0, 2.0, Ink::Text);
        }
    }

    fn point(
        &self,
        sheet: &mut Sheet<'_>,
        own: &Layer,
        (row, series): (usize, usize),
        value: Option<f64>,
        (x, y, width, tall): (f64, f64, f64, f64),
    ) {
        let step = self.steps.0.get(row).cloned().unwrap_or_default();
        let total = self.total(row).filter(|_| !self.grouped && self.layers.len() > 1);
        let total = total.map(|t| {
            let label = sheet.words.chart_total;
            let places =
                [("label", label), ("value", &self.format.write(t, Length::Exact))];
            fill(sheet.words.chart_point, &places)
        });
        let note = Some(own.note.clone()).filter(|n| !n.is_empty());
        let detail: Vec<String> = [step].into_iter().chain(note).chain(total).gather();
        sheet.hit(Hit {
            x,
            y,
            width,
            height: tall.max(1.0),
            row,
            series,
            label: own.label.clone(),
            value: self.format.write_or_dash(value, Length::Exact),
            detail: detail.join(" · "),
            slot: own.slot,
            ..Hit::default()
        });
    }
}

impl Columns<'_> {
    /// The columns as rows of a table.
    pub(super) fn table(&self, sheet: &Sheet<'_>) -> Table {
        let sums = !self.grouped && self.layers.len() > 1;
        let steps = if self.title.is_empty() { sheet.words.period } else { self.title };
        let mut head = vec![steps.to_owned()];
        head.extend(self.layers.iter().map(|l| l.label.clone()));
        if sums {
            head.push(sheet.words.chart_total.to_owned());
        }
        let cell =
            |v: Option<f64>| -> Cell { (self.format.write_or_dash(v, Length::Exact), v) };
        let mut table = Table::new(&sheet.scene.headline, head);
        for (i, step) in self.steps.0.iter().enumerate() {
            let mut cells: Vec<Cell> = vec![(step.clone(), None)];
            let values = self.layers.iter().map(|l| l.values.get(i).copied().flatten());
            cells.extend(values.map(cell));
            if sums {
                cells.push(cell(self.total(i)));
            }
            table.push(cells);
        }
        table
    }

    /// What each part is at first and at last.
    pub(super) fn sentences(&self, sheet: &Sheet<'_>) -> Vec<String> {
        let sentence = |layer: &Layer| {
            let known = |i: &usize| layer.values.get(*i).copied().flatten().is_some();
            let mut steps = (0..layer.values.len()).filter(known);
            let first = steps.next()?;
            let last = steps.next_back().unwrap_or(first);
            let write = |i: usize| {
                let value = layer.values.get(i).copied().flatten();
                self.format.write_or_dash(value, Length::Short)
            };
            let step = |i: usize| self.steps.0.get(i).map_or("", String::as_str);
            let places = [
                ("label", layer.label.as_str()),
                ("from", &write(first)),
                ("first", step(first)),
                ("to", &write(last)),
                ("value", &write(last)),
                ("last", step(last)),
            ];
            Some(fill(sheet.way(first == last), &places))
        };
        self.layers.iter().filter_map(sentence).gather()
    }
}
