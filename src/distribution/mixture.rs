//! Values in a list and several distributions in one: each part with its share.
//!
//! What stands apart (`inline(never)`) is no part of what every reader loads first.

use super::{Distribution, DistributionError, Made};
use crate::lean::gather::Gather as _;
use crate::lean::order;
use std::sync::Arc;

/// Distributions, one of which holds, each with its probability. A list of values
/// is a mixture of certainties.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    /// In rising order of their means.
    parts: Vec<Part>,
    /// The values are these times those of the parts, and so much more.
    factor: f64,
    offset: f64,
}

/// One of the distributions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    /// Its probability.
    pub(crate) share: f64,
    /// The probability of this part and those before it.
    pub(crate) upto: f64,
    /// What holds then.
    pub(crate) of: Distribution,
}

/// More halvings than there are between any two doubles that people use.
const HALVINGS: usize = 200;

/// # In parts
impl Distribution {
    /// One of several distributions, each with its weight; with one value only,
    /// fixed.
    ///
    /// # Errors
    /// Unless there are distributions, each with a weight above 0.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// let often_nothing =
    ///     Distribution::mixture(vec![(3.0, Distribution::Fixed(0.0)), (1.0, Distribution::gamma(4.0, 250.0)?)])?;
    /// assert_eq!(often_nothing.mean(), 250.0);
    /// assert_eq!(often_nothing.quantile(0.75), 0.0);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[inline(never)]
    pub fn mixture(mut parts: Vec<(f64, Self)>) -> Made {
        let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
        let fine = |(weight, part): &(f64, Self)| {
            *weight > 0.0 && part.mean().is_finite() && part.is_sound()
        };
        if parts.is_empty() || !parts.iter().all(fine) || !total.is_finite() {
            return Err(DistributionError::new(
                "a list needs values or distributions, each with a weight above 0",
            ));
        }
        let means: Vec<f64> = parts.iter().map(|(_, part)| part.mean()).gather();
        if let Some((_, first @ Self::Fixed(_))) = parts.first()
            && parts.iter().all(|(_, part)| part == first)
        {
            return Ok(first.clone());
        }
        let mut upto = 0.0;
        let mut taken: Vec<Part> = Vec::with_capacity(parts.len());
        for at in order::positions(&means) {
            let Some((weight, part)) = parts.get_mut(at) else { continue };
            let of = std::mem::replace(part, Self::Fixed(0.0));
            upto += *weight / total;
            taken.push(Part { share: *weight / total, upto, of });
        }
        if let Some(last) = taken.last_mut() {
            last.upto = 1.0;
        }
        Ok(Self::Mixture(Arc::new(Mixture { parts: taken, factor: 1.0, offset: 0.0 })))
    }

    /// Values, each with its weight; with one value only, fixed.
    ///
    /// # Errors
    /// Unless there are finite values, each with a weight above 0.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// let life = Distribution::discrete(&[(10.0, 1.0), (20.0, 3.0)])?;
    /// assert_eq!(life.mean(), 17.5);
    /// assert_eq!(life.cumulative(10.0), 0.25);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn discrete(values: &[(f64, f64)]) -> Made {
        let part = |(value, weight): &(f64, f64)| (*weight, Self::Fixed(*value));
        Self::mixture(values.iter().map(part).gather())
    }

    /// The same, with values so many times as large, and so much more.
    #[must_use]
    pub(crate) fn moved(self, factor: f64, offset: f64) -> Self {
        match self {
            Self::Mixture(m) => {
                let parts = m.parts.clone();
                Self::Mixture(Arc::new(Mixture { parts, factor, offset }))
            }
            other => other,
        }
    }
}

impl Mixture {
    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The value that belongs to one of the parts.
    pub(crate) fn value(&self, of_part: f64) -> f64 {
        self.offset + self.factor * of_part
    }

    fn of_part(&self, x: f64) -> f64 {
        (x - self.offset) / self.factor
    }

    pub(super) fn is_sound(&self) -> bool {
        self.factor > 0.0 && self.value(1.0).is_finite()
    }

    #[inline(never)]
    pub(super) fn mean(&self) -> f64 {
        self.value(self.parts.iter().map(|p| p.share * p.of.mean()).sum())
    }

    #[inline(never)]
    pub(super) fn sd(&self) -> f64 {
        let mean: f64 = self.parts.iter().map(|p| p.share * p.of.mean()).sum();
        let around = |p: &Part| {
            let (off, sd) = (p.of.mean() - mean, p.of.sd());
            p.share * (off * off + sd * sd)
        };
        self.factor * self.parts.iter().map(around).sum::<f64>().sqrt()
    }

    #[inline(never)]
    pub(super) fn density(&self, x: f64) -> f64 {
        let x = self.of_part(x);
        let parts = self.parts.iter();
        parts.map(|p| p.share * p.of.density(x)).sum::<f64>() / self.factor
    }

    /// Probabilities below and above `x`.
    #[inline(never)]
    pub(super) fn tails(&self, x: f64) -> (f64, f64) {
        self.tails_of_parts(self.of_part(x))
    }

    fn tails_of_parts(&self, x: f64) -> (f64, f64) {
        let mut sum = (0.0, 0.0);
        for p in &self.parts {
            let (below, above) = p.of.tails(x);
            sum = (sum.0 + p.share * below, sum.1 + p.share * above);
        }
        (sum.0.min(1.0), sum.1.min(1.0))
    }

    /// The least value with at least this probability up to it.
    #[inline(never)]
    pub(super) fn at_tails(&self, lower: f64, upper: f64) -> f64 {
        let certain = |p: &Part| match p.of {
            Distribution::Fixed(value) => Some(value),
            _ => None,
        };
        if self.parts.iter().all(|p| certain(p).is_some()) {
            let at = self.parts.partition_point(|p| p.upto < lower);
            let part = self.parts.get(at).or(self.parts.last());
            return self.value(part.and_then(certain).unwrap_or(f64::NAN));
        }
        let ends = || self.parts.iter().map(|p| p.of.at_tails(lower, upper));
        let mut low = ends().fold(f64::INFINITY, f64::min);
        let mut high = ends().fold(f64::NEG_INFINITY, f64::max);
        let reached = |x: f64| {
            let (below, above) = self.tails_of_parts(x);
            if lower < upper { below >= lower } else { above <= upper }
        };
        if !low.is_finite() || !high.is_finite() {
            return self.value(if lower < upper { low } else { high });
        }
        if reached(low) {
            return self.value(low);
        }
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if !(low < middle && middle < high) {
                break;
            }
            if reached(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        self.value(high)
    }
}
