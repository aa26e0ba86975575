//! The options of a decision as charts show them: what their costs, effects and
//! ratios are called and how they are written.

use super::perspectives;
use super::sheet::{Sheet, short};
use super::view::View;
use crate::decision::{Arm, Options};
use crate::document::{BaseUnit, Decision, DecisionOption, Format, Writing};
use crate::format::{Length, NumberFormat};
use crate::formula::{Slot, Unit};
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Model, Weighing};
use crate::simulation::Simulation;
use crate::words::fill;

/// A decision, and how its options stand at the values drawn.
pub(super) struct Compared<'a> {
    pub(super) decision: &'a Decision,
    /// The position of the perspective from which it is seen.
    perspective: usize,
    pub(super) found: Weighing,
    /// The input that values a unit of effect, and what it is now.
    pub(super) value: Slot,
    pub(super) worth: f64,
    /// A unit of effect, in words.
    pub(super) unit: &'a str,
    pub(super) costs: Amounts,
    pub(super) effects: Amounts,
}

/// How costs or effects are written.
pub(super) struct Amounts {
    pub(super) format: NumberFormat,
    /// Round ones, along an axis.
    pub(super) round: NumberFormat,
}

impl<'a> Compared<'a> {
    /// A decision seen from the perspective that the reader chose, which is said.
    pub(super) fn new(sheet: &mut Sheet<'a>, id: &str, view: &View) -> Option<Self> {
        let model = sheet.model;
        let decision = model.document().decision(id)?;
        let all = &decision.perspectives;
        if let Some(perspective) = perspectives::offered(sheet, all, view) {
            perspectives::named(sheet, perspective);
        }
        let perspective = perspectives::position(all, view);
        let value = model.slot(&decision.value)?;
        let (_, effect) = model.formula_with_unit(decision, false)?;
        Some(Self {
            perspective,
            found: model.weigh_from(decision, perspective, sheet.evaluation),
            value,
            worth: sheet.evaluation.value(value).unwrap_or(f64::NAN),
            unit: one_of(model, *effect.unit()).unwrap_or(&decision.effects),
            costs: Amounts::new(sheet, decision, true),
            effects: Amounts::new(sheet, decision, false),
            decision,
        })
    }

    /// How its options stand at other values.
    pub(super) fn weigh(&self, model: &Model, e: &Evaluation) -> Weighing {
        model.weigh_from(self.decision, self.perspective, e)
    }

    /// What an option costs: a formula.
    pub(super) fn cost(&self, option: &'a DecisionOption) -> &'a str {
        self.decision.cost(option, self.perspective)
    }

    /// Its options by position.
    pub(super) fn options(&self) -> impl Iterator<Item = (usize, &'a DecisionOption)> {
        self.decision.options.iter().enumerate()
    }

    pub(super) fn label(&self, option: usize) -> &'a str {
        self.decision.options.get(option).map_or("", |o| &o.label)
    }

    /// “£9,400”: a value of a unit of effect.
    pub(super) fn price(&self, sheet: &Sheet<'_>, value: f64) -> String {
        short(sheet.model, self.value, value)
    }

    /// “£9,400 per QALY”.
    pub(super) fn each(&self, sheet: &Sheet<'_>, value: f64) -> String {
        self.said(sheet, sheet.words.chart_each, value, "")
    }

    /// Words of a value of a unit of effect and an option.
    pub(super) fn said(
        &self,
        sheet: &Sheet<'_>,
        words: &str,
        value: f64,
        label: &str,
    ) -> String {
        let value = self.price(sheet, value);
        fill(words, &[("value", &value), ("unit", self.unit), ("label", label)])
    }

    /// What an option costs and does.
    pub(super) fn amounts(
        &self,
        sheet: &Sheet<'_>,
        (cost, effect): (f64, f64),
    ) -> String {
        let written = |label: &str, amounts: &Amounts, value: f64| {
            let value = amounts.format.write(value, Length::Short);
            fill(sheet.words.chart_point, &[("label", label), ("value", &value)])
        };
        let cost = written(&self.decision.costs, &self.costs, cost);
        let effect = written(&self.decision.effects, &self.effects, effect);
        format!("{cost} · {effect}")
    }

    /// The same without what they are called.
    pub(super) fn short(&self, (cost, effect): (f64, f64)) -> String {
        let written =
            |amounts: &Amounts, value| amounts.format.write(value, Length::Short);
        format!("{} · {}", written(&self.costs, cost), written(&self.effects, effect))
    }

    /// Its options in so many of the plausible worlds; `None` if there is one
    /// without a value in all of them.
    pub(super) fn in_worlds(
        &self,
        model: &Model,
        simulation: &Simulation,
        draws: usize,
    ) -> Option<Options> {
        let draws = simulation.draws().min(draws);
        let column = |text: &str| simulation.values(model, model.formula(text)?, draws);
        let arm = |o: &'a DecisionOption| {
            Arm::new(&o.label, &column(self.cost(o))?, &column(&o.effect)?).ok()
        };
        let arms: Vec<Arm> = self.options().filter_map(|(_, o)| arm(o)).gather();
        let all = arms.len() == self.decision.options.len();
        Options::new(arms).ok().filter(|o| all && !o.complete().is_empty())
    }

    /// Why an option has no cost or no effect.
    pub(super) fn lacks(&self, sheet: &Sheet<'_>, option: usize) -> String {
        let Some(option) = self.decision.options.get(option) else {
            return String::new();
        };
        let value = |formula| sheet.model.value_of(formula, sheet.evaluation).err();
        value(self.cost(option)).or_else(|| value(&option.effect)).unwrap_or_default()
    }
}

impl Amounts {
    fn new(sheet: &Sheet<'_>, decision: &Decision, of_costs: bool) -> Self {
        let format = if of_costs { Format::Money } else { Format::Number };
        let otherwise = sheet.model.writing_format(Writing { format, decimals: None });
        let known = sheet.model.formula_with_unit(decision, of_costs);
        let slot = known.and_then(|(formula, _)| sheet.slot_of(&formula));
        Self {
            format: slot
                .map_or_else(|| otherwise.clone(), |s| sheet.model.number_format(s)),
            round: slot.map_or(otherwise, |s| sheet.round_format(s)),
        }
    }
}

/// The number by which an option stands where there is no room for its name.
pub(super) fn number(option: usize) -> String {
    (option + 1).to_string()
}

/// One of what a unit counts, in words, if it counts something.
pub(super) fn one_of(model: &Model, unit: Unit) -> Option<&str> {
    let mut units = model.document().units.iter().enumerate();
    let counted = |(i, _): &(usize, &BaseUnit)| unit.power(*i) == 1;
    units.find(counted).map(|(_, u)| u.one.as_str())
}

/// The values whose plausible worlds a decision goes by.
pub(super) fn draws(model: &Model, id: &str) -> Vec<Slot> {
    let decision = model.document().decision(id);
    let formulas = decision.map(Decision::formulas).unwrap_or_default();
    formulas.into_iter().filter_map(|f| model.formula(f)).flat_map(|f| f.slots()).gather()
}

/// From which perspective a reader sees a decision, if not from the first.
pub(super) fn seen<'a>(
    model: &Model,
    id: &'a str,
    view: &View,
) -> Option<(&'a str, usize)> {
    let all = &model.document().decision(id)?.perspectives;
    Some((id, perspectives::position(all, view))).filter(|(_, at)| *at > 0)
}

/// Whether the perspective of that name is the one drawn.
pub(super) fn is_drawn(model: &Model, id: &str, view: &View, name: &str) -> bool {
    let decision = model.document().decision(id);
    decision.is_some_and(|d| perspectives::is_drawn(&d.perspectives, view, name))
}
