//! How likely each option is to be the best, by what effect is worth.

use super::arm::{Arm, complete, mean};
use crate::lean::gather::Gather as _;

/// For each option, by value of a unit of effect: the probability that it has
/// the highest net benefit (the cost-effectiveness acceptability curve).
/// Options that tie in a draw share it, so that probabilities add up to 1; NaN
/// if there is no draw in which all options have a net benefit.
#[must_use]
pub fn acceptability_curve(arms: &[Arm], values: &[f64]) -> Vec<Vec<f64>> {
    let mut curves = vec![Vec::with_capacity(values.len()); arms.len()];
    for value in values {
        for (curve, share) in curves.iter_mut().zip(shares(arms, *value).0) {
            curve.push(share);
        }
    }
    curves
}

/// A point of the acceptability frontier.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Frontier {
    /// The value of a unit of effect.
    pub value: f64,
    /// The position of the option with the highest mean net benefit there.
    pub arm: usize,
    /// The probability that it has the highest net benefit: that choosing it
    /// is right.
    pub probability: f64,
}

/// By value of a unit of effect: the option with the highest mean net benefit
/// and its acceptability. That option need not be the one most likely to be
/// the best. Of options with the same mean the first is taken.
#[must_use]
pub fn acceptability_frontier(arms: &[Arm], values: &[f64]) -> Vec<Frontier> {
    let point = |value: &f64| {
        let (shares, means) = shares(arms, *value);
        let best = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let arm = means.iter().position(|m| *m >= best)?;
        Some(Frontier { value: *value, arm, probability: *shares.get(arm)? })
    };
    values.iter().filter_map(point).gather()
}

/// By option: the probability that it is the best, and its mean net benefit.
#[expect(clippy::cast_precision_loss, reason = "counts of draws and options")]
fn shares(arms: &[Arm], value: f64) -> (Vec<f64>, Vec<f64>) {
    let (benefits, kept) = complete(arms, value);
    let mut shares = vec![0.0; arms.len()];
    for draw in 0..kept.len() {
        let at = |arm: &Vec<f64>| arm.get(draw).copied().unwrap_or(f64::NAN);
        let best = benefits.iter().map(at).fold(f64::NEG_INFINITY, f64::max);
        let winners = benefits.iter().filter(|a| at(a) >= best).count();
        for (share, arm) in shares.iter_mut().zip(&benefits) {
            if at(arm) >= best {
                *share += 1.0 / winners as f64;
            }
        }
    }
    for share in &mut shares {
        *share /= kept.len() as f64;
    }
    (shares, benefits.iter().map(|b| mean(b)).gather())
}
