//! Options by their costs and effects at the values set: which are worth
//! considering, and which is worth most.

use super::dominance::{Standing, dominance};
use super::slots::{Pinned, slot};
use super::{Evaluation, Model};
use crate::document::Decision;
use crate::formula::{Expression, Slot};
use crate::lean::gather::Gather as _;
use crate::lean::order;

/// How the options of a decision stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighing {
    /// By option: its cost and effect; NaN where it has no value.
    pub points: Vec<(f64, f64)>,
    /// By option: how it stands among those that have values.
    pub standing: Vec<Standing>,
    /// The position of the option of the highest net benefit, the first of
    /// those that tie; `None` if one of them has no value, for that might be it.
    pub best: Option<usize>,
}

impl Weighing {
    /// Weighs options, given by cost and effect, where a unit of effect has a
    /// value.
    ///
    /// ```
    /// use cost_calculator::model::Weighing;
    /// let found = Weighing::of(vec![(0.0, 0.0), (100.0, 1.0), (150.0, 3.0)], 60.0);
    /// assert_eq!((found.best, found.frontier()), (Some(2), vec![0, 2]));
    /// assert_eq!(found.between(1), Some((0, 2)));
    /// ```
    #[must_use]
    pub fn of(points: Vec<(f64, f64)>, value: f64) -> Self {
        let benefits: Vec<f64> = points.iter().map(|(c, e)| value * e - c).gather();
        let most = benefits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let known = benefits.iter().all(|b| b.is_finite());
        let best = benefits.iter().position(|b| *b >= most).filter(|_| known);
        Self { standing: dominance(&points), points, best }
    }

    /// Whether an option has cost and effect.
    #[must_use]
    pub fn knows(&self, option: usize) -> bool {
        let point = self.points.get(option);
        point.is_some_and(|(cost, effect)| cost.is_finite() && effect.is_finite())
    }

    /// The options of the efficiency frontier, the cheapest first.
    #[must_use]
    pub fn frontier(&self) -> Vec<usize> {
        let standing = self.standing.iter().enumerate();
        let mut on: Vec<usize> = standing
            .filter_map(|(i, s)| matches!(s, Standing::Efficient(_)).then_some(i))
            .gather();
        order::sort(&mut on, |i| self.effect(*i));
        on
    }

    /// The two of the frontier between which an option lies by its effect.
    #[must_use]
    pub fn between(&self, option: usize) -> Option<(usize, usize)> {
        let (effect, on) = (self.effect(option), self.frontier());
        let before = on.iter().rev().find(|i| self.effect(**i) < effect)?;
        let after = on.iter().find(|i| self.effect(**i) > effect)?;
        Some((*before, *after))
    }

    fn effect(&self, option: usize) -> f64 {
        self.points.get(option).map_or(f64::NAN, |p| p.1)
    }
}

impl Model {
    /// How the options of a decision stand at the values of an evaluation, from the
    /// first of its perspectives.
    #[must_use]
    pub fn weigh(&self, decision: &Decision, e: &Evaluation) -> Weighing {
        self.weigh_from(decision, 0, e)
    }

    /// The same from another perspective, by its position.
    #[must_use]
    pub fn weigh_from(
        &self,
        decision: &Decision,
        perspective: usize,
        e: &Evaluation,
    ) -> Weighing {
        let of = |formula: &str| self.value_of(formula, e).unwrap_or(f64::NAN);
        let costs = |o| of(decision.cost(o, perspective));
        let points = decision.options.iter().map(|o| (costs(o), of(&o.effect)));
        let value = self.slot(&decision.value).map(|s| e.value(s));
        let value = value.and_then(Result::ok).unwrap_or(f64::NAN);
        Weighing::of(points.gather(), value)
    }

    /// One of a decision’s formulas that has a unit, of costs or of effects: the
    /// first that is no bare number.
    #[must_use]
    #[inline(never)]
    pub(crate) fn formula_with_unit(
        &self,
        decision: &Decision,
        of_costs: bool,
    ) -> Option<(String, &Expression)> {
        decision.options.iter().find_map(|o| {
            let text = if of_costs { &o.cost } else { &o.effect };
            let formula = self.formula(text).filter(|f| !f.is_number())?;
            Some((text.clone(), formula))
        })
    }

    /// The slot of which option of a decision is worth most.
    pub(super) fn best_of(&self, id: &str) -> Option<Slot> {
        let decision = self.document.decisions.iter().position(|d| d.id == id)?;
        let wanted = Pinned::Best(decision);
        let at = self.slots.pinned.borrow().iter().position(|p| *p == wanted)?;
        Some(slot(self.slots.inputs + self.slots.metrics + self.slots.series + at))
    }

    /// The decision of which a slot holds what is worth most.
    #[must_use]
    pub(crate) fn as_decision(&self, of: Slot) -> Option<&Decision> {
        let super::Holds::Pinned(p) = self.what(of) else { return None };
        match self.slots.pinned.borrow().get(p) {
            Some(Pinned::Best(decision)) => self.document.decisions.get(*decision),
            _ => None,
        }
    }

    /// Fills in what is worth most and how each option stands, which goes by
    /// metrics and therefore comes after them.
    pub(super) fn fill_decisions(&self, e: &mut Evaluation) {
        for (i, decision) in self.document.decisions.iter().enumerate() {
            self.fill_decision(e, i, decision, 0);
        }
    }

    /// The same values with a decision seen from another perspective, by its position:
    /// what is said beside a chart goes by the one drawn.
    #[must_use]
    #[inline(never)]
    pub(crate) fn seen_from(
        &self,
        e: &Evaluation,
        decision: &str,
        perspective: usize,
    ) -> Evaluation {
        let mut seen = e.clone();
        let mut decisions = self.document.decisions.iter().enumerate();
        if let Some((i, d)) = decisions.find(|(_, d)| d.id == decision) {
            self.fill_decision(&mut seen, i, d, perspective);
        }
        seen
    }

    #[inline(never)]
    fn fill_decision(
        &self,
        e: &mut Evaluation,
        at: usize,
        decision: &Decision,
        perspective: usize,
    ) {
        let base = self.slots.inputs + self.slots.metrics + self.slots.series;
        let found = self.weigh_from(decision, perspective, e);
        let lacking = || {
            let mut reasons = decision.formulas().into_iter();
            let reason = reasons.find_map(|f| {
                let undefined = self.formula(f)?.evaluate(e.values()).err()?;
                Some(self.absent(undefined, e))
            });
            reason.unwrap_or_else(|| self.words.not_real.to_owned().into())
        };
        let why = if found.best.is_none() { lacking() } else { String::new().into() };
        for (i, pinned) in self.slots.pinned.borrow().iter().enumerate() {
            let value = match pinned {
                Pinned::Best(d) if *d == at => found.best.map(place),
                Pinned::Standing(d, o) if *d == at => {
                    let standing = found.standing.get(*o).filter(|_| found.knows(*o));
                    standing.map(|s| match s {
                        Standing::Efficient(_) => 0.0,
                        Standing::Dominated(_) => 1.0,
                        Standing::ExtendedlyDominated => 2.0,
                    })
                }
                _ => continue,
            };
            e.put(base + i, value.ok_or_else(|| why.clone()));
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
const fn place(i: usize) -> f64 {
    i as f64
}
