//! Axes: values up, periods along, and the events between.

use super::clip::Plot;
use super::mark::{Anchor, Ink, Mark};
use super::scale::Scale;
use super::sheet::Sheet;
use crate::format::{Length, NumberFormat};
use crate::lean::gather::Gather as _;
use crate::words::fill;

/// Round values with their words.
pub(super) type Ticks = Vec<(f64, String)>;

/// How far below the foot of a plot its words stand, in lines: clear of those
/// beside it.
const FOOT: f64 = 0.95;

/// About so many round values of a scale, no two with the same words; of dates the
/// days that people know.
pub(super) fn ticks(scale: &Scale, format: &NumberFormat, wanted: usize) -> Ticks {
    let domain = scale.domain();
    if let Some(days) = format.round_days(domain.low(), domain.high(), wanted) {
        return days;
    }
    let mut ticks: Ticks = scale
        .ticks(wanted)
        .into_iter()
        .map(|v| (v, format.write(v, Length::Short)))
        .gather();
    ticks.dedup_by(|a, b| a.1 == b.1);
    ticks
}

/// The room that words at the left take.
pub(super) fn gutter(sheet: &Sheet<'_>, ticks: &Ticks) -> f64 {
    ticks.iter().map(|(_, t)| sheet.wide(t, false)).fold(0.0, f64::max) + 0.7 * sheet.size
}

/// The axis of values: faint rules with their words at the left.
pub(super) struct Up<'a> {
    pub(super) plot: Plot,
    pub(super) scale: Scale,
    pub(super) ticks: &'a Ticks,
}

impl Up<'_> {
    #[inline(never)]
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>) {
        let mut above = f64::INFINITY;
        for (value, words) in self.ticks {
            let y = self.scale.at(*value);
            let (from, to) = ((self.plot.left, y), (self.plot.right, y));
            sheet.put(Mark::Rule { from, to, dashed: false, ink: Ink::Faint });
            // Rules may come close on a logarithmic scale; words may not.
            let x = self.plot.left - 0.7 * sheet.size;
            if above - y >= 1.3 * sheet.size && sheet.wide(words, false) <= x + 0.5 {
                sheet.text(words, x, y, Anchor::End, Ink::Muted);
                above = y;
            }
        }
    }
}

/// The axis of periods.
pub(super) struct Across<'a> {
    pub(super) plot: Plot,
    periods: &'a [String],
    /// Whether they are whole numbers, of which the round ones are written.
    counted: bool,
}

impl<'a> Across<'a> {
    pub(super) const fn new(plot: Plot, periods: &'a [String], counted: bool) -> Self {
        Self { plot, periods, counted }
    }

    /// Where a period lies.
    pub(super) fn at(&self, period: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a handful of periods")]
        self.place(period as f64)
    }

    /// Where it is so far along, from one period to the next.
    pub(super) fn place(&self, along: f64) -> f64 {
        let Plot { left, right, .. } = self.plot;
        let last = self.periods.len().saturating_sub(1);
        if last == 0 {
            return f64::midpoint(left, right);
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful of periods")]
        let share = along / last as f64;
        left + share * (right - left)
    }

    /// Writes as many periods as fit below everything so far, the first and
    /// the last before all.
    #[inline(never)]
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>) {
        let y = sheet.y + FOOT * sheet.line();
        let gap = 0.9 * sheet.size;
        let last = self.periods.len().saturating_sub(1);
        let spot = |i: usize| {
            let words = self.periods.get(i).map_or("", String::as_str);
            let wide = sheet.wide(words, false);
            let left = (self.at(i) - 0.5 * wide).min(sheet.width - wide).max(0.0);
            (left, left + wide)
        };
        let mut taken: Vec<(f64, f64)> = Vec::new();
        let mut written = Vec::new();
        // Evenly spaced: every one, every second, every third; rather with
        // the first among them.
        let fits = |step: &usize| {
            let spots: Vec<_> = (0..=last).rev().step_by(*step).map(spot).gather();
            spots.iter().zip(spots.iter().skip(1)).all(|(b, a)| a.1 + gap <= b.0)
        };
        let least = (1..=last.max(1)).find(fits).unwrap_or(last.max(1));
        let whole = (least..=2 * least).find(|step| last.is_multiple_of(*step));
        let step = whole.filter(fits).unwrap_or(least);
        let even = (0..=last).rev().step_by(step).gather();
        let chosen = self.round(&fits).unwrap_or(even);
        for i in [last].into_iter().chain(chosen).chain([0]) {
            let (left, right) = spot(i);
            if taken.iter().all(|t| right + gap <= t.0 || t.1 + gap <= left) {
                taken.push((left, right));
                written.push((i, left));
            }
        }
        for (i, left) in written {
            let words = self.periods.get(i).cloned().unwrap_or_default();
            sheet.text(&words, left, y, Anchor::Start, Ink::Muted);
        }
        sheet.y += libm::ceil((FOOT + 0.5) * sheet.line());
    }
}

impl Across<'_> {
    /// The round ones of what is counted, as many as fit.
    #[inline(never)]
    fn round(&self, fits: &dyn Fn(&usize) -> bool) -> Option<Vec<usize>> {
        let first: i32 = self.periods.first().filter(|_| self.counted)?.parse().ok()?;
        let tens = [1, 10, 100].into_iter().flat_map(|ten| [ten, 2 * ten, 5 * ten]);
        let step = tens.into_iter().find(fits)?;
        let round = |i: &usize| {
            let steps = i32::try_from(step).unwrap_or(1);
            let at = i32::try_from(*i).unwrap_or_default();
            first.saturating_add(at).rem_euclid(steps) == 0
        };
        Some((0..self.periods.len()).filter(round).gather())
    }
}

/// What happened when: words above the plot, a faint dashed rule below each.
pub(super) struct Events {
    /// Where each lies, its word, where that begins and in which row.
    placed: Vec<(f64, String, f64, Option<u8>)>,
    rows: u8,
}

/// Words that do not fit into so many rows are left to the table.
const ROWS: u8 = 2;

impl Events {
    /// Finds a row for every word, from left to right.
    #[inline(never)]
    pub(super) fn new<'a>(
        sheet: &Sheet<'_>,
        events: impl Iterator<Item = (f64, &'a String)>,
    ) -> Self {
        let gap = 0.9 * sheet.size;
        let mut ends = [f64::NEG_INFINITY; ROWS as usize];
        let mut placed = Vec::new();
        let mut rows = 0;
        for (x, word) in events {
            let wide = sheet.wide(word, false);
            let left = (x - 0.5 * wide).min(sheet.width - wide).max(0.0);
            let mut free =
                ends.iter_mut().zip(0_u8..).filter(|(end, _)| left >= **end + gap);
            let row = free.next().filter(|_| wide <= sheet.width).map(|(end, row)| {
                *end = left + wide;
                row
            });
            rows = rows.max(row.map_or(0, |r| r + 1));
            placed.push((x, word.clone(), left, row));
        }
        Self { placed, rows }
    }

    /// The height of their words.
    pub(super) fn height(&self, sheet: &Sheet<'_>) -> f64 {
        f64::from(self.rows) * sheet.line()
    }

    #[inline(never)]
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, top: f64, bottom: f64) {
        let middle = |row: u8| top + (f64::from(row) + 0.5) * sheet.line();
        let rows: Vec<f64> = (0..self.rows).map(middle).gather();
        for (x, word, left, row) in &self.placed {
            let y = row.and_then(|r| rows.get(usize::from(r)));
            // Below its own word, unless another stands below that.
            let crossed = self.placed.iter().any(|(_, other, left, below)| {
                let right = left + sheet.wide(other, false);
                *below > *row && (left - 2.0..right + 2.0).contains(x)
            });
            let own = y.filter(|_| !crossed);
            let from = own.map_or(top + self.height(sheet), |y| y + 0.5 * sheet.line());
            let (from, to) = ((*x, from), (*x, bottom));
            sheet.put(Mark::Rule { from, to, dashed: true, ink: Ink::Faint });
            if let Some(y) = y {
                sheet.text(word, *left, *y, Anchor::Start, Ink::Muted);
            }
        }
    }
}

/// Dashed rules at values that others are held against.
#[inline(never)]
pub(super) fn held(
    sheet: &mut Sheet<'_>,
    plot: Plot,
    up: &Scale,
    values: &[(f64, String)],
) {
    for y in values.iter().map(|(value, _)| up.at(*value)) {
        if plot.top <= y && y <= plot.bottom {
            let (from, to) = ((plot.left, y), (plot.right, y));
            sheet.put(Mark::Rule { from, to, dashed: true, ink: Ink::Muted });
        }
    }
}

/// What is along an axis, below its words, as far as the plot goes.
#[inline(never)]
pub(super) fn title(sheet: &mut Sheet<'_>, label: &str, right: f64) {
    if label.is_empty() {
        return;
    }
    let words = fill(sheet.words.chart_along, &[("label", label)]);
    let words = sheet.fit(&words, sheet.width);
    let right = right.max(sheet.wide(&words, false));
    let y = sheet.y + 0.5 * sheet.line();
    sheet.text(&words, right, y, Anchor::End, Ink::Muted);
    sheet.y += sheet.line();
}

/// What goes up in a plot, above it.
#[inline(never)]
pub(super) fn up_title(sheet: &mut Sheet<'_>, label: &str) {
    let title = fill(sheet.words.chart_up, &[("label", label)]);
    sheet.paragraph(&title, Ink::Muted);
    sheet.y += 0.7 * sheet.size;
}

/// The axis of values along the foot of a plot, and below it what they are.
#[inline(never)]
pub(super) fn along_named(
    sheet: &mut Sheet<'_>,
    scale: &Scale,
    format: &NumberFormat,
    span: (f64, f64),
    label: &str,
) {
    along(sheet, scale, format, span);
    let label = fill(sheet.words.chart_along, &[("label", label)]);
    sheet.paragraph(&label, Ink::Muted);
}

/// The axis of values along the foot of a plot: round values that fit, below
/// everything so far.
#[inline(never)]
pub(super) fn along(
    sheet: &mut Sheet<'_>,
    scale: &Scale,
    format: &NumberFormat,
    span: (f64, f64),
) {
    let (from, to) = ((span.0, sheet.y), (span.1, sheet.y));
    sheet.put(Mark::Rule { from, to, dashed: false, ink: Ink::Faint });
    let y = sheet.y + FOOT * sheet.line();
    let gap = 0.9 * sheet.size;
    let spot = |(at, words): (f64, String)| {
        let wide = sheet.wide(&words, false);
        let left = (at - 0.5 * wide).min(sheet.width - wide).max(0.0);
        (words, left, left + wide)
    };
    type Spots = Vec<(String, f64, f64)>;
    let fits = |spots: &Spots| {
        let apart = spots.iter().zip(spots.iter().skip(1)).all(|(a, b)| a.2 + gap <= b.1);
        apart && spots.iter().all(|s| s.2 <= sheet.width)
    };
    // As many round values as fit without touching; the ends, where fewer
    // than two do.
    let round = [6, 4, 3, 2].into_iter().map(|wanted| {
        let found = ticks(scale, format, wanted).into_iter();
        found.map(|(v, words)| spot((scale.at(v), words))).collect::<Spots>()
    });
    let ends = [scale.domain().low(), scale.domain().high()];
    let ends = ends.map(|v| spot((scale.at(v), format.write(v, Length::Short))));
    let mut possible = round.filter(|s| s.len() > 1).chain([ends.into()]);
    let chosen = possible.find(&fits).unwrap_or_default();
    for (words, left, _) in &chosen {
        sheet.text(words, *left, y, Anchor::Start, Ink::Muted);
    }
    sheet.y += libm::ceil((FOOT + 0.5) * sheet.line());
}
