//! The plausible worlds around the present scenario.

use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Model};
use crate::simulation::{DRAWS, SEED, Simulation, Summary};

/// A simulation of what is shown, and the answers' summaries.
#[derive(Debug)]
pub(crate) struct Worlds {
    simulation: Simulation,
    /// What it is a simulation of, besides the answers; nothing before the first.
    shown: Option<Vec<Slot>>,
    /// By answer of the document.
    answers: Vec<Option<Summary>>,
}

impl Worlds {
    /// Worlds that are still to be made, once it is known what is shown.
    pub(super) fn unmade(model: &Model, e: &Evaluation) -> Self {
        let simulation = Simulation::brief(model, e, &[], 0, SEED);
        Self { simulation, shown: None, answers: Vec::new() }
    }

    /// Follows a change.
    pub(super) fn follow(&mut self, model: &Model, e: &Evaluation) {
        if self.shown.is_some() {
            self.simulation.rerun(model, e);
            self.answers = summaries(model, &self.simulation);
        }
    }

    /// Turns to what is shown now, and keeps nothing else.
    pub(super) fn attend(&mut self, model: &Model, e: &Evaluation, shown: Vec<Slot>) {
        if self.shown.as_ref() == Some(&shown) {
            return;
        }
        // Before there are others: memory that was once taken is not given back.
        self.simulation.clear();
        let wanted = answers(model).flatten().chain(shown.iter().copied());
        self.simulation = Simulation::brief(model, e, &wanted.gather(), DRAWS, SEED);
        self.answers = summaries(model, &self.simulation);
        self.shown = Some(shown);
    }

    pub(super) const fn simulation(&self) -> &Simulation {
        &self.simulation
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
