//! How likely each option is to be the best, by what effect is worth.

use super::arm::mean;
use super::{Options, Standing};
use crate::lean::gather::Gather as _;
use crate::lean::order;

/// A point of the acceptability frontier.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Frontier {
    /// The value of a unit of effect.
    pub value: f64,
    /// The position of the option with the highest mean net benefit there;
    /// `None` if no draw counts or the value is no number.
    pub arm: Option<usize>,
    /// The probability that it has the highest net benefit: that choosing it
    /// is right. NaN where there is none.
    pub probability: f64,
}

impl Options {
    /// For each option, by value of a unit of effect: the probability that it
    /// has the highest net benefit (the cost-effectiveness acceptability
    /// curve). Options that tie in a draw share it, so that probabilities add
    /// up to 1. NaN where no draw counts or the value is no number.
    ///
    /// ```
    /// use cost_calculator::decision::{Arm, Options};
    /// let arm = Arm::new("pump", &[10.0, 10.0], &[2.0, 0.5])?;
    /// let options = Options::new(vec![Arm::nothing(2), arm])?;
    /// assert_eq!(options.acceptability(&[0.0, 10.0])[1], [0.0, 0.5]);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn acceptability(&self, values: &[f64]) -> Vec<Vec<f64>> {
        let mut curves = vec![Vec::with_capacity(values.len()); self.arms().len()];
        for value in values {
            for (curve, share) in curves.iter_mut().zip(self.shares(*value).0) {
                curve.push(share);
            }
        }
        curves
    }

    /// By value of a unit of effect: the option with the highest mean net
    /// benefit and its acceptability. That option need not be the one most
    /// likely to be the best. Of options with the same mean the first is taken.
    ///
    /// ```
    /// use cost_calculator::decision::{Arm, Options};
    /// let arm = Arm::new("pump", &[10.0, 10.0], &[4.0, 0.5])?;
    /// let options = Options::new(vec![Arm::nothing(2), arm])?;
    /// let [low, high] = options.frontier(&[1.0, 10.0])[..] else { unreachable!() };
    /// assert_eq!((low.arm, high.arm, high.probability), (Some(0), Some(1), 0.5));
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn frontier(&self, values: &[f64]) -> Vec<Frontier> {
        let point = |value: &f64| {
            let (shares, means) = self.shares(*value);
            let best = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let arm = means.iter().position(|m| *m >= best);
            let share = arm.and_then(|a| shares.get(a).copied());
            Frontier { value: *value, arm, probability: share.unwrap_or(f64::NAN) }
        };
        values.iter().map(point).gather()
    }

    /// From which value of a unit of effect to which each option has the highest
    /// mean net benefit, within a range, from its low end up: between the ratios
    /// along the efficiency frontier. Options that are the best nowhere there are
    /// not among them.
    ///
    /// ```
    /// use cost_calculator::decision::{Arm, Options};
    /// let arm = Arm::new("pump", &[10.0, 14.0], &[4.0, 2.0])?;
    /// let options = Options::new(vec![Arm::nothing(2), arm])?;
    /// assert_eq!(options.best_by_value(0.0, 9.0), [(0, 0.0, 4.0), (1, 4.0, 9.0)]);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn best_by_value(&self, low: f64, high: f64) -> Vec<(usize, f64, f64)> {
        let ratio = |(i, s): (usize, &Standing)| match s {
            Standing::Efficient(ratio) => Some((i, ratio.unwrap_or(f64::NEG_INFINITY))),
            _ => None,
        };
        let standing = self.standing();
        let mut on: Vec<(usize, f64)> =
            standing.iter().enumerate().filter_map(ratio).gather();
        order::sort(&mut on, |o| o.1);
        let ends = on.iter().skip(1).map(|o| o.1).chain([f64::INFINITY]);
        let span = |((option, from), to): (&(usize, f64), f64)| {
            let (from, to) = (from.max(low), to.min(high));
            (from < to).then_some((*option, from, to))
        };
        on.iter().zip(ends).filter_map(span).gather()
    }

    /// By option: the probability that it is the best, and its mean net
    /// benefit.
    #[expect(clippy::cast_precision_loss, reason = "counts of draws and options")]
    fn shares(&self, value: f64) -> (Vec<f64>, Vec<f64>) {
        let benefits = self.benefits(value);
        let draws = self.complete().len();
        let mut shares =
            vec![if value.is_finite() { 0.0 } else { f64::NAN }; benefits.len()];
        for draw in 0..draws {
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
            *share /= draws as f64;
        }
        (shares, benefits.iter().map(|b| mean(b)).gather())
    }
}
