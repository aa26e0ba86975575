//! The incremental cost-effectiveness ratio.

use super::arm::{Arm, mean};

/// What one option costs and does beyond another, on average.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Icer {
    /// Mean difference of cost.
    pub cost: f64,
    /// Mean difference of effect.
    pub effect: f64,
    /// Cost over effect; `None` where there is no difference of effect. It
    /// means nothing without the quadrant: costing less for more and costing
    /// more for less have the same sign.
    pub ratio: Option<f64>,
    /// Where on the cost-effectiveness plane it lies.
    pub quadrant: Quadrant,
}

/// A part of the cost-effectiveness plane, effect to the right, cost up.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// More effect at more cost: the ratio is the price of a unit of effect.
    MoreForMore,
    /// More effect at no more cost, or as much at less: it dominates.
    Dominant,
    /// No more effect at more cost, or less at as much: it is dominated.
    Dominated,
    /// Less effect at less cost: the ratio is what is saved for each unit of
    /// effect given up.
    LessForLess,
    /// No difference.
    Same,
}

/// Compares the means of two options over the draws in which both have cost
/// and effect. The ratio is that of the means, never the mean of ratios.
/// `None` if there is no such draw.
///
/// ```
/// use cost_calculator::decision::{Arm, Quadrant, icer};
/// let care = Arm::new(&[270.72], &[0.019]);
/// let found = icer(&care, &Arm::nothing(1)).unwrap();
/// assert_eq!(found.ratio.map(f64::round), Some(14_248.0));
/// assert_eq!(found.quadrant, Quadrant::MoreForMore);
/// ```
#[must_use]
pub fn icer(arm: &Arm, against: &Arm) -> Option<Icer> {
    let costs = arm.cost.iter().zip(&against.cost).map(|(a, b)| a - b);
    let effects = arm.effect.iter().zip(&against.effect).map(|(a, b)| a - b);
    let both = costs.zip(effects).filter(|(c, e)| c.is_finite() && e.is_finite());
    let (costs, effects): (Vec<f64>, Vec<f64>) = both.unzip();
    if costs.is_empty() {
        return None;
    }
    let (cost, effect) = (mean(&costs), mean(&effects));
    let ratio = cost / effect;
    Some(Icer {
        cost,
        effect,
        ratio: ratio.is_finite().then_some(ratio),
        quadrant: Quadrant::of(cost, effect),
    })
}

impl Quadrant {
    /// Where a difference of cost and effect lies.
    #[must_use]
    pub fn of(cost: f64, effect: f64) -> Self {
        match (cost > 0.0, cost < 0.0, effect > 0.0, effect < 0.0) {
            (true, _, true, _) => Self::MoreForMore,
            (_, true, _, true) => Self::LessForLess,
            (false, false, false, false) => Self::Same,
            (_, true, ..) | (_, _, true, _) => Self::Dominant,
            _ => Self::Dominated,
        }
    }
}
