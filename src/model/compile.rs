//! From texts to expressions: parsing the formulas of a document and checking their
//! units.

use super::Model;
use super::apart::{unit_words, way};
use super::compiled::{CompiledMetric, CompiledSpread, Need, OwnValue, Settings};
use super::dependence::{join, order, reach_back};
use super::range::{self, CompiledRange};
use super::reads::Reads;
use super::slots::{Names, Pinned, Reach, Slots};
use crate::document::{Document, Parameter, Problems, Uncertainty};
use crate::formula::{Expression, FormulaError, Slot, Unit, nearest};
use crate::lean::gather::Gather as _;
use crate::words::Words;

impl Model {
    pub(super) fn compile(document: Document, problems: &Problems) -> Self {
        let slots = Slots::new(&document, problems);
        let c = Compiler { document: &document, slots: &slots, problems };
        let defaults = c.defaults();
        let spreads = c.spreads();
        let mut ranges = c.ranges();
        let mut metrics = c.metrics();
        let presets = c.presets();
        let story = c.story();
        for i in 0..document.decisions.len() {
            slots.pin(Pinned::Best(i));
        }
        let formulas = c.others();
        let order = order(&document, &slots, &metrics, problems);
        let held = range::order(&document, &slots, &mut ranges, problems);
        reach_back(&document, &slots, &mut metrics, &order);
        for metric in &mut metrics {
            range::reach(&ranges, &held, &mut metric.inputs);
        }
        let shares = super::shares::shares(&document);
        for (of, _) in &shares {
            join(&mut metrics, of);
        }
        let all = Reads::new(&document, order, &|_| true);
        let words = Words::of(&document.language);
        let score_sums = match document.correlations.as_slice() {
            [] => Vec::new(),
            _ => super::correlation::score_sums(&document, problems),
        };
        let labels = super::made::labels(&document, &slots, words);
        Self {
            document,
            words,
            labels,
            score_sums,
            shares,
            slots,
            defaults,
            spreads,
            ranges,
            held,
            usual: Vec::new(),
            metrics,
            all,
            presets,
            story,
            formulas,
        }
    }
}

/// Parses what a document says, and reports what is wrong with it.
pub(super) struct Compiler<'a> {
    pub(super) document: &'a Document,
    pub(super) slots: &'a Slots,
    pub(super) problems: &'a Problems,
}

impl Compiler<'_> {
    #[inline(never)]
    pub(super) fn parse(
        &self,
        place: &str,
        text: &str,
        reach: Reach,
    ) -> Option<Expression> {
        let names = Names { document: self.document, slots: self.slots, reach };
        match Expression::parse(text, &names) {
            Ok(expression) => Some(expression),
            Err(e) => {
                self.tell_unread(place, text, reach, &e);
                None
            }
        }
    }

    /// What is wrong with a text that is no formula here.
    #[inline(never)]
    fn tell_unread(&self, place: &str, text: &str, reach: Reach, e: &FormulaError) {
        let all = Names { document: self.document, slots: self.slots, reach: Reach::All };
        let words = match reach {
            Reach::Series => {
                "an input or a metric; only figures of series and choices can stand here"
            }
            _ => "a metric; only inputs and figures of series can stand here",
        };
        if matches!(reach, Reach::Series | Reach::Inputs)
            && Expression::parse(text, &all).is_ok()
        {
            // A name that exists, only not here, deserves better words.
            let message = format!("“{text}” names {words}.");
            self.problems.add(place, message);
            return;
        }
        let message = format!("in “{text}”, column {}: {}", e.column, e.message);
        self.problems.suggest(place, message, e.suggestion.as_deref());
    }

    fn parse_unit(
        &self,
        place: &str,
        text: &str,
        reach: Reach,
        unit: Unit,
    ) -> Option<Expression> {
        let expression = self.parse(place, text, reach)?;
        // A bare number takes whatever unit is wanted: "value": 0.3.
        if *expression.unit() != unit && !expression.is_number() {
            self.tell_unit(place, text, *expression.unit(), unit);
        }
        Some(expression)
    }

    #[inline(never)]
    fn tell_unit(&self, place: &str, text: &str, from: Unit, to: Unit) {
        let (found, wanted) =
            (unit_words(self.document, from), unit_words(self.document, to));
        // A part of it may bind less tightly: so it is said of all of it.
        let way = way(self.document, from, to)
            .map(|way| format!("; all of it “{way}” would be that"));
        let message = format!(
            "“{text}” comes out as {found}, but {wanted} is needed here{}.",
            way.unwrap_or_default()
        );
        self.problems.add(place, message);
    }

    fn unit(&self, slot: Slot) -> Unit {
        self.slots.units.get(usize::from(slot.0)).copied().unwrap_or(Unit::DIMENSIONLESS)
    }

    /// A number, an option or a formula over series, for one input.
    fn setting(&self, place: &str, input: usize, text: &str) -> OwnValue {
        let Some(known) = self.document.inputs.get(input) else {
            return OwnValue::Broken;
        };
        if known.is_choice() {
            #[expect(clippy::cast_precision_loss, reason = "a position in a short list")]
            if let Some(at) = known.options.iter().position(|o| o.id == text) {
                return OwnValue::Option(at as f64);
            }
            let options: Vec<&str> = known.options.iter().map(|o| o.id.as_str()).gather();
            self.problems.suggest(
                place,
                format!("“{text}” is no option of “{}”.", known.id),
                nearest(text, &options),
            );
            return OwnValue::Broken;
        }
        let unit = self.unit(self.slots.input(input));
        self.parse_unit(place, text, Reach::Series, unit)
            .map_or(OwnValue::Broken, OwnValue::Formula)
    }

    fn defaults(&self) -> Vec<OwnValue> {
        let default = |(i, input): (usize, &crate::document::Input)| {
            self.setting(&format!("inputs, {}, value", input.id), i, &input.value)
        };
        self.document.inputs.iter().enumerate().map(default).gather()
    }

    fn ranges(&self) -> Vec<CompiledRange> {
        let range = |(i, input): (usize, &crate::document::Input)| {
            let unit = self.unit(self.slots.input(i));
            let parts = range::PARTS.into_iter().zip(range::bounds(input));
            let mut compiled = CompiledRange::default();
            for (place, (part, bound)) in compiled.parts.iter_mut().zip(parts) {
                if let Some(text) = bound.formula().filter(|_| !input.is_choice()) {
                    let at = format!("inputs, {}, {part}", input.id);
                    *place = self.parse_unit(&at, text, Reach::Inputs, unit);
                }
            }
            compiled
        };
        self.document.inputs.iter().enumerate().map(range).gather()
    }

    fn presets(&self) -> Vec<Settings> {
        let preset = |p: &crate::document::Preset| {
            self.settings(&format!("presets, {}", p.id), &p.set)
        };
        self.document.presets.iter().map(preset).gather()
    }

    fn story(&self) -> Vec<Settings> {
        let step = |(i, step): (usize, &crate::document::Step)| {
            self.settings(&format!("story[{i}]"), &step.set)
        };
        self.document.story.iter().enumerate().map(step).gather()
    }

    fn settings(&self, place: &str, set: &[(String, String)]) -> Settings {
        let one = |(id, text): &(String, String)| {
            let at = self.document.inputs.iter().position(|i| &i.id == id)?;
            Some((at, self.setting(&format!("{place}, set, {id}"), at, text)))
        };
        set.iter().filter_map(one).gather()
    }

    fn spreads(&self) -> Vec<Vec<CompiledSpread>> {
        let spreads = |(i, input): (usize, &crate::document::Input)| {
            let own = self.unit(self.slots.input(i));
            let by_period =
                input.uncertainty_at.iter().map(|(p, u)| (Some(p.clone()), u));
            by_period
                .chain([(None, &input.uncertainty)])
                .map(|(period, u)| {
                    let place = format!("inputs, {}, uncertainty", input.id);
                    CompiledSpread { period, ..self.spread(&place, u, own) }
                })
                .gather()
        };
        self.document.inputs.iter().enumerate().map(spreads).gather()
    }

    fn spread(&self, place: &str, u: &Uncertainty, own: Unit) -> CompiledSpread {
        let parameter = |(parameter, text): &(Parameter, String)| {
            let e = match parameter {
                // A sample size counts whatever it counts.
                Parameter::N => self.parse(place, text, Reach::Series),
                Parameter::Cv => {
                    self.parse_unit(place, text, Reach::Series, Unit::DIMENSIONLESS)
                }
                _ => self.parse_unit(place, text, Reach::Series, own),
            };
            Some((*parameter, e?))
        };
        let part =
            |(weight, u): &(f64, Uncertainty)| (*weight, self.spread(place, u, own));
        CompiledSpread {
            period: None,
            family: u.family,
            parameters: u.parameters.iter().filter_map(parameter).gather(),
            parts: u.parts.iter().map(part).gather(),
        }
    }

    fn metrics(&self) -> Vec<CompiledMetric> {
        let metric = |(i, m): (usize, &crate::document::Metric)| {
            let unit = self.unit(self.slots.metric(i));
            let place = format!("metrics, {}, formula", m.id);
            let need = |need: &crate::document::Conditional| {
                let place = format!("metrics, {}, needs", m.id);
                let that = self.parse(&place, &need.condition, Reach::All)?;
                Some(Need { that, otherwise: need.text.clone() })
            };
            CompiledMetric {
                formula: self.parse_unit(&place, &m.formula, Reach::All, unit),
                needs: m.needs.iter().filter_map(need).gather(),
                inputs: vec![false; self.slots.inputs],
            }
        };
        self.document.metrics.iter().enumerate().map(metric).gather()
    }
}
