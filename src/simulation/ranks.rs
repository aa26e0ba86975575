//! Ranks and their correlation.

use crate::lean::order;

/// Spearman's rank correlation, ties sharing their mean rank; 0 where one of
/// the two does not vary.
pub(crate) fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let (x, y) = (ranks(x), ranks(y));
    // Ranks and their mean are the same whatever the values.
    let mean = 0.5 * (count(x.len()) + 1.0);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(&y) {
        let (dx, dy) = (x - mean, y - mean);
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    let scale = (xx * yy).sqrt();
    if scale > 0.0 { (xy / scale).clamp(-1.0, 1.0) } else { 0.0 }
}

/// By position: the rank from 1, ties sharing their mean.
pub(crate) fn ranks(values: &[f64]) -> Vec<f64> {
    let order = order::positions(values);
    let value = |i: usize| values.get(i).copied().unwrap_or(f64::NAN);
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for ties in order.chunk_by(|a, b| value(*a).total_cmp(&value(*b)).is_eq()) {
        let rank = count(before) + 0.5 * (count(ties.len()) + 1.0);
        for i in ties {
            if let Some(place) = ranks.get_mut(*i) {
                *place = rank;
            }
        }
        before += ties.len();
    }
    ranks
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
const fn count(n: usize) -> f64 {
    n as f64
}
