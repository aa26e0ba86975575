//! What a simulation amounts to, without its draws.

use super::Simulation;
use super::digest::Digest;
use super::summary::Summary;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Model};

/// A summary of every metric that varies, over so many draws that are not kept: any
/// number takes no more room than a few thousand. The same, to the last bit, as
/// [`Simulation::summary`] gives of as many draws from the same seed.
#[derive(Clone, Debug)]
pub struct Summaries {
    found: Vec<(Slot, Option<Summary>)>,
}

impl Summaries {
    /// Draws every uncertain input and works out every metric.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let slot = model.slot("economie").unwrap();
    /// let kept = simulation::Simulation::run(&model, &e, 5000, 1);
    /// let summaries = simulation::Summaries::run(&model, &e, 5000, 1);
    /// assert_eq!(summaries.summary(slot), kept.summary(slot));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn run(model: &Model, e: &Evaluation, draws: usize, seed: u32) -> Self {
        let metrics = 0..model.document().metrics.len();
        let wanted = metrics.map(|m| model.metric_slot(m)).gather();
        let made = Simulation::unkept(model, e, &wanted, draws, seed);
        let mut digests: Vec<(Slot, Digest)> = Vec::new();
        let mut room = Vec::new();
        made.pass_by(model, e, draws, &mut |from, pass| {
            if from == 0 {
                let varies = wanted.iter().filter(|slot| pass.column(**slot).is_some());
                digests = varies.map(|slot| (*slot, Digest::new(draws))).gather();
            }
            for (slot, digest) in &mut digests {
                digest.take(pass.column(*slot).unwrap_or_default(), &mut room);
            }
        });
        let again = |slot: Slot| {
            let kept = Simulation::brief(model, e, &[slot], draws, seed);
            kept.column(slot).unwrap_or_default().to_vec()
        };
        let summary = |(slot, digest): (Slot, Digest)| {
            (slot, digest.summary(&mut room, || again(slot)))
        };
        Self { found: digests.into_iter().map(summary).gather() }
    }

    /// Mean, median, 95% interval of a metric; `None` if it does not vary or has a value
    /// in no draw.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let summaries = simulation::Summaries::run(&model, &e, 1000, 1);
    /// let s = summaries.summary(model.slot("economie").unwrap()).unwrap();
    /// assert!(s.p2_5 < s.median && s.median < s.p97_5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn summary(&self, slot: Slot) -> Option<Summary> {
        self.known(slot).flatten()
    }

    /// Whether a metric varies.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value, sensitivity, simulation};
    /// # let text = std::fs::read_to_string("www/maison.json")?;
    /// # let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// # let e = model.evaluate(&model.scenario());
    /// let summaries = simulation::Summaries::run(&model, &e, 64, 1);
    /// assert!(summaries.varies(model.slot("economie").unwrap()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn varies(&self, slot: Slot) -> bool {
        self.known(slot).is_some()
    }

    fn known(&self, slot: Slot) -> Option<Option<Summary>> {
        let found = self.found.iter().find(|(known, _)| *known == slot);
        found.map(|(_, summary)| *summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Value;
    use crate::simulation::CHUNK;

    /// The beginning of a column tells well enough where its quantiles lie that none
    /// is worked out again.
    #[test]
    fn nothing_is_done_twice() {
        let text = include_str!("../../www/talking-therapies.json");
        let model = Model::load(&serde_json::from_str::<Value>(text).unwrap()).unwrap();
        let e = model.evaluate(&model.scenario());
        let wanted: Vec<Slot> =
            (0..model.document().metrics.len()).map(|m| model.metric_slot(m)).collect();
        let mut summaries = 0;
        for (draws, seed) in [(3000, 1), (10_000, 2), (70_000, 3)] {
            let kept = Simulation::brief(&model, &e, &wanted, draws, seed);
            for column in wanted.iter().filter_map(|slot| kept.column(*slot)) {
                let (mut digest, mut room) = (Digest::new(draws), Vec::new());
                column.chunks(CHUNK).for_each(|c| digest.take(c, &mut room));
                assert!(digest.summary(&mut room, || panic!("again")).is_some());
                summaries += 1;
            }
        }
        assert!(summaries > 100, "{summaries}");
    }
}
