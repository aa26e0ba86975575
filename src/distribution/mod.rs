//! What is known about a number that is not known for certain.

mod density;
mod knowledge;
mod mixture;
mod moments;
mod parameters;
mod quantile_table;
mod special;
mod tails;
mod truncated;

pub use mixture::Mixture;
pub(crate) use mixture::Part;
pub use parameters::DistributionError;
use parameters::Made;
pub(crate) use quantile_table::QuantileTable;

use crate::document::Family;
pub(crate) use special::{normal_cdf, normal_score};
use std::sync::Arc;
use truncated::Truncated;

/// A probability distribution of one input.
///
/// Made by its functions, which check their parameters; the fields are
/// open so that they can be shown. A value built by hand with parameters that
/// make no sense gives NaN, never a panic.
///
/// ```
/// use cost_calculator::distribution::Distribution;
/// let recovery = Distribution::beta(320.0, 328.0)?;
/// assert!((recovery.mean() - 0.493_827_160_493_827).abs() < 1e-15);
/// let (low, high) = recovery.interval95();
/// assert!((recovery.cumulative(low) - 0.025).abs() < 1e-14);
/// assert!((recovery.cumulative(high) - 0.975).abs() < 1e-14);
/// # Ok::<(), cost_calculator::distribution::DistributionError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Certain.
    Fixed(f64),
    /// Anything between two bounds.
    Uniform {
        /// The lowest value.
        low: f64,
        /// The highest value.
        high: f64,
    },
    /// Straight up to a mode and down again.
    Triangular {
        /// The lowest value.
        low: f64,
        /// The most likely value.
        mode: f64,
        /// The highest value.
        high: f64,
    },
    /// A Beta distribution between two bounds with the mean
    /// `(low + 4 mode + high) / 6`.
    Pert {
        /// The lowest value.
        low: f64,
        /// The most likely value.
        mode: f64,
        /// The highest value.
        high: f64,
    },
    /// Normal, cut off at bounds which may be infinite.
    Normal {
        /// Mean before anything is cut off.
        mean: f64,
        /// Standard deviation before anything is cut off.
        sd: f64,
        /// The lowest value.
        low: f64,
        /// The highest value.
        high: f64,
    },
    /// The logarithm is normal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Beta between 0 and 1.
    Beta {
        /// Weight of what happened: events, for counts.
        alpha: f64,
        /// Weight of what did not.
        beta: f64,
    },
    /// Gamma above 0.
    Gamma {
        /// Shape: (mean / sd) squared.
        shape: f64,
        /// Scale: in the input's unit.
        scale: f64,
    },
    /// One of several, each with its probability; or one of several values.
    Mixture(Arc<Mixture>),
}

impl Distribution {
    /// The family it belongs to.
    ///
    /// ```
    /// use cost_calculator::{distribution::Distribution, document::Family};
    /// assert_eq!(Distribution::beta(3.0, 1.0)?.family(), Family::Beta);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub const fn family(&self) -> Family {
        match self {
            Self::Fixed(_) => Family::Fixed,
            Self::Uniform { .. } => Family::Uniform,
            Self::Triangular { .. } => Family::Triangular,
            Self::Pert { .. } => Family::Pert,
            Self::Normal { .. } => Family::Normal,
            Self::Lognormal { .. } => Family::Lognormal,
            Self::Beta { .. } => Family::Beta,
            Self::Gamma { .. } => Family::Gamma,
            Self::Mixture(_) => Family::Mixture,
        }
    }

    /// Whether there is only one value.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert!(Distribution::Fixed(5.0).is_fixed());
    /// ```
    #[must_use]
    pub const fn is_fixed(&self) -> bool {
        matches!(self, Self::Fixed(_))
    }

    /// Whether its parameters are such as its function checks.
    fn is_sound(&self) -> bool {
        match *self {
            Self::Mixture(ref m) => m.is_sound(),
            Self::Fixed(_) => true,
            Self::Uniform { low, high } => low < high,
            Self::Triangular { low, mode, high } | Self::Pert { low, mode, high } => {
                low <= mode && mode <= high && low < high
            }
            Self::Normal { sd, low, high, .. } => sd > 0.0 && low < high,
            Self::Lognormal { mu, sigma } => mu.is_finite() && sigma > 0.0,
            Self::Beta { alpha: a, beta: b } | Self::Gamma { shape: a, scale: b } => {
                a > 0.0 && b > 0.0 && (a + b).is_finite()
            }
        }
    }

    /// Alpha, beta, lowest value and width of a Beta or PERT distribution.
    pub(super) fn scaled_beta(&self) -> (f64, f64, f64, f64) {
        match *self {
            Self::Beta { alpha, beta } => (alpha, beta, 0.0, 1.0),
            Self::Pert { low, mode, high } => {
                let width = high - low;
                let lean = 4.0 * ((mode - low) / width);
                (1.0 + lean, 5.0 - lean, low, width)
            }
            _ => (f64::NAN, f64::NAN, f64::NAN, f64::NAN),
        }
    }

    /// The bounds of a normal distribution in standard deviations.
    pub(super) fn truncated(&self) -> Truncated {
        match *self {
            Self::Normal { mean, sd, low, high } => {
                Truncated::new((low - mean) / sd, (high - mean) / sd)
            }
            _ => Truncated::new(f64::NEG_INFINITY, f64::INFINITY),
        }
    }
}
