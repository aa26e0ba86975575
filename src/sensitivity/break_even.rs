//! The value of an input at which a metric reaches a target.

use super::sweep::{Sweep, over_range};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Model};

/// Where a metric reaches a target.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum BreakEven {
    /// At this value of the input; of several, the one nearest to the input's
    /// present value.
    At(f64),
    /// Nowhere in the input's range.
    Never,
    /// Everywhere in the input's range.
    Always,
}

/// The value of an input at which a metric is `target`, within the input's
/// range, everything else as it is.
///
/// The range is searched at 129 places for a change of sign, and each found is
/// narrowed down to 1e-14 of the distance between two places: at once where
/// the metric is a straight line. A jump or a pole is not taken for a root.
/// Where the metric stops having a value, the search goes up to that edge.
#[must_use]
pub fn break_even(
    model: &Model,
    e: &Evaluation,
    input: usize,
    metric: Slot,
    target: f64,
) -> BreakEven {
    let choice = model.document().inputs.get(input).is_none_or(|i| i.is_choice());
    let places = over_range(model, input, PLACES);
    let swept = Sweep::new(model, e, &[input], metric, places.len());
    let (false, Some(mut sweep)) = (choice, swept) else {
        let same = e.value(metric).is_ok_and(|v| (v - target).abs() <= 0.0);
        return if same { BreakEven::Always } else { BreakEven::Never };
    };
    sweep.values(input).copy_from_slice(&places);
    let gaps: Vec<f64> = sweep.metric().iter().map(|v| v - target).gather();
    if gaps.iter().all(|g| *g == 0.0) {
        return BreakEven::Always;
    }
    let Some(single) = Sweep::new(model, e, &[input], metric, 1) else {
        return BreakEven::Never;
    };
    let mut search = Search { sweep: single, input, target };
    let points: Vec<(f64, f64)> = places.into_iter().zip(gaps).gather();
    let mut roots: Vec<f64> =
        points.iter().filter(|(_, g)| *g == 0.0).map(|(x, _)| *x).gather();
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        roots.extend(search.between(*a, *b));
    }
    let present = e.value(model.input_slot(input)).unwrap_or(f64::NAN);
    let distance = |x: &f64| (x - present).abs();
    let nearest = roots.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    nearest.map_or(BreakEven::Never, BreakEven::At)
}

/// Places at first.
const PLACES: usize = 129;

#[derive(Debug)]
struct Search<'a> {
    sweep: Sweep<'a>,
    input: usize,
    target: f64,
}

impl Search<'_> {
    /// How far the metric is from the target with the input at `x`.
    fn gap(&mut self, x: f64) -> f64 {
        self.sweep.values(self.input).fill(x);
        self.sweep.metric().first().map_or(f64::NAN, |v| v - self.target)
    }

    /// A root between two neighbouring points, if there is one.
    fn between(&mut self, a: (f64, f64), b: (f64, f64)) -> Option<f64> {
        match (a.1.is_nan(), b.1.is_nan()) {
            (true, true) => None,
            (false, true) => {
                let edge = self.edge(a, b.0);
                self.root(a, edge)
            }
            (true, false) => {
                let edge = self.edge(b, a.0);
                self.root(edge, b)
            }
            (false, false) => self.root(a, b),
        }
    }

    /// The last point with a value on the way from one that has it to one that
    /// has not.
    fn edge(&mut self, from: (f64, f64), to: f64) -> (f64, f64) {
        let (mut with, mut without) = (from, to);
        for _ in 0..60 {
            let x = f64::midpoint(with.0, without);
            let gap = self.gap(x);
            if gap.is_nan() {
                without = x;
            } else {
                with = (x, gap);
            }
        }
        with
    }

    /// A root between two points at which the gap has different signs.
    ///
    /// The Illinois method: secants, and half the gap of an end that stays for
    /// a second time. Every third step halves the bracket instead.
    fn root(&mut self, a: (f64, f64), b: (f64, f64)) -> Option<f64> {
        if !(a.1 * b.1 < 0.0) {
            return None;
        }
        let (mut low, mut high) = (a, b);
        let width = (b.0 - a.0).abs();
        let mut stayed = None;
        for step in 1..200 {
            let x = if step % 3 == 0 {
                f64::midpoint(low.0, high.0)
            } else {
                low.0 - low.1 * ((high.0 - low.0) / (high.1 - low.1))
            };
            let gap = self.gap(x);
            if gap.is_nan() {
                return None;
            }
            let on_high = (gap < 0.0) == (high.1 < 0.0);
            let (end, other) =
                if on_high { (&mut high, &mut low) } else { (&mut low, &mut high) };
            *end = (x, gap);
            if stayed == Some(on_high) {
                other.1 *= 0.5;
            }
            stayed = Some(on_high);
            if gap == 0.0 || (high.0 - low.0).abs() <= 1e-14 * width {
                return (!self.breaks(x, 1e-6 * width)).then_some(x);
            }
        }
        None
    }

    /// Whether the metric jumps at a point or has a pole there: closer to it,
    /// the values on both sides do not come closer to each other.
    fn breaks(&mut self, x: f64, near: f64) -> bool {
        let mut across = |d: f64| (self.gap(x + d) - self.gap(x - d)).abs();
        let (wide, narrow) = (across(near), across(1e-3 * near));
        wide > 0.0 && narrow > 0.5 * wide
    }
}
