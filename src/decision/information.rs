//! What it would be worth to know more before deciding.

use super::arm::mean;
use super::{DecisionError, Options};
use crate::lean::gather::Gather as _;
use crate::sensitivity::Basis;

/// The expected value of partial perfect information, estimated from draws.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Evppi {
    /// In money, for what one draw of cost and effect stands for; at least 0,
    /// at most the expected value of perfect information. NaN where a
    /// parameter has a draw that is no number.
    pub value: f64,
    /// What the number of draws leaves open: the standard error, by the delta
    /// method over the fitted means.
    pub standard_error: f64,
}

impl Options {
    /// The expected value of perfect information, by value of a unit of
    /// effect: the mean over draws of the best net benefit, less the best
    /// mean. What deciding under uncertainty is expected to lose, in money for
    /// what one draw of cost and effect stands for. 0 with one option; NaN
    /// where no draw counts.
    ///
    /// ```
    /// use cost_calculator::decision::{Arm, Options};
    /// let arm = Arm::new("pump", &[0.0, 0.0], &[3.0, -1.0])?;
    /// assert_eq!(Options::new(vec![Arm::nothing(2), arm])?.evpi(&[1.0, 2.0]), [0.5, 1.0]);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[must_use]
    pub fn evpi(&self, values: &[f64]) -> Vec<f64> {
        values.iter().map(|v| gain(&self.benefits(*v))).gather()
    }

    /// The expected value of knowing parameters exactly, all of them together,
    /// given their draws, by value of a unit of effect.
    ///
    /// By regression (Strong, Oakley and Brennan 2014): the net benefit of
    /// every option is fitted on the parameters, and the fitted values stand
    /// for its mean given them. A parameter enters by its rank, so that any
    /// rising or falling change of it gives the same; one of few values by
    /// those values; several also by their products. Terms that explain no
    /// more than chance would are left out (Bayesian information criterion).
    ///
    /// # Errors
    /// If a parameter has another number of draws than the options.
    ///
    /// ```
    /// use cost_calculator::decision::{Arm, Options};
    /// // Knowing whether it works is knowing all there is to know.
    /// let works: Vec<f64> = (0..1000).map(|i| f64::from(i % 4 == 0)).collect();
    /// let cost = vec![1.0; 1000];
    /// let effect: Vec<f64> = works.iter().map(|w| 8.0 * w - 1.5).collect();
    /// let options = Options::new(vec![Arm::nothing(1000), Arm::new("pump", &cost, &effect)?])?;
    /// let known = options.evppi(&[1.0], &[&works])?[0];
    /// assert!((known.value - 1.375).abs() < 1e-9);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    pub fn evppi(
        &self,
        values: &[f64],
        parameters: &[&[f64]],
    ) -> Result<Vec<Evppi>, DecisionError> {
        let drawn = self.drawn(parameters)?;
        if drawn.iter().flatten().any(|v| v.is_nan()) || self.complete().is_empty() {
            let unknown = Evppi { value: f64::NAN, standard_error: f64::NAN };
            return Ok(vec![unknown; values.len()]);
        }
        let drawn: Vec<&[f64]> = drawn.iter().map(Vec::as_slice).gather();
        let basis = Basis::of(&drawn);
        Ok(values.iter().map(|v| partial(&basis, &self.benefits(*v))).gather())
    }

    /// The same without its error, at one value, where the parameter has been
    /// drawn as often as the options: what a picture needs.
    pub(crate) fn worth_knowing(&self, value: f64, parameter: &[f64]) -> f64 {
        let benefits = self.benefits(value);
        let basis = Basis::of(&[&self.counted(parameter)]);
        gain(&basis.fit(&benefits).fitted).min(gain(&benefits))
    }

    /// Parameters in the draws that count.
    pub(super) fn drawn(
        &self,
        parameters: &[&[f64]],
    ) -> Result<Vec<Vec<f64>>, DecisionError> {
        let expected = self.arms().first().map_or(0, super::Arm::draws);
        if let Some(other) = parameters.iter().find(|p| p.len() != expected) {
            let what = "parameter".to_owned();
            return Err(DecisionError::Unequal { what, draws: other.len(), expected });
        }
        Ok(parameters.iter().map(|p| self.counted(p)).gather())
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
fn partial(basis: &Basis, benefits: &[Vec<f64>]) -> Evppi {
    let fit = basis.fit(benefits);
    let fitted = &fit.fitted;
    let value = gain(fitted).min(gain(benefits));
    let n = fitted.first().map_or(0, Vec::len);
    let means: Vec<f64> = fitted.iter().map(|f| mean(f)).gather();
    let top = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let chosen = means.iter().position(|m| *m >= top).unwrap_or(0);
    let at = |option: usize, i: usize| {
        fitted.get(option).and_then(|f| f.get(i)).copied().unwrap_or(f64::NAN)
    };
    // The best option at each draw.
    let best: Vec<usize> = (0..n)
        .map(|i| {
            let better = |best: usize, option: usize| {
                if at(option, i) > at(best, i) { option } else { best }
            };
            (0..fitted.len()).fold(chosen, better)
        })
        .gather();
    // How much the answer moves with what is fitted for an option at a draw:
    // first through the coefficients, then through the draw itself.
    let mut squares = 0.0;
    let through: Vec<Vec<f64>> = (0..fitted.len())
        .map(|option| {
            let weight = |b: &usize| {
                f64::from(u8::from(*b == option)) - f64::from(u8::from(chosen == option))
            };
            let weights: Vec<f64> = best.iter().map(|b| weight(b) / n as f64).gather();
            basis.project(&weights, &fit.used)
        })
        .gather();
    for i in 0..n {
        let own = (at(best.get(i).copied().unwrap_or(chosen), i) - at(chosen, i) - value)
            / n as f64;
        let rests = benefits.iter().zip(&through).enumerate().map(|(option, (b, t))| {
            let rest = b.get(i).copied().unwrap_or(f64::NAN) - at(option, i);
            rest * t.get(i).copied().unwrap_or(0.0)
        });
        let moved = own + rests.sum::<f64>();
        squares += moved * moved;
    }
    Evppi { value, standard_error: squares.sqrt() }
}

/// The mean of the best, less the best mean; never below 0.
pub(super) fn gain(benefits: &[Vec<f64>]) -> f64 {
    let Some((first, others)) = benefits.split_first() else { return 0.0 };
    let mut best = first.clone();
    for other in others {
        for (best, own) in best.iter_mut().zip(other) {
            *best = best.max(*own);
        }
    }
    if best.is_empty() {
        return f64::NAN;
    }
    let means = benefits.iter().map(|b| mean(b)).fold(f64::NEG_INFINITY, f64::max);
    (mean(&best) - means).max(0.0)
}

/// The value of information for everyone whom a decision concerns: `each` for
/// `per_year` of them a year over `years`, discounted continuously at a yearly
/// rate of `discount`.
///
/// ```
/// use cost_calculator::decision::population_evpi;
/// assert_eq!(population_evpi(100.0, 100.0, 10.0, 0.0), 100_000.0);
/// ```
#[must_use]
pub fn population_evpi(each: f64, per_year: f64, years: f64, discount: f64) -> f64 {
    let time = discount * years;
    // (1 - exp(-x)) / x goes to 1.
    let factor = if time.abs() > 0.0 { -libm::expm1(-time) / time } else { 1.0 };
    each * per_year * years * factor
}
