//! A scenario worked out: every value of it, or why it has none.

use super::compiled::{CompiledMetric, Need, OwnValue};
use super::evaluation::Absent;
use super::reads::Reads;
use super::slots::{self, Pinned};
use super::{Absence, Evaluation, Model, Scenario, made};
use crate::formula::{Expression, Slot};
use crate::lean::gather::Gather as _;
use crate::words::fill;

impl Model {
    /// Every value of a scenario.
    #[must_use]
    pub fn evaluate(&self, scenario: &Scenario) -> Evaluation {
        let mut e = Evaluation::of_nothing(scenario.clone(), self.slots.len());
        self.fill_inputs(&mut e, &self.all);
        self.fill_facts(&mut e);
        self.fill_metrics(&mut e, &self.all);
        self.fill_decisions(&mut e);
        self.name_absent(&mut e);
        e
    }

    /// Turns to another period, and works out there only what some formula reads: all
    /// else is not to be looked at.
    pub(crate) fn turn_to(&self, e: &mut Evaluation, period: usize, reads: &Reads) {
        e.scenario.period = period;
        e.worked = 0;
        self.fill_inputs(e, reads);
        self.fill_metrics(e, reads);
    }

    fn fill_inputs(&self, e: &mut Evaluation, reads: &Reads) {
        self.fill_series(e);
        for &i in &reads.choices {
            self.fill_input(e, i);
        }
        self.fill_tables(e);
        for &i in &reads.inputs {
            self.fill_input(e, i);
        }
        self.hold(e, |_| true);
        self.fit_shares(e, |_| true);
    }

    fn fill_metrics(&self, e: &mut Evaluation, reads: &Reads) {
        for &m in &reads.metrics {
            self.fill_metric(e, m);
        }
    }

    /// The same after a change, working out only what depends on it.
    pub fn reevaluate(&self, e: &mut Evaluation, scenario: &Scenario) {
        if e.scenario.period != scenario.period {
            *e = self.evaluate(scenario);
            return;
        }
        let differs = |i: &usize| e.scenario.value(*i) != scenario.value(*i);
        let changed: Vec<usize> =
            (0..self.document.inputs.len()).filter(differs).gather();
        e.scenario.clone_from(scenario);
        e.worked = 0;
        for &i in &changed {
            self.fill_input(e, i);
        }
        self.fill_tables(e);
        let follows = |i: &usize| {
            let formula = self.default_of(*i).filter(|_| e.scenario.value(*i).is_none());
            let slots = formula.map(Expression::slots).unwrap_or_default();
            let decides = |s: &Slot| self.slots.decides(&self.document, *s);
            slots.iter().filter_map(decides).any(|i| changed.contains(&i))
        };
        let followers: Vec<usize> =
            (0..self.document.inputs.len()).filter(follows).gather();
        for &i in &followers {
            self.fill_input(e, i);
        }
        let changed: Vec<usize> = changed.into_iter().chain(followers).gather();
        let held = self.hold(e, |i| changed.contains(&i));
        let changed: Vec<usize> = changed.into_iter().chain(held).gather();
        let fitted = self.fit_shares(e, |i| changed.contains(&i));
        let changed: Vec<usize> = changed.into_iter().chain(fitted).gather();
        self.fill_facts(e);
        for &m in &self.all.metrics {
            if changed.iter().any(|&i| self.depends(m, i)) {
                self.fill_metric(e, m);
            }
        }
        self.fill_decisions(e);
        self.name_absent(e);
    }

    /// Fills in what conditions ask of the state.
    fn fill_facts(&self, e: &mut Evaluation) {
        let base = self.slots.inputs + self.slots.metrics + self.slots.series;
        let own = self.own_inputs(e);
        for (i, pinned) in self.slots.pinned.borrow().iter().enumerate() {
            let value = match pinned {
                Pinned::Figure(..)
                | Pinned::Made(..)
                | Pinned::Table(_)
                | Pinned::Number(_)
                | Pinned::Best(_)
                | Pinned::Standing(..)
                | Pinned::Counted(_) => continue,
                Pinned::Own(input) => f64::from(u8::from(self.is_own(*input, e, &own))),
                Pinned::Status(input) => self.status_value(*input, e, &own),
                Pinned::Preset(preset) => {
                    f64::from(u8::from(self.is_on(*preset, e, &own)))
                }
                // Nothing is, outside a chart.
                Pinned::Drawn(_) => 0.0,
            };
            e.put(base + i, Ok(value));
        }
    }

    /// Fills in what goes by a choice.
    fn fill_tables(&self, e: &mut Evaluation) {
        let base = self.slots.inputs + self.slots.metrics + self.slots.series;
        let d = &self.document;
        for i in 0..self.slots.len() - base {
            let slot = slots::slot(base + i);
            let Some(input) = self.slots.decides(d, slot) else { continue };
            let chosen = e.value(self.slots.input(input)).ok();
            let at = chosen.and_then(crate::format::whole);
            let options = d.inputs.get(input).map(|i| i.options.as_slice());
            let option = at.and_then(|at| options?.get(at));
            let value = option.and_then(|o| match self.slots.pinned.borrow().get(i) {
                Some(Pinned::Table(t)) => {
                    let mut values = d.tables.get(*t)?.values.iter();
                    values.find(|(id, _)| *id == o.id).map(|(_, v)| *v)
                }
                _ => o.value,
            });
            let absence = || self.nothing_of(slot, self.name(slot), "");
            e.put(base + i, value.ok_or_else(absence));
        }
    }

    fn fill_series(&self, e: &mut Evaluation) {
        let d = &self.document;
        let period = d.periods.get(e.scenario.period).map_or("", String::as_str);
        let base = self.slots.inputs + self.slots.metrics;
        let pinned = self.slots.pinned.borrow();
        let chosen = d.series.iter().map(|s| (s, period));
        let named = pinned.iter().map(|p| match p {
            Pinned::Figure(s, period) => Some((d.series.get(*s)?, period.as_str())),
            _ => None,
        });
        for (i, figure) in chosen.map(Some).chain(named).enumerate() {
            let Some((series, period)) = figure else {
                let made = pinned.get(i.wrapping_sub(d.series.len()));
                if let Some(Pinned::Made(function, at, between)) = made {
                    let value = d
                        .series
                        .get(*at)
                        .and_then(|s| made::value(d, function, s, *between, period));
                    let slot = slots::slot(base + i);
                    let absence = || self.nothing_of(slot, self.name(slot), "");
                    e.put(base + i, value.ok_or_else(absence));
                }
                continue;
            };
            let value = series.at(period).map(|p| p.value);
            let places = [("label", series.label.as_str()), ("period", period)];
            let absence = || fill(self.words.no_figure, &places).into();
            e.put(base + i, value.ok_or_else(absence));
        }
    }

    pub(super) fn fill_input(&self, e: &mut Evaluation, i: usize) {
        let found =
            if let Some(v) = e.scenario.value(i) { Ok(v) } else { self.own(e, i) };
        e.put(i, found);
    }

    /// The document's own value of an input in the evaluation's period.
    ///
    /// # Errors
    /// Why there is none.
    pub fn own_value(&self, e: &Evaluation, i: usize) -> Result<f64, Absence> {
        self.own(e, i).map_err(|a| a.reason)
    }

    fn own(&self, e: &Evaluation, i: usize) -> Result<f64, Absent> {
        match self.defaults.get(i) {
            Some(OwnValue::Formula(formula)) => {
                formula.evaluate(&e.values).map_err(|u| {
                    let missing =
                        self.document.inputs.get(i).map_or("", |i| i.missing.as_str());
                    if missing.is_empty() {
                        self.absent(u, e)
                    } else {
                        missing.to_owned().into()
                    }
                })
            }
            Some(OwnValue::Option(option)) => Ok(*option),
            _ => Err("its formula is broken".to_owned().into()),
        }
    }

    fn fill_metric(&self, e: &mut Evaluation, m: usize) {
        e.worked += 1;
        let found = match self.metrics.get(m) {
            Some(metric) => self.work_out(metric, e),
            None => Err(String::new().into()),
        };
        e.put(self.slots.inputs + m, found);
    }

    fn work_out(&self, metric: &CompiledMetric, e: &Evaluation) -> Result<f64, Absent> {
        for Need { that, otherwise } in &metric.needs {
            match that.evaluate(&e.values) {
                Ok(0.0) => return Err(otherwise.clone().into()),
                Ok(_) => {}
                Err(u) => return Err(self.absent(u, e)),
            }
        }
        let broken = || Absent::from("its formula is broken".to_owned());
        let formula = metric.formula.as_ref().ok_or_else(broken)?;
        formula.evaluate(&e.values).map_err(|u| self.absent(u, e))
    }

    /// What an input is set to, where that has a value.
    pub(super) fn default_value(
        &self,
        default: &OwnValue,
        e: &Evaluation,
    ) -> Option<f64> {
        match default {
            OwnValue::Formula(f) => f.evaluate(&e.values).ok().filter(|v| v.is_finite()),
            OwnValue::Option(o) => Some(*o),
            OwnValue::Broken => None,
        }
    }
}
