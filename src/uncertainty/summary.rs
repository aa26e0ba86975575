//! A column of draws in a few numbers.

use crate::order;

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
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of draws")]
    pub fn new(column: &[f64]) -> Option<Self> {
        let mut values: Vec<f64> =
            column.iter().copied().filter(|v| v.is_finite()).collect();
        if values.is_empty() {
            return None;
        }
        let n = values.len() as f64;
        let mean = mean(&values);
        let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
        let [p2_5, median, p97_5] = quantiles(&mut values, [0.025, 0.5, 0.975]);
        Some(Self {
            share_with_value: n / column.len() as f64,
            mean,
            sd: (squares / (n - 1.0).max(1.0)).sqrt(),
            median,
            p2_5,
            p97_5,
            monte_carlo_error: error_of_mean(column),
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
fn mean(values: &[f64]) -> f64 {
    // In parts, so that rounding stays small over millions of draws.
    let sum: f64 = values.chunks(256).map(|part| part.iter().sum::<f64>()).sum();
    sum / values.len() as f64
}

/// The standard error of the mean, from batches.
#[expect(clippy::cast_precision_loss, reason = "a few batches")]
fn error_of_mean(column: &[f64]) -> f64 {
    let size = column.len().div_ceil(BATCHES).max(1);
    let mut means = [0.0; BATCHES];
    let mut found = 0;
    for (batch, place) in column.chunks(size).zip(&mut means) {
        let (mut sum, mut count) = (0.0, 0_usize);
        for v in batch.iter().filter(|v| v.is_finite()) {
            sum += v;
            count += 1;
        }
        if count > 0 {
            *place = sum / count as f64;
            found += 1;
        } else {
            *place = f64::NAN;
        }
    }
    let known = || means.iter().take(column.len().div_ceil(size)).filter(|m| !m.is_nan());
    let n = f64::from(found);
    let centre = known().sum::<f64>() / n;
    let squares: f64 = known().map(|m| (m - centre) * (m - centre)).sum();
    if n > 1.0 { (squares / (n * (n - 1.0))).sqrt() } else { 0.0 }
}

/// Quantiles in rising order, between the two nearest values in proportion
/// (Hyndman and Fan's type 7). Reorders the values.
pub(super) fn quantiles<const N: usize>(
    values: &mut [f64],
    levels: [f64; N],
) -> [f64; N] {
    if values.len() >= 16 * SAMPLE {
        let guess = bracketed(values, levels);
        if let Some(found) = guess {
            return found;
        }
    }
    let last = values.len().saturating_sub(1);
    let mut found = [f64::NAN; N];
    let (mut reach, mut done) = (values.len(), values.len());
    // From the highest down: what lies up to one quantile is all that the next
    // has to look through, if the value after that is among it.
    for (level, place) in levels.iter().zip(&mut found).rev() {
        let (whole, part) = rank(*level, last);
        if whole + 1 < done {
            reach = done;
        }
        let rest = values.get_mut(..reach).unwrap_or_default();
        *place = ranked(rest, whole, part).unwrap_or(f64::NAN);
        done = whole + 1;
    }
    found
}

/// Values looked at first to tell roughly where the quantiles lie.
const SAMPLE: usize = 1024;

/// The same through brackets that a sample gives: only what falls into a
/// bracket is ranked. `None` if a quantile turns out to lie outside.
fn bracketed<const N: usize>(values: &[f64], levels: [f64; N]) -> Option<[f64; N]> {
    let sample: Vec<f64> =
        values.iter().copied().step_by(values.len() / SAMPLE).collect();
    let sample = order::rising(&sample);
    let mut found = [f64::NAN; N];
    let mut room = vec![0.0; values.len()];
    for (level, place) in levels.iter().zip(&mut found) {
        let (low, high) = bracket(&sample, *level);
        let (count, below) = gather(values, low, high, &mut room);
        let inside = room.get_mut(..count)?;
        let (whole, part) = rank(*level, values.len() - 1);
        let next = usize::from(part > 0.0);
        if whole < below || whole + next >= below + inside.len() {
            return None;
        }
        *place = ranked(inside, whole - below, part)?;
    }
    Some(found)
}

/// Gathers the values from `low` to `high` at the front of `room`, which is as
/// long; how many these are, and how many lie below. Without branches, which
/// would go either way, and on its own, so that the loop stays small.
#[inline(never)]
fn gather(values: &[f64], low: f64, high: f64, room: &mut [f64]) -> (usize, usize) {
    let (mut inside, mut below) = (0, 0);
    for v in values {
        if let Some(place) = room.get_mut(inside) {
            *place = *v;
        }
        inside += usize::from((*v >= low) & (*v <= high));
        below += usize::from(*v < low);
    }
    (inside, below)
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
    (low.unwrap_or(f64::NEG_INFINITY), known(high).unwrap_or(f64::INFINITY))
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

/// The value of a rank, or part of the way from it to the next.
fn ranked(values: &mut [f64], rank: usize, part: f64) -> Option<f64> {
    order::select(values, rank);
    let (value, above) = values.get(rank..)?.split_first()?;
    if !(part > 0.0) {
        return Some(*value);
    }
    let next = above.iter().copied().fold(f64::INFINITY, f64::min);
    Some(*value + part * (next.max(*value) - *value)).filter(|v| v.is_finite())
}

#[cfg(test)]
mod tests {
    use super::quantiles;

    #[test]
    fn few_values_have_quantiles_too() {
        for n in 1..100_u8 {
            let mut values: Vec<f64> = (0..n).rev().map(f64::from).collect();
            let last = f64::from(n - 1);
            for (found, level) in quantiles(&mut values, [0.025, 0.5, 0.975])
                .into_iter()
                .zip([0.025, 0.5, 0.975])
            {
                assert!((found - level * last).abs() < 1e-12, "{n}, {level}: {found}");
            }
        }
    }
}
