//! How much of a distribution lies below and above a point, and which point parts it
//! so.

use super::Distribution;
use super::special::{BetaShape, GammaShape, normal_cdf, normal_score};

impl Distribution {
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
    pub(crate) fn at_tails(&self, lower: f64, upper: f64) -> f64 {
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
}
