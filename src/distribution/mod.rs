//! What is known about a number that is not known for certain.

mod knowledge;
mod mixture;
mod quantile_table;
mod special;
mod truncated;

pub use mixture::Mixture;
pub(crate) use mixture::Part;
pub(crate) use quantile_table::QuantileTable;

use crate::document::Family;
use special::{BetaShape, GammaShape, normal_density};
pub(crate) use special::{normal_cdf, normal_score};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;
use truncated::Truncated;

/// A probability distribution of one input.
///
/// Made by the functions below, which check their parameters; the fields are
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

/// Why parameters make no distribution, in words for an author.
///
/// ```
/// use cost_calculator::distribution::Distribution;
/// let wrong = Distribution::uniform(2.0, 1.0).unwrap_err();
/// assert_eq!(
///     wrong.to_string(),
///     "a uniform distribution needs a lowest and a highest value, in this order"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistributionError(&'static str);

impl DistributionError {
    pub(super) const fn new(message: &'static str) -> Self {
        Self(message)
    }
}

impl fmt::Display for DistributionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for DistributionError {}

pub(super) type Made = Result<Distribution, DistributionError>;

fn needs(condition: bool, message: &'static str) -> Result<(), DistributionError> {
    if condition { Ok(()) } else { Err(DistributionError::new(message)) }
}

/// # From their own parameters
impl Distribution {
    /// Uniform; with equal bounds, fixed.
    ///
    /// # Errors
    /// Unless `low <= high`, both finite.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::uniform(2.0, 6.0)?.mean(), 4.0);
    /// assert!(Distribution::uniform(6.0, 2.0).is_err());
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn uniform(low: f64, high: f64) -> Made {
        needs(
            low <= high && (high - low).is_finite(),
            "a uniform distribution needs a lowest and a highest value, in this order",
        )?;
        Ok(if low < high { Self::Uniform { low, high } } else { Self::Fixed(low) })
    }

    /// Triangular; with equal bounds, fixed.
    ///
    /// # Errors
    /// Unless `low <= mode <= high`, all finite.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::triangular(0.0, 1.0, 5.0)?.mean(), 2.0);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn triangular(low: f64, mode: f64, high: f64) -> Made {
        needs(
            low <= mode && mode <= high && (high - low).is_finite(),
            "a triangular distribution needs a lowest, a most likely and a highest \
             value, in this order",
        )?;
        let made = Self::Triangular { low, mode, high };
        Ok(if low < high { made } else { Self::Fixed(mode) })
    }

    /// PERT with the usual weight of 4 on the mode; with equal bounds, fixed.
    ///
    /// # Errors
    /// Unless `low <= mode <= high`, all finite.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::pert(1.0, 3.25, 7.0)?.mean(), 3.5);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn pert(low: f64, mode: f64, high: f64) -> Made {
        needs(
            low <= mode && mode <= high && (high - low).is_finite(),
            "a PERT distribution needs a lowest, a most likely and a highest value, \
             in this order",
        )?;
        let made = Self::Pert { low, mode, high };
        Ok(if low < high { made } else { Self::Fixed(mode) })
    }

    /// Normal, cut off at bounds which may be infinite; with an `sd` of 0,
    /// fixed.
    ///
    /// # Errors
    /// For an `sd` below 0, bounds in the wrong order, or bounds so far from
    /// the mean that nothing is left between them.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// let cut = Distribution::normal(0.0, 1.0, 0.0, f64::INFINITY)?;
    /// assert!((cut.mean() - (2.0 / std::f64::consts::PI).sqrt()).abs() < 1e-12);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn normal(mean: f64, sd: f64, low: f64, high: f64) -> Made {
        needs(
            mean.is_finite() && sd >= 0.0 && sd.is_finite(),
            "a normal distribution needs a mean and a standard deviation of 0 or more",
        )?;
        needs(
            low <= high,
            "the lowest value of a normal distribution must not be above the highest",
        )?;
        if !(sd > 0.0) {
            return Ok(Self::Fixed(mean));
        }
        let made = Self::Normal { mean, sd, low, high };
        if !(low < high) {
            return Ok(Self::Fixed(low));
        }
        needs(
            Truncated::new((low - mean) / sd, (high - mean) / sd).mass() > 1e-300,
            "the bounds of a normal distribution must leave something of it",
        )?;
        Ok(made)
    }

    /// Lognormal; with a `sigma` of 0, fixed.
    ///
    /// # Errors
    /// Unless `mu` is finite and `sigma` 0 or more.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::lognormal(0.0, 0.5)?.quantile(0.5), 1.0);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn lognormal(mu: f64, sigma: f64) -> Made {
        needs(
            mu.is_finite() && sigma >= 0.0 && sigma.is_finite(),
            "a lognormal distribution needs a mean and a standard deviation of the \
             logarithm, the latter 0 or more",
        )?;
        let made = Self::Lognormal { mu, sigma };
        Ok(if sigma > 0.0 { made } else { Self::Fixed(libm::exp(mu)) })
    }

    /// Beta.
    ///
    /// # Errors
    /// Unless both parameters are above 0 and finite.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::beta(3.0, 1.0)?.mean(), 0.75);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn beta(alpha: f64, beta: f64) -> Made {
        needs(
            // Of smaller ones the reciprocal is past the largest number.
            alpha.min(beta) >= f64::MIN_POSITIVE && (alpha + beta).is_finite(),
            "a Beta distribution needs two parameters above 0",
        )?;
        Ok(Self::Beta { alpha, beta })
    }

    /// Gamma.
    ///
    /// # Errors
    /// Unless both parameters are above 0 and finite.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::gamma(4.0, 250.0)?.mean(), 1000.0);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn gamma(shape: f64, scale: f64) -> Made {
        needs(
            shape > 0.0 && scale > 0.0 && (shape * scale).is_finite(),
            "a Gamma distribution needs a shape and a scale above 0",
        )?;
        Ok(Self::Gamma { shape, scale })
    }
}

/// # What follows
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

    /// Probability of a value up to `x`.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::uniform(2.0, 6.0)?.cumulative(3.0), 0.25);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub fn cumulative(&self, x: f64) -> f64 {
        self.tails(x).0
    }

    /// Probability of a value above `x`: precise where
    /// [`Distribution::cumulative`] is nearly 1.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::uniform(2.0, 6.0)?.survival(3.0), 0.75);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub fn survival(&self, x: f64) -> f64 {
        self.tails(x).1
    }

    /// The value up to which lies probability `p`; NaN for a `p` outside 0 to 1.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// let cost = Distribution::gamma(4.0, 250.0)?;
    /// let x = cost.quantile(0.9);
    /// assert!((cost.cumulative(x) - 0.9).abs() < 1e-14);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        if (0.0..=1.0).contains(&p) { self.at_tails(p, 1.0 - p) } else { f64::NAN }
    }

    /// Mean, after any cutting off.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert_eq!(Distribution::uniform(2.0, 6.0)?.mean(), 4.0);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub fn mean(&self) -> f64 {
        if !self.is_sound() {
            return f64::NAN;
        }
        match *self {
            Self::Mixture(ref m) => m.mean(),
            Self::Fixed(value) => value,
            Self::Uniform { low, high } => low + 0.5 * (high - low),
            Self::Triangular { low, mode, high } => {
                low + ((mode - low) / 3.0 + (high - low) / 3.0)
            }
            Self::Normal { mean, sd, .. } => mean + sd * self.truncated().moments().0,
            Self::Lognormal { mu, sigma } => libm::exp(mu + 0.5 * sigma * sigma),
            Self::Beta { .. } | Self::Pert { .. } => {
                let (alpha, beta, low, width) = self.scaled_beta();
                low + width * (alpha / (alpha + beta))
            }
            Self::Gamma { shape, scale } => shape * scale,
        }
    }

    /// Standard deviation, after any cutting off.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert!((Distribution::gamma(4.0, 250.0)?.sd() - 500.0).abs() < 1e-9);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub fn sd(&self) -> f64 {
        if !self.is_sound() {
            return f64::NAN;
        }
        match *self {
            Self::Mixture(ref m) => m.sd(),
            Self::Fixed(_) => 0.0,
            Self::Uniform { low, high } => (high - low) / 12_f64.sqrt(),
            Self::Triangular { low, mode, high } => {
                let width = high - low;
                let rise = (mode - low) / width;
                width * ((1.0 - rise * (1.0 - rise)) / 18.0).sqrt()
            }
            Self::Normal { sd, .. } => sd * self.truncated().moments().1,
            Self::Lognormal { sigma, .. } => {
                self.mean() * libm::expm1(sigma * sigma).sqrt()
            }
            Self::Beta { .. } | Self::Pert { .. } => {
                let (alpha, beta, _, width) = self.scaled_beta();
                let n = alpha + beta;
                width * (alpha / n * (beta / n) / (n + 1.0)).sqrt()
            }
            Self::Gamma { shape, scale } => shape.sqrt() * scale,
        }
    }

    /// The values below which lie 2.5% and 97.5%.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// let (low, high) = Distribution::uniform(0.0, 200.0)?.interval95();
    /// assert!((low - 5.0).abs() < 1e-9 && (high - 195.0).abs() < 1e-9);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub fn interval95(&self) -> (f64, f64) {
        (self.at_tails(0.025, 0.975), self.at_tails(0.975, 0.025))
    }

    /// Probabilities below and above `x`, the smaller one precise.
    pub(super) fn tails(&self, x: f64) -> (f64, f64) {
        if x.is_nan() || !self.is_sound() {
            return (f64::NAN, f64::NAN);
        }
        let (below, above) = ((0.0, 1.0), (1.0, 0.0));
        match *self {
            Self::Mixture(ref m) => m.tails(x),
            Self::Fixed(value) => {
                if x >= value {
                    above
                } else {
                    below
                }
            }
            Self::Uniform { low, .. } | Self::Triangular { low, .. } if x <= low => below,
            Self::Uniform { high, .. } | Self::Triangular { high, .. } if x >= high => {
                above
            }
            Self::Uniform { low, high } => {
                ((x - low) / (high - low), (high - x) / (high - low))
            }
            Self::Triangular { low, mode, high } => {
                if x < mode {
                    let lower = (x - low) / (high - low) * ((x - low) / (mode - low));
                    (lower, 1.0 - lower)
                } else {
                    let upper = (high - x) / (high - low) * ((high - x) / (high - mode));
                    (1.0 - upper, upper)
                }
            }
            Self::Normal { mean, sd, .. } => self.truncated().tails((x - mean) / sd),
            Self::Lognormal { .. } if x <= 0.0 => below,
            Self::Lognormal { mu, sigma } => {
                let z = (libm::log(x) - mu) / sigma;
                (normal_cdf(z), normal_cdf(-z))
            }
            Self::Beta { .. } | Self::Pert { .. } => {
                let (alpha, beta, low, width) = self.scaled_beta();
                let (x, y) = ((x - low) / width, (low + width - x) / width);
                BetaShape::new(alpha, beta).tails((x, y))
            }
            Self::Gamma { shape, scale } => GammaShape::new(shape).tails(x / scale),
        }
    }

    /// The point with these probabilities below and above, of which the
    /// smaller one counts.
    pub(super) fn at_tails(&self, lower: f64, upper: f64) -> f64 {
        if !self.is_sound() {
            return f64::NAN;
        }
        match *self {
            Self::Mixture(ref m) => m.at_tails(lower, upper),
            Self::Fixed(value) => value,
            Self::Uniform { low, high } => {
                if lower < upper {
                    low + lower * (high - low)
                } else {
                    high - upper * (high - low)
                }
            }
            Self::Triangular { low, mode, high } => {
                let width = high - low;
                let rise = (mode - low) / width;
                if lower <= rise {
                    low + width * (lower * rise).sqrt()
                } else {
                    high - width * (upper * ((high - mode) / width)).sqrt()
                }
            }
            Self::Normal { mean, sd, low, high } => {
                let x = mean + sd * self.truncated().quantile(lower, upper);
                x.max(low).min(high)
            }
            Self::Lognormal { mu, sigma } => {
                libm::exp(mu + sigma * normal_score(lower, upper))
            }
            Self::Beta { .. } | Self::Pert { .. } => {
                let (alpha, beta, low, width) = self.scaled_beta();
                low + width * BetaShape::new(alpha, beta).quantile(lower, upper).0
            }
            Self::Gamma { shape, scale } => {
                scale * GammaShape::new(shape).quantile(lower, upper)
            }
        }
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
