//! What is read off a column while it goes by, a chunk at a time.

use super::CHUNK;
use super::quantiles::{Quantiles, exact};
use super::summary::Summary;
use crate::lean::gather::Gather as _;

/// The levels a summary has.
const LEVELS: [f64; 3] = [0.025, 0.5, 0.975];

/// Batches behind the Monte Carlo error.
const BATCHES: usize = 16;

/// Sums and quantiles of a column of which a chunk after the other comes by. It is never
/// there as a whole: a chunk is read where it was worked out, in the cache.
#[derive(Clone, Debug)]
pub(super) struct Digest {
    draws: usize,
    /// Draws in a batch, and how many are still to come of the present one.
    batch: usize,
    left: usize,
    /// By batch: the sum of its values, and how many they are.
    batches: Vec<(f64, usize)>,
    /// One of the values; the sum of squared distances from it.
    centre: f64,
    squares: f64,
    quantiles: Quantiles,
}

impl Digest {
    /// Of a column of so many draws, of which none has come.
    pub(super) const fn new(draws: usize) -> Self {
        Self {
            draws,
            batch: draws.div_ceil(BATCHES),
            left: 0,
            batches: Vec::new(),
            centre: f64::NAN,
            squares: 0.0,
            quantiles: Quantiles::new(LEVELS),
        }
    }

    /// Takes in the next chunk, as long as all are but the last: sums go by chunks.
    /// `room` may be what others have left of it.
    pub(super) fn take(&mut self, mut chunk: &[f64], room: &mut Vec<f64>) {
        while !chunk.is_empty() {
            if self.left == 0 {
                self.left = self.batch.max(1);
                self.batches.push((0.0, 0));
            }
            let (part, rest) = chunk.split_at(self.left.min(chunk.len()));
            if self.centre.is_nan() {
                let first = part.iter().find(|v| v.is_finite());
                self.centre = first.copied().unwrap_or(f64::NAN);
            }
            let passed = self.quantiles.take(part, self.centre, room);
            if let Some((sum, known)) = self.batches.last_mut() {
                *sum += passed.sum;
                *known += passed.known;
            }
            self.squares += passed.squares;
            self.left -= part.len();
            chunk = rest;
        }
    }

    /// What the column amounts to; `None` if it has no value at all. `again` gives the
    /// whole of it, for where quantiles lie far from where its beginning said.
    pub(super) fn summary(
        &self,
        room: &mut Vec<f64>,
        again: impl FnOnce() -> Vec<f64>,
    ) -> Option<Summary> {
        let batches: Vec<(f64, usize)> =
            self.batches.iter().copied().filter(|(_, n)| *n > 0).gather();
        let known: usize = batches.iter().map(|(_, n)| n).sum();
        if known == 0 {
            return None;
        }
        let n = count(known);
        let mean = batches.iter().map(|(sum, _)| sum).sum::<f64>() / n;
        let off = mean - self.centre;
        // Too large to be written it stays so.
        let squares = if self.squares.is_finite() {
            (self.squares - n * off * off).max(0.0)
        } else {
            self.squares
        };
        let [p2_5, median, p97_5] = self.quantiles.found(room).unwrap_or_else(|| {
            let known = again().into_iter().filter(|v| v.is_finite());
            exact(&known.gather(), LEVELS)
        });
        Some(Summary {
            share_with_value: n / count(self.draws),
            mean,
            sd: (squares / (n - 1.0).max(1.0)).sqrt(),
            median,
            p2_5,
            p97_5,
            monte_carlo_error: error_of_mean(&batches),
        })
    }
}

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
        let (mut digest, mut room) = (Digest::new(column.len()), Vec::new());
        for chunk in column.chunks(CHUNK) {
            digest.take(chunk, &mut room);
        }
        digest.summary(&mut room, || column.to_vec())
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{PseudoDraws, Uniforms};

    /// Against the definitions, two passes over all values: few and many, whole chunks
    /// and parts, none missing, some, and all.
    #[test]
    fn it_is_what_two_passes_say() {
        for draws in [1, 2, 15, 16, 17, 300, 511, 512, 513, 10_000, 33_333] {
            for missing in [usize::MAX, 9, 2, 1] {
                let mut column = vec![0.0; draws];
                PseudoDraws::new(3).fill(1, 0, &mut column);
                column.iter_mut().for_each(|u| *u = 1e6 + 1.0 / *u);
                column.iter_mut().step_by(missing).for_each(|v| *v = f64::NAN);
                if missing == usize::MAX {
                    column[0] = 1e6;
                }
                let known: Vec<f64> =
                    column.iter().copied().filter(|v| !v.is_nan()).collect();
                let found = Summary::new(&column);
                assert_eq!(found.is_some(), !known.is_empty(), "{draws} {missing}");
                let Some(found) = found else { continue };
                let n = known.len() as f64;
                let mean = known.iter().sum::<f64>() / n;
                let apart = |v: &f64| (v - mean) * (v - mean);
                let squares: f64 = known.iter().map(apart).sum();
                let sd = (squares / (n - 1.0).max(1.0)).sqrt();
                let means: Vec<(f64, usize)> = (column.chunks(draws.div_ceil(BATCHES)))
                    .map(|b| {
                        b.iter()
                            .filter(|v| !v.is_nan())
                            .fold((0.0, 0), |(s, n), v| (s + v, n + 1))
                    })
                    .filter(|(_, n)| *n > 0)
                    .collect();
                let near = |a: f64, b: f64, scale: f64| (a - b).abs() <= 1e-9 * scale;
                assert!(near(found.mean, mean, sd.max(1.0)), "{found:?} {mean}");
                assert!(near(found.sd, sd, sd.max(1.0)), "{found:?} {sd}");
                assert!(near(
                    found.monte_carlo_error,
                    error_of_mean(&means),
                    sd.max(1.0)
                ));
                assert!(near(found.share_with_value, n / draws as f64, 1e-3));
                let bits = |quantiles: [f64; 3]| quantiles.map(f64::to_bits);
                let quantiles = [found.p2_5, found.median, found.p97_5];
                assert_eq!(bits(quantiles), bits(exact(&known, LEVELS)));
            }
        }
    }

    /// Where the beginning misleads the column is asked for again, and only there.
    #[test]
    fn what_the_beginning_hides_is_found() {
        let mut column = vec![0.0; 20_000];
        PseudoDraws::new(4).fill(0, 0, &mut column);
        let digest = |column: &[f64]| {
            let mut digest = Digest::new(column.len());
            column.chunks(CHUNK).for_each(|chunk| digest.take(chunk, &mut Vec::new()));
            digest
        };
        let mut asked = 0;
        let found = digest(&column).summary(&mut Vec::new(), || {
            asked += 1;
            column.clone()
        });
        assert_eq!((found, asked), (Summary::new(&column), 0));
        column.iter_mut().skip(2000).for_each(|v| *v += 5.0);
        let found = digest(&column).summary(&mut Vec::new(), || {
            asked += 1;
            column.clone()
        });
        assert_eq!((found, asked), (Summary::new(&column), 1));
        assert_eq!(found.map(|s| s.median), Some(exact(&column, [0.5])[0]));
    }

    /// All values alike have no spread, to the last bit.
    #[test]
    fn what_does_not_vary_has_no_spread() {
        let found = Summary::new(&[0.1; 5000]).unwrap();
        assert_eq!((found.sd, found.median, found.p97_5), (0.0, 0.1, 0.1));
    }
}
