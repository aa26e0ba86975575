//! How the values of a column are spread.

use super::quantiles::quantiles;
use crate::lean::gather::Gather as _;

/// Shares of the draws in equal bins. The bins reach over the middle 99% of
/// the values, or to the lowest and highest if these are not far beyond, so
/// that a few huge values cannot squeeze the rest into one bin.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// The lower end of the first bin.
    pub low: f64,
    /// The upper end of the last bin.
    pub high: f64,
    /// The share of the draws with a value in each bin.
    pub bins: Vec<f64>,
    /// The share of them below the bins.
    pub below: f64,
    /// The share of them above.
    pub above: f64,
}

impl Histogram {
    /// Of a column in which NaN is "no value". `None` if it has no value.
    ///
    /// ```
    /// use cost_calculator::simulation::Histogram;
    /// let found = Histogram::new(&[1.0, 1.0, 1.0, 3.0], 2).unwrap();
    /// assert_eq!(found.bins, [0.75, 0.25]);
    /// ```
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of draws and bins"
    )]
    pub fn new(column: &[f64], bins: usize) -> Option<Self> {
        let values: Vec<f64> = column.iter().copied().filter(|v| v.is_finite()).gather();
        if values.is_empty() {
            return None;
        }
        let n = values.len() as f64;
        let [low, _, high] = quantiles(&values, [0.005, 0.5, 0.995]);
        let (least, most) = values
            .iter()
            .fold((low, high), |(least, most), v| (v.min(least), v.max(most)));
        let room = 0.25 * (high - low);
        let low = if least >= low - room { least } else { low };
        let high = if most <= high + room { most } else { high };
        let count = bins.max(1);
        let mut bins = vec![0.0; count];
        let (mut below, mut above) = (0.0, 0.0);
        let scale = count as f64 / (high - low);
        for v in values {
            if v < low {
                below += 1.0;
            } else if v > high {
                above += 1.0;
            } else {
                // The cast takes NaN, where all values are equal, to 0.
                let at = ((v - low) * scale) as usize;
                if let Some(bin) = bins.get_mut(at.min(count - 1)) {
                    *bin += 1.0;
                }
            }
        }
        for share in bins.iter_mut().chain([&mut below, &mut above]) {
            *share /= n;
        }
        Some(Self { low, high, bins, below, above })
    }
}

/// A smooth curve of the density over the range of a [`Histogram`].
///
/// A Gaussian kernel over fine bins, as wide as Silverman's rule says, folded
/// back at both ends so that nothing leaks out.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// Values in the unit of the column, with the density there, per unit.
    pub points: Vec<(f64, f64)>,
    /// The share of the draws with a value that lie below the curve's range.
    pub below: f64,
    /// The share of them above.
    pub above: f64,
}

/// Bins under the kernel.
const FINE: usize = 512;

impl Density {
    /// Of a column in which NaN is "no value", at equally spaced points, both
    /// ends included. `None` if it has no value or only one.
    ///
    /// ```
    /// use cost_calculator::simulation::Density;
    /// let column: Vec<f64> = (0..100).map(f64::from).collect();
    /// assert_eq!(Density::new(&column, 11).unwrap().points.len(), 11);
    /// assert!(Density::new(&[f64::NAN], 11).is_none());
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of draws and points")]
    pub fn new(column: &[f64], points: usize) -> Option<Self> {
        let fine = Histogram::new(column, FINE)?;
        let width = (fine.high - fine.low) / FINE as f64;
        if !(width > 0.0) {
            return None;
        }
        let middle = |at: usize| at as f64 + 0.5;
        let inside: f64 = fine.bins.iter().sum();
        let bins = || fine.bins.iter().enumerate();
        let mean = bins().map(|(i, s)| s * middle(i)).sum::<f64>() / inside;
        let variance =
            bins().map(|(i, s)| s * (middle(i) - mean) * (middle(i) - mean)).sum::<f64>()
                / inside;
        let quartile = |level: f64| {
            let mut sum = 0.0;
            let found = bins().find(|(_, s)| {
                sum += **s;
                sum >= level * inside
            });
            found.map_or(0.0, |(i, _)| middle(i))
        };
        let spread = variance.sqrt().min((quartile(0.75) - quartile(0.25)) / 1.34);
        let spread = if spread > 0.0 { spread } else { variance.sqrt() };
        // In bins; never finer than they are.
        let n = column.iter().filter(|v| v.is_finite()).count() as f64;
        let kernel = (0.9 * spread * libm::pow(n, -0.2)).max(1.0);
        let weight = |d: f64| libm::exp(-0.5 * (d / kernel) * (d / kernel));
        let full = kernel * std::f64::consts::TAU.sqrt() * width;
        let end = FINE as f64;
        let at = |place: f64| {
            let near = bins().map(|(i, share)| {
                let m = middle(i);
                let folded = weight(place + m) + weight(2.0 * end - place - m);
                share * (weight(place - m) + folded)
            });
            near.sum::<f64>() / full
        };
        let last = points.saturating_sub(1).max(1) as f64;
        let points = (0..points)
            .map(|i| {
                let place = i as f64 / last;
                (fine.low + place * (fine.high - fine.low), at(place * end))
            })
            .gather();
        Some(Self { points, below: fine.below, above: fine.above })
    }
}
