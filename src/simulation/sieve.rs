//! One pass over a few values: what they amount to, and which of them to keep.

use super::bracket::{Bracket, keep};
use crate::lanes;
use wide::{bytemuck, f64x2, i64x2};

/// What came of a pass. Where a value is not finite the sums are not either, and the
/// rest holds of the others.
#[derive(Copy, Clone, Debug)]
pub(super) struct Passed {
    /// How many values there were.
    pub(super) known: usize,
    pub(super) sum: f64,
    /// The sum of their squared distances from a centre.
    pub(super) squares: f64,
    /// By bracket: how many lie below it.
    pub(super) below: [usize; 3],
    /// How many lie in any of them: that many were kept.
    pub(super) held: usize,
}

/// Goes over values; those in any of the brackets are written into `kept`, as far as
/// there is room. No branch depends on a value, and brackets are written out one by
/// one: where size counts a loop over them stays a loop.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count is not below 0"
)]
#[inline(never)]
pub(super) fn pass(
    brackets: &[Bracket; 3],
    centre: f64,
    values: &[f64],
    kept: &mut [f64],
) -> Passed {
    let [a, b, c] = brackets;
    let (a_low, a_high) = (lanes::spread(a.low), lanes::spread(a.high));
    let (b_low, b_high) = (lanes::spread(b.low), lanes::spread(b.high));
    let (c_low, c_high) = (lanes::spread(c.low), lanes::spread(c.high));
    let (middle, nought) = (lanes::spread(centre), lanes::spread(0.0));
    let (mut sum, mut squares) = (nought, nought);
    let none = i64x2::splat(0);
    let (mut a_below, mut b_below, mut c_below) = (none, none, none);
    let mut held = 0;
    let (pairs, rest) = values.as_chunks::<2>();
    for pair in pairs {
        let both = f64x2::new(*pair);
        let apart = both - middle;
        sum += both;
        squares += apart * apart;
        let (a_less, b_less, c_less) =
            (both.simd_lt(a_low), both.simd_lt(b_low), both.simd_lt(c_low));
        // Where it holds the lane is -1.
        a_below -= bytemuck::cast::<f64x2, i64x2>(a_less);
        b_below -= bytemuck::cast::<f64x2, i64x2>(b_less);
        c_below -= bytemuck::cast::<f64x2, i64x2>(c_less);
        // What is below the low end is not above the high one: within is the one
        // and not the other.
        let within = (a_less ^ both.simd_le(a_high))
            | (b_less ^ both.simd_le(b_high))
            | (c_less ^ both.simd_le(c_high));
        let within = within.to_bitmask();
        let [first, second] = *pair;
        keep(kept, held, first);
        held += (within & 1) as usize;
        keep(kept, held, second);
        held += (within >> 1) as usize;
    }
    let count = |lanes: i64x2| {
        let [first, second] = lanes.to_array();
        (first + second) as usize
    };
    let [first, second] = sum.to_array();
    let [first_square, second_square] = squares.to_array();
    let mut passed = Passed {
        known: values.len(),
        sum: first + second,
        squares: first_square + second_square,
        below: [count(a_below), count(b_below), count(c_below)],
        held,
    };
    for v in rest {
        passed.sum += v;
        passed.squares += (v - centre) * (v - centre);
        for (below, bracket) in passed.below.iter_mut().zip(brackets) {
            *below += usize::from(*v < bracket.low);
        }
        keep(kept, passed.held, *v);
        let within = |b: &Bracket| b.low <= *v && *v <= b.high;
        passed.held += usize::from(brackets.iter().any(within));
    }
    passed
}
