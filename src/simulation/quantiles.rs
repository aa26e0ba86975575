//! Quantiles of many draws, without putting them in order.

use crate::lanes;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use wide::f64x2;

/// So few values are put in order at once.
const FEW: usize = 1024;

/// Equal intervals in which the rest are counted first.
const BUCKETS: usize = 512;
const LAST: f64 = (BUCKETS - 1) as f64;

/// Added to a number this leaves its whole part in the lowest bits.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// Values looked at to tell roughly where all lie.
const SAMPLE: usize = 256;

/// Quantiles of a column with so many values, the rest NaN: between the two
/// nearest values in proportion (Hyndman and Fan's type 7).
///
/// Two passes: the values are counted by intervals, and only those of an interval
/// in which a quantile lies are put in order.
pub(crate) fn quantiles<const N: usize>(
    column: &[f64],
    known: usize,
    levels: [f64; N],
) -> [f64; N] {
    let found: Vec<f64>;
    let values = if known < column.len() {
        found = column.iter().copied().filter(|v| v.is_finite()).gather();
        &found
    } else {
        column
    };
    let ranks = levels.map(|level| rank(level, values.len().saturating_sub(1)));
    let mut near = if values.len() > FEW {
        Near::of(values, &ranks)
    } else {
        Near { values: values.iter().copied().gather(), left_out: [0; N] }
    };
    let mut left_out = near.left_out.into_iter();
    ranks.map(|rank| {
        let before = left_out.next().unwrap_or(0);
        rank.value(&mut near.values, before).unwrap_or(f64::NAN)
    })
}

/// A place among the values in rising order: of the value of a rank, from 0, or
/// part of the way from it to the next.
#[derive(Copy, Clone)]
struct Rank {
    whole: usize,
    part: f64,
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of draws"
)]
fn rank(level: f64, last: usize) -> Rank {
    let at = level * last as f64;
    Rank { whole: at.floor() as usize, part: at - at.floor() }
}

impl Rank {
    /// The value there, where so many values below it were left out.
    fn value(self, values: &mut [f64], left_out: usize) -> Option<f64> {
        let at = self.whole.checked_sub(left_out)?;
        order::select(values, at);
        let (value, above) = values.get(at..)?.split_first()?;
        if !(self.part > 0.0) {
            return Some(*value);
        }
        let next = above.iter().copied().fold(f64::INFINITY, f64::min);
        let found = *value + self.part * (next.max(*value) - *value);
        found.is_finite().then_some(found)
    }
}

/// The values about some ranks, and how many below each are not among them.
struct Near<const N: usize> {
    values: Vec<f64>,
    left_out: [usize; N],
}

impl<const N: usize> Near<N> {
    fn of(values: &[f64], ranks: &[Rank; N]) -> Self {
        let ruler = Ruler::of(values);
        let mut buckets = vec![0_u16; values.len()];
        ruler.buckets(values, &mut buckets);
        let mut counts = [0_u32; BUCKETS];
        for bucket in &buckets {
            if let Some(count) = counts.get_mut(usize::from(*bucket)) {
                *count += 1;
            }
        }
        let mut wanted = [false; BUCKETS];
        let (mut below, mut outside, mut inside) = (0, 0, 0);
        let mut left_out = [0; N];
        for (count, wanted) in counts.iter().zip(&mut wanted) {
            let here = *count as usize;
            for (rank, left_out) in ranks.iter().zip(&mut left_out) {
                let within = |rank: usize| (below..below + here).contains(&rank);
                if within(rank.whole) {
                    *left_out = outside;
                }
                *wanted |= within(rank.whole) || within(rank.whole + 1);
            }
            below += here;
            *if *wanted { &mut inside } else { &mut outside } += here;
        }
        let mut near = Vec::with_capacity(inside);
        for (v, bucket) in values.iter().zip(&buckets) {
            if wanted.get(usize::from(*bucket)) == Some(&true) {
                near.push(*v);
            }
        }
        Self { values: near, left_out }
    }
}

/// Equal intervals; what lies beyond belongs to the outermost.
struct Ruler {
    low: f64,
    per_unit: f64,
}

impl Ruler {
    /// Over a few of the values.
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    fn of(values: &[f64]) -> Self {
        // In steps of an odd number: every second draw of a net lies in one half.
        let few = values.iter().copied().step_by((values.len() / SAMPLE) | 1);
        let (low, high) = few
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
                (low.min(v), high.max(v))
            });
        // Above 0 and finite, so that nothing is 0 times infinity.
        let per_unit = BUCKETS as f64 / (high - low);
        Self { low, per_unit: per_unit.clamp(f64::MIN_POSITIVE, f64::MAX) }
    }

    /// In which each value lies: never an earlier one as the value rises.
    #[expect(clippy::cast_possible_truncation, reason = "the lowest bits are meant")]
    fn buckets(&self, values: &[f64], buckets: &mut [u16]) {
        // Spread over lanes once: it would be a call for each two.
        let [low, per_unit, first, last, whole] =
            [self.low, self.per_unit, 0.0, LAST, WHOLE].map(f64x2::splat);
        lanes::each(values, buckets, |values| {
            let place = (values - low) * per_unit;
            let [a, b] = (place.fast_max(first).fast_min(last) + whole).to_array();
            [a.to_bits() as u16, b.to_bits() as u16]
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// From the values in order.
    #[expect(clippy::cast_possible_truncation, reason = "a rank")]
    fn expected(values: &[f64], level: f64) -> f64 {
        let mut sorted: Vec<f64> =
            values.iter().copied().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let at = level * (sorted.len() - 1) as f64;
        let (whole, part) = (at.floor() as usize, at - at.floor());
        let next = sorted[(whole + 1).min(sorted.len() - 1)];
        if part > 0.0 {
            sorted[whole] + part * (next - sorted[whole])
        } else {
            sorted[whole]
        }
    }

    /// Values as columns have them: spread, far out, at a few places, missing.
    fn column() -> impl Strategy<Value = Vec<f64>> {
        let value = prop_oneof![
            8 => -1.0..1.0_f64,
            2 => (-300.0..300.0_f64).prop_map(|power| power.exp2()),
            2 => (-2..3).prop_map(f64::from),
            1 => Just(f64::NAN),
        ];
        (prop::collection::vec(value, 1..5000), 0..4_u8).prop_map(|(mut column, kind)| {
            match kind {
                // All the same, or all but a few.
                0 => column.iter_mut().skip(3).for_each(|v| *v = 7.0),
                // None missing.
                1 => column.iter_mut().filter(|v| v.is_nan()).for_each(|v| *v = 0.5),
                _ => {}
            }
            column[0] = 0.25;
            column
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn they_are_those_of_the_values_in_order(column in column(), free in 0.0..1.0_f64) {
            let known = column.iter().filter(|v| v.is_finite()).count();
            let levels = [0.0, 0.025, 0.5, free, 0.975, 1.0];
            let found = quantiles(&column, known, levels);
            for (found, level) in found.into_iter().zip(levels) {
                prop_assert_eq!(found.to_bits(), expected(&column, level).to_bits(), "level {}", level);
            }
        }
    }
}
