//! The plausible worlds around the present scenario.

use crate::formula::Slot;
use crate::gather::Gather as _;
use crate::model::{Evaluation, Model};
use crate::uncertainty::{Simulation, Summary};

/// Draws while something moves, and once it rests.
const LIVE: usize = 10_000;
const REST: usize = 100_000;

/// The seed of every calculator: the same link shows the same numbers.
pub(crate) const SEED: u32 = 1;

/// A simulation that follows the reader, and the answers' summaries.
#[derive(Debug)]
pub(crate) struct Worlds {
    pub(super) live: Simulation,
    /// By answer of the document.
    answers: Vec<Option<Summary>>,
}

impl Worlds {
    pub(super) fn new(model: &Model, e: &Evaluation) -> Self {
        let live = Simulation::run(model, e, LIVE, SEED);
        let answers = summaries(model, &live);
        Self { live, answers }
    }

    /// Follows a change.
    pub(super) fn follow(&mut self, model: &Model, e: &Evaluation) {
        self.live.rerun(model, e);
        self.answers = summaries(model, &self.live);
    }

    /// Looks again with more draws, now that nothing moves.
    pub(super) fn refine(&mut self, model: &Model, e: &Evaluation) {
        let slots: Vec<Slot> = answers(model).flatten().gather();
        let many = Simulation::run_for(model, e, &slots, REST, SEED);
        self.answers = summaries(model, &many);
    }

    /// What is known of an answer; `None` if it does not vary.
    pub(super) fn answer(&self, answer: usize) -> Option<&Summary> {
        self.answers.get(answer)?.as_ref()
    }
}

fn answers(model: &Model) -> impl Iterator<Item = Option<Slot>> + '_ {
    model.document().answers.iter().map(|a| model.slot(&a.metric))
}

fn summaries(model: &Model, worlds: &Simulation) -> Vec<Option<Summary>> {
    answers(model).map(|slot| worlds.summary(slot?)).gather()
}
