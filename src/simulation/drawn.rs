//! An input that varies, and its draws.

use super::{CHUNK, Sampler, Uniforms};
use crate::distribution::Distribution;
use crate::model::{Columns, Model};

/// An input that varies.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) input: usize,
    pub(super) distribution: Distribution,
    /// What is known of it now, until it turns to that.
    pub(super) next: Option<Distribution>,
    sampler: Sampler,
    /// Uniform numbers or normal scores, whichever the sampler takes; kept once
    /// its distribution has changed, for it may change again.
    basis: Option<Vec<f64>>,
}

impl Drawn {
    pub(super) fn new(model: &Model, input: usize, distribution: Distribution) -> Self {
        let sampler = sampler(model, input, &distribution);
        Self { input, distribution, next: None, sampler, basis: None }
    }

    /// Turns to what is known of it now; tells whether that is something else.
    pub(super) fn turn(&mut self, model: &Model) -> bool {
        self.next.take().is_some_and(|next| self.take_on(model, next))
    }

    /// Takes a distribution; tells whether it is another.
    pub(super) fn take_on(&mut self, model: &Model, distribution: Distribution) -> bool {
        if distribution == self.distribution {
            return false;
        }
        let scores = self.sampler.takes_scores();
        self.sampler = sampler(model, self.input, &distribution);
        self.distribution = distribution;
        if self.sampler.takes_scores() != scores {
            self.basis = None;
        }
        true
    }

    /// Keeps what its draws are made from.
    pub(super) fn keep_basis(&mut self, source: &dyn Uniforms, draws: usize) {
        if self.basis.is_none() {
            let mut basis = vec![0.0; draws];
            self.fill_basis(source, 0, &mut basis);
            self.basis = Some(basis);
        }
    }

    fn fill_basis(&self, source: &dyn Uniforms, start: usize, out: &mut [f64]) {
        if self.sampler.takes_scores() {
            source.fill_scores(self.input, start, out);
        } else {
            source.fill(self.input, start, out);
        }
    }

    /// Fills its column with draws from one of them on.
    pub(super) fn draw(
        &self,
        model: &Model,
        source: &dyn Uniforms,
        from: usize,
        columns: &mut Columns,
    ) {
        let slot = model.input_slot(self.input);
        let kept = self.basis.as_ref().and_then(|b| b.get(from..));
        let mut basis = [0.0; CHUNK];
        let draws = columns.draws();
        for at in (0..draws).step_by(CHUNK) {
            let part = at..draws.min(at + CHUNK);
            let Some(out) = columns.part_mut(slot, part.clone()) else { return };
            if let Some(kept) = kept.and_then(|k| k.get(part)) {
                self.sampler.fill(kept, out);
                continue;
            }
            let (basis, _) = basis.split_at_mut(out.len());
            self.fill_basis(source, from + at, basis);
            self.sampler.fill(basis, out);
        }
    }
}

/// What an input is drawn by; a share by a gamma variate of its weight.
fn sampler(model: &Model, input: usize, known: &Distribution) -> Sampler {
    if let Distribution::Beta { alpha, .. } = *known
        && model.is_share(input)
        && let Ok(gamma) = Distribution::gamma(alpha, 1.0)
    {
        return gamma.sampler();
    }
    known.sampler()
}
