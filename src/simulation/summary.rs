//! A column of draws in a few numbers.

use crate::lean::order;

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

/// Quantiles of a column with so many values, the rest NaN: between the two
/// nearest values in proportion (Hyndman and Fan's type 7).
pub(crate) fn quantiles<const N: usize>(
    column: &[f64],
    known: usize,
    levels: [f64; N],
) -> [f64; N] {
    let sample = sample(column);
    // What lies near a quantile is less than half of all, or the sample was of
    // no use.
    let mut room = vec![0.0; column.len() / 2];
    levels.map(|level| {
        let (whole, part) = rank(level, known.saturating_sub(1));
        let wanted = Wanted { known, rank: whole, part };
        wanted.among(column, &sample, &mut room).unwrap_or(f64::NAN)
    })
}

/// So few values are put in order at once.
const FEW: usize = 1024;

/// Values looked at to tell roughly where a quantile lies.
const SAMPLE: usize = 256;

/// A few of the values, in order.
fn sample(values: &[f64]) -> Vec<f64> {
    // In steps of an odd number: every second draw of a net lies in one half.
    let every = values.iter().copied().step_by((values.len() / SAMPLE) | 1);
    order::rising(&every.filter(|v| v.is_finite()).collect::<Vec<f64>>())
}

/// The value of a rank, from 0, among the known ones, or part of the way from
/// it to the next.
#[derive(Copy, Clone)]
struct Wanted {
    known: usize,
    rank: usize,
    part: f64,
}

impl Wanted {
    /// Looks for it among values, of which a sample tells which lie near. These
    /// are gathered in `room`, until few are left.
    fn among(self, values: &[f64], sample: &[f64], room: &mut [f64]) -> Option<f64> {
        if self.known > FEW
            && let Some(found) = self.near(values, sample, room)
        {
            return Some(found);
        }
        let mut few: Vec<f64> =
            values.iter().copied().filter(|v| v.is_finite()).collect();
        order::select(&mut few, self.rank);
        let (value, above) = few.get(self.rank..)?.split_first()?;
        if !(self.part > 0.0) {
            return Some(*value);
        }
        let next = above.iter().copied().fold(f64::INFINITY, f64::min);
        let found = *value + self.part * (next.max(*value) - *value);
        found.is_finite().then_some(found)
    }

    /// The same among what lies near; `None` if the sample misled, or told
    /// nothing.
    fn near(self, values: &[f64], sample: &[f64], room: &mut [f64]) -> Option<f64> {
        let (low, high) = bracket(sample, count(self.rank) / count(self.known));
        let (known, below) = gather(values, low, high, room);
        let next = usize::from(self.part > 0.0);
        if self.rank < below || self.rank + next >= below + known {
            return None;
        }
        if low >= high {
            // All the same.
            return Some(low);
        }
        let near = room.get(..known)?;
        let wanted = Self { known, rank: self.rank - below, ..self };
        wanted.among(near, &self::sample(near), &mut vec![0.0; known / 2])
    }
}

/// Gathers the values from `low` to `high` at the front of `room`, as far as it
/// goes; how many these are, and how many lie below. Without branches, which
/// would go either way, and on its own, so that the loop stays small.
#[inline(never)]
fn gather(values: &[f64], low: f64, high: f64, room: &mut [f64]) -> (usize, usize) {
    let (mut up_to, mut below) = (0, 0);
    for v in values {
        if let Some(place) = room.get_mut(up_to - below) {
            *place = *v;
        }
        up_to += usize::from(*v <= high);
        below += usize::from(*v < low);
    }
    (up_to - below, below)
}

/// Values between which a quantile very likely lies: four standard errors of
/// its rank in the sample to both sides.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of draws"
)]
fn bracket(sample: &[f64], level: f64) -> (f64, f64) {
    let n = sample.len() as f64;
    let room = 4.0 * (n * level * (1.0 - level)).sqrt() + 2.0;
    let (low, high) = (level * n - room, level * n + room);
    let known = |at: f64| sample.get(at as usize).copied();
    let low = if low >= 0.0 { known(low) } else { None };
    (low.unwrap_or(f64::MIN), known(high).unwrap_or(f64::MAX))
}

/// The rank of a quantile, from 0, and the part of the way to the next.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of draws"
)]
fn rank(level: f64, last: usize) -> (usize, f64) {
    let at = level * last as f64;
    (at.floor() as usize, at - at.floor())
}

#[cfg(test)]
mod tests {
    use super::quantiles;

    #[test]
    fn few_values_have_quantiles_too() {
        for n in 1..100_u8 {
            let values: Vec<f64> = (0..n).rev().map(f64::from).collect();
            let last = f64::from(n - 1);
            for (found, level) in quantiles(&values, values.len(), [0.025, 0.5, 0.975])
                .into_iter()
                .zip([0.025, 0.5, 0.975])
            {
                assert!((found - level * last).abs() < 1e-12, "{n}, {level}: {found}");
            }
        }
    }
}
