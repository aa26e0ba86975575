//! One option.

use super::DecisionError;
use crate::lean::gather::Gather as _;

/// Draws of what one option costs and does. Draw `i` of all options of a
/// choice belongs to the same possible world; NaN is “no value”.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    name: String,
    cost: Vec<f64>,
    effect: Vec<f64>,
}

impl Arm {
    /// An option from columns of cost, in money, and effect, in any unit.
    ///
    /// # Errors
    /// If they have not the same number of draws.
    ///
    /// ```
    /// use cost_calculator::decision::Arm;
    /// let therapy = Arm::new("therapy", &[850.0, 900.0], &[0.06, 0.05])?;
    /// assert_eq!((therapy.name(), therapy.draws()), ("therapy", 2));
    /// assert!(Arm::new("therapy", &[850.0], &[]).is_err());
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    pub fn new(name: &str, cost: &[f64], effect: &[f64]) -> Result<Self, DecisionError> {
        if cost.len() != effect.len() {
            return Err(DecisionError::Unequal {
                what: name.to_owned(),
                draws: effect.len(),
                expected: cost.len(),
            });
        }
        Ok(Self { name: name.to_owned(), cost: cost.to_vec(), effect: effect.to_vec() })
    }

    /// The option to do nothing: no cost, no effect, against which costs and
    /// effects are counted.
    ///
    /// ```
    /// use cost_calculator::decision::Arm;
    /// assert_eq!(Arm::nothing(3).mean_cost(), 0.0);
    /// ```
    #[must_use]
    pub fn nothing(draws: usize) -> Self {
        Self { name: String::new(), cost: vec![0.0; draws], effect: vec![0.0; draws] }
    }

    /// What it is called.
    ///
    /// ```
    /// # use cost_calculator::decision::Arm;
    /// assert_eq!(Arm::new("pump", &[1.0], &[2.0])?.name(), "pump");
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Cost, by draw.
    ///
    /// ```
    /// # use cost_calculator::decision::Arm;
    /// assert_eq!(Arm::new("pump", &[1.0], &[2.0])?.cost(), [1.0]);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn cost(&self) -> &[f64] {
        &self.cost
    }

    /// Effect, by draw.
    ///
    /// ```
    /// # use cost_calculator::decision::Arm;
    /// assert_eq!(Arm::new("pump", &[1.0], &[2.0])?.effect(), [2.0]);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn effect(&self) -> &[f64] {
        &self.effect
    }

    /// How many draws it has.
    ///
    /// ```
    /// # use cost_calculator::decision::Arm;
    /// assert_eq!(Arm::nothing(7).draws(), 7);
    /// ```
    #[must_use]
    pub const fn draws(&self) -> usize {
        self.cost.len()
    }

    /// Mean cost over the draws that have one; NaN if none has.
    ///
    /// ```
    /// # use cost_calculator::decision::Arm;
    /// assert_eq!(Arm::new("pump", &[1.0, f64::NAN, 3.0], &[0.0; 3])?.mean_cost(), 2.0);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn mean_cost(&self) -> f64 {
        mean_of_known(&self.cost)
    }

    /// Mean effect over the draws that have one; NaN if none has.
    ///
    /// ```
    /// # use cost_calculator::decision::Arm;
    /// assert_eq!(Arm::new("pump", &[0.0; 2], &[0.5, 1.5])?.mean_effect(), 1.0);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn mean_effect(&self) -> f64 {
        mean_of_known(&self.effect)
    }

    /// Net monetary benefit, by draw: the value of the effect less the cost.
    /// NaN where either has no value.
    ///
    /// ```
    /// use cost_calculator::decision::Arm;
    /// let arm = Arm::new("therapy", &[850.0], &[0.057])?;
    /// assert!((arm.net_benefit(20_000.0)[0] - 290.0).abs() < 1e-9);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn net_benefit(&self, value: f64) -> Vec<f64> {
        self.pairs().map(|(cost, effect)| value * effect - cost).gather()
    }

    /// Net health benefit, by draw: the effect less what the cost would buy
    /// elsewhere at the value of a unit of effect.
    ///
    /// ```
    /// use cost_calculator::decision::Arm;
    /// let arm = Arm::new("therapy", &[850.0], &[0.057])?;
    /// assert!((arm.net_health_benefit(20_000.0)[0] - 0.0145).abs() < 1e-12);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn net_health_benefit(&self, value: f64) -> Vec<f64> {
        self.pairs().map(|(cost, effect)| effect - cost / value).gather()
    }

    /// Cost and effect, by draw.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.cost.iter().copied().zip(self.effect.iter().copied())
    }
}

fn mean_of_known(values: &[f64]) -> f64 {
    let known: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).gather();
    mean(&known)
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
pub(super) fn mean(values: &[f64]) -> f64 {
    // In parts, so that rounding stays small over millions of draws.
    let sum: f64 = values.chunks(256).map(|part| part.iter().sum::<f64>()).sum();
    sum / values.len() as f64
}
