//! What a formula reads, for whoever works out nothing else: a line over hundreds of
//! periods does not need every metric in each.

use super::Model;
use super::compiled::CompiledMetric;
use super::slots::{Holds, Pinned};
use crate::document::Document;
use crate::formula::Expression;
use crate::lean::gather::Gather as _;

/// Inputs and metrics by position, each after those that it is worked out from.
#[derive(Debug)]
pub(crate) struct Reads {
    /// Choices come first: by them go tables, which other inputs may follow.
    pub(super) choices: Vec<usize>,
    pub(super) inputs: Vec<usize>,
    pub(super) metrics: Vec<usize>,
}

impl Reads {
    /// Of metrics in an order, and of the inputs that are asked for.
    #[inline(never)]
    pub(super) fn new(
        document: &Document,
        metrics: Vec<usize>,
        asked: &dyn Fn(usize) -> bool,
    ) -> Self {
        let of = |choices: bool| {
            let inputs = document.inputs.iter().enumerate();
            inputs.filter(move |(_, i)| i.is_choice() == choices).map(|(at, _)| at)
        };
        let inputs = of(false).filter(|i| asked(*i)).gather();
        Self { choices: of(true).gather(), inputs, metrics }
    }
}

impl Model {
    /// What a formula is worked out from, however far back; `None` where that may be
    /// anything. How it may spread hangs on the inputs too: then all are read.
    pub(crate) fn reads(&self, formula: &Expression, spreads: bool) -> Option<Reads> {
        let metrics: Vec<usize> =
            formula.slots().into_iter().filter_map(|s| self.as_metric(s)).gather();
        let needed = self.needed(&metrics);
        let in_order = self.all.metrics.iter().copied();
        let metrics = in_order.filter(|m| needed.get(*m) == Some(&true)).gather();
        // What one input is may hang on others.
        let all = spreads || !self.held.is_empty() || self.wholes().next().is_some();
        let mut asked = vec![all; self.document.inputs.len()];
        let known = metrics.iter().filter_map(|m| self.metrics.get(*m));
        let expressions = known.flat_map(CompiledMetric::expressions).chain([formula]);
        for slot in expressions.flat_map(Expression::slots) {
            if matches!(self.what(slot), Holds::Pinned(at) if self.is_of_all(at)) {
                return None;
            }
            let input = self.slots.decides(&self.document, slot);
            if let Some(mark) = input.and_then(|i| asked.get_mut(i)) {
                *mark = true;
            }
        }
        let asked = |i: usize| asked.get(i) == Some(&true);
        Some(Reads::new(&self.document, metrics, &asked))
    }

    /// Whether what formulas name besides is told by the whole state.
    fn is_of_all(&self, pinned: usize) -> bool {
        !matches!(
            self.slots.pinned.borrow().get(pinned),
            Some(
                Pinned::Figure(..)
                    | Pinned::Made(..)
                    | Pinned::Table(_)
                    | Pinned::Number(_)
            )
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Value;

    /// The documents that come with this, and the examples.
    fn models() -> impl Iterator<Item = Model> {
        let folder = |name| std::fs::read_dir(name).unwrap();
        let files = ["www", "examples/documents"].into_iter().flat_map(folder);
        files.filter_map(|file| {
            let text = std::fs::read_to_string(file.unwrap().path()).ok()?;
            Model::load(&serde_json::from_str::<Value>(&text).ok()?).ok()
        })
    }

    #[test]
    fn what_is_read_is_all_that_a_formula_needs() {
        let mut compared = 0;
        for model in models() {
            let mut scenario = model.scenario();
            for (at, input) in model.document().inputs.iter().enumerate() {
                let (low, high) = (input.min.number(), input.max.number());
                if at % 3 == 1 && low.is_finite() && high.is_finite() {
                    scenario.set[at] = Some(if input.is_choice() {
                        0.0
                    } else {
                        low + 0.25 * (high - low)
                    });
                }
            }
            for m in 0..model.document().metrics.len() {
                let formula = model.formula_of(m).unwrap();
                let Some(reads) = model.reads(formula, false) else { continue };
                // What is not read stays as the document has it.
                let mut e = model.evaluate(&model.scenario());
                e.scenario.clone_from(&scenario);
                for period in 0..model.document().periods.len().max(1) {
                    model.turn_to(&mut e, period, &reads);
                    scenario.period = period;
                    let all = model.evaluate(&scenario);
                    let [found, wanted] =
                        [&e, &all].map(|e| formula.evaluate(e.values()).ok());
                    assert_eq!(
                        found.map(f64::to_bits),
                        wanted.map(f64::to_bits),
                        "{}",
                        model.document().metrics[m].id
                    );
                    compared += usize::from(found.is_some());
                }
            }
        }
        assert!(compared > 500, "{compared}");
    }
}
