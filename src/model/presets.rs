//! Presets: putting one on, seeing which apply; and the self-test.

use super::compiled::OwnValue;
use super::{Model, Scenario};
use crate::document::Conditional;
use crate::lean::gather::Gather as _;

/// A preset whose every value is the present one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Its position in the document.
    pub preset: usize,
    /// The cautions that hold with it now.
    pub cautions: Vec<String>,
}

/// One published figure, and what the document's formulas give for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The check, by position in the document.
    pub check: usize,
    /// The period.
    pub period: String,
    /// The published figure.
    pub published: f64,
    /// What the formula gives, rounded as published.
    pub computed: f64,
}

impl Proof {
    /// Whether the published figure came out.
    #[must_use]
    pub fn holds(&self) -> bool {
        (self.computed - self.published).abs() < 1e-9
    }
}

impl Model {
    /// Puts a preset on a scenario. One with a period replaces it; one without
    /// is laid over it. Also gives what could not be set, in words.
    #[must_use]
    pub fn apply(&self, scenario: &Scenario, preset: usize) -> (Scenario, Vec<String>) {
        let Some((known, set)) =
            self.document.presets.get(preset).zip(self.presets.get(preset))
        else {
            return (scenario.clone(), Vec::new());
        };
        let period = known.period.as_ref().and_then(|p| self.document.period(p));
        let next = period.map_or_else(|| scenario.clone(), |p| self.scenario_at(p));
        self.lay(next, set)
    }

    /// Does what a step of the story sets. Also gives what could not be set, in
    /// words.
    #[must_use]
    pub fn follow(&self, scenario: &Scenario, step: usize) -> (Scenario, Vec<String>) {
        self.lay(scenario.clone(), self.story.get(step).map_or(&[], Vec::as_slice))
    }

    /// Lays settings over a scenario.
    fn lay(
        &self,
        mut next: Scenario,
        set: &[(usize, OwnValue)],
    ) -> (Scenario, Vec<String>) {
        // What is set may depend on what is chosen.
        let mut own = self.scenario_at(next.period);
        for (i, input) in self.document.inputs.iter().enumerate() {
            if input.is_choice() {
                let chosen = set.iter().find_map(|(at, setting)| match setting {
                    OwnValue::Option(option) if *at == i => Some(*option),
                    _ => None,
                });
                own.put(i, chosen.or_else(|| next.value(i)));
            }
        }
        let own = self.evaluate(&own);
        let mut complaints = Vec::new();
        let before = next.clone();
        for (input, setting) in set {
            let Some(i) = self.document.inputs.get(*input) else { continue };
            match self.default_value(setting, &own) {
                Some(v) => next.put(*input, Some(v)),
                None => complaints.push(format!("“{}” has no value here.", i.id)),
            }
        }
        // Ranges may go by what is set besides.
        for (input, _) in set {
            let Some(i) = self.document.inputs.get(*input).filter(|i| !i.is_choice())
            else {
                continue;
            };
            let range = self.range_in(*input, &next);
            let say = |v| self.plain(self.input_slot(*input), v);
            if let Some(v) = next.value(*input).filter(|v| !range.holds(*v)) {
                next.put(*input, before.value(*input));
                complaints.push(format!(
                    "“{}” would be {}, outside its range from {} to {}.",
                    i.id,
                    say(v),
                    say(range.min),
                    say(range.max)
                ));
            }
        }
        (next, complaints)
    }

    /// The presets whose every value is the present one, with their cautions.
    #[must_use]
    pub fn applied(&self, e: &super::Evaluation) -> Vec<Applied> {
        let own = self.own_inputs(e);
        let applies = |(p, known): (usize, &crate::document::Preset)| {
            let cautions = || self.cautions(&known.cautions, e);
            self.is_on(p, e, &own).then(|| Applied { preset: p, cautions: cautions() })
        };
        self.document.presets.iter().enumerate().filter_map(applies).gather()
    }

    /// Whether every value of a preset is the present one.
    pub(super) fn is_on(
        &self,
        preset: usize,
        e: &super::Evaluation,
        own: &[f64],
    ) -> bool {
        let Some((known, set)) =
            self.document.presets.get(preset).zip(self.presets.get(preset))
        else {
            return false;
        };
        if let Some(period) = &known.period
            && self.document.period(period) != Some(e.scenario.period)
        {
            return false;
        }
        let as_set = |(input, setting): &(usize, OwnValue)| {
            let wanted = match setting {
                OwnValue::Formula(f) => f.evaluate(own).ok(),
                OwnValue::Option(option) => Some(*option),
                OwnValue::Broken => None,
            };
            let present = e.values.get(*input).copied();
            wanted.zip(present).is_some_and(|(w, p)| same_as_shown(w, p))
        };
        // A preset that stands for a whole scenario applies only while nothing
        // else is set.
        let foreign = |i: usize| !set.iter().any(|(s, _)| *s == i);
        let others = || {
            let set = e.scenario.set.iter().enumerate();
            set.filter(|(i, v)| v.is_some() && foreign(*i)).count() > 0
        };
        set.iter().all(as_set) && !(known.period.is_some() && others())
    }

    /// The texts whose condition holds.
    #[must_use]
    pub fn cautions(
        &self,
        cautions: &[Conditional],
        e: &super::Evaluation,
    ) -> Vec<String> {
        let holding = cautions.iter().filter(|c| self.holds(&c.condition, e));
        holding.map(|c| c.text.clone()).gather()
    }

    /// Works out every published figure that the document says must come out.
    #[must_use]
    #[inline(never)]
    pub fn self_test(&self) -> Vec<Proof> {
        let d = &self.document;
        let mut proofs = Vec::new();
        let evaluations: Vec<_> =
            (0..d.periods.len()).map(|p| self.evaluate(&self.scenario_at(p))).gather();
        for (at, check) in d.checks.iter().enumerate() {
            let Some(series) = d.series(&check.published) else { continue };
            for (period, e) in d.periods.iter().zip(&evaluations) {
                let Some(point) = series.at(period) else { continue };
                let computed = self.value_of(&check.formula, e).unwrap_or(f64::NAN);
                let places = libm::pow(10.0, f64::from(check.decimals) + 2.0);
                proofs.push(Proof {
                    check: at,
                    period: period.clone(),
                    published: point.value,
                    // Published rates are percentages: a decimal of a
                    // percentage is a thousandth.
                    computed: libm::round(computed * places) / places,
                });
            }
        }
        proofs
    }
}

/// Whether two values would be taken for one: rounding noise is no change.
pub(crate) fn same_as_shown(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}
