//! Correlations between inputs, made ready for draws.

use super::Model;
use crate::document::{Document, Family, Problems};
use crate::lean::gather::Gather as _;

impl Model {
    /// By input, in the order of the document: of which inputs' independent
    /// normal scores its own score is the sum, and how much of each; empty where
    /// nothing goes together.
    ///
    /// This is the Gaussian copula: normal scores have the correlation
    /// 2 sin(π ρ / 6) where ranks have ρ (Pearson 1907), and the sums are those
    /// of its Cholesky factor.
    #[must_use]
    pub fn score_sums(&self) -> &[Vec<(usize, f64)>] {
        &self.score_sums
    }
}

/// The rows of the Cholesky factor; reports correlations that cannot be.
#[inline(never)]
pub(super) fn score_sums(d: &Document, problems: &Problems) -> Vec<Vec<(usize, f64)>> {
    let n = d.inputs.len();
    let mut correlation: Vec<(usize, usize, f64)> = Vec::new();
    for (i, c) in d.correlations.iter().enumerate() {
        let place = |id: &String| d.inputs.iter().position(|i| i.id == *id);
        let inputs: Vec<usize> = c.between.iter().filter_map(place).gather();
        for known in inputs.iter().filter_map(|i| d.inputs.get(*i)) {
            let spreads = known.uncertainty_at.iter().map(|(_, u)| u);
            let mut of_parts = spreads.chain([&known.uncertainty]);
            if of_parts.any(|u| u.family == Family::Mixture) {
                problems.add(
                    format!("correlations[{i}]"),
                    format!(
                        "“{}” is a mixture, whose draws cannot be put in order with others; give it one distribution, or a list of values.",
                        known.id
                    ),
                );
            }
        }
        let scores = 2.0 * libm::sin(std::f64::consts::PI * c.rank / 6.0);
        for (k, &a) in inputs.iter().enumerate() {
            for &b in inputs.iter().skip(k + 1) {
                let pair = (a.max(b), a.min(b));
                let known = correlation.iter().any(|(a, b, _)| (*a, *b) == pair);
                if a == b || known {
                    problems.add(
                        format!("correlations[{i}]"),
                        format!(
                            "these two are said to go together twice: {}.",
                            c.between.join(", ")
                        ),
                    );
                }
                correlation.push((pair.0, pair.1, scores));
            }
        }
    }
    if correlation.is_empty() {
        return Vec::new();
    }
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for i in 0..n {
        let mut row = Vec::new();
        for j in 0..i {
            let given = correlation.iter().find(|(a, b, _)| (*a, *b) == (i, j));
            let other = rows.get(j).map(Vec::as_slice).unwrap_or_default();
            let known: f64 =
                row.iter().zip(other).map(|(x, y): (&f64, &f64)| x * y).sum();
            let pivot = other.last().copied().unwrap_or(1.0);
            row.push((given.map_or(0.0, |(.., r)| *r) - known) / pivot);
        }
        let left = 1.0 - row.iter().map(|x| x * x).sum::<f64>();
        if !(left > 1e-9) {
            let name = d.inputs.get(i).map_or("", |i| i.id.as_str());
            problems.add(
                "correlations",
                format!(
                    "these cannot all hold at once: what “{name}” goes together with goes \
                     together otherwise among itself. Bring some of them nearer to 0."
                ),
            );
            return Vec::new();
        }
        row.push(left.sqrt());
        rows.push(row);
    }
    let sparse = |row: Vec<f64>| {
        row.into_iter().enumerate().filter(|(_, x)| x.abs() > 0.0).gather()
    };
    rows.into_iter().map(sparse).gather()
}
