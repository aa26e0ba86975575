//! A reader's own figures: what follows from them, and the checks of the place
//! for them.

use super::{Absence, Evaluation, Model, Scenario};
use crate::document::{Format, Input, OwnFigure, Problems};
use crate::formula::{Slot, Unit};
use crate::lean::gather::Gather as _;
use crate::words::fill;

/// What follows from a reader's own figures.
#[derive(Clone, Debug)]
pub struct Yours {
    /// The scenario with all figures in it that can be so.
    pub evaluation: Evaluation,
    /// By what may be typed: why it cannot be so.
    pub troubles: Vec<Option<Absence>>,
    /// By what may be typed: whether nothing that depends on it has a value.
    wanting: Vec<bool>,
}

impl Model {
    /// Every value where a reader's figures stand in the place of a scenario's,
    /// by the entries of the document's `own`. They may lie outside the ranges of
    /// the inputs: those are the document's.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value};
    /// # let text = std::fs::read_to_string("www/talking-therapies.json")?;
    /// let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// let price = model.metric("cost_per_referral").unwrap();
    /// let typed = [Some(9_600_000.0), Some(12_000.0)];
    /// let own = model.yours(&model.scenario(), &typed);
    /// assert_eq!(model.yours_result(&own, price), Ok(800.0));
    /// let own = model.yours(&model.scenario(), &[None, Some(12_000.0)]);
    /// assert_eq!(model.yours_result(&own, price), Err("needs: Spend".to_owned()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn yours(&self, scenario: &Scenario, typed: &[Option<f64>]) -> Yours {
        let mut evaluation = self.evaluate(scenario);
        evaluation.free = true;
        let (mut troubles, mut wanting) = (Vec::new(), Vec::new());
        for (i, figure) in self.asked().iter().enumerate() {
            let value = typed.get(i).copied().flatten();
            let set = value.map(|value| self.taken(figure, value, &evaluation));
            wanting.push(set.as_ref().map_or(figure.needed, Result::is_err));
            if let (Some(Ok(value)), Some(input)) = (&set, self.input(&figure.input)) {
                let mut next = evaluation.scenario.clone();
                next.put(input, Some(*value));
                self.reevaluate(&mut evaluation, &next);
            }
            troubles.push(set.and_then(Result::err));
        }
        Yours { evaluation, troubles, wanting }
    }

    /// What a metric is by a reader's own figures.
    ///
    /// # Errors
    /// Why it has no value: what is wanting first.
    pub fn yours_result(&self, own: &Yours, metric: usize) -> Result<f64, Absence> {
        let mut lacking = String::new();
        for (i, figure) in self.asked().iter().enumerate() {
            let input = self.input(&figure.input);
            if own.wanting.get(i) == Some(&true)
                && input.is_some_and(|input| self.depends(metric, input))
            {
                lacking.push_str(if lacking.is_empty() { "" } else { ", " });
                lacking.push_str(self.asked_label(i, &own.evaluation));
            }
        }
        if !lacking.is_empty() {
            return Err(fill(self.words.own_lacks, &[("labels", &lacking)]));
        }
        own.evaluation.value(self.metric_slot(metric)).map_err(str::to_owned)
    }

    /// What is called what may be typed at a position.
    #[must_use]
    pub fn asked_label<'a>(&'a self, at: usize, e: &Evaluation) -> &'a str {
        match self.asked().get(at) {
            Some(figure) if figure.label.is_empty() => {
                self.asked_slot(figure).map_or("", |slot| self.label(slot, e))
            }
            Some(figure) => &figure.label,
            None => "",
        }
    }

    /// The slot of what is typed.
    #[must_use]
    pub fn asked_slot(&self, figure: &OwnFigure) -> Option<Slot> {
        self.slot(figure.id())
    }

    /// What a figure of somebody's own may be, whatever the range of the input: a
    /// count is not below nought, and a share of something not above all of it.
    #[must_use]
    pub fn asked_bounds(&self, figure: &OwnFigure) -> (f64, f64) {
        let d = self.document();
        let input = d.inputs.iter().find(|i| i.id == figure.input);
        match (&figure.metric, input) {
            (None, Some(input)) if input.writing.format != Format::Date => {
                let share =
                    input.writing.format == Format::Percent && input.max.number() <= 1.0;
                (
                    if input.min.number() >= 0.0 { 0.0 } else { f64::NEG_INFINITY },
                    if share { 1.0 } else { f64::INFINITY },
                )
            }
            (Some(metric), _)
                if d.metrics
                    .iter()
                    .any(|m| m.id == *metric && m.writing.format == Format::Count) =>
            {
                (0.0, f64::INFINITY)
            }
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// What the document lets a reader type.
    #[must_use]
    pub fn asked(&self) -> &[OwnFigure] {
        self.document.own.as_ref().map_or(&[], |own| &own.inputs)
    }

    /// What an input is when a figure is as typed.
    fn taken(
        &self,
        figure: &OwnFigure,
        typed: f64,
        e: &Evaluation,
    ) -> Result<f64, Absence> {
        let mut e = e.clone();
        if let Some(slot) = self.asked_slot(figure) {
            e.put(usize::from(slot.0), Ok(typed));
        }
        for need in &figure.needs {
            if self.value_of(&need.condition, &e)? == 0.0 {
                return Err(need.text.clone());
            }
        }
        if figure.from.is_empty() { Ok(typed) } else { self.value_of(&figure.from, &e) }
    }

    /// Reports what is asked for and does not come out as it was typed.
    pub(super) fn check_own(&self, problems: &Problems) {
        let mut later: Vec<usize> =
            self.asked().iter().filter_map(|f| self.input(&f.input)).gather();
        for figure in self.asked() {
            let Some(input) = self.input(&figure.input) else { continue };
            later.retain(|i| *i != input);
            if self.document.inputs.get(input).is_some_and(Input::is_choice) {
                wrong(
                    problems,
                    figure,
                    "“{input}” is a choice, which nobody types.",
                    &[],
                );
            }
            let Some(formula) = self.formula(&figure.from) else { continue };
            let (found, wanted) = (*formula.unit(), self.unit(self.input_slot(input)));
            if found != wanted && !formula.is_number() {
                self.unlike(problems, figure, [found, wanted]);
                continue;
            }
            let (typed, slots) = (self.asked_slot(figure), formula.slots());
            if !slots.iter().any(|slot| Some(*slot) == typed) {
                let text =
                    "“from” does not name “{id}”, so what is typed would change nothing.";
                wrong(problems, figure, text, &[]);
                continue;
            }
            let goes_by = |slot: Slot, i: usize| {
                self.as_input(slot) == Some(i)
                    || self.as_metric(slot).is_some_and(|m| self.depends(m, i))
            };
            let others = slots.into_iter().filter(|slot| Some(*slot) != typed);
            let unknown = others.filter_map(|slot| {
                // What is asked for later is not known yet.
                let text = if goes_by(slot, input) {
                    "“from” names “{other}”, which itself goes by “{input}”."
                } else if later.iter().any(|i| goes_by(slot, *i)) {
                    "“from” names “{other}”, which goes by what is asked for later; put that before."
                } else {
                    return None;
                };
                Some((slot, text))
            });
            let unknown: Vec<(Slot, &str)> = unknown.gather();
            if let Some((slot, text)) = unknown.first() {
                wrong(problems, figure, text, &[("other", self.id(*slot))]);
            } else {
                self.check_comes_out(figure, input, problems);
            }
        }
    }

    /// Reports a formula of another unit than its input's.
    #[inline(never)]
    fn unlike(&self, problems: &Problems, figure: &OwnFigure, units: [Unit; 2]) {
        let known = &self.document.units;
        let names: Vec<(&str, &str)> =
            known.iter().map(|u| (u.one.as_str(), u.many.as_str())).gather();
        let [found, wanted] = units.map(|unit| unit.in_words(&names));
        let places = [("from", &*figure.from), ("found", &found), ("wanted", &wanted)];
        let text = "“{from}” comes out as {found}, but {wanted} is needed here.";
        wrong(problems, figure, text, &places);
    }

    /// Reports a formula that, for the value that a metric has, gives another
    /// value than the one from which the metric has it.
    fn check_comes_out(&self, figure: &OwnFigure, input: usize, problems: &Problems) {
        for at in 0..self.document.periods.len() {
            let e = self.evaluate(&self.scenario_at(at));
            if let Ok(value) = e.value(self.input_slot(input))
                && let Ok(found) = self.value_of(&figure.from, &e)
                && (found - value).abs() > 1e-6 * value.abs()
            {
                let places = [
                    ("period", self.period_name(&e)),
                    ("from", &figure.from),
                    ("found", &found.to_string()),
                    ("value", &value.to_string()),
                ];
                let text = "for {period} “{from}” gives {found}, where “{input}” is {value}: what is typed for “{id}” would not come out.";
                return wrong(problems, figure, text, &places);
            }
        }
    }
}

/// Reports what is wrong with something that may be typed. Not in line: a reader
/// of a sound document never needs it.
#[inline(never)]
fn wrong(problems: &Problems, figure: &OwnFigure, text: &str, more: &[(&str, &str)]) {
    let names = [("id", figure.id()), ("input", &*figure.input)];
    let message = fill(&fill(text, &names), more);
    problems.add(format!("own, inputs, {}", figure.id()), message);
}
