//! How likely values are around a point.

use super::Distribution;
use super::special::{BetaShape, GammaShape, normal_density};
use std::cmp::Ordering;

impl Distribution {
    /// Probability density at `x`, per unit of the input. Of a fixed value it
    /// is infinite there and 0 elsewhere.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::uniform(2.0, 6.0)?.density(3.0), 0.25);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub fn density(&self, x: f64) -> f64 {
        if !self.is_sound() {
            return f64::NAN;
        }
        match *self {
            Self::Mixture(ref m) => m.density(x),
            Self::Fixed(value) => {
                if x.partial_cmp(&value) == Some(Ordering::Equal) {
                    f64::INFINITY
                } else {
                    0.0
                }
            }
            Self::Uniform { low, high } => {
                if x >= low && x <= high {
                    1.0 / (high - low)
                } else {
                    0.0
                }
            }
            Self::Triangular { low, mode, high } => {
                let height = 2.0 / (high - low);
                if x < low || x > high {
                    0.0
                } else if x < mode {
                    height * (x - low) / (mode - low)
                } else if x > mode {
                    height * (high - x) / (high - mode)
                } else {
                    height
                }
            }
            Self::Normal { mean, sd, .. } => {
                self.truncated().density((x - mean) / sd) / sd
            }
            Self::Lognormal { mu, sigma } => {
                if x > 0.0 {
                    normal_density((libm::log(x) - mu) / sigma) / (sigma * x)
                } else {
                    0.0
                }
            }
            Self::Beta { .. } | Self::Pert { .. } => {
                let (alpha, beta, low, width) = self.scaled_beta();
                let x = (x - low) / width;
                let end = if x <= 0.0 { alpha } else { beta };
                let inside = || {
                    let point = (x, 1.0 - x);
                    BetaShape::new(alpha, beta).density(point) / (x * (1.0 - x))
                };
                at_edge(x, 1.0, end, alpha.max(beta)).unwrap_or_else(inside) / width
            }
            Self::Gamma { shape, scale } => {
                let x = x / scale;
                let inside = || GammaShape::new(shape).density(x) / x;
                at_edge(x, f64::INFINITY, shape, 1.0).unwrap_or_else(inside) / scale
            }
        }
    }
}

/// The density at or beyond the ends of `[0, high]`, where it goes like the
/// distance to the power of `shape - 1`, and is `level` for a shape of 1.
fn at_edge(x: f64, high: f64, shape: f64, level: f64) -> Option<f64> {
    if x > 0.0 && x < high {
        return None;
    }
    if x < 0.0 || x > high || x.is_infinite() {
        return Some(0.0);
    }
    Some(match shape.partial_cmp(&1.0) {
        Some(Ordering::Less) => f64::INFINITY,
        Some(Ordering::Equal) => level,
        Some(Ordering::Greater) => 0.0,
        None => f64::NAN,
    })
}
