//! The name that was probably meant.

use crate::lean::gather::Gather as _;
use std::cmp::Reverse;

/// Of more names than these none is suggested: it would take too long.
const MOST: usize = 1_000;

/// The known name nearest to the one written, if one is near enough to have
/// been meant.
///
/// ```
/// use cost_calculator::formula::nearest;
/// assert_eq!(nearest("recovery_rat", &["spend", "recovery_rate"]), Some("recovery_rate"));
/// assert_eq!(nearest("tea", &["spend", "recovery_rate"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    // Two slips in a short name make another name; in a long one they do not.
    let allowed = 1 + written.chars().count() / 5;
    let known = if known.len() > MOST { &[] } else { known };
    let near = known.iter().map(|k| (edits(written, k), *k));
    // Of two as near, the longer: a letter is left out sooner than put in.
    near.filter(|(d, _)| (1..=allowed).contains(d))
        .min_by_key(|(d, k)| (*d, Reverse(k.chars().count())))
        .map(|(_, k)| k)
}

/// Insertions, deletions, replacements and swaps of neighbours that make one
/// word of another (optimal string alignment).
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().gather();
    let mut two_back: Vec<usize> = Vec::new();
    let mut back: Vec<usize> = (0..=b.len()).gather();
    let mut before: Option<char> = None;
    for (i, ca) in a.chars().enumerate() {
        let mut row = vec![i + 1];
        for (j, cb) in b.iter().enumerate() {
            let at =
                |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX - 1);
            let mut least = (at(&back, j) + usize::from(ca != *cb))
                .min(at(&back, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped = j > 0 && before == Some(*cb) && b.get(j - 1) == Some(&ca);
            if swapped {
                least = least.min(at(&two_back, j - 1).saturating_add(1));
            }
            row.push(least);
        }
        two_back = std::mem::replace(&mut back, row);
        before = Some(ca);
    }
    back.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        assert_eq!(edits("spend", "spend"), 0);
        assert_eq!(edits("spned", "spend"), 1, "a swap is one slip");
        assert_eq!(edits("spen", "spend"), 1);
        assert_eq!(edits("", "abc"), 3);
    }

    #[test]
    fn the_nearest_wins() {
        assert_eq!(nearest("recoverd", &["recover", "recovered"]), Some("recovered"));
        assert_eq!(
            nearest("spend", &["spend"]),
            None,
            "what is right needs no suggestion"
        );
    }
}
