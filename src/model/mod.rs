//! A document's formulas in evaluation order, and what comes out of them.
//!
//! [`Model::load`] reads a document, parses every formula in it, checks units,
//! names and cycles, and reports all problems at once. [`Model::evaluate`]
//! gives every value of a [`Scenario`], or the reason why there is none.

mod absence;
mod charts;
mod checks;
mod columns;
mod compile;
mod correlation;
mod count;
mod decisions;
mod dominance;
mod evaluation;
mod history;
mod lexicon;
mod made;
mod presets;
mod provenance;
mod range;
mod scenario;
mod shares;
mod slots;
mod spread;
mod template;
mod units;
mod yours;

pub use columns::Columns;
pub use decisions::Weighing;
pub use dominance::{Standing, dominance};
pub use evaluation::{Absence, Evaluation};
pub use history::History;
pub use lexicon::Speech;
pub use presets::{Applied, Proof};
pub use provenance::Figure;
pub use range::Range;
pub use scenario::{Scenario, Spread};
pub use template::{Fill, Span};
pub use yours::Yours;

use crate::document::{Document, Problems, Value};
use crate::error::Error;
use crate::formula::{Expression, Slot, Unit};
use crate::lean::gather::Gather as _;
use crate::words::{Words, fill};
use compile::{CompiledMetric, CompiledSpread, Formulas, Need, OwnValue, Settings};
use evaluation::Absent;
use slots::{Holds, Pinned, Slots};

/// A checked document, ready to compute.
#[derive(Debug)]
pub struct Model {
    document: Document,
    words: &'static Words,
    /// By what formulas name besides: what it is called.
    labels: Vec<String>,
    /// By input: of which independent scores its own is the sum.
    score_sums: Vec<Vec<(usize, f64)>>,
    /// Inputs by position that are the shares of one whole, and how sure they are.
    shares: Vec<(Vec<usize>, f64)>,
    slots: Slots,
    defaults: Vec<OwnValue>,
    spreads: Vec<Vec<CompiledSpread>>,
    /// By input: what of its range follows others.
    ranges: Vec<range::CompiledRange>,
    /// Inputs by position whose range follows others, each after those.
    held: Vec<usize>,
    /// These ranges as they are to begin with.
    usual: Vec<(usize, Range)>,
    metrics: Vec<CompiledMetric>,
    /// Metrics by position, each after those it needs.
    order: Vec<usize>,
    /// By preset.
    presets: Vec<Settings>,
    /// By step of the story.
    story: Vec<Settings>,
    /// Every other formula of the document.
    formulas: Formulas,
}

impl Model {
    /// Reads and checks a document.
    ///
    /// # Errors
    /// Every problem of the document at once.
    ///
    /// ```
    /// use cost_calculator::{document::Value, Model};
    /// let value: Value = serde_json::from_str(r#"{
    ///   "format": 1, "id": "tea", "version": "1", "title": "What does tea cost?",
    ///   "units": {"GBP": {"one": "pound", "many": "pounds", "symbol": "£"},
    ///             "cup": {"one": "cup", "many": "cups"}},
    ///   "periods": ["now"], "default_period": "now",
    ///   "groups": [{"id": "all", "label": "All"}],
    ///   "inputs": [
    ///     {"id": "spend", "label": "Spend", "unit": "GBP", "group": "all", "value": 3,
    ///      "min": 0, "max": 9, "step": 1, "format": "money"},
    ///     {"id": "cups", "label": "Cups", "unit": "cup", "group": "all", "value": 2,
    ///      "min": 0, "max": 9, "step": 1, "format": "count"}],
    ///   "metrics": [{"id": "price", "label": "Price of a cup", "unit": "GBP / cup",
    ///      "group": "all", "formula": "spend / cups", "format": "money",
    ///      "needs": [{"that": "cups > 0", "otherwise": "nobody drinks tea"}]}]
    /// }"#).unwrap();
    /// let model = Model::load(&value).unwrap();
    /// let mut scenario = model.scenario();
    /// let price = model.slot("price").unwrap();
    /// assert_eq!(model.evaluate(&scenario).value(price), Ok(1.5));
    /// scenario.put(model.input("cups").unwrap(), Some(0.0));
    /// assert_eq!(model.evaluate(&scenario).value(price), Err("nobody drinks tea"));
    /// ```
    pub fn load(value: &Value) -> Result<Self, Error> {
        let problems = Problems::default();
        let document = Document::read(value, &problems);
        let mut model = Self::compile(document, &problems);
        model.check_texts(&problems);
        if problems.is_empty() {
            model.usual = model.usual_ranges();
            model.check_units(&problems);
            model.check_defaults(&problems);
            model.check_own(&problems);
        }
        let problems = problems.into_vec();
        if problems.is_empty() { Ok(model) } else { Err(Error::document(problems)) }
    }

    /// Writes numbers and interface words in another language than the
    /// document's own.
    pub fn speak(&mut self, language: &str) {
        self.words = Words::of(language);
        self.labels = made::labels(&self.document, &self.slots, self.words);
    }

    /// The words of the interface.
    #[must_use]
    pub const fn words(&self) -> &'static Words {
        self.words
    }

    /// The document.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// The scenario a reader meets first: the document's own values.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        let period = self.document.period(&self.document.default_period).unwrap_or(0);
        self.scenario_at(period)
    }

    /// The document's own values in a period.
    #[must_use]
    pub fn scenario_at(&self, period: usize) -> Scenario {
        Scenario::new(period, self.document.inputs.len())
    }

    /// The position of an input.
    #[must_use]
    pub fn input(&self, id: &str) -> Option<usize> {
        self.document.inputs.iter().position(|i| i.id == id)
    }

    /// The position of a metric.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<usize> {
        self.document.metrics.iter().position(|m| m.id == id)
    }

    /// The position of a preset.
    #[must_use]
    pub fn preset(&self, id: &str) -> Option<usize> {
        self.document.presets.iter().position(|p| p.id == id)
    }

    /// The slot of an input, metric or series.
    #[must_use]
    pub fn slot(&self, id: &str) -> Option<Slot> {
        let d = &self.document;
        let series = || d.series.iter().position(|s| s.id == id);
        (self.input(id).map(|i| self.slots.input(i)))
            .or_else(|| self.metric(id).map(|i| self.slots.metric(i)))
            .or_else(|| {
                series().map(|i| slots::slot(self.slots.inputs + self.slots.metrics + i))
            })
    }

    /// The slot of the input at a position.
    #[must_use]
    pub fn input_slot(&self, input: usize) -> Slot {
        self.slots.input(input)
    }

    /// The slot of the metric at a position.
    #[must_use]
    pub fn metric_slot(&self, metric: usize) -> Slot {
        self.slots.metric(metric)
    }

    /// The unit of an input, metric or series.
    #[must_use]
    pub fn unit(&self, slot: Slot) -> Unit {
        let known = self.slots.units.get(usize::from(slot.0)).copied();
        known.unwrap_or_else(|| made::unit(&self.document, &self.slots, slot))
    }

    /// The formula of a metric.
    #[must_use]
    pub fn formula_of(&self, metric: usize) -> Option<&Expression> {
        self.metrics.get(metric)?.formula.as_ref()
    }

    /// The formula behind an input's own value, where there is one.
    #[must_use]
    pub fn default_of(&self, input: usize) -> Option<&Expression> {
        match self.defaults.get(input)? {
            OwnValue::Formula(e) => Some(e),
            OwnValue::Option(_) | OwnValue::Broken => None,
        }
    }

    /// Whether a metric depends on an input.
    #[must_use]
    pub fn depends(&self, metric: usize, input: usize) -> bool {
        self.metrics.get(metric).is_some_and(|m| m.inputs.get(input) == Some(&true))
    }

    /// Every value of a scenario.
    #[must_use]
    pub fn evaluate(&self, scenario: &Scenario) -> Evaluation {
        let n = self.slots.len();
        let mut e = Evaluation {
            scenario: scenario.clone(),
            values: vec![f64::NAN; n],
            absences: vec![None; n],
            worked: 0,
            free: false,
        };
        self.fill_series(&mut e);
        // The value of one input may depend on what is chosen in another.
        for choices in [true, false] {
            for (i, input) in self.document.inputs.iter().enumerate() {
                if input.is_choice() == choices {
                    self.fill_input(&mut e, i);
                }
            }
            if choices {
                self.fill_tables(&mut e);
            }
        }
        self.hold(&mut e, |_| true);
        self.fit_shares(&mut e, |_| true);
        self.fill_facts(&mut e);
        for &m in &self.order {
            self.fill_metric(&mut e, m);
        }
        self.fill_decisions(&mut e);
        self.name_absent(&mut e);
        e
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
        for &m in &self.order {
            if changed.iter().any(|&i| self.depends(m, i)) {
                self.fill_metric(e, m);
            }
        }
        self.fill_decisions(e);
        self.name_absent(e);
    }

    /// The value of one of the document's other formulas (of charts,
    /// headlines, checks), given by its text.
    ///
    /// # Errors
    /// Why it has no value.
    pub fn value_of(&self, formula: &str, e: &Evaluation) -> Result<f64, Absence> {
        let Some(expression) = self.formula(formula) else {
            return Err(format!("the document has no formula “{formula}”"));
        };
        self.worked_out(expression, e)
    }

    /// The value of one of the document's other formulas, or why it has none.
    ///
    /// # Errors
    /// Why it has no value.
    pub fn worked_out(
        &self,
        formula: &Expression,
        e: &Evaluation,
    ) -> Result<f64, Absence> {
        formula.evaluate(&e.values).map_err(|u| self.reason(u, e))
    }

    /// One of the document's other formulas, by its text.
    #[must_use]
    pub fn formula(&self, text: &str) -> Option<&Expression> {
        let at = self.formulas.binary_search_by(|(known, _)| known.as_str().cmp(text));
        self.formulas.get(at.ok()?).map(|(_, formula)| formula)
    }

    /// Whether a condition of the document holds. An empty one does; one that
    /// cannot be told does not.
    #[must_use]
    pub fn holds(&self, condition: &str, e: &Evaluation) -> bool {
        condition.is_empty() || self.value_of(condition, e).is_ok_and(|v| v != 0.0)
    }

    /// Whether a condition holds where only some things are drawn.
    #[must_use]
    pub fn holds_where(
        &self,
        condition: &str,
        e: &Evaluation,
        drawn: &dyn Fn(&str) -> bool,
    ) -> bool {
        let Some(formula) = self.formula(condition) else { return condition.is_empty() };
        let mut values = e.values.clone();
        let pinned = self.slots.pinned.borrow();
        for slot in formula.slots() {
            if let Holds::Pinned(p) = self.what(slot)
                && let Some(Pinned::Drawn(name)) = pinned.get(p)
                && let Some(place) = values.get_mut(usize::from(slot.0))
            {
                *place = f64::from(u8::from(drawn(name)));
            }
        }
        formula.evaluate(&values).is_ok_and(|v| v != 0.0)
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
            put(e, base + i, Ok(value));
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
            let absent = || self.nothing_of(slot, self.name(slot), "");
            put(e, base + i, value.ok_or_else(absent));
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
                    let absent = || self.nothing_of(slot, self.name(slot), "");
                    put(e, base + i, value.ok_or_else(absent));
                }
                continue;
            };
            let value = series.at(period).map(|p| p.value);
            let places = [("label", series.label.as_str()), ("period", period)];
            let absence = || fill(self.words.no_figure, &places).into();
            put(e, base + i, value.ok_or_else(absence));
        }
    }

    fn fill_input(&self, e: &mut Evaluation, i: usize) {
        let set = e.scenario.value(i);
        put(e, i, set.map_or_else(|| self.own(e, i), Ok));
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
        put(e, self.slots.inputs + m, found);
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

    fn what(&self, slot: Slot) -> Holds {
        self.slots.what(slot)
    }
}

fn put(e: &mut Evaluation, at: usize, found: Result<f64, Absent>) {
    let found = match found {
        Ok(v) if !v.is_finite() => Err("it is beyond all bounds".to_owned().into()),
        other => other,
    };
    let (value, absence) = match found {
        Ok(v) => (v, None),
        Err(reason) => (f64::NAN, Some(reason)),
    };
    if let Some(place) = e.values.get_mut(at) {
        *place = value;
    }
    if let Some(place) = e.absences.get_mut(at) {
        *place = absence;
    }
}
