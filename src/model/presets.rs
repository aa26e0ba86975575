//! Presets: putting one on, seeing which apply; and the self-test.

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
        let mut next = period.map_or_else(|| scenario.clone(), |p| self.scenario_at(p));
        let own = self.evaluate(&self.scenario_at(next.period));
        let mut complaints = Vec::new();
        for (input, setting) in set {
            let Some(i) = self.document.inputs.get(*input) else { continue };
            match self.default_value(setting, &own) {
                Some(v) if i.is_choice() || (i.min <= v && v <= i.max) => {
                    next.put(*input, Some(v));
                }
                Some(v) => complaints.push(format!(
                    "“{}” would be {v}, outside its range from {} to {}.",
                    i.id, i.min, i.max
                )),
                None => complaints.push(format!("“{}” has no value here.", i.id)),
            }
        }
        (next, complaints)
    }

    /// The presets whose every value is the present one, with their cautions.
    #[must_use]
    pub fn applied(&self, e: &super::Evaluation) -> Vec<Applied> {
        let own = self.evaluate(&self.scenario_at(e.scenario.period));
        let applies = |(p, set): (usize, &Vec<(usize, super::Default_)>)| {
            let known = self.document.presets.get(p)?;
            if let Some(period) = &known.period
                && self.document.period(period) != Some(e.scenario.period)
            {
                return None;
            }
            for (input, setting) in set {
                let wanted = self.default_value(setting, &own)?;
                let present = e.value(self.input_slot(*input)).ok()?;
                if !same_as_shown(wanted, present) {
                    return None;
                }
            }
            // A preset that stands for a whole scenario applies only while
            // nothing else is set.
            let mut others =
                e.scenario.set.iter().enumerate().filter(|(_, v)| v.is_some());
            let foreign = |(i, _): (usize, _)| !set.iter().any(|(s, _)| *s == i);
            if known.period.is_some() && others.any(foreign) {
                return None;
            }
            Some(Applied { preset: p, cautions: self.cautions(&known.cautions, e) })
        };
        self.presets.iter().enumerate().filter_map(applies).gather()
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
