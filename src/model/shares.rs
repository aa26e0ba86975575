//! Inputs that are the shares of one whole: they add up to one whatever is set,
//! and are uncertain together (Dirichlet).

use super::{Evaluation, Model, Scenario, Spread};
use crate::distribution::Distribution;
use crate::document::{Document, Family, Problems};
use crate::format::rounded;
use crate::lean::gather::Gather as _;

/// By whole: its shares by position, and how sure they are.
pub(super) fn shares(d: &Document) -> Vec<(Vec<usize>, f64)> {
    let place = |id: &String| d.inputs.iter().position(|i| i.id == *id);
    let whole =
        |x: &crate::document::Shares| (x.of.iter().filter_map(place).gather(), x.n);
    d.shares.iter().map(whole).gather()
}

impl Model {
    /// The inputs, by position, that are the shares of one whole, by whole.
    ///
    /// Each is uncertain as a Beta distribution, and all together as that of
    /// Dirichlet with these margins.
    pub(crate) fn wholes(&self) -> impl Iterator<Item = &[usize]> {
        self.shares.iter().map(|(of, _)| of.as_slice())
    }

    /// Whether an input is one of the shares of a whole.
    #[must_use]
    pub(crate) fn is_share(&self, input: usize) -> bool {
        self.wholes().any(|of| of.contains(&input))
    }

    /// Sets an input. Where it is one of the shares of a whole, and what was set
    /// of the others leaves no room for it, they are given back to the document.
    pub fn set(&self, scenario: &mut Scenario, input: usize, value: f64) {
        scenario.put(input, Some(value));
        for of in self.wholes().filter(|of| of.contains(&input)) {
            let set = of.iter().filter_map(|i| scenario.value(*i));
            let (n, sum) = set.fold((0, 0.0), |(n, sum), v| (n + 1, sum + v));
            if n == of.len() || sum > 1.0 {
                of.iter().filter(|i| **i != input).for_each(|i| scenario.put(*i, None));
            }
        }
    }

    /// Fits the shares of each whole that holds one of these inputs: those that
    /// nobody set have what is left, in proportion. Tells which were fitted.
    pub(super) fn fit_shares(
        &self,
        e: &mut Evaluation,
        concerns: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let mut fitted = Vec::new();
        for of in self.wholes().filter(|of| of.iter().any(|i| concerns(*i))) {
            self.fit_whole(e, of, &mut fitted);
        }
        fitted
    }

    #[inline(never)]
    fn fit_whole(&self, e: &mut Evaluation, of: &[usize], fitted: &mut Vec<usize>) {
        let own = |i: &usize| self.own_value(e, *i).unwrap_or(f64::NAN);
        let set: Vec<Option<f64>> = of.iter().map(|i| e.scenario.value(*i)).gather();
        let own: Vec<f64> = of.iter().map(own).gather();
        for (i, value) in of.iter().zip(fit(&set, &own)) {
            if value.is_finite() {
                e.put(*i, Ok(value));
                fitted.push(*i);
            }
        }
    }

    /// How sure the shares of a whole are that has this input; nothing within
    /// where one of them is taken as certain. `None` if it is no share.
    pub(super) fn sureness(&self, input: usize, e: &Evaluation) -> Option<Option<f64>> {
        let (of, n) = self.shares.iter().find(|(of, _)| of.contains(&input))?;
        let mut spreads = of.iter().map(|i| e.scenario.spread(*i));
        if spreads.clone().any(|s| s == Spread::Certain) {
            return Some(None);
        }
        // A reader's own interval of one says how sure all of them are.
        let own = spreads.find_map(|spread| match spread {
            Spread::Interval(low, high) => {
                match Distribution::from_interval95(Family::Beta, low, high) {
                    Ok(Distribution::Beta { alpha, beta }) => Some(alpha + beta),
                    _ => None,
                }
            }
            _ => None,
        });
        Some(Some(own.unwrap_or(*n)))
    }

    /// Whether shares are all of their whole.
    pub(super) fn check_shares(&self, problems: &Problems) {
        for (at, of) in self.wholes().enumerate() {
            self.check_whole(at, of, problems);
        }
    }

    #[inline(never)]
    fn check_whole(&self, at: usize, of: &[usize], problems: &Problems) {
        for period in 0..self.document().periods.len() {
            let e = self.evaluate(&self.scenario_at(period));
            let sum: f64 =
                of.iter().map(|i| self.own_value(&e, *i).unwrap_or(f64::NAN)).sum();
            if (sum - 1.0).abs() > 1e-6 {
                let sum = rounded(sum, 6);
                problems.add(
                    format!("shares[{at}]"),
                    format!(
                        "for {} these make {sum}, where together they need to be 1.",
                        self.period_name(&e)
                    ),
                );
                return;
            }
        }
    }
}

/// Shares of one, of those that are set and those that are not.
fn fit(set: &[Option<f64>], own: &[f64]) -> Vec<f64> {
    let taken: f64 = set.iter().flatten().sum();
    let free = || set.iter().zip(own).filter(|(set, _)| set.is_none());
    let (left, room) = (1.0 - taken, free().map(|(_, own)| own).sum::<f64>());
    #[expect(clippy::cast_precision_loss, reason = "a few shares")]
    let even = |n: usize| 1.0 / n.max(1) as f64;
    let none_free = free().next().is_none();
    let all = own.len();
    let share = |(set, own): (&Option<f64>, &f64)| match set {
        // Too much is set, or not enough: each in proportion.
        Some(v) if left < 0.0 || none_free => {
            if taken > 0.0 {
                v / taken
            } else {
                even(all)
            }
        }
        Some(v) => *v,
        None if left <= 0.0 => 0.0,
        None if room > 0.0 => left * own / room,
        None => left * even(free().count()),
    };
    set.iter().zip(own).map(share).gather()
}
