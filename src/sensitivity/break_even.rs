//! The values of one input at which a result crosses a target.

use super::sweep::{Sweep, over_range};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::{Evaluation, Model};

/// Where a metric meets a target as one input goes through its range.
#[derive(Clone, Debug, PartialEq)]
pub enum BreakEven {
    /// At these values of the input, in rising order.
    At(Vec<f64>),
    /// At none in its range.
    Never,
    /// At all: the metric is the target whatever the input.
    Always,
    /// The metric does not move with the input as things are.
    Idle,
}

impl BreakEven {
    /// The value nearest to another, if there is any.
    ///
    /// ```
    /// use cost_calculator::sensitivity::BreakEven;
    /// assert_eq!(BreakEven::At(vec![0.1, 0.7]).nearest(0.6), Some(0.7));
    /// assert_eq!(BreakEven::Never.nearest(0.6), None);
    /// ```
    #[must_use]
    pub fn nearest(&self, to: f64) -> Option<f64> {
        let Self::At(values) = self else { return None };
        let nearer = |a: &&f64, b: &&f64| (**a - to).abs().total_cmp(&(**b - to).abs());
        values.iter().min_by(nearer).copied()
    }
}

/// The values of an input at which a metric is `target`, within the input's
/// range, everything else as it is.
///
/// The range is looked at in 129 places. Between two where the metric lies on
/// different sides of the target the place is narrowed down to neighbouring
/// numbers, by secants and halving (the Illinois method): in one step where the
/// metric is a straight line. Where it comes near the target and turns, the
/// turning point is looked for, which may lie beyond. A jump or a pole is not
/// taken for a crossing. Where the metric stops having a value, the search goes
/// up to that edge.
///
/// ```
/// use cost_calculator::sensitivity::{BreakEven, break_even};
/// # use cost_calculator::{Model, document::Value};
/// # let text = std::fs::read_to_string("www/maison.json")?;
/// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
/// # let e = model.evaluate(&model.scenario());
/// // 12 lamps at 5 euros cost 60; at 10 euros they cost 120.
/// let (input, metric) = (model.input("prix_lampe").unwrap(), model.slot("achat").unwrap());
/// assert_eq!(break_even(&model, &e, input, metric, 120.0), BreakEven::At(vec![10.0]));
/// assert_eq!(break_even(&model, &e, input, metric, -1.0), BreakEven::Never);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn break_even(
    model: &Model,
    e: &Evaluation,
    input: usize,
    metric: Slot,
    target: f64,
) -> BreakEven {
    let choice = model.document().inputs.get(input).is_none_or(|i| i.is_choice());
    let places = over_range(model, e, input, PLACES);
    let swept = Sweep::new(model, e, &[input], metric, places.len());
    let (false, Some(mut sweep)) = (choice, swept) else {
        let same = e.value(metric).is_ok_and(|v| (v - target).abs() <= 0.0);
        return if same { BreakEven::Always } else { BreakEven::Idle };
    };
    sweep.values(input).copy_from_slice(&places);
    let gaps: Vec<f64> = sweep.metric().iter().map(|v| v - target).gather();
    if gaps.iter().all(|g| *g == 0.0) {
        return BreakEven::Always;
    }
    let first = gaps.first().map_or(0, |g| g.to_bits());
    if gaps.iter().all(|g| g.to_bits() == first) {
        return if f64::from_bits(first).is_nan() {
            BreakEven::Never
        } else {
            BreakEven::Idle
        };
    }
    let Some(single) = Sweep::new(model, e, &[input], metric, 1) else {
        return BreakEven::Never;
    };
    let mut search = Search { sweep: single, input, target };
    let points: Vec<Point> = places.into_iter().zip(gaps).gather();
    let mut roots: Vec<f64> =
        points.iter().filter(|(_, g)| *g == 0.0).map(|(x, _)| *x).gather();
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        roots.extend(search.between(*a, *b));
    }
    for three in points.windows(3) {
        if let [a, b, c] = three {
            search.turn(*a, *b, *c, &mut roots);
        }
    }
    let mut roots = order::rising(&roots);
    roots.dedup_by(|a, b| (*a - *b).abs() <= 1e-9 * a.abs().max(b.abs()));
    if roots.is_empty() { BreakEven::Never } else { BreakEven::At(roots) }
}

/// Places at first.
const PLACES: usize = 129;

/// A value of the input, and how far the metric is from the target there.
type Point = (f64, f64);

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
    fn between(&mut self, a: Point, b: Point) -> Option<f64> {
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
    fn edge(&mut self, from: Point, to: f64) -> Point {
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
    /// a second time. Every third step halves the bracket instead, so that it
    /// ends: at neighbouring numbers, or closer than the range can tell.
    fn root(&mut self, a: Point, b: Point) -> Option<f64> {
        if !(a.1 < 0.0 && b.1 > 0.0 || a.1 > 0.0 && b.1 < 0.0) {
            return None;
        }
        let (mut low, mut high) = (a, b);
        let width = (b.0 - a.0).abs();
        let mut stayed = None;
        for step in 1..400 {
            let middle = f64::midpoint(low.0, high.0);
            let secant = low.0 - low.1 * ((high.0 - low.0) / (high.1 - low.1));
            let inside = secant > low.0.min(high.0) && secant < low.0.max(high.0);
            let x = if step % 3 == 0 || !inside { middle } else { secant };
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
            let finest = 2.0 * f64::EPSILON * x.abs() + 1e-15 * width;
            if gap == 0.0 || (high.0 - low.0).abs() <= finest {
                return (!self.breaks(x, 1e-6 * width)).then_some(x);
            }
        }
        None
    }

    /// Where the metric comes near the target between three points, and turns:
    /// the roots on both sides of the turning point, or that point itself.
    fn turn(&mut self, a: Point, b: Point, c: Point, roots: &mut Vec<f64>) {
        let side = b.1.signum();
        let [far_a, here, far_c] = [a, b, c].map(|p| side * p.1);
        if !(here > 0.0 && here < far_a && here <= far_c) {
            return;
        }
        // Golden sections towards the least distance.
        const PART: f64 = 0.381_966_011_250_105_1;
        let (mut low, mut best, mut high) = (a.0, b, c.0);
        for _ in 0..60 {
            let x = if high - best.0 > best.0 - low {
                best.0 + PART * (high - best.0)
            } else {
                best.0 - PART * (best.0 - low)
            };
            let found = (x, self.gap(x));
            if side * found.1 <= 0.0 {
                roots.extend(self.root(a, found));
                roots.extend(self.root(found, c));
                if found.1 == 0.0 {
                    roots.push(found.0);
                }
                return;
            }
            let nearer = side * found.1 < side * best.1;
            let (inner, outer) = if nearer { (found, best) } else { (best, found) };
            if outer.0 < inner.0 {
                low = outer.0;
            } else {
                high = outer.0;
            }
            best = inner;
        }
        if side * best.1 <= 1e-12 * far_a.max(far_c) {
            roots.push(best.0);
        }
    }

    /// Whether the metric jumps at a point or has a pole there: closer to it,
    /// the values on both sides do not come closer to each other.
    fn breaks(&mut self, x: f64, near: f64) -> bool {
        let near = near.max(1e6 * f64::EPSILON * x.abs());
        let mut across = |d: f64| (self.gap(x + d) - self.gap(x - d)).abs();
        let (wide, narrow) = (across(near), across(1e-3 * near));
        wide > 0.0 && narrow > 0.5 * wide
    }
}
