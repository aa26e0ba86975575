//! Draws of inputs that go together.

use super::Uniforms;
use crate::distribution::normal_cdf;

/// Uniform numbers joined by a Gaussian copula: the score of a dimension is a
/// sum of independent scores.
#[derive(Debug)]
pub struct Correlated<U> {
    independent: U,
    /// By dimension: which independent scores, and how much of each.
    sums: Vec<Vec<(usize, f64)>>,
}

impl<U: Uniforms> Correlated<U> {
    /// Joins independent numbers by the sums of
    /// [`Model::score_sums`](crate::Model::score_sums).
    ///
    /// ```
    /// use cost_calculator::simulation::{Correlated, PseudoDraws, Uniforms};
    /// let sums = vec![vec![(0, 1.0)], vec![(0, 0.8), (1, 0.6)]];
    /// let joined = Correlated::new(PseudoDraws::new(1), sums);
    /// let (mut a, mut b) = ([0.0; 1000], [0.0; 1000]);
    /// joined.fill_scores(0, 0, &mut a);
    /// joined.fill_scores(1, 0, &mut b);
    /// let product: f64 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
    /// assert!((product / 1000.0 - 0.8).abs() < 0.1);
    /// ```
    #[must_use]
    pub const fn new(independent: U, sums: Vec<Vec<(usize, f64)>>) -> Self {
        Self { independent, sums }
    }

    /// The sum of a dimension, unless it is its own score alone.
    fn sum(&self, dimension: usize) -> Option<&[(usize, f64)]> {
        let sum = self.sums.get(dimension)?;
        (sum.len() > 1).then_some(sum.as_slice())
    }
}

impl<U: Uniforms> Uniforms for Correlated<U> {
    fn fill(&self, dimension: usize, start: usize, out: &mut [f64]) {
        if self.sum(dimension).is_none() {
            return self.independent.fill(dimension, start, out);
        }
        self.fill_scores(dimension, start, out);
        for z in out {
            // Neither end is reached.
            *z = normal_cdf(*z).clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        }
    }

    fn fill_scores(&self, dimension: usize, start: usize, out: &mut [f64]) {
        let Some(sum) = self.sum(dimension) else {
            return self.independent.fill_scores(dimension, start, out);
        };
        let mut scores = vec![0.0; out.len()];
        out.fill(0.0);
        for (other, share) in sum {
            self.independent.fill_scores(*other, start, &mut scores);
            for (o, z) in out.iter_mut().zip(&scores) {
                *o += share * z;
            }
        }
    }
}
