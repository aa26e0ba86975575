//! The incremental cost-effectiveness ratio.

use super::Options;
use super::arm::mean;

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

impl Options {
    /// Compares the means of two options, by their positions, over the draws
    /// that count. The ratio is that of the means, never the mean of ratios.
    /// `None` if no draw counts or there is no such option.
    ///
    /// ```
    /// use cost_calculator::decision::{Arm, Options, Quadrant};
    /// let care = Arm::new("care", &[270.72], &[0.019])?;
    /// let options = Options::new(vec![Arm::nothing(1), care])?;
    /// let found = options.icer(1, 0).unwrap();
    /// assert_eq!(found.ratio.map(f64::round), Some(14_248.0));
    /// assert_eq!(found.quadrant, Quadrant::MoreForMore);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn icer(&self, option: usize, against: usize) -> Option<Icer> {
        let (arm, other) = (self.arms().get(option)?, self.arms().get(against)?);
        if self.complete().is_empty() {
            return None;
        }
        let difference =
            |a: &[f64], b: &[f64]| mean(&self.counted(a)) - mean(&self.counted(b));
        let cost = difference(arm.cost(), other.cost());
        let effect = difference(arm.effect(), other.effect());
        let ratio = cost / effect;
        Some(Icer {
            cost,
            effect,
            ratio: ratio.is_finite().then_some(ratio),
            quadrant: Quadrant::of(cost, effect),
        })
    }
}

impl Quadrant {
    /// Where a difference of cost and effect lies.
    ///
    /// ```
    /// use cost_calculator::decision::Quadrant;
    /// assert_eq!(Quadrant::of(-10.0, 1.0), Quadrant::Dominant);
    /// ```
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
