//! Where what a chart shows comes from, and how far it can be trusted.
//!
//! Asked for by a reader or by what leaves the page: while a chart is drawn its
//! marks only take down the sources that their details name.

use super::{Hit, Scene};
use crate::model::{Evaluation, Model};
use crate::narrative;
use crate::words::fill;
use std::borrow::Cow;

impl Scene {
    /// A word for each kind of figure that stands behind a mark, such as
    /// “published” or “yours”; none where its detail has told already.
    #[must_use]
    pub fn standing(
        &self,
        hit: &Hit,
        model: &Model,
        e: &Evaluation,
    ) -> Vec<&'static str> {
        let mut words = Vec::new();
        let slot = hit.slot.filter(|_| hit.sources.is_empty());
        if let Some((slot, e)) = slot.zip(self.state_of(hit, model, e)) {
            for part in model.stands_on(slot, &e) {
                let word = model.standing(part, &e);
                words.extend(word.filter(|w| !words.contains(w)));
            }
        }
        words
    }

    /// Where the chart comes from once it has left the page, line by line: the
    /// sources of its figures, the document, and what was assumed.
    #[must_use]
    pub fn origin(&self, model: &Model, e: &Evaluation) -> String {
        let origin = narrative::origin(model, e);
        let cited = self.cited(model, e);
        if cited.is_empty() {
            return origin;
        }
        let places = [("label", model.words().sources), ("value", &*cited.join("; "))];
        format!("{}\n{origin}", fill(model.words().chart_point, &places))
    }

    /// Publishers and dates of the sources of what is drawn.
    fn cited(&self, model: &Model, e: &Evaluation) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let mut behind = |slot, e: &Evaluation| {
            ids.extend(model.figures_behind(slot, e).into_iter().map(|f| f.source));
        };
        for slot in &self.worlds_of {
            behind(*slot, e);
        }
        for hit in &self.points {
            if let Some(slot) = hit.slot.filter(|_| hit.sources.is_empty()) {
                let state = self.state_of(hit, model, e);
                behind(slot, state.as_deref().unwrap_or(e));
            }
        }
        ids.extend(self.points.iter().flat_map(|hit| hit.sources.iter().cloned()));
        model.imprints(&ids)
    }

    /// The state that a mark tells of: the one drawn, or the document's own
    /// values in the period of its row.
    fn state_of<'a>(
        &self,
        hit: &Hit,
        model: &Model,
        e: &'a Evaluation,
    ) -> Option<Cow<'a, Evaluation>> {
        if hit.present {
            return Some(Cow::Borrowed(e));
        }
        let period = model.document().period(self.table.rows.get(hit.row)?.first()?)?;
        Some(Cow::Owned(model.evaluate(&model.scenario_at(period))))
    }
}
