//! A column of draws in a few numbers.

/// What a column of draws amounts to. Draws without a value are left out, and
/// counted.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Summary {
    /// The share of draws with a value.
    pub share_with_value: f64,
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// Median.
    pub median: f64,
    /// The value below which 2.5% lie.
    pub p2_5: f64,
    /// The value below which 97.5% lie.
    pub p97_5: f64,
    /// Standard error of the mean that is due to the number of draws.
    ///
    /// From 16 consecutive batches: the standard deviation of their means,
    /// over 4. Batches of a scrambled net are nets themselves, and together
    /// they are better than independent batches would be: the true error is
    /// at most about this, mostly well below.
    pub monte_carlo_error: f64,
}

impl Summary {
    /// The 95% interval as roundly as the draws can tell it: each end to a power
    /// of ten between a sixtieth and a sixth of its distance from the median.
    /// With 10,000 draws the standard error of such a quantile is about 1.4% of
    /// that distance, so that more draws show the same.
    ///
    /// ```
    /// use cost_calculator::simulation::Summary;
    /// let s = Summary::new(&[1.0, 2.0, 6.0]).unwrap();
    /// let s = Summary { p2_5: 5215.3, median: 8773.0, p97_5: 13_893.1, ..s };
    /// assert_eq!(s.interval95(), (5200.0, 13_900.0));
    /// ```
    #[must_use]
    pub fn interval95(&self) -> (f64, f64) {
        let round = |end: f64| {
            let apart = (end - self.median).abs() / 6.0;
            let places = libm::floor(libm::log10(apart));
            if !places.is_finite() {
                return end;
            }
            // Tenths and less by division: their powers are not exact.
            let step = libm::pow(10.0, places.abs());
            if places < 0.0 {
                libm::round(end * step) / step
            } else {
                libm::round(end / step) * step
            }
        };
        (round(self.p2_5), round(self.p97_5))
    }
}
