//! The plausible worlds around the present scenario.

use crate::chart::{View, draws};
use crate::document::Chart;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Model};
use crate::simulation::{Simulation, Summary};

/// Draws while something moves, and once it rests.
const LIVE: usize = 10_000;
const REST: usize = 100_000;

/// The seed of every calculator: the same link shows the same numbers.
pub(crate) const SEED: u32 = 1;

/// A simulation that follows the reader, and the answers' summaries.
#[derive(Debug)]
pub(crate) struct Worlds {
    live: Simulation,
    /// With more draws, and of which slots; only while nothing moves.
    rest: Option<(Simulation, Vec<Slot>)>,
    /// By answer of the document.
    answers: Vec<Option<Summary>>,
}

impl Worlds {
    pub(super) fn new(model: &Model, e: &Evaluation) -> Self {
        let live = Simulation::run(model, e, LIVE, SEED);
        let answers = summaries(model, &live);
        Self { live, rest: None, answers }
    }

    /// Follows a change.
    pub(super) fn follow(&mut self, model: &Model, e: &Evaluation) {
        self.rest = None;
        self.live.rerun(model, e);
        self.answers = summaries(model, &self.live);
    }

    /// Looks again with more draws, now that nothing moves, at the answers and
    /// what the open chart shows.
    pub(super) fn refine(
        &mut self,
        model: &Model,
        e: &Evaluation,
        open: Option<(&Chart, &View)>,
    ) {
        let mut slots: Vec<Slot> = answers(model).flatten().gather();
        slots
            .extend(open.into_iter().flat_map(|(chart, view)| draws(model, chart, view)));
        if self.at_rest(&slots).is_none() {
            let rest = Simulation::run_for(model, e, &slots, REST, SEED);
            self.answers = summaries(model, &rest);
            self.rest = Some((rest, slots));
        }
    }

    /// The draws that a chart shows.
    pub(super) fn of(&self, model: &Model, chart: &Chart, view: &View) -> &Simulation {
        self.at_rest(&draws(model, chart, view)).unwrap_or(&self.live)
    }

    /// The larger simulation, if it was run and has these slots.
    fn at_rest(&self, slots: &[Slot]) -> Option<&Simulation> {
        let (rest, has) = self.rest.as_ref()?;
        slots.iter().all(|s| has.contains(s)).then_some(rest)
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
