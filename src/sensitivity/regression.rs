//! The mean of an outcome given one input or several, as a smooth function
//! fitted to draws.

use crate::distribution::normal_score;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::simulation::{exact, ranks};

/// Knots of the spline, at these quantiles of the input.
const KNOTS: [f64; 7] = [0.025, 0.183_333, 0.341_667, 0.5, 0.658_333, 0.816_667, 0.975];

/// Terms of a spline beside the constant: a straight line, and a curve for
/// each inner knot.
const TERMS: usize = KNOTS.len() - 1;

/// An input with at most so many different values enters by each of them.
const FEW: usize = 12;

/// So many terms of each of two inputs are multiplied with each other's.
const CROSSED: usize = 3;

/// An orthonormal basis over draws of inputs. An input enters by its rank, as
/// a normal score, so that no rising or falling change of it makes a
/// difference: natural cubic splines with 7 knots at quantiles (after F.
/// Harrell), straight beyond the outer ones. One of few values has a term for
/// each of them.
#[derive(Debug)]
pub(crate) struct Basis {
    /// Each as long as the draws.
    terms: Vec<Vec<f64>>,
    draws: usize,
}

/// Outcomes as a basis explains them.
#[derive(Debug)]
pub(crate) struct Fit {
    /// By outcome, its mean given the inputs at each draw.
    pub(crate) fitted: Vec<Vec<f64>>,
    /// The terms that explain more than chance would.
    pub(crate) used: Vec<usize>,
}

impl Basis {
    /// Over the draws of inputs, all of one length and without NaN.
    pub(crate) fn of(inputs: &[&[f64]]) -> Self {
        let draws = inputs.first().map_or(0, |x| x.len());
        let mut made = Self { terms: Vec::new(), draws };
        let mut own = Vec::new();
        for x in inputs {
            let from = made.terms.len();
            made.add_input(x);
            own.push(from..made.terms.len());
        }
        for (i, ours) in own.iter().enumerate() {
            for theirs in own.iter().skip(i + 1) {
                for a in ours.clone().take(CROSSED) {
                    for b in theirs.clone().take(CROSSED) {
                        let of = |t: usize| made.terms.get(t).map(Vec::as_slice);
                        let (Some(a), Some(b)) = (of(a), of(b)) else { continue };
                        let product = a.iter().zip(b).map(|(a, b)| a * b).gather();
                        made.add(product);
                    }
                }
            }
        }
        made
    }

    fn add_input(&mut self, x: &[f64]) {
        let ranks = ranks::ranks(x);
        let mut different = order::rising(&ranks);
        different.dedup();
        if different.len() <= FEW {
            for value in different.iter().skip(1) {
                let here = |r: &f64| f64::from(u8::from(r.total_cmp(value).is_eq()));
                self.add(ranks.iter().map(here).gather());
            }
            return;
        }
        let n = count(self.draws);
        let score = |r: &f64| normal_score((r - 0.5) / n, (n - r + 0.5) / n);
        let scores: Vec<f64> = ranks.iter().map(score).gather();
        let knots = exact(&scores, KNOTS);
        let [low, .., high] = knots;
        let range = high - low;
        if !(range > 0.0) {
            return;
        }
        let place = |v: f64| (v - low) / range;
        let knots = knots.map(place);
        self.add(scores.iter().map(|v| place(*v)).gather());
        for curve in 0..TERMS - 1 {
            self.add(scores.iter().map(|v| bent(place(*v), &knots, curve)).gather());
        }
    }

    /// Adds what a term has beyond the terms there are.
    fn add(&mut self, mut term: Vec<f64>) {
        let norm = |t: &[f64]| product(t, t).sqrt();
        let before = norm(&term);
        // Twice is enough (Kahan and Parlett).
        for _ in 0..2 {
            let mean = term.iter().sum::<f64>() / count(self.draws);
            term.iter_mut().for_each(|v| *v -= mean);
            for other in &self.terms {
                let part = product(other, &term);
                for (v, o) in term.iter_mut().zip(other) {
                    *v -= part * o;
                }
            }
        }
        let after = norm(&term);
        if after > 1e-8 * before {
            term.iter_mut().for_each(|v| *v /= after);
            self.terms.push(term);
        }
    }

    /// The outcomes' means given the inputs, at each draw. All outcomes are
    /// fitted by the same terms, those that the Bayesian information criterion
    /// prefers for the differences between them (or for the only one): so no
    /// order of the outcomes matters. Inputs without an effect mostly get none.
    pub(crate) fn fit(&self, outcomes: &[Vec<f64>]) -> Fit {
        let n = count(self.draws);
        let mut differences = outcomes.to_vec();
        if differences.len() > 1 {
            for i in 0..self.draws {
                let here = || outcomes.iter().filter_map(|y| y.get(i));
                let middle = here().sum::<f64>() / count(outcomes.len());
                for y in &mut differences {
                    if let Some(y) = y.get_mut(i) {
                        *y -= middle;
                    }
                }
            }
        }
        let mut rest = 0.0;
        for y in &differences {
            let mean = y.iter().sum::<f64>() / n;
            rest += y.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>();
        }
        let explained = |t: &Vec<f64>| -> f64 {
            differences.iter().map(|y| product(t, y)).map(|p| p * p).sum()
        };
        let gains: Vec<f64> = self.terms.iter().map(explained).gather();
        let losses: Vec<f64> = gains.iter().map(|g| -g).gather();
        let by_gain = order::positions(&losses);
        let scale = rest;
        let (mut best, mut used) = (n * libm::log(rest), 0);
        for (i, at) in by_gain.iter().enumerate() {
            // Rounding may leave less than nothing of a perfect fit.
            rest = (rest - gains.get(*at).copied().unwrap_or(0.0)).max(1e-24 * scale);
            let score = n * libm::log(rest) + count(i + 1) * libm::log(n);
            if score < best {
                (best, used) = (score, i + 1);
            }
        }
        let used: Vec<usize> = by_gain.into_iter().take(used).gather();
        let fitted = outcomes.iter().map(|y| self.project(y, &used)).gather();
        Fit { fitted, used }
    }

    /// What the constant and some terms have of a column.
    pub(crate) fn project(&self, column: &[f64], used: &[usize]) -> Vec<f64> {
        let mean = column.iter().sum::<f64>() / count(self.draws);
        let mut projected = vec![mean; column.len()];
        for term in used.iter().filter_map(|t| self.terms.get(*t)) {
            let part = product(term, column);
            for (f, t) in projected.iter_mut().zip(term) {
                *f += part * t;
            }
        }
        projected
    }
}

/// The natural cubic spline term of a knot.
fn bent(x: f64, knots: &[f64; KNOTS.len()], curve: usize) -> f64 {
    let [.., before, last] = *knots;
    let knot = knots.get(curve).copied().unwrap_or(last);
    let cube = |from: f64| {
        let d = (x - from).max(0.0);
        d * d * d
    };
    let part = (last - knot) / (last - before);
    cube(knot) - part * cube(before) + (part - 1.0) * cube(last)
}

/// The variance of the outcome's mean given the input, over its variance.
pub(crate) fn variance_share(x: &[f64], y: &[f64]) -> f64 {
    let mean = y.iter().sum::<f64>() / count(y.len());
    let squares = |of: &[f64]| of.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>();
    let all = squares(y);
    if !(all > 0.0) {
        return 0.0;
    }
    let fit = Basis::of(&[x]).fit(&[y.to_vec()]);
    fit.fitted.first().map_or(0.0, |f| (squares(f) / all).clamp(0.0, 1.0))
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
const fn count(n: usize) -> f64 {
    n as f64
}
