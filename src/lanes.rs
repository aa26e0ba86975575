//! Two numbers at a time, where the processor can: the same bits as one by one.

use wide::f64x2;

/// The result for every value, as far as there is room for it.
#[inline(always)]
pub(crate) fn each(a: &[f64], out: &mut [f64], f: impl Fn(f64x2) -> f64x2) {
    let (pairs, rest) = out.as_chunks_mut::<2>();
    let (a, a_rest) = a.as_chunks::<2>();
    for (out, a) in pairs.iter_mut().zip(a) {
        *out = f(f64x2::new(*a)).to_array();
    }
    for (out, a) in rest.iter_mut().zip(a_rest) {
        *out = one(f(f64x2::splat(*a)));
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
    for ((out, a), b) in pairs.iter_mut().zip(a).zip(b) {
        *out = f(f64x2::new(*a), f64x2::new(*b)).to_array();
    }
    for ((out, a), b) in rest.iter_mut().zip(a_rest).zip(b_rest) {
        *out = one(f(f64x2::splat(*a), f64x2::splat(*b)));
    }
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
