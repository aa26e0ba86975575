//! A document's formulas in evaluation order, and what comes out of them.
//!
//! [`Model::load`] reads a document, parses every formula in it, checks units,
//! names and cycles, and reports all problems at once. [`Model::evaluate`]
//! gives every value of a [`Scenario`], or the reason why there is none.

mod absence;
mod apart;
mod charts;
mod checks;
mod columns;
mod compile;
mod compiled;
mod correlation;
mod count;
mod decisions;
mod dependence;
mod dominance;
mod evaluate;
mod evaluation;
mod formulas;
mod history;
mod lexicon;
mod made;
mod presets;
mod provenance;
mod range;
mod reads;
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
use crate::words::Words;
use compiled::{CompiledMetric, CompiledSpread, OwnValue, Settings};
use formulas::Formulas;
use slots::{Holds, Slots};

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
    /// All inputs and metrics.
    all: reads::Reads,
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

    fn what(&self, slot: Slot) -> Holds {
        self.slots.what(slot)
    }
}
