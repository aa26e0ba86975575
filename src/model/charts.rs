//! What a chart or a way of writing makes of units: one scale has one unit,
//! money is written of money, and a ratio is worth what its unit says.

use super::Model;
use super::apart::unit_words;
use crate::document::{
    Annotation, ChartKind, Decision, Dot, Format, Problems, Scatter, Writing,
};
use crate::formula::Unit;
use crate::lean::letters::part_at_last;

impl Model {
    /// Reports ways of writing that do not fit a unit, and charts that put
    /// several units on one scale.
    pub(super) fn check_units(&self, problems: &Problems) {
        let d = self.document();
        for (i, input) in d.inputs.iter().enumerate() {
            let unit = self.unit(self.input_slot(i));
            let place = format!("inputs, {}, format", input.id);
            self.check_writing(&place, input.writing, unit, problems);
        }
        for (i, metric) in d.metrics.iter().enumerate() {
            let unit = self.unit(self.metric_slot(i));
            let place = format!("metrics, {}, format", metric.id);
            self.check_writing(&place, metric.writing, unit, problems);
        }
        for decision in &d.decisions {
            self.check_decision(decision, problems);
        }
        for chart in &d.charts {
            let place = format!("charts, {}", chart.id);
            match &chart.kind {
                ChartKind::Ladder(c) => {
                    let rungs = c.rungs.iter().map(|r| (&*r.label, &*r.formula));
                    self.one_unit(&format!("{place}, rungs"), rungs, problems);
                    let lines = c.years.iter().flat_map(|y| &y.lines);
                    let lines = lines.map(|l| (&*l.label, &*l.formula));
                    self.one_unit(&format!("{place}, years"), lines, problems);
                }
                ChartKind::Trend(c) if c.index.is_none() => {
                    let lines = c.lines.iter().map(|l| (&*l.label, &*l.formula));
                    let held = values(&c.annotations);
                    let place = format!("{place}, lines");
                    self.one_scale(&place, lines.chain(held), c.writing, problems);
                }
                ChartKind::Bars(c) => {
                    let parts = c.formulas().into_iter().chain(values(&c.annotations));
                    let place = format!("{place}, parts");
                    self.one_scale(&place, parts, c.writing, problems);
                }
                ChartKind::Waterfall(c) => {
                    let steps = c.formulas().into_iter();
                    self.one_scale(
                        &format!("{place}, steps"),
                        steps,
                        c.writing,
                        problems,
                    );
                }
                ChartKind::Scatter(c) => {
                    let along = c.points.iter().map(|p| (&*p.label, &*p.x));
                    let up = c.points.iter().map(|p| (&*p.label, &*p.y));
                    let up = up.chain(values(&c.annotations));
                    self.one_scale(&format!("{place}, x"), along, c.x.writing, problems);
                    self.one_scale(&format!("{place}, y"), up, c.y.writing, problems);
                    if let Some(t) = &c.threshold {
                        self.check_threshold(&place, c, &t.formula, problems);
                    }
                }
                ChartKind::Paired(c) => {
                    let lines = [&c.start, &c.end].map(|l| (&*l.label, &*l.formula));
                    self.one_unit(&place, lines.into_iter(), problems);
                }
                ChartKind::Funnel(c) => {
                    for base in &c.bases {
                        let stages = base.stages.iter();
                        let stages = stages.map(|s| (&*s.label, &*s.formula));
                        let place = format!("{place}, bases, {}", base.id);
                        self.one_unit(&place, stages, problems);
                    }
                }
                ChartKind::Map(c) => {
                    for id in [&c.x, &c.y] {
                        let input = d.inputs.iter().find(|i| i.id == *id);
                        if input.is_some_and(|i| i.is_choice()) {
                            problems.add(
                                &place,
                                format!("“{id}” is a choice; a map needs numbers along its sides."),
                            );
                        }
                    }
                }
                ChartKind::Worth(c) => {
                    let unit = |id: &str| self.slot(id).map(|s| self.unit(s));
                    let (Some(effect), Some(value)) = (unit(&c.effect), unit(&c.value))
                    else {
                        continue;
                    };
                    for p in &c.perspectives {
                        let Some(cost) = unit(&p.cost) else { continue };
                        let place = format!("{place}, perspectives, {}", p.id);
                        let (cost, effect) = ((&*p.cost, cost), (&*c.effect, effect));
                        self.paid_and_worth(
                            &place,
                            cost,
                            effect,
                            (&*c.value, value),
                            problems,
                        );
                    }
                }
                _ => {}
            }
            if let Some(count) = chart.kind.along().and_then(|a| a.count.as_ref()) {
                let ends = [("from", &*count.from), ("to", &*count.to)];
                let at = chart.kind.annotations().iter().filter(|a| !a.at.is_empty());
                let at = at.map(|a| (&*a.text, &*a.at));
                self.one_unit(
                    &format!("{place}, count"),
                    ends.into_iter().chain(at),
                    problems,
                );
            }
        }
    }

    /// Reports formulas on one scale that differ in their units, and a way of
    /// writing that does not fit them.
    #[inline(never)]
    fn one_scale<'a>(
        &self,
        place: &str,
        formulas: impl Iterator<Item = (&'a str, &'a str)>,
        writing: Writing,
        problems: &Problems,
    ) {
        if let Some(unit) = self.one_unit(place, formulas, problems) {
            let chart = part_at_last(place, ", ").map_or(place, |(chart, _)| chart);
            self.check_writing(&format!("{chart}, format"), writing, unit, problems);
        }
    }

    /// Reports options of which costs, effects and what those are worth do not go
    /// together.
    #[inline(never)]
    fn check_decision(&self, decision: &Decision, problems: &Problems) {
        let place = format!("decisions, {}", decision.id);
        let value = self.slot(&decision.value).map(|s| self.unit(s));
        let (Some((effect, done)), Some(value)) =
            (self.formula_with_unit(decision, false), value)
        else {
            let message = "one effect at least needs its unit: name an input or a metric, or write it behind the number.";
            return problems.add(place, message);
        };
        let unit = |text: &str| {
            let formula = self.formula(text).filter(|f| !f.is_number());
            formula.map(|f| *f.unit())
        };
        let cost = |place: &str, text: &str| {
            if let Some(cost) = unit(text) {
                let effect = (&*effect, *done.unit());
                let value = (&*decision.value, value);
                self.paid_and_worth(place, (text, cost), effect, value, problems);
            }
        };
        for o in &decision.options {
            let place = format!("{place}, options, {}", o.id);
            if let Some(other) = unit(&o.effect).filter(|u| u != done.unit()) {
                problems.add(
                    &*place,
                    format!(
                        "“{}” is in {}, “{effect}” in {}; effects need one unit to be compared.",
                        o.effect,
                        self.unit_words(other),
                        self.unit_words(*done.unit())
                    ),
                );
            }
            cost(&place, &o.cost);
        }
        for p in &decision.perspectives {
            for (option, text) in &p.costs {
                cost(&format!("{place}, perspectives, {}, costs, {option}", p.id), text);
            }
        }
    }

    /// Reports a line through the origin whose rise is in another unit than what is
    /// up for one along.
    #[inline(never)]
    fn check_threshold(
        &self,
        place: &str,
        chart: &Scatter,
        rise: &str,
        problems: &Problems,
    ) {
        let known = |text: &str| self.formula(text).filter(|f| !f.is_number());
        let side = |of: fn(&Dot) -> &String| {
            chart.points.iter().find_map(|p| Some((of(p), *known(of(p))?.unit())))
        };
        let (Some((x, along)), Some((y, up)), Some(by)) =
            (side(|p| &p.x), side(|p| &p.y), known(rise).map(|f| *f.unit()))
        else {
            return;
        };
        let reached = by.times(along);
        if reached != up {
            problems.add(
                format!("{place}, threshold"),
                format!(
                    "“{rise}” times “{x}” is in {}, but “{y}” in {}; the line says what \
                     one more along is worth up.",
                    self.unit_words(reached),
                    self.unit_words(up)
                ),
            );
        }
    }

    /// Reports a cost in another unit than the effect times its value.
    fn paid_and_worth(
        &self,
        place: &str,
        cost: (&str, Unit),
        effect: (&str, Unit),
        value: (&str, Unit),
        problems: &Problems,
    ) {
        let worth = value.1.times(effect.1);
        if cost.1 == worth {
            return;
        }
        problems.add(
            place,
            format!(
                "“{}” is in {}, but “{}” times “{}” in {}; what is paid and what it is \
                 worth need one unit.",
                cost.0,
                self.unit_words(cost.1),
                value.0,
                effect.0,
                self.unit_words(worth)
            ),
        );
    }

    /// Reports a format that does not fit a unit.
    fn check_writing(
        &self,
        place: &str,
        writing: Writing,
        unit: Unit,
        problems: &Problems,
    ) {
        let units = || self.document().units.iter().enumerate();
        let money = units().any(|(i, u)| unit.power(i) == 1 && !u.symbol.is_empty());
        let plain = unit == Unit::DIMENSIONLESS;
        let above = units().any(|(i, _)| unit.power(i) > 0);
        let needed = match writing.format {
            // What comes back for each pound has no unit, yet is money.
            Format::Money if !money && !plain => "a unit with money in it",
            Format::Percent | Format::PerHundred if above => "a share",
            // Dates are counted in days, all in the same.
            Format::Date if self.base_of(unit).is_none() || self.days() != Some(unit) => {
                "a unit for days, the same of all dates"
            }
            _ => return,
        };
        problems.add(
            place,
            format!(
                "this is for {needed}, but the unit here is {}.",
                self.unit_words(unit)
            ),
        );
    }

    /// The unit in which the dates of the document are counted.
    fn days(&self) -> Option<Unit> {
        let d = self.document();
        let input = d.inputs.iter().position(|i| i.writing.format == Format::Date);
        let metric = || d.metrics.iter().position(|m| m.writing.format == Format::Date);
        let slot = input.map(|i| self.input_slot(i));
        let slot = slot.or_else(|| metric().map(|m| self.metric_slot(m)));
        slot.map(|slot| self.unit(slot))
    }

    /// The unit that all formulas on one scale have; reports those that do not
    /// have the first one's.
    #[inline(never)]
    fn one_unit<'a>(
        &self,
        place: &str,
        formulas: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &Problems,
    ) -> Option<Unit> {
        let mut first: Option<(&str, Unit)> = None;
        for (label, formula) in formulas {
            let Some(e) = self.formula(formula).filter(|e| !e.is_number()) else {
                continue;
            };
            let (of, unit) = *first.get_or_insert((label, *e.unit()));
            // What one of each result costs may stand on one scale.
            if above(*e.unit()) != above(unit) {
                problems.add(
                    place,
                    format!(
                        "“{label}” is in {}, “{of}” in {}; one scale cannot show both.",
                        self.unit_words(*e.unit()),
                        self.unit_words(unit)
                    ),
                );
            }
        }
        first.map(|(_, unit)| unit)
    }

    fn unit_words(&self, unit: Unit) -> String {
        unit_words(self.document(), unit)
    }
}

/// Values that others are held against, each with what is noted there.
fn values(annotations: &[Annotation]) -> impl Iterator<Item = (&str, &str)> {
    let values = annotations.iter().filter(|a| !a.value.is_empty());
    values.map(|a| (a.text.as_str(), a.value.as_str()))
}

/// By base unit: its power in what is counted, whatever it is counted by.
fn above(unit: Unit) -> [i8; 12] {
    std::array::from_fn(|i| unit.power(i).max(0))
}
