//! From a distribution's own parameters, and why they make none.

use super::Distribution;
use super::truncated::Truncated;
use std::fmt;

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

/// A distribution, or why there is none.
pub(super) type Made = Result<Distribution, DistributionError>;

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

fn needs(condition: bool, message: &'static str) -> Result<(), DistributionError> {
    if condition { Ok(()) } else { Err(DistributionError::new(message)) }
}
