//! Distributions from what people know of a number: a mean and a spread, an
//! interval, counts.

use super::special::{BetaShape, normal_quantile, normal_score};
use super::{Distribution, DistributionError, Made};
use crate::document::Family;

const OF_A_LIST: DistributionError =
    DistributionError::new("what may be stands in a list, which has its own spread");

/// # From what is known of a number
impl Distribution {
    /// The Beta distribution of a share seen `events` times in `events +
    /// others` trials, with both counts as its parameters.
    ///
    /// # Errors
    /// Unless both counts are above 0.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// let recovery = Distribution::from_counts(320.0, 328.0)?;
    /// assert!((recovery.mean() - 320.0 / 648.0).abs() < 0.001);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn from_counts(events: f64, others: f64) -> Made {
        Self::beta(events, others)
    }

    /// The Beta distribution with this mean that is as sure as `n` trials.
    ///
    /// # Errors
    /// Unless `0 < mean < 1` and `n > 0`.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// let share = Distribution::beta_with_mean(0.319, 146.0)?;
    /// assert!((share.mean() - 0.319).abs() < 1e-12);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn beta_with_mean(mean: f64, n: f64) -> Made {
        Self::beta(mean * n, (1.0 - mean) * n)
    }

    /// The distribution of a family with this mean and standard deviation, by
    /// the method of moments; with an `sd` of 0, fixed.
    ///
    /// ```
    /// use cost_calculator::{distribution::Distribution, document::Family};
    /// let cost = Distribution::by_mean_sd(Family::Gamma, 1000.0, 500.0)?;
    /// assert_eq!(cost, Distribution::gamma(4.0, 250.0)?);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
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
            Family::Discrete | Family::Observed | Family::Mixture => Err(OF_A_LIST),
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
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert!((Distribution::sd_of_interval95(-1.96, 1.96) - 1.0).abs() < 1e-4);
    /// ```
    #[must_use]
    pub fn sd_of_interval95(low: f64, high: f64) -> f64 {
        (high - low) / (2.0 * normal_quantile(0.975))
    }

    /// The distribution of a family below whose values `low` and `high` lie
    /// 2.5% and 97.5%. Uniform, triangular and PERT are taken as symmetric.
    ///
    /// ```
    /// use cost_calculator::{distribution::Distribution, document::Family};
    /// let share = Distribution::from_interval95(Family::Beta, 0.25, 0.4)?;
    /// let (low, high) = share.interval95();
    /// assert!((low - 0.25).abs() < 1e-9 && (high - 0.4).abs() < 1e-9);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    ///
    /// # Errors
    /// Unless `low < high`, within what the family allows.
    pub fn from_interval95(family: Family, low: f64, high: f64) -> Made {
        if !(low < high && (high - low).is_finite()) {
            return Err(DistributionError::new(
                "an interval needs a lower and a higher value, in this order",
            ));
        }
        let middle = f64::midpoint(low, high);
        // Half the width of the whole range, where the interval spans the
        // central part of it.
        let half = |central: f64| 0.5 * (high - low) / central;
        match family {
            Family::Fixed => Ok(Self::Fixed(middle)),
            Family::Discrete | Family::Observed | Family::Mixture => Err(OF_A_LIST),
            Family::Normal => {
                let sd = Self::sd_of_interval95(low, high);
                Self::normal(middle, sd, f64::NEG_INFINITY, f64::INFINITY)
            }
            Family::Uniform => {
                let half = half(0.95);
                Self::uniform(middle - half, middle + half)
            }
            Family::Triangular => {
                let half = half(1.0 - 0.05_f64.sqrt());
                Self::triangular(middle - half, middle, middle + half)
            }
            Family::Pert => {
                let tail = BetaShape::new(3.0, 3.0).quantile(0.025, 0.975).0;
                let half = half(1.0 - 2.0 * tail);
                Self::pert(middle - half, middle, middle + half)
            }
            Family::Lognormal | Family::Gamma if low <= 0.0 => {
                Err(DistributionError::new(
                    "a lognormal or gamma distribution needs an interval above 0",
                ))
            }
            Family::Lognormal => {
                let (mu, sigma) = straight(libm::log(low), libm::log(high));
                Self::lognormal(mu, sigma)
            }
            Family::Gamma => {
                let (mu, sigma) = straight(libm::log(low), libm::log(high));
                // The variance of the logarithm is nearly 1/k + 1/2k^2.
                let v = sigma * sigma;
                let shape = (1.0 + (1.0 + 2.0 * v).sqrt()) / (2.0 * v);
                fit((shape, libm::exp(mu) / shape), low, high, Self::gamma)
            }
            Family::Beta if low > 0.0 && high < 1.0 => {
                let logit = |x: f64| libm::log(x) - libm::log1p(-x);
                let (mu, sigma) = straight(logit(low), logit(high));
                // The variance of the logit is nearly 1/alpha + 1/beta.
                let v = sigma * sigma;
                let start = ((1.0 + libm::exp(mu)) / v, (1.0 + libm::exp(-mu)) / v);
                fit(start, low, high, Self::beta)
            }
            Family::Beta => Err(DistributionError::new(
                "a Beta distribution needs an interval between 0 and 1",
            )),
        }
    }
}

/// Mean and standard deviation of the normal distribution with this 95%
/// interval.
fn straight(low: f64, high: f64) -> (f64, f64) {
    (f64::midpoint(low, high), Distribution::sd_of_interval95(low, high))
}

/// The two positive parameters for which 2.5% lie below `low` and 97.5% below
/// `high`, from a first guess.
///
/// Newton's method for the logarithms of the parameters; what must vanish are
/// the normal scores of both probabilities less those of 2.5% and 97.5%, which
/// are nearly straight in these.
fn fit(start: (f64, f64), low: f64, high: f64, make: fn(f64, f64) -> Made) -> Made {
    let wanted = normal_quantile(0.975);
    let score = |d: &Distribution, x: f64| {
        let (lower, upper) = d.tails(x);
        normal_score(lower, upper)
    };
    let off = |p: (f64, f64)| {
        let made = make(libm::exp(p.0), libm::exp(p.1)).ok()?;
        let off = (score(&made, low) + wanted, score(&made, high) - wanted);
        let size = off.0.abs().max(off.1.abs());
        size.is_finite().then_some((off, size))
    };
    let unlike = DistributionError::new(
        "this interval is too lopsided or too narrow for the distribution; give a \
         mean and a standard deviation",
    );
    let mut p = (libm::log(start.0), libm::log(start.1));
    let Some((mut here, mut size)) = off(p) else { return Err(unlike) };
    for _ in 0..60 {
        if size < 1e-11 {
            break;
        }
        let h = 1e-5;
        let (Some((by_0, _)), Some((by_1, _))) =
            (off((p.0 + h, p.1)), off((p.0, p.1 + h)))
        else {
            break;
        };
        let a = ((by_0.0 - here.0) / h, (by_1.0 - here.0) / h);
        let b = ((by_0.1 - here.1) / h, (by_1.1 - here.1) / h);
        let determinant = a.0 * b.1 - a.1 * b.0;
        let step = (
            (here.1 * a.1 - here.0 * b.1) / determinant,
            (here.0 * b.0 - here.1 * a.0) / determinant,
        );
        // A full step unless it makes matters worse.
        let mut part = 1.0;
        let better = loop {
            let next = (p.0 + part * step.0, p.1 + part * step.1);
            match off(next) {
                Some((off, new)) if new < size => break Some((next, off, new)),
                _ if part < 1e-3 => break None,
                _ => part *= 0.5,
            }
        };
        let Some(found) = better else { break };
        (p, here, size) = found;
    }
    if size < 1e-7 { make(libm::exp(p.0), libm::exp(p.1)) } else { Err(unlike) }
}
