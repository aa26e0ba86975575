//! What a chart or a way of writing makes of units: one scale has one unit,
//! money is written of money, and a ratio is worth what its unit says.

use super::Model;
use crate::document::{ChartKind, Format, Problems, Writing};
use crate::formula::Unit;
use crate::lean::gather::Gather as _;

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
                    let unit = self.one_unit(&format!("{place}, lines"), lines, problems);
                    if let Some(unit) = unit {
                        self.check_writing(
                            &format!("{place}, format"),
                            c.writing,
                            unit,
                            problems,
                        );
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
                        let Some(cost) =
                            unit(&p.cost).filter(|u| *u != value.times(effect))
                        else {
                            continue;
                        };
                        problems.add(
                            format!("{place}, perspectives, {}", p.id),
                            format!(
                                "“{}” is in {}, but “{}” times “{}” in {}; what is paid and \
                                 what it is worth need one unit.",
                                p.cost,
                                self.unit_words(cost),
                                c.value,
                                c.effect,
                                self.unit_words(value.times(effect))
                            ),
                        );
                    }
                }
                _ => {}
            }
        }
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
        let units = self.document().units.iter();
        let names: Vec<(&str, &str)> =
            units.map(|u| (u.one.as_str(), u.many.as_str())).gather();
        unit.in_words(&names)
    }
}

/// By base unit: its power in what is counted, whatever it is counted by.
fn above(unit: Unit) -> [i8; 12] {
    std::array::from_fn(|i| unit.power(i).max(0))
}
