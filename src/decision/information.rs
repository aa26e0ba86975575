//! What it would be worth to know more before deciding.

use super::arm::{Arm, complete, mean};
use crate::lean::gather::Gather as _;
use crate::sensitivity::Basis;

/// The expected value of perfect information at a value of a unit of effect:
/// the mean over draws of the best net benefit, less the best mean. What
/// deciding under uncertainty is expected to lose, in money for what one draw
/// of cost and effect stands for. 0 with fewer than two options.
#[must_use]
pub fn evpi(arms: &[Arm], value: f64) -> f64 {
    gain(&complete(arms, value).0)
}

/// The expected value of knowing one parameter exactly, given its draws: at
/// least 0, at most [`evpi`].
///
/// By regression (Strong, Oakley and Brennan 2014): the net benefit of each
/// option over the first is fitted as a natural cubic spline of the parameter
/// with 7 knots, with as many terms as the Bayesian information criterion
/// prefers. The fitted values stand for the means given the parameter; the
/// mean of their best, less the best of their means, is the answer.
#[must_use]
pub fn evppi(arms: &[Arm], value: f64, parameter: &[f64]) -> f64 {
    let (mut benefits, kept) = complete(arms, value);
    let drawn: Vec<f64> = kept.iter().filter_map(|i| parameter.get(*i).copied()).gather();
    if drawn.len() != kept.len() || drawn.is_empty() || drawn.iter().any(|v| v.is_nan()) {
        return f64::NAN;
    }
    let most = gain(&benefits);
    let basis = Basis::new(&drawn);
    let Some((first, others)) = benefits.split_first_mut() else { return 0.0 };
    for other in others {
        for (own, first) in other.iter_mut().zip(first.iter()) {
            *own -= first;
        }
        *other = basis.fit(other);
    }
    first.fill(0.0);
    gain(&benefits).min(most)
}

/// The mean of the best, less the best mean; never below 0.
fn gain(benefits: &[Vec<f64>]) -> f64 {
    let Some((first, others)) = benefits.split_first() else { return 0.0 };
    let mut best = first.clone();
    for other in others {
        for (best, own) in best.iter_mut().zip(other) {
            *best = best.max(*own);
        }
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
