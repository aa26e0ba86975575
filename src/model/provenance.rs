//! Whose the value of an input is, and how far it can be trusted.

use super::compiled::OwnValue;
use super::presets::same_as_shown;
use super::slots::{Holds, Pinned, STATUSES};
use super::{Evaluation, Model, made};
use crate::document::{Input, Point, Preset, Series, Status};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;

/// A source, and what was taken from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The id of the source.
    pub source: String,
    /// What the source gives: label and note of the figure.
    pub what: String,
    /// How far the figure can be trusted; a preset's source speaks for itself.
    pub status: Option<Status>,
}

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
    /// value in the period, or those of the presets that set it; a reader's value
    /// has none.
    #[must_use]
    pub fn sources_of(&self, input: usize, e: &Evaluation) -> Vec<&str> {
        let d = &self.document;
        let Some(known) = d.inputs.get(input) else { return Vec::new() };
        if self.has_own_value(input, e) {
            return self.own_sources(input, e);
        }
        let applied = self.applied(e);
        let presets = applied.iter().filter_map(|a| d.presets.get(a.preset));
        let sets = |p: &&Preset| {
            p.set.iter().any(|(id, _)| *id == known.id) && !p.source.is_empty()
        };
        presets.filter(sets).map(|p| p.source.as_str()).gather()
    }

    /// The sources named for an input, but of those of the series that it follows
    /// only the ones of the period.
    fn own_sources(&self, input: usize, e: &Evaluation) -> Vec<&str> {
        let d = &self.document;
        let (mut ever, mut now): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for slot in self.default_of(input).into_iter().flat_map(|f| f.slots()) {
            let Some((series, period)) = self.series_at(slot, e) else { continue };
            for point in &series.points {
                ever.push(&point.source);
                if point.period == period {
                    now.push(&point.source);
                }
            }
        }
        let named = d.inputs.get(input).into_iter().flat_map(|i| &i.sources);
        let named = named.map(String::as_str);
        named.filter(|s| now.contains(s) || !ever.contains(s)).gather()
    }

    /// The slots that a value is worked out from, however far down, and its own.
    #[must_use]
    pub(crate) fn stands_on(&self, slot: Slot, e: &Evaluation) -> Vec<Slot> {
        let mut seen = vec![slot];
        let mut at = 0;
        while let Some(&slot) = seen.get(at) {
            at += 1;
            let formula = match (self.as_metric(slot), self.as_input(slot)) {
                (Some(m), _) => self.formula_of(m),
                // What somebody set follows from nothing.
                (None, Some(i)) if self.has_own_value(i, e) => self.default_of(i),
                _ => None,
            };
            for part in formula.into_iter().flat_map(|f| f.slots()) {
                if !seen.contains(&part) {
                    seen.push(part);
                }
            }
        }
        seen
    }

    /// How far the figure in a slot can be trusted, as a word of the document,
    /// or “yours” where somebody set it. What is worked out has none of its own.
    #[must_use]
    pub fn standing(&self, slot: Slot, e: &Evaluation) -> Option<&'static str> {
        if let Some(i) = self.as_input(slot) {
            let choice = self.document.inputs.get(i).is_some_and(Input::is_choice);
            let own = self.has_own_value(i, e).then(|| self.status_of(i, e));
            return match own {
                Some(status) => status.filter(|_| !choice).map(Status::word),
                None => Some("yours"),
            };
        }
        let (series, period) = self.series_at(slot, e)?;
        Some(series.at(&period)?.status.word())
    }

    /// What the document has no figure for in a period, in its words.
    #[must_use]
    pub fn lack(&self, period: usize) -> String {
        let inputs = self.document.inputs.iter().enumerate();
        let mut told = inputs.filter(|(_, i)| !i.lacking.is_empty()).peekable();
        if told.peek().is_none() {
            return String::new();
        }
        let mut scenario = self.scenario();
        scenario.period = period;
        let e = self.evaluate(&scenario);
        let lacks = told.filter(|(i, _)| self.own_value(&e, *i).is_err());
        let lacks: Vec<&str> = lacks.map(|(_, i)| &*i.lacking).gather();
        lacks.join(", ")
    }

    /// The series in a slot, and the period that is looked at.
    fn series_at(&self, slot: Slot, e: &Evaluation) -> Option<(&Series, String)> {
        let (series, period) = self.as_series(slot)?;
        let period = period.unwrap_or_else(|| self.period_name(e).to_owned());
        Some((self.document.series.get(series)?, period))
    }

    /// Every source behind a value, with what was taken from it.
    #[must_use]
    pub fn figures_behind(&self, slot: Slot, e: &Evaluation) -> Vec<Figure> {
        let mut figures: Vec<Figure> = Vec::new();
        for slot in self.stands_on(slot, e) {
            for figure in self.figures_of(slot, e) {
                if !figure.source.is_empty() && !figures.contains(&figure) {
                    figures.push(figure);
                }
            }
        }
        figures
    }

    /// Publishers and dates of sources, each once.
    #[must_use]
    pub fn imprints(&self, sources: &[String]) -> Vec<String> {
        let mut imprints: Vec<String> = Vec::new();
        for source in sources.iter().filter_map(|id| self.document().source(id)) {
            let imprint = source.imprint();
            if !imprints.contains(&imprint) {
                imprints.push(imprint);
            }
        }
        imprints
    }

    fn figures_of(&self, slot: Slot, e: &Evaluation) -> Vec<Figure> {
        let d = &self.document;
        if let Some((i, input)) =
            self.as_input(slot).and_then(|i| Some((i, d.inputs.get(i)?)))
        {
            let status = self.status_of(i, e).map(|_| input.status);
            let figure = |source: &str| Figure {
                source: source.to_owned(),
                what: self.called(&input.label, e).to_owned(),
                status,
            };
            return self.sources_of(i, e).into_iter().map(figure).gather();
        }
        if let Holds::Pinned(p) = self.what(slot) {
            let pinned = self.slots.pinned.borrow();
            let made = match pinned.get(p) {
                Some(Pinned::Table(t)) => d.tables.get(*t).map(|t| {
                    let (what, source) = (t.label.clone(), t.source.clone());
                    vec![Figure { source, what, status: Some(t.status) }]
                }),
                Some(Pinned::Made(function, s, between)) => d.series.get(*s).map(|s| {
                    let now = self.period_name(e);
                    let points = made::points(d, function, s, *between, now);
                    let figure = |p: &&Point| Figure {
                        source: p.source.clone(),
                        what: format!("{}, {}", s.label, p.period),
                        status: Some(p.status),
                    };
                    points.iter().map(figure).gather()
                }),
                _ => None,
            };
            if let Some(made) = made {
                return made;
            }
        }
        let figure = self.series_at(slot, e).and_then(|(series, period)| {
            let point = series.at(&period)?;
            let mut what = format!("{}, {period}", series.label);
            if !point.note.is_empty() {
                what = format!("{what}. {}", point.note);
            }
            let (source, status) = (point.source.clone(), Some(point.status));
            Some(Figure { source, what, status })
        });
        figure.into_iter().gather()
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
        // A share that nobody set gives way to those that somebody did.
        let present = || e.values.get(input).copied();
        let fitted = || present().filter(|_| self.is_share(input));
        // So does what its range holds.
        let held = self.has_moving_range(input).then(present).flatten();
        let held = held.filter(|v| v.is_finite());
        let Some(set) = held.or_else(|| e.scenario.value(input)).or_else(fitted) else {
            return true;
        };
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
            && let Some((series, period)) = self.series_at(*slot, e)
        {
            return series.at(&period).map(|f| f.status).or(Some(known.status));
        }
        Some(known.status)
    }

    #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
    pub(super) fn status_value(&self, input: usize, e: &Evaluation, own: &[f64]) -> f64 {
        let word = self.own_status(input, e, own).map_or("yours", Status::word);
        STATUSES.iter().position(|s| *s == word).map_or(f64::NAN, |i| i as f64)
    }
}
