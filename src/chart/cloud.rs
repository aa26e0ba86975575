//! Plausible worlds as dots by two values, and a line through the origin that parts them.

use super::clip::Plot;
use super::mark::{Ink, Mark};
use super::scale::{Domain, Scale};
use super::sheet::Sheet;
use crate::document::{Dot, Format, Writing};
use crate::format::Length;
use crate::formula::Expression;
use crate::lean::gather::Gather as _;
use crate::simulation::{Simulation, quantiles};
use crate::words::fill;

/// So many dots a chart has at most: what a phone draws while a number is dragged.
pub(super) const DOTS: usize = 400;

/// The plausible worlds of a point.
pub(super) struct Cloud {
    /// The position of the point.
    pub(super) row: usize,
    pub(super) label: String,
    /// Both values in each world.
    pub(super) columns: [Vec<f64>; 2],
    /// The worlds that are drawn.
    pub(super) dots: Vec<(f64, f64)>,
}

/// The first worlds in which both values are known, so many at most: the beginning of
/// a low-discrepancy sequence stands for all of it.
pub(super) fn dots(along: &[f64], up: &[f64], most: usize) -> Vec<(f64, f64)> {
    worlds(along, up).take(most).gather()
}

/// In what share of all worlds something is so. Where a value is not known, it is not.
#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
pub(super) fn share(along: &[f64], up: &[f64], so: &dyn Fn(f64, f64) -> bool) -> f64 {
    let found = worlds(along, up).filter(|(a, b)| so(*a, *b)).count();
    found as f64 / along.len().max(1) as f64
}

/// Whether a world lies on or below the line through the origin that rises by so much.
pub(super) fn below(slope: f64, (along, up): (f64, f64)) -> bool {
    slope * along - up >= 0.0
}

/// What to draw of some values: all of them, or where 99% lie if a few lie so far off
/// that the rest would be a heap.
pub(super) fn reach(values: &[f64]) -> Option<Domain> {
    let all = Domain::of(values.iter().copied())?;
    let [low, _, high] = quantiles(values, [0.005, 0.5, 0.995]);
    let most = Domain::of([low, high])?;
    let wide = |d: &Domain| d.high() - d.low();
    Some(if wide(&all) > 2.5 * wide(&most) { most } else { all })
}

/// Puts a dot for each world.
pub(super) fn draw(
    sheet: &mut Sheet<'_>,
    [x, y]: [&Scale; 2],
    dots: &[(f64, f64)],
    ink: &dyn Fn((f64, f64)) -> Ink,
) {
    for dot in dots {
        let (x, y, ink) = (x.at(dot.0), y.at(dot.1), ink(*dot));
        sheet.put(Mark::Circle { x, y, radius: RADIUS, hollow: false, ink });
    }
}

/// The radius of a dot.
pub(super) const RADIUS: f64 = 1.6;

/// The line through the origin that rises by so much, as far as the plot goes; where
/// it lies.
pub(super) fn line(
    sheet: &mut Sheet<'_>,
    plot: Plot,
    [x, y]: [&Scale; 2],
    slope: f64,
) -> Option<[(f64, f64); 2]> {
    let ends = [x.domain().low(), x.domain().high()];
    let ends = ends.map(|along| Some((x.at(along), y.at(slope * along))));
    let points = plot.clip(&ends).pop()?;
    let lies = points.first().copied().zip(points.last().copied());
    sheet.put(Mark::Path { points, width: 1.6, dashed: false, ink: Ink::Text });
    lies.map(|(from, to)| [from, to])
}

/// The colour of dots as small as that.
pub(super) const fn tint(ink: Ink) -> Ink {
    match ink {
        Ink::Accent => Ink::AccentTint(75),
        Ink::Warm => Ink::WarmTint(75),
        other => other,
    }
}

/// Both values of a point in each world, or why there are none.
pub(super) fn plausible(
    sheet: &Sheet<'_>,
    simulation: Option<&Simulation>,
    point: &Dot,
) -> Result<[Vec<f64>; 2], &'static str> {
    let (model, w) = (sheet.model, sheet.words);
    let simulation = simulation.ok_or(w.chart_not_simulated)?;
    let formulas = [&point.x, &point.y].map(|f| model.formula(f));
    let mut slots = formulas.iter().flatten().flat_map(|f| f.slots());
    if slots.all(|s| simulation.column(s).is_none()) {
        return Err(w.chart_certain);
    }
    let column = |f: Option<&Expression>| {
        let values = simulation.values(model, f?, simulation.draws());
        values.filter(|v| !v.is_empty())
    };
    let [along, up] = formulas.map(column);
    let both = along.zip(up).map(|(along, up)| [along, up]);
    both.ok_or(w.chart_not_simulated)
}

/// Leaves out the worlds beyond what is drawn, and says how many are drawn.
#[inline(never)]
pub(super) fn within(
    sheet: &mut Sheet<'_>,
    clouds: &mut [Cloud],
    [along, up]: [Domain; 2],
) {
    let count = Writing { format: Format::Count, decimals: None };
    let count = sheet.model.writing_format(count);
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    let write = |n: usize| count.write(n as f64, Length::Exact);
    let (mut drawn, mut all, mut left) = (0, 0, 0);
    for c in clouds.iter_mut() {
        let before = c.dots.len();
        c.dots.retain(|d| along.holds(d.0) && up.holds(d.1));
        drawn = before.max(drawn);
        left += before - c.dots.len();
        // The same worlds around every point.
        all = c.columns.first().map_or(0, Vec::len);
    }
    if all > 0 {
        let places = [("n", &*write(drawn)), ("all", &*write(all))];
        sheet.note(&fill(sheet.words.chart_cloud, &places));
    }
    if left > 0 {
        let said = fill(sheet.words.chart_cloud_beyond, &[("n", &*write(left))]);
        sheet.note(&said);
    }
}

fn worlds<'a>(along: &'a [f64], up: &'a [f64]) -> impl Iterator<Item = (f64, f64)> + 'a {
    let pairs = along.iter().zip(up).map(|(a, b)| (*a, *b));
    pairs.filter(|(a, b)| a.is_finite() && b.is_finite())
}
