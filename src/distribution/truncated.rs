//! The standard normal distribution between two bounds.

use super::special::{integral, normal_cdf, normal_density, normal_score};

/// Bounds in standard deviations from the mean, either of them infinite.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Truncated {
    low: f64,
    high: f64,
    mass: f64,
}

/// The share of a normal distribution beyond this many standard deviations
/// does not show in a double.
const EVERYTHING: f64 = 8.5;

impl Truncated {
    /// Between `low < high`.
    pub(crate) fn new(low: f64, high: f64) -> Self {
        Self { low, high, mass: mass(low, high) }
    }

    /// The share of the whole distribution between the bounds.
    pub(crate) fn mass(&self) -> f64 {
        self.mass
    }

    /// Whether the bounds cut nothing off that could be seen.
    pub(crate) fn is_whole(&self) -> bool {
        self.low < -EVERYTHING && self.high > EVERYTHING
    }

    /// The distance from `t` to the nearer bound.
    pub(crate) fn room(&self, t: f64) -> f64 {
        (t - self.low).min(self.high - t)
    }

    pub(crate) fn density(&self, t: f64) -> f64 {
        if t < self.low || t > self.high { 0.0 } else { normal_density(t) / self.mass }
    }

    /// Probabilities below and above `t`.
    pub(crate) fn tails(&self, t: f64) -> (f64, f64) {
        if t <= self.low {
            return (0.0, 1.0);
        }
        if t >= self.high {
            return (1.0, 0.0);
        }
        (mass(self.low, t) / self.mass, mass(t, self.high) / self.mass)
    }

    /// The point with these tails.
    pub(crate) fn quantile(&self, lower: f64, upper: f64) -> f64 {
        let below = normal_cdf(self.low) + lower * self.mass;
        let above = normal_cdf(-self.high) + upper * self.mass;
        let t = normal_score(below, above);
        if self.is_whole() || !t.is_finite() {
            return t;
        }
        // The sums above lose what narrow bounds leave; one step of Newton's
        // with the mass between brings it back.
        let gap = if lower < upper {
            lower * self.mass - mass(self.low, t)
        } else {
            mass(t, self.high) - upper * self.mass
        };
        let density = normal_density(t);
        let better = if density > 0.0 { t + gap / density } else { t };
        better.max(self.low).min(self.high)
    }

    /// Mean and standard deviation.
    pub(crate) fn moments(&self) -> (f64, f64) {
        if self.is_whole() {
            return (0.0, 1.0);
        }
        // By quadrature from the highest point to both sides: the closed form
        // subtracts nearly equal numbers where the bounds are close or far out.
        let top = 0.0_f64.max(self.low).min(self.high);
        let reach = (top * top + 78.0).sqrt() - top.abs();
        let ends = [self.low.max(top - reach), self.high.min(top + reach)];
        let weight = |d: f64| libm::exp(-d * (top + 0.5 * d));
        let moment = |f: &dyn Fn(f64) -> f64| {
            integral(ends[0] - top, 0.0, |d| weight(d) * f(d))
                + integral(0.0, ends[1] - top, |d| weight(d) * f(d))
        };
        let total = moment(&|_| 1.0);
        let offset = moment(&|d| d) / total;
        let variance = moment(&|d| (d - offset) * (d - offset)) / total;
        (top + offset, variance.sqrt())
    }
}

/// The share of the standard normal distribution between two points.
fn mass(from: f64, to: f64) -> f64 {
    if to - from < 2.0 && (to - from) * (from.abs().min(to.abs())) < 30.0 {
        integral(from, to, normal_density)
    } else if from > 0.0 {
        normal_cdf(-from) - normal_cdf(-to)
    } else {
        normal_cdf(to) - normal_cdf(from)
    }
}
