//! Two numbers at a time, where the processor can: the same bits as one by one.

use wide::f64x2;

/// The results for every value, as far as there is room for them.
#[inline(always)]
pub(crate) fn each<T, R>(a: &[f64], out: &mut [T], f: impl Fn(f64x2) -> R)
where
    T: Copy + Default,
    R: Into<[T; 2]>,
{
    let (pairs, rest) = out.as_chunks_mut::<2>();
    let (a, a_rest) = a.as_chunks::<2>();
    each_pair(a, pairs, &f);
    if let ([out], [a]) = (rest, a_rest) {
        let mut both = [[T::default(); 2]];
        each_pair(&[[*a; 2]], &mut both, &f);
        let [[first, _]] = both;
        *out = first;
    }
}

/// The result for every two values, as far as there is room for it.
#[inline(always)]
pub(crate) fn both(
    a: &[f64],
    b: &[f64],
    out: &mut [f64],
    f: impl Fn(f64x2, f64x2) -> f64x2,
) {
    let (pairs, rest) = out.as_chunks_mut::<2>();
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<2>(), b.as_chunks::<2>());
    both_pairs(a, b, pairs, &f);
    if let ([out], [a], [b]) = (rest, a_rest, b_rest) {
        let mut both = [[0.0; 2]];
        both_pairs(&[[*a; 2]], &[[*b; 2]], &mut both, &f);
        let [[first, _]] = both;
        *out = first;
    }
}

// What is done is called in one place each, so that it becomes part of the loop:
// where size counts, the compiler would make it a call for every two values.

#[inline(never)]
fn each_pair<T, R: Into<[T; 2]>>(
    a: &[[f64; 2]],
    out: &mut [[T; 2]],
    f: &impl Fn(f64x2) -> R,
) {
    for (out, a) in out.iter_mut().zip(a) {
        *out = f(f64x2::new(*a)).into();
    }
}

#[inline(never)]
fn all_pairs(a: &[[f64; 2]], holds: &impl Fn(f64x2) -> f64x2) -> bool {
    let mut all = spread(f64::from_bits(u64::MAX));
    for a in a {
        all &= holds(f64x2::new(*a));
    }
    all.to_bitmask() == 0b11
}

#[inline(never)]
fn both_pairs(
    a: &[[f64; 2]],
    b: &[[f64; 2]],
    out: &mut [[f64; 2]],
    f: &impl Fn(f64x2, f64x2) -> f64x2,
) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = f(f64x2::new(*a), f64x2::new(*b)).into();
    }
}

/// The same in both, written out: `splat` of the library would be a call, and a
/// repeated value a loop.
#[inline(always)]
pub(crate) fn spread(value: f64) -> f64x2 {
    f64x2::new([value, value])
}

/// Whether a condition holds of every value.
#[inline(always)]
pub(crate) fn all(a: &[f64], holds: impl Fn(f64x2) -> f64x2) -> bool {
    let (pairs, rest) = a.as_chunks::<2>();
    all_pairs(pairs, &holds) && rest.iter().all(|one| all_pairs(&[[*one; 2]], &holds))
}

/// The first of the two.
#[inline(always)]
pub(crate) fn one(lanes: f64x2) -> f64 {
    let [first, _] = lanes.to_array();
    first
}

/// What overflowed has no value: what is not finite becomes NaN.
#[inline(always)]
#[expect(clippy::eq_op, reason = "it is not 0 for all numbers")]
pub(crate) fn finite(value: f64x2) -> f64x2 {
    // Infinity less infinity is NaN; anything else less itself is 0.
    value - (value - value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn as_one_by_one(pairs in prop::collection::vec(any::<(f64, f64)>(), 0..9)) {
            let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
            let mut out = vec![1.0; pairs.len()];
            both(&a, &b, &mut out, |a, b| finite(a * b));
            for ((a, b), out) in pairs.iter().zip(&out) {
                let expected = if (a * b).is_finite() { a * b } else { f64::NAN };
                let same = out.is_nan() && expected.is_nan();
                prop_assert!(same || out.to_bits() == expected.to_bits());
            }
            each(&a, &mut out, |a| a + a);
            for (a, out) in a.iter().zip(&out) {
                prop_assert!(a.is_nan() || out.to_bits() == (a + a).to_bits());
            }
        }
    }
}
