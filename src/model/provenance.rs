//! Whose the value of an input is, and how far it can be trusted.

use super::compile::OwnValue;
use super::presets::same_as_shown;
use super::slots::STATUSES;
use super::{Evaluation, Model};
use crate::document::{Input, Preset, Status};
use crate::lean::gather::Gather as _;

impl Model {
    /// Whether an input has the document's own value for the period, with no
    /// preset's or reader's over it.
    #[must_use]
    pub fn has_own_value(&self, input: usize, e: &Evaluation) -> bool {
        self.is_own(input, e, &self.own_inputs(e))
    }

    /// Of what status an input's value is: the document's of the figure that is
    /// there, or `None` if somebody set it.
    #[must_use]
    pub fn status_of(&self, input: usize, e: &Evaluation) -> Option<Status> {
        self.own_status(input, e, &self.own_inputs(e))
    }

    /// The ids of the sources of an input's value: the document's of its own
    /// value, or those of the presets that set it; a reader's value has none.
    #[must_use]
    pub fn sources_of(&self, input: usize, e: &Evaluation) -> Vec<&str> {
        let d = &self.document;
        let Some(known) = d.inputs.get(input) else { return Vec::new() };
        if self.has_own_value(input, e) {
            return known.sources.iter().map(String::as_str).gather();
        }
        let applied = self.applied(e);
        let presets = applied.iter().filter_map(|a| d.presets.get(a.preset));
        let sets = |p: &&Preset| {
            p.set.iter().any(|(id, _)| *id == known.id) && !p.source.is_empty()
        };
        presets.filter(sets).map(|p| p.source.as_str()).gather()
    }

    /// The values by slot as they would be with nothing set but choices.
    pub(super) fn own_inputs(&self, e: &Evaluation) -> Vec<f64> {
        let mut values = e.values.clone();
        for (i, own) in self.defaults.iter().enumerate() {
            let choice = self.document.inputs.get(i).is_some_and(Input::is_choice);
            if let (false, OwnValue::Formula(formula)) = (choice, own)
                && let Some(place) = values.get_mut(i)
            {
                // Own values follow from figures and choices alone.
                *place = formula.evaluate(&e.values).unwrap_or(f64::NAN);
            }
        }
        values
    }

    pub(super) fn is_own(&self, input: usize, e: &Evaluation, own: &[f64]) -> bool {
        let Some(set) = e.scenario.value(input) else { return true };
        match self.defaults.get(input) {
            Some(OwnValue::Option(option)) => same_as_shown(set, *option),
            _ => own.get(input).is_some_and(|own| same_as_shown(set, *own)),
        }
    }

    pub(super) fn own_status(
        &self,
        input: usize,
        e: &Evaluation,
        own: &[f64],
    ) -> Option<Status> {
        if !self.is_own(input, e, own) {
            return None;
        }
        let known = self.document.inputs.get(input)?;
        // An input that follows a series has the status of the figure there.
        let slots = self.default_of(input)?.slots();
        if let [slot] = slots.as_slice()
            && let Some((series, period)) = self.as_series(*slot)
        {
            let period = period.unwrap_or_else(|| self.period_name(e).to_owned());
            let figure = self.document.series.get(series).and_then(|s| s.at(&period));
            return figure.map(|f| f.status).or(Some(known.status));
        }
        Some(known.status)
    }

    #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
    pub(super) fn status_value(&self, input: usize, e: &Evaluation, own: &[f64]) -> f64 {
        let word = self.own_status(input, e, own).map_or("yours", Status::word);
        STATUSES.iter().position(|s| *s == word).map_or(f64::NAN, |i| i as f64)
    }
}
