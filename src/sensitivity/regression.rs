//! The mean of an outcome given one input, as a smooth function fitted to
//! draws.

use crate::lean::gather::Gather as _;
use crate::simulation::quantiles;

/// Knots of the spline, at these quantiles of the input.
const KNOTS: [f64; 7] = [0.025, 0.183_333, 0.341_667, 0.5, 0.658_333, 0.816_667, 0.975];

/// Terms beside the constant: a straight line, and a curve for each inner
/// knot.
const TERMS: usize = KNOTS.len() - 1;

/// An orthonormal basis over draws of one input: natural cubic splines with 7
/// knots at quantiles (after F. Harrell), straight beyond the outer ones.
#[derive(Debug)]
pub(crate) struct Basis {
    /// Each as long as the draws; fewer where terms add nothing.
    terms: Vec<Vec<f64>>,
    draws: usize,
}

impl Basis {
    /// Over the draws of an input.
    pub(crate) fn new(x: &[f64]) -> Self {
        let mut made = Self { terms: Vec::new(), draws: x.len() };
        let knots = quantiles(x, x.len(), KNOTS);
        let [low, .., high] = knots;
        let range = high - low;
        if !(range > 0.0) {
            return made;
        }
        let place = |v: f64| (v - low) / range;
        let knots = knots.map(place);
        made.add(x.iter().map(|v| place(*v)).gather());
        for curve in 0..TERMS - 1 {
            made.add(x.iter().map(|v| bent(place(*v), &knots, curve)).gather());
        }
        made
    }

    /// Adds what a term has beyond the terms there are.
    fn add(&mut self, mut term: Vec<f64>) {
        let norm = |t: &[f64]| t.iter().map(|v| v * v).sum::<f64>().sqrt();
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

    /// The outcome's mean given the input, at each draw: the constant, the
    /// line or the longer spline, whichever the Bayesian information criterion
    /// prefers. An input without an effect thus mostly gets the constant.
    pub(crate) fn fit(&self, y: &[f64]) -> Vec<f64> {
        let n = count(self.draws);
        let mean = y.iter().sum::<f64>() / n;
        let mut rest: f64 = y.iter().map(|v| (v - mean) * (v - mean)).sum();
        let scale = rest;
        let parts: Vec<f64> = self.terms.iter().map(|t| product(t, y)).gather();
        let (mut best, mut used) = (n * libm::log(rest), 0);
        for (i, part) in parts.iter().enumerate() {
            // Rounding may leave less than nothing of a perfect fit.
            rest = (rest - part * part).max(1e-24 * scale);
            let score = n * libm::log(rest) + count(i + 1) * libm::log(n);
            if score < best {
                (best, used) = (score, i + 1);
            }
        }
        let mut fitted = vec![mean; y.len()];
        for (part, term) in parts.iter().zip(&self.terms).take(used) {
            for (f, t) in fitted.iter_mut().zip(term) {
                *f += part * t;
            }
        }
        fitted
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
    (squares(&Basis::new(x).fit(y)) / all).clamp(0.0, 1.0)
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws")]
const fn count(n: usize) -> f64 {
    n as f64
}
