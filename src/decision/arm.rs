//! One option.

use crate::lean::gather::Gather as _;

/// Draws of what one option costs and does. Draw `i` of all options of a
/// choice belongs to the same possible world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arm {
    /// Cost, by draw.
    pub cost: Vec<f64>,
    /// Effect, by draw.
    pub effect: Vec<f64>,
}

impl Arm {
    /// An option from columns of cost and effect. Draws that only one of them
    /// has are left out.
    #[must_use]
    pub fn new(cost: &[f64], effect: &[f64]) -> Self {
        let draws = cost.len().min(effect.len());
        Self {
            cost: cost.iter().copied().take(draws).gather(),
            effect: effect.iter().copied().take(draws).gather(),
        }
    }

    /// The option to do nothing: no cost, no effect, against which costs and
    /// effects are counted.
    #[must_use]
    pub fn nothing(draws: usize) -> Self {
        Self { cost: vec![0.0; draws], effect: vec![0.0; draws] }
    }

    /// How many draws it has.
    #[must_use]
    pub fn draws(&self) -> usize {
        self.cost.len().min(self.effect.len())
    }
}

/// Net monetary benefit, by draw: the value of the effect less the cost. NaN
/// where either has no value.
///
/// ```
/// use cost_calculator::decision::{Arm, net_benefit};
/// let arm = Arm::new(&[850.0], &[0.057]);
/// assert!((net_benefit(&arm, 20_000.0)[0] - 290.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn net_benefit(arm: &Arm, value: f64) -> Vec<f64> {
    pairs(arm).map(|(cost, effect)| value * effect - cost).gather()
}

/// Net health benefit, by draw: the effect less what the cost would buy
/// elsewhere at the value of a unit of effect.
#[must_use]
pub fn net_health_benefit(arm: &Arm, value: f64) -> Vec<f64> {
    pairs(arm).map(|(cost, effect)| effect - cost / value).gather()
}

/// By how much the net benefit of an option exceeds another's, by draw.
#[must_use]
pub fn incremental_net_benefit(arm: &Arm, against: &Arm, value: f64) -> Vec<f64> {
    let others = net_benefit(against, value);
    net_benefit(arm, value).iter().zip(others).map(|(own, other)| own - other).gather()
}

fn pairs(arm: &Arm) -> impl Iterator<Item = (f64, f64)> + '_ {
    arm.cost.iter().copied().zip(arm.effect.iter().copied())
}

/// Net benefits by option and draw, of those draws in which every option has
/// one; and which draws these are.
pub(super) fn complete(arms: &[Arm], value: f64) -> (Vec<Vec<f64>>, Vec<usize>) {
    let mut all: Vec<Vec<f64>> = arms.iter().map(|a| net_benefit(a, value)).gather();
    let draws = all.iter().map(Vec::len).min().unwrap_or(0);
    let has = |i: &usize| all.iter().all(|a| a.get(*i).is_some_and(|v| v.is_finite()));
    let kept: Vec<usize> = (0..draws).filter(has).gather();
    for arm in &mut all {
        *arm = kept.iter().filter_map(|i| arm.get(*i).copied()).gather();
    }
    (all, kept)
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
pub(super) fn mean(values: &[f64]) -> f64 {
    // In parts, so that rounding stays small over millions of draws.
    let sum: f64 = values.chunks(256).map(|part| part.iter().sum::<f64>()).sum();
    sum / values.len() as f64
}
