//! Putting things in order by a number: one routine for all of the library,
//! where the standard ones come once for every type that is sorted.
use crate::lean::gather::Gather as _;

/// The values in rising order.
pub(crate) fn rising(values: &[f64]) -> Vec<f64> {
    merged(values).into_iter().map(|(v, _)| v).gather()
}

/// The positions of the keys in rising order of the keys, those of equal keys
/// as they were.
pub(crate) fn positions(keys: &[f64]) -> Vec<usize> {
    merged(keys).into_iter().map(|(_, i)| i).gather()
}

/// Puts a few things in rising order of a key, those of equal keys as they
/// were. Takes time by the square of their number.
pub(crate) fn sort<T>(things: &mut [T], key: impl Fn(&T) -> f64) {
    for end in 1..things.len() {
        for at in (1..=end).rev() {
            let [Some(before), Some(this)] = [things.get(at - 1), things.get(at)] else {
                break;
            };
            if key(before).total_cmp(&key(this)).is_le() {
                break;
            }
            things.swap(at - 1, at);
        }
    }
}

/// Moves the value of a rank (from 0) to its place, with none above it before
/// and none below it after it.
pub(crate) fn select(values: &mut [f64], rank: usize) {
    let (mut low, mut high) = (0, values.len());
    // Any numbers will do as long as no order of values is made for them.
    let mut chance = 0x9e37_79b9_u32;
    while high - low > 1 {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let Some(part) = values.get_mut(low..high) else { return };
        let (less, same) = split(part, (chance >> 8) as usize % (high - low));
        if rank < low + less {
            high = low + less;
        } else if rank < low + less + same {
            return;
        } else {
            low += less + same;
        }
    }
}

/// Puts what is less than the value at a position first, then what equals it,
/// then the rest; how many are less, and how many equal.
fn split(values: &mut [f64], at: usize) -> (usize, usize) {
    let pivot = values.get(at).copied().unwrap_or(f64::NAN);
    let (mut less, mut i, mut more) = (0, 0, values.len());
    while i < more {
        let Some(v) = values.get(i) else { break };
        match v.total_cmp(&pivot) {
            std::cmp::Ordering::Less => {
                values.swap(less, i);
                less += 1;
                i += 1;
            }
            std::cmp::Ordering::Equal => i += 1,
            std::cmp::Ordering::Greater => {
                more -= 1;
                values.swap(i, more);
            }
        }
    }
    (less, more - less)
}

/// Keys with their positions, merged from runs that double in length.
fn merged(keys: &[f64]) -> Vec<(f64, usize)> {
    let mut from: Vec<(f64, usize)> = keys.iter().copied().zip(0..).gather();
    let mut to = Vec::with_capacity(from.len());
    let mut run = 1;
    while run < from.len() {
        to.clear();
        for two in from.chunks(2 * run) {
            let (mut left, mut right) = two.split_at_checked(run).unwrap_or((two, &[]));
            while let ([l, after_l @ ..], [r, after_r @ ..]) = (left, right) {
                if r.0.total_cmp(&l.0).is_lt() {
                    to.push(*r);
                    right = after_r;
                } else {
                    to.push(*l);
                    left = after_l;
                }
            }
            to.extend_from_slice(left);
            to.extend_from_slice(right);
        }
        std::mem::swap(&mut from, &mut to);
        run *= 2;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        /// As the standard library sorts and selects, ties and oddities too.
        #[test]
        fn as_the_standard_library_does(
            values in prop::collection::vec(
                prop_oneof![
                    any::<f64>(), (0..5).prop_map(f64::from), Just(-0.0), Just(f64::NAN)
                ],
                0..200,
            ),
            rank in 0_usize..200,
        ) {
            let bits = |v: &[f64]| v.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            let mut expected = values.clone();
            expected.sort_by(f64::total_cmp);
            prop_assert_eq!(bits(&rising(&values)), bits(&expected));
            let mut places: Vec<usize> = (0..values.len()).collect();
            places.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
            prop_assert_eq!(&positions(&values), &places);
            let mut few: Vec<usize> = (0..values.len()).collect();
            sort(&mut few, |i| values[*i]);
            prop_assert_eq!(few, places);
            let mut chosen = values.clone();
            select(&mut chosen, rank);
            if rank < values.len() {
                prop_assert_eq!(chosen[rank].to_bits(), expected[rank].to_bits());
                let (before, after) = chosen.split_at(rank);
                prop_assert!(before.iter().all(|v| v.total_cmp(&expected[rank]).is_le()));
                prop_assert!(after.iter().all(|v| v.total_cmp(&expected[rank]).is_ge()));
            }
        }
    }
}
