//! What there is to choose from.

use super::arm::mean;
use super::{Arm, DecisionError, Standing, dominance};
use crate::lean::gather::Gather as _;

/// Options to choose from, all with the same number of draws.
///
/// ```
/// use cost_calculator::decision::{Arm, Options};
/// let therapy = Arm::new("therapy", &[900.0, 700.0], &[0.06, 0.01])?;
/// let options = Options::new(vec![Arm::nothing(2), therapy])?;
/// // Deciding on the mean takes therapy; knowing would spare it one world of two.
/// assert_eq!(options.evpi(&[30_000.0]), [200.0]);
/// assert!(Options::new(vec![Arm::nothing(1), Arm::nothing(2)]).is_err());
/// # Ok::<(), cost_calculator::decision::DecisionError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    arms: Vec<Arm>,
    /// The draws in which every option has cost and effect.
    complete: Vec<usize>,
}

impl Options {
    /// Options to choose from. Draws in which one of them has no cost or no
    /// effect count for none.
    ///
    /// # Errors
    /// If there is none, or one has another number of draws than the first.
    ///
    /// ```
    /// use cost_calculator::decision::{Arm, Options};
    /// assert!(Options::new(Vec::new()).is_err());
    /// assert!(Options::new(vec![Arm::nothing(4)]).is_ok());
    /// ```
    pub fn new(arms: Vec<Arm>) -> Result<Self, DecisionError> {
        let Some(first) = arms.first() else { return Err(DecisionError::NoOption) };
        let expected = first.draws();
        if let Some(other) = arms.iter().find(|a| a.draws() != expected) {
            let (what, draws) = (other.name().to_owned(), other.draws());
            return Err(DecisionError::Unequal { what, draws, expected });
        }
        let has = |arm: &Arm, i: usize| {
            let of = |column: &[f64]| column.get(i).is_some_and(|v| v.is_finite());
            of(arm.cost()) && of(arm.effect())
        };
        let complete = (0..expected).filter(|i| arms.iter().all(|a| has(a, *i))).gather();
        Ok(Self { arms, complete })
    }

    /// The options.
    ///
    /// ```
    /// # use cost_calculator::decision::{Arm, Options};
    /// assert_eq!(Options::new(vec![Arm::nothing(4)])?.arms().len(), 1);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn arms(&self) -> &[Arm] {
        &self.arms
    }

    /// The positions of the draws that count: those in which every option has
    /// cost and effect.
    ///
    /// ```
    /// # use cost_calculator::decision::{Arm, Options};
    /// let arm = Arm::new("pump", &[1.0, f64::NAN, 3.0], &[0.0; 3])?;
    /// assert_eq!(Options::new(vec![arm])?.complete(), [0, 2]);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn complete(&self) -> &[usize] {
        &self.complete
    }

    /// By option: the mean net benefit at a value of a unit of effect.
    ///
    /// ```
    /// # use cost_calculator::decision::{Arm, Options};
    /// let arm = Arm::new("pump", &[10.0, 20.0], &[1.0, 2.0])?;
    /// assert_eq!(Options::new(vec![Arm::nothing(2), arm])?.mean_net_benefit(20.0), [0.0, 15.0]);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn mean_net_benefit(&self, value: f64) -> Vec<f64> {
        self.benefits(value).iter().map(|b| mean(b)).gather()
    }

    /// By how much the net benefit of an option exceeds another's, both by
    /// their positions, by draw that counts. Empty if there is no such option.
    ///
    /// ```
    /// # use cost_calculator::decision::{Arm, Options};
    /// let arm = Arm::new("pump", &[10.0], &[1.0])?;
    /// let options = Options::new(vec![Arm::nothing(1), arm])?;
    /// assert_eq!(options.incremental_net_benefit(1, 0, 15.0), [5.0]);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn incremental_net_benefit(
        &self,
        option: usize,
        against: usize,
        value: f64,
    ) -> Vec<f64> {
        let benefits = self.benefits(value);
        let (Some(own), Some(other)) = (benefits.get(option), benefits.get(against))
        else {
            return Vec::new();
        };
        own.iter().zip(other).map(|(own, other)| own - other).gather()
    }

    /// How each option stands by its mean cost and effect: see [`dominance`].
    ///
    /// ```
    /// # use cost_calculator::decision::{Arm, Options, Standing};
    /// let arm = Arm::new("pump", &[10.0], &[-1.0])?;
    /// let options = Options::new(vec![Arm::nothing(1), arm])?;
    /// assert_eq!(options.standing()[1], Standing::Dominated(0));
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn standing(&self) -> Vec<Standing> {
        let means = |arm: &Arm| {
            let of = |column: &[f64]| mean(&self.counted(column));
            (of(arm.cost()), of(arm.effect()))
        };
        dominance(&self.arms.iter().map(means).gather())
    }

    /// What a column of draws holds in the draws that count.
    pub(super) fn counted(&self, column: &[f64]) -> Vec<f64> {
        self.complete.iter().filter_map(|i| column.get(*i).copied()).gather()
    }

    /// By option: net benefit in the draws that count.
    pub(super) fn benefits(&self, value: f64) -> Vec<Vec<f64>> {
        self.arms.iter().map(|a| self.counted(&a.net_benefit(value))).gather()
    }
}
