//! What it would be worth to ask more people before deciding.

use super::arm::mean;
use super::information::gain;
use super::{DecisionError, Options};
use crate::distribution::normal_score;
use crate::lean::gather::Gather as _;
use crate::sensitivity::Basis;

/// Samples whose means are tried, where the outcome is a mean.
const SAMPLES: usize = 1024;

impl Options {
    /// The expected value of sample information of a study that observes how
    /// many of `size` people have an outcome whose probability is the
    /// parameter (a binomial likelihood), at a value of a unit of effect.
    /// Between 0 and the expected value of partial perfect information, which
    /// it approaches as the study grows.
    ///
    /// The draws of the parameter are the prior: after each number of people
    /// that may be seen they are weighed by its likelihood.
    ///
    /// # Errors
    /// If the parameter has another number of draws than the options.
    ///
    /// ```
    /// use cost_calculator::decision::{Arm, Options};
    /// let share: Vec<f64> = (0..999).map(|i| (f64::from(i) + 0.5) / 999.0).collect();
    /// let effect: Vec<f64> = share.iter().map(|p| p - 0.5).collect();
    /// let arm = Arm::new("pump", &vec![0.0; 999], &effect)?;
    /// let options = Options::new(vec![Arm::nothing(999), arm])?;
    /// // A uniform prior and one person: 1/12.
    /// let found = options.evsi_proportion(1.0, &share, 1)?;
    /// assert!((found - 1.0 / 12.0).abs() < 1e-4);
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    pub fn evsi_proportion(
        &self,
        value: f64,
        parameter: &[f64],
        size: u32,
    ) -> Result<f64, DecisionError> {
        let (drawn, fitted) = self.given(value, parameter)?;
        if !drawn.iter().all(|p| (0.0..=1.0).contains(p)) {
            return Ok(f64::NAN);
        }
        let n = f64::from(size);
        let odds: Vec<(f64, f64)> =
            drawn.iter().map(|p| (libm::log(*p), libm::log1p(-*p))).gather();
        let count = |k: f64| libm::lgamma(k + 1.0);
        let samples = (0..=size).map(f64::from).map(|k| {
            let ways = count(n) - count(k) - count(n - k);
            // Nothing times the logarithm of nothing is nothing.
            let times = |k: f64, log: f64| if k > 0.0 { k * log } else { 0.0 };
            let likelihood = |(yes, no): &(f64, f64)| {
                libm::exp(ways + times(k, *yes) + times(n - k, *no))
            };
            odds.iter().map(likelihood).gather()
        });
        Ok(expected(samples, &fitted))
    }

    /// The same for a study that observes the mean of `size` people whose
    /// outcomes lie around the parameter with a standard deviation of `sd`
    /// (a normal likelihood).
    ///
    /// # Errors
    /// If the parameter has another number of draws than the options.
    ///
    /// ```
    /// use cost_calculator::decision::{Arm, Options};
    /// use cost_calculator::distribution::Distribution;
    /// let prior = Distribution::normal(0.0, 1.0, f64::NEG_INFINITY, f64::INFINITY).unwrap();
    /// let mean: Vec<f64> =
    ///     (0..2000).map(|i| prior.quantile((f64::from(i) + 0.5) / 2000.0)).collect();
    /// let options = Options::new(vec![
    ///     Arm::nothing(2000),
    ///     Arm::new("pump", &vec![0.0; 2000], &mean)?,
    /// ])?;
    /// // As much noise as there is prior: sqrt(1/2) of the perfect information's.
    /// let found = options.evsi_mean(1.0, &mean, 2.0, 4)?;
    /// assert!((found - 0.398_942 * 0.5_f64.sqrt()).abs() < 2e-3, "{found}");
    /// # Ok::<(), cost_calculator::decision::DecisionError>(())
    /// ```
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of draws"
    )]
    pub fn evsi_mean(
        &self,
        value: f64,
        parameter: &[f64],
        sd: f64,
        size: u32,
    ) -> Result<f64, DecisionError> {
        let (drawn, fitted) = self.given(value, parameter)?;
        let error = sd / f64::from(size).sqrt();
        if !(error > 0.0 && error.is_finite()) {
            return Ok(if size == 0 { 0.0 } else { f64::NAN });
        }
        let sorted = crate::lean::order::rising(&drawn);
        // Means that may be seen, each as likely: the parameter at equal steps
        // of its prior, and the noise at steps that go round with them.
        let samples = (0..SAMPLES).map(|j| {
            let share = (j as f64 + 0.5) / SAMPLES as f64;
            let at = ((share * sorted.len() as f64) as usize)
                .min(sorted.len().saturating_sub(1));
            let turn = 0.618_033_988_749_894_9 * (j as f64 + 0.5);
            let turn = turn - turn.floor();
            let noise = normal_score(turn, 1.0 - turn);
            let seen = sorted.get(at).copied().unwrap_or(f64::NAN) + error * noise;
            let likelihood = |m: &f64| {
                let z = (seen - m) / error;
                libm::exp(-0.5 * z * z)
            };
            drawn.iter().map(likelihood).gather()
        });
        // Each sample is as likely as the others, whatever its likelihoods add
        // up to.
        let samples = samples.map(|weights: Vec<f64>| {
            let all: f64 = weights.iter().sum();
            weights
                .into_iter()
                .map(|w| w / all / SAMPLES as f64 * drawn.len() as f64)
                .gather()
        });
        Ok(expected(samples, &fitted))
    }

    /// A parameter in the draws that count, and each option's mean net benefit
    /// given it.
    fn given(
        &self,
        value: f64,
        parameter: &[f64],
    ) -> Result<(Vec<f64>, Vec<Vec<f64>>), DecisionError> {
        let mut drawn = self.drawn(&[parameter])?;
        let drawn = drawn.pop().unwrap_or_default();
        let fitted = Basis::of(&[&drawn]).fit(&self.benefits(value)).fitted;
        Ok((drawn, fitted))
    }
}

/// The mean over samples of the best mean after each, less the best mean
/// before. A sample is a weight for each draw, of which the mean is how likely
/// it is.
#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
fn expected(samples: impl Iterator<Item = Vec<f64>>, fitted: &[Vec<f64>]) -> f64 {
    let draws = fitted.first().map_or(0, Vec::len);
    if draws == 0 {
        return f64::NAN;
    }
    let most = gain(fitted);
    let before = fitted.iter().map(|f| mean(f)).fold(f64::NEG_INFINITY, f64::max);
    let mut after = 0.0;
    let mut likely = 0.0;
    for weights in samples {
        let weighed =
            |f: &Vec<f64>| f.iter().zip(&weights).map(|(f, w)| f * w).sum::<f64>();
        after +=
            fitted.iter().map(weighed).fold(f64::NEG_INFINITY, f64::max) / draws as f64;
        likely += weights.iter().sum::<f64>() / draws as f64;
    }
    (after / likely - before).clamp(0.0, most)
}

/// The expected net benefit of sampling: what a study of `size` people is
/// expected to be worth to all whom the decision concerns, less what it costs,
/// `fixed` and `each` for every person.
///
/// ```
/// use cost_calculator::decision::net_benefit_of_sampling;
/// assert_eq!(net_benefit_of_sampling(50_000.0, 200, 10_000.0, 100.0), 20_000.0);
/// ```
#[must_use]
pub fn net_benefit_of_sampling(evsi: f64, size: u32, fixed: f64, each: f64) -> f64 {
    evsi - fixed - each * f64::from(size)
}
