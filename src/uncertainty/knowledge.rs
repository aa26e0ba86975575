//! Distributions from what people know of a number: a mean and a spread, an
//! interval, counts.

use super::distribution::{Distribution, DistributionError, Made};
use super::special::normal_quantile;
use crate::document::Family;

/// # From what is known of a number
impl Distribution {
    /// The Beta distribution of a share seen `events` times in `events +
    /// others` trials, with both counts as its parameters.
    ///
    /// # Errors
    /// Unless both counts are above 0.
    pub fn from_counts(events: f64, others: f64) -> Made {
        Self::beta(events, others)
    }

    /// The Beta distribution with this mean that is as sure as `n` trials.
    ///
    /// # Errors
    /// Unless `0 < mean < 1` and `n > 0`.
    pub fn beta_with_mean(mean: f64, n: f64) -> Made {
        Self::beta(mean * n, (1.0 - mean) * n)
    }

    /// The distribution of a family with this mean and standard deviation, by
    /// the method of moments; with an `sd` of 0, fixed.
    ///
    /// ```
    /// use cost_calculator::{document::Family, uncertainty::Distribution};
    /// let cost = Distribution::by_mean_sd(Family::Gamma, 1000.0, 500.0)?;
    /// assert_eq!(cost, Distribution::gamma(4.0, 250.0)?);
    /// # Ok::<(), cost_calculator::uncertainty::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Where the family has no such member.
    pub fn by_mean_sd(family: Family, mean: f64, sd: f64) -> Made {
        if !(sd > 0.0) {
            return if sd < 0.0 || sd.is_nan() {
                Err(DistributionError::new("a standard deviation must be 0 or more"))
            } else {
                Ok(Self::Fixed(mean))
            };
        }
        let cv = sd / mean;
        match family {
            Family::Fixed => Ok(Self::Fixed(mean)),
            Family::Normal => Self::normal(mean, sd, f64::NEG_INFINITY, f64::INFINITY),
            Family::Lognormal if mean > 0.0 => {
                let variance = libm::log1p(cv * cv);
                Self::lognormal(libm::log(mean) - 0.5 * variance, variance.sqrt())
            }
            Family::Gamma if mean > 0.0 => Self::gamma(1.0 / (cv * cv), sd * cv),
            Family::Beta if mean > 0.0 && mean < 1.0 && sd * sd < mean * (1.0 - mean) => {
                let n = mean * (1.0 - mean) / (sd * sd) - 1.0;
                Self::beta_with_mean(mean, n)
            }
            Family::Uniform => {
                let half = 3_f64.sqrt() * sd;
                Self::uniform(mean - half, mean + half)
            }
            Family::Triangular => {
                let half = 6_f64.sqrt() * sd;
                Self::triangular(mean - half, mean, mean + half)
            }
            Family::Pert => {
                let half = 7_f64.sqrt() * sd;
                Self::pert(mean - half, mean, mean + half)
            }
            Family::Lognormal | Family::Gamma => Err(DistributionError::new(
                "a lognormal or gamma distribution needs a mean above 0",
            )),
            Family::Beta => Err(DistributionError::new(
                "a Beta distribution needs a mean between 0 and 1 and a standard \
                 deviation that fits between them",
            )),
        }
    }

    /// The standard deviation for which a normal distribution has this 95%
    /// interval.
    #[must_use]
    pub fn sd_of_interval95(low: f64, high: f64) -> f64 {
        (high - low) / (2.0 * normal_quantile(0.975))
    }

    /// The distribution of a family with this 95% interval.
    ///
    /// # Errors
    /// Unless `low < high`, within what the family allows.
    pub fn from_interval95(family: Family, low: f64, high: f64) -> Made {
        if !(low < high) {
            return Err(DistributionError::new(
                "an interval needs a lower and a higher value, in this order",
            ));
        }
        let sd = Self::sd_of_interval95(low, high);
        match family {
            Family::Lognormal if low > 0.0 => Self::lognormal(
                0.5 * (libm::log(low) + libm::log(high)),
                Self::sd_of_interval95(libm::log(low), libm::log(high)),
            ),
            family => Self::by_mean_sd(family, f64::midpoint(low, high), sd),
        }
    }
}
