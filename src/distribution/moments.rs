//! Mean and standard deviation.

use super::Distribution;

impl Distribution {
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
}
