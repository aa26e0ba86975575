//! What is made of figures: the period before, the smallest, the largest and
//! the mean over periods, what lies between; and what goes by a choice.

use super::slots::{Holds, Pinned, Slots, read_unit, slot};
use crate::document::{Document, Point, Series};
use crate::formula::{Slot, Unit};
use crate::lean::gather::Gather as _;
use crate::words::{Words, fill};

/// What a function makes of a series, between two of its points or as of a
/// period; `None` where there is no figure.
#[inline(never)]
pub(super) fn value(
    d: &Document,
    function: &str,
    series: &Series,
    between: Option<(usize, usize)>,
    period: &str,
) -> Option<f64> {
    let points = points(d, function, series, between, period);
    let values = points.iter().map(|p| p.value);
    match function {
        "lowest" => values.reduce(f64::min),
        "highest" => values.reduce(f64::max),
        #[expect(clippy::cast_precision_loss, reason = "a few periods")]
        "average" => {
            let sum: f64 = values.sum();
            (!points.is_empty()).then(|| sum / points.len() as f64)
        }
        "interpolated" => {
            let place = |name: &str| d.period(name);
            let at = between.map(|(at, _)| at).or_else(|| place(period))?;
            let (before, after) = (*points.first()?, *points.last()?);
            let (from, to) = (place(&before.period)?, place(&after.period)?);
            #[expect(clippy::cast_precision_loss, reason = "a few periods")]
            let way =
                if from == to { 0.0 } else { (at - from) as f64 / (to - from) as f64 };
            Some(before.value + way * (after.value - before.value))
        }
        _ => points.first().map(|p| p.value),
    }
}

/// The points of a series that a function looks at.
#[inline(never)]
pub(super) fn points<'a>(
    d: &Document,
    function: &str,
    series: &'a Series,
    between: Option<(usize, usize)>,
    period: &str,
) -> Vec<&'a Point> {
    match (function, between) {
        ("before", _) => {
            let at = d.period(period).and_then(|at| at.checked_sub(1));
            let before = at.and_then(|at| series.at(d.periods.get(at)?));
            before.into_iter().gather()
        }
        ("interpolated", between) => {
            let at = between.map(|(at, _)| at).or_else(|| d.period(period));
            let Some(at) = at else { return Vec::new() };
            let figure = |period: &String| series.at(period);
            let before = d.periods.get(..=at).unwrap_or_default();
            let after = d.periods.get(at..).unwrap_or_default();
            let nearest = before.iter().rev().find_map(figure);
            let next = after.iter().find_map(figure);
            // Between two figures only: what lies outside is not known.
            nearest.zip(next).map(|(a, b)| vec![a, b]).unwrap_or_default()
        }
        (_, Some((from, to))) => {
            let within = series.points.get(from..=to).unwrap_or_default();
            within.iter().gather()
        }
        (_, None) => series.points.iter().gather(),
    }
}

/// What the parts that formulas name besides are called, in their order.
pub(super) fn labels(d: &Document, slots: &Slots, words: &Words) -> Vec<String> {
    let label = |pinned: &Pinned| match pinned {
        Pinned::Figure(s, _) => d.series.get(*s).map(|s| s.label.clone()),
        Pinned::Made(function, s, between) => d.series.get(*s).map(|s| {
            let phrase = match *function {
                "before" => words.series_before,
                "lowest" => words.series_lowest,
                "highest" => words.series_highest,
                "average" => words.series_average,
                _ => words.series_interpolated,
            };
            let named = fill(phrase, &[("label", &s.label)]);
            let period = |at: usize| match *function {
                "interpolated" => d.periods.get(at).map(String::as_str),
                _ => s.points.get(at).map(|p| p.period.as_str()),
            };
            match between.and_then(|(from, to)| period(from).zip(period(to))) {
                Some((from, to)) if from == to => format!("{named} ({from})"),
                Some((from, to)) => format!("{named} ({from}–{to})"),
                None => named,
            }
        }),
        Pinned::Table(t) => d.tables.get(*t).map(|t| t.label.clone()),
        Pinned::Number(i) => d.inputs.get(*i).map(|i| i.label.text.clone()),
        Pinned::Best(_) => Some(words.chart_most.to_owned()),
        _ => None,
    };
    slots.pinned.borrow().iter().map(|p| label(p).unwrap_or_default()).gather()
}

/// The unit of what formulas name besides.
#[inline(never)]
pub(super) fn unit(d: &Document, slots: &Slots, of: Slot) -> Unit {
    let Holds::Pinned(p) = slots.what(of) else { return Unit::DIMENSIONLESS };
    let unit = |at: Slot| slots.units.get(usize::from(at.0)).copied();
    let found = match slots.pinned.borrow().get(p) {
        Some(Pinned::Figure(s, _) | Pinned::Made(_, s, _)) => {
            unit(slot(slots.inputs + slots.metrics + s))
        }
        Some(Pinned::Number(i)) => unit(slots.input(*i)),
        Some(Pinned::Table(t)) => {
            d.tables.get(*t).and_then(|t| read_unit(d, &t.unit).ok())
        }
        _ => None,
    };
    found.unwrap_or_default()
}
