//! An interval in which a quantile lies, narrowed by counting.

use crate::lanes;
use crate::lean::order;
use wide::f64x2;

/// Where a quantile lies: between two values, both included.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Bracket {
    pub(super) low: f64,
    pub(super) high: f64,
    /// How many values there are below it.
    pub(super) below: usize,
}

/// A place among values in rising order: of the value of a rank, from 0, or
/// part of the way from it to the next.
#[derive(Copy, Clone, Debug)]
pub(super) struct Rank {
    pub(super) whole: usize,
    part: f64,
}

/// So few values are put in order at once.
const FEW: usize = 256;

/// Equal intervals in which more of them are counted.
const BUCKETS: usize = 128;
const LAST: f64 = (BUCKETS - 1) as f64;

/// Added to a number this leaves its whole part in the lowest bits.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// Values looked at to tell roughly where all lie.
const SAMPLE: usize = 64;

impl Rank {
    /// Of a quantile: between the two nearest values in proportion (Hyndman and
    /// Fan's type 7). `last` is the last rank there is.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of draws"
    )]
    pub(super) fn of(level: f64, last: usize) -> Self {
        let at = level * last as f64;
        Self { whole: at.floor() as usize, part: at - at.floor() }
    }

    /// The value there, where so many values below these were left out.
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

impl Bracket {
    /// Of anything.
    pub(super) const WHOLE: Self =
        Self { low: f64::NEG_INFINITY, high: f64::INFINITY, below: 0 };

    /// The value of a rank, from all the values within, in any order; `None` if it
    /// is not among them or cannot be written. `room` is for as many.
    pub(super) fn value(
        self,
        rank: Rank,
        values: &mut [f64],
        room: &mut [f64],
    ) -> Option<f64> {
        let first = rank.whole.checked_sub(self.below)?;
        if values.len() <= FEW {
            return rank.value(values, self.below);
        }
        let near = self.about(values, first, first + 1);
        rank.value(near.among(values, room), near.below)
    }

    /// Those of some values that lie within, written into the room for as many.
    #[inline(never)]
    pub(super) fn among<'a>(self, values: &[f64], room: &'a mut [f64]) -> &'a mut [f64] {
        let (low, high) = (lanes::spread(self.low), lanes::spread(self.high));
        let mut held = 0;
        let (pairs, rest) = values.as_chunks::<2>();
        for pair in pairs {
            let both = f64x2::new(*pair);
            let within = (both.simd_lt(low) ^ both.simd_le(high)).to_bitmask();
            let [first, second] = *pair;
            keep(room, held, first);
            held += (within & 1) as usize;
            keep(room, held, second);
            held += (within >> 1) as usize;
        }
        for v in rest {
            keep(room, held, *v);
            held += usize::from(self.low <= *v && *v <= self.high);
        }
        room.get_mut(..held).unwrap_or_default()
    }

    /// Narrowed to about so few of its values: from one place among them to another.
    /// An end at which nothing would be left out stays as it is.
    pub(super) fn about(self, values: &[f64], first: usize, last: usize) -> Self {
        let Some(end) = values.len().checked_sub(1) else { return self };
        let (first, last) = (first.min(end), last.min(end));
        let mut buckets = vec![0_u16; values.len()];
        Ruler::of(values).buckets(values, &mut buckets);
        let mut counts = [0_u32; BUCKETS];
        for bucket in &buckets {
            if let Some(count) = counts.get_mut(usize::from(*bucket)) {
                *count += 1;
            }
        }
        let (mut from, mut to, mut below, mut before) = (0, 0, 0, 0);
        for (bucket, count) in (0_u16..).zip(&counts) {
            if before <= first {
                (from, below) = (bucket, before);
            }
            if before <= last {
                to = bucket;
            }
            before += *count as usize;
        }
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (v, bucket) in values.iter().zip(&buckets) {
            if *bucket == from && *v < low {
                low = *v;
            }
            if *bucket == to && *v > high {
                high = *v;
            }
        }
        Self {
            low: if first > 0 { low } else { self.low },
            high: if last < end { high } else { self.high },
            below: self.below + if first > 0 { below } else { 0 },
        }
    }
}

/// Writes a value where it stays if it is counted, and is overwritten by the next if
/// not: so that no branch depends on it.
#[inline(always)]
pub(super) fn keep(kept: &mut [f64], at: usize, value: f64) {
    if let Some(place) = kept.get_mut(at) {
        *place = value;
    }
}

/// Equal intervals; what lies beyond belongs to the outermost.
struct Ruler {
    low: f64,
    per_unit: f64,
}

impl Ruler {
    /// Over a few of the values.
    #[expect(clippy::cast_precision_loss, reason = "a few")]
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
        let (low, per_unit) = (lanes::spread(self.low), lanes::spread(self.per_unit));
        let (first, last) = (lanes::spread(0.0), lanes::spread(LAST));
        let whole = lanes::spread(WHOLE);
        lanes::each(values, buckets, |values| {
            let place = (values - low) * per_unit;
            let [a, b] = (place.fast_max(first).fast_min(last) + whole).to_array();
            [a.to_bits() as u16, b.to_bits() as u16]
        });
    }
}
