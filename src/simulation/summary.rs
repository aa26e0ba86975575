//! A column of draws in a few numbers.

use super::quantiles::quantiles;

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

/// Batches behind the Monte Carlo error.
const BATCHES: usize = 16;

impl Summary {
    /// Of a column in which NaN is "no value"; `None` if it has no value at
    /// all.
    ///
    /// ```
    /// use cost_calculator::simulation::Summary;
    /// let s = Summary::new(&[1.0, 2.0, f64::NAN, 6.0]).unwrap();
    /// assert_eq!((s.mean, s.median, s.share_with_value), (3.0, 2.0, 0.75));
    /// ```
    #[must_use]
    pub fn new(column: &[f64]) -> Option<Self> {
        let size = column.len().div_ceil(BATCHES).max(1);
        let batches: Vec<(f64, usize)> =
            column.chunks(size).map(known_sum).filter(|(_, n)| *n > 0).collect();
        let known: usize = batches.iter().map(|(_, n)| n).sum();
        if known == 0 {
            return None;
        }
        let n = count(known);
        let mean = batches.iter().map(|(sum, _)| sum).sum::<f64>() / n;
        let squares = column.chunks(size).map(|batch| squares(batch, mean)).sum::<f64>();
        let [p2_5, median, p97_5] = quantiles(column, known, [0.025, 0.5, 0.975]);
        Some(Self {
            share_with_value: n / count(column.len()),
            mean,
            sd: (squares / (n - 1.0).max(1.0)).sqrt(),
            median,
            p2_5,
            p97_5,
            monte_carlo_error: error_of_mean(&batches),
        })
    }

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

/// The sum of the values there are, and how many they are.
fn known_sum(batch: &[f64]) -> (f64, usize) {
    let all = sum(batch, |v| v);
    if all.is_finite() {
        return (all, batch.len());
    }
    let known = batch.iter().filter(|v| v.is_finite());
    known.fold((0.0, 0), |(sum, n), v| (sum + v, n + 1))
}

/// The sum of the squared distances from a centre.
fn squares(batch: &[f64], centre: f64) -> f64 {
    let all = sum(batch, |v| (v - centre) * (v - centre));
    if all.is_finite() {
        return all;
    }
    let known = batch.iter().filter(|v| v.is_finite());
    known.map(|v| (v - centre) * (v - centre)).sum()
}

/// A sum in four lanes, which do not wait for each other.
#[inline(always)]
fn sum(values: &[f64], f: impl Fn(f64) -> f64) -> f64 {
    let (fours, rest) = values.as_chunks::<4>();
    let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
    for four in fours {
        a += f(four[0]);
        b += f(four[1]);
        c += f(four[2]);
        d += f(four[3]);
    }
    (a + b) + (c + d) + rest.iter().map(|v| f(*v)).sum::<f64>()
}

/// The standard error of the mean, from the sums and counts of batches.
fn error_of_mean(batches: &[(f64, usize)]) -> f64 {
    let n = count(batches.len());
    let means = || batches.iter().map(|(sum, n)| sum / count(*n));
    let centre = means().sum::<f64>() / n;
    let squares: f64 = means().map(|m| (m - centre) * (m - centre)).sum();
    if n > 1.0 { (squares / (n * (n - 1.0))).sqrt() } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
const fn count(n: usize) -> f64 {
    n as f64
}
