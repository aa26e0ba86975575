//! From uniform numbers and normal scores to draws of an input.

use crate::distribution::{Distribution, Mixture, Part, QuantileTable, normal_score};
use crate::lanes;
use crate::lean::gather::Gather as _;
use std::sync::Arc;
use wide::f64x2;

/// A distribution made ready for many draws.
///
/// Closed forms are exact; the others go by a table with an error of at most
/// 1e-9 of the distance to the nearer bound.
///
/// ```
/// use cost_calculator::distribution::Distribution;
/// let cost = Distribution::gamma(4.0, 250.0)?;
/// let sampler = cost.sampler();
/// let mut drawn = [0.0];
/// // A score of 0 is the median.
/// sampler.fill(&[0.0], &mut drawn);
/// assert!(sampler.takes_scores());
/// assert!((drawn[0] / cost.quantile(0.5) - 1.0).abs() < 1e-9);
/// # Ok::<(), cost_calculator::distribution::DistributionError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sampler(Way);

#[derive(Clone, Debug)]
enum Way {
    Fixed(f64),
    /// From uniform numbers.
    Inverse(Distribution),
    /// From scores: a straight line.
    Normal {
        mean: f64,
        sd: f64,
    },
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    Table(QuantileTable),
    /// From uniform numbers, which tell first the part and then the place in it.
    Mixture(Arc<Mixture>, Vec<Sampler>),
}

/// No further towards the ends of a part: a score is then one that there may be.
const END: f64 = 1e-10;

impl Distribution {
    /// Makes ready for many draws.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// let sampler = Distribution::uniform(2.0, 6.0)?.sampler();
    /// let mut drawn = [0.0; 2];
    /// sampler.fill(&[0.25, 0.5], &mut drawn);
    /// assert_eq!(drawn, [3.0, 4.0]);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub fn sampler(&self) -> Sampler {
        Sampler(match *self {
            Self::Fixed(value) => Way::Fixed(value),
            Self::Uniform { .. } | Self::Triangular { .. } => Way::Inverse(self.clone()),
            Self::Lognormal { mu, sigma } => Way::Lognormal { mu, sigma },
            Self::Normal { mean, sd, .. } if self.truncated().is_whole() => {
                Way::Normal { mean, sd }
            }
            Self::Mixture(ref m) => {
                let parts = m.parts().iter().map(|p| p.of.sampler()).gather();
                Way::Mixture(Arc::clone(m), parts)
            }
            Self::Normal { .. }
            | Self::Pert { .. }
            | Self::Beta { .. }
            | Self::Gamma { .. } => {
                let table = QuantileTable::new(self);
                // Nearly all at two ends, or at one, it is too steep for any.
                if table.is_finite() {
                    Way::Table(table)
                } else {
                    Way::Inverse(self.clone())
                }
            }
        })
    }
}

impl Sampler {
    /// Whether [`Sampler::fill`] wants normal scores rather than uniform
    /// numbers.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// assert!(!Distribution::uniform(2.0, 6.0)?.sampler().takes_scores());
    /// assert!(Distribution::lognormal(0.0, 1.0)?.sampler().takes_scores());
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    #[must_use]
    pub const fn takes_scores(&self) -> bool {
        !matches!(self.0, Way::Inverse(_) | Way::Mixture(..))
    }

    /// The draws that belong to uniform numbers or normal scores, whichever
    /// it takes; uniform numbers lie between 0 and 1, scores between -6.5 and
    /// 6.5. Allocates nothing.
    ///
    /// ```
    /// use cost_calculator::distribution::Distribution;
    /// let mut drawn = [0.0];
    /// Distribution::lognormal(0.0, 1.0)?.sampler().fill(&[0.0], &mut drawn);
    /// assert_eq!(drawn, [1.0]);
    /// # Ok::<(), cost_calculator::distribution::DistributionError>(())
    /// ```
    pub fn fill(&self, from: &[f64], out: &mut [f64]) {
        let pairs = out.iter_mut().zip(from);
        match &self.0 {
            Way::Fixed(value) => out.fill(*value),
            Way::Normal { mean, sd } => {
                let (mean, sd) = (f64x2::splat(*mean), f64x2::splat(*sd));
                lanes::each(from, out, |z| mean + sd * z);
            }
            Way::Lognormal { mu, sigma } => {
                pairs.for_each(|(o, z)| *o = libm::exp(mu + sigma * z));
            }
            Way::Inverse(d) => pairs.for_each(|(o, u)| *o = d.at_tails(*u, 1.0 - u)),
            Way::Table(table) => table.fill(from, out),
            Way::Mixture(mixture, samplers) => {
                fill_mixture(mixture, samplers, from, out);
            }
        }
    }

    /// The draw that belongs to one uniform number.
    fn at(&self, u: f64) -> f64 {
        let mut drawn = [f64::NAN];
        let from = if self.takes_scores() { normal_score(u, 1.0 - u) } else { u };
        self.fill(&[from], &mut drawn);
        let [drawn] = drawn;
        drawn
    }
}

#[inline(never)]
fn fill_mixture(mixture: &Mixture, samplers: &[Sampler], from: &[f64], out: &mut [f64]) {
    let parts = mixture.parts();
    for (o, u) in out.iter_mut().zip(from) {
        let at = parts.partition_point(|p| p.upto < *u);
        let known = parts.get(at).zip(samplers.get(at));
        *o = known.map_or(f64::NAN, |(part, sampler)| {
            mixture.value(sampler.at(place(part, *u)))
        });
    }
}

/// How far into a part a uniform number points.
fn place(part: &Part, u: f64) -> f64 {
    ((u - (part.upto - part.share)) / part.share).clamp(END, 1.0 - END)
}
