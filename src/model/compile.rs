//! From texts to expressions: parsing every formula of a document, checking
//! its unit, and finding an order in which to work them out.

use super::apart::{unit_words, way};
use super::range::{self, CompiledRange};
use super::slots::{Holds, Names, Pinned, Reach, Slots};
use super::{Evaluation, Model};
use crate::document::{ChartKind, Document, Family, Parameter, Problems, Uncertainty};
use crate::formula::{Expression, Slot, Unit, nearest};
use crate::lean::gather::Gather as _;
use crate::words::Words;

/// Formulas in the order of their texts.
pub(super) type Formulas = Vec<(String, Expression)>;

/// What an input is until the reader sets it, or what a preset sets it to.
#[derive(Clone, Debug)]
pub(super) enum OwnValue {
    /// A formula over series.
    Formula(Expression),
    /// An option of a choice, by position.
    Option(f64),
    /// Reported already.
    Broken,
}

/// A metric, parsed.
#[derive(Clone, Debug)]
pub(super) struct CompiledMetric {
    pub(super) formula: Option<Expression>,
    pub(super) needs: Vec<Need>,
    /// By input: whether the metric depends on it, however far back.
    pub(super) inputs: Vec<bool>,
}

/// A condition without which a metric has no meaning.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub(super) that: Expression,
    pub(super) otherwise: String,
}

/// Inputs and what they are set to.
pub(super) type Settings = Vec<(usize, OwnValue)>;

/// How uncertain an input is, parsed.
#[derive(Clone, Debug)]
pub(super) struct CompiledSpread {
    /// The period in which it holds; all others if absent.
    pub(super) period: Option<String>,
    pub(super) family: Family,
    pub(super) parameters: Vec<(Parameter, Expression)>,
    /// What it may be, each with its weight.
    pub(super) parts: Vec<(f64, Self)>,
}

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
        let words = Words::of(&document.language);
        let score_sums = super::correlation::score_sums(&document, problems);
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
            order,
            presets,
            story,
            formulas,
        }
    }

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

struct Compiler<'a> {
    document: &'a Document,
    slots: &'a Slots,
    problems: &'a Problems,
}

impl Compiler<'_> {
    #[inline(never)]
    fn parse(&self, place: &str, text: &str, reach: Reach) -> Option<Expression> {
        let names = Names { document: self.document, slots: self.slots, reach };
        match Expression::parse(text, &names) {
            Ok(expression) => Some(expression),
            Err(e) => {
                let all = Names { reach: Reach::All, ..names };
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
                    return None;
                }
                let message = format!("in “{text}”, column {}: {}", e.column, e.message);
                self.problems.suggest(place, message, e.suggestion.as_deref());
                None
            }
        }
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
            let (found, wanted) =
                (self.unit_words(*expression.unit()), self.unit_words(unit));
            let mut message =
                format!("“{text}” comes out as {found}, but {wanted} is needed here.");
            if let Some(way) = way(self.document, *expression.unit(), unit) {
                message += &format!(" “{way}” behind it would make it so.");
            }
            self.problems.add(place, message);
        }
        Some(expression)
    }

    fn unit_words(&self, unit: Unit) -> String {
        unit_words(self.document, unit)
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

    /// Every formula that is neither a metric's nor a value's, by its text.
    fn others(&self) -> Formulas {
        let mut found = Formulas::new();
        let mut add = |place: String, text: &str, reach: Reach| {
            let place_of = |(known, _): &(String, _)| known.as_str().cmp(text);
            let known = found.binary_search_by(place_of);
            // What one chart may ask of what it draws, or counts, another may not.
            let own = |at: usize| {
                let slots = found.get(at).map(|(_, e)| e.slots()).unwrap_or_default();
                slots.iter().any(|s| Model::counts(self.slots, *s))
            };
            let asks = matches!(reach, Reach::Chart(_) | Reach::Counted(_));
            if (asks || known.map_or(true, own))
                && !text.is_empty()
                && let Some(e) = self.parse(&place, text, reach)
                && let Err(at) = known
            {
                found.insert(at, (text.to_owned(), e));
            }
        };
        let d = self.document;
        for x in d.definitions.iter().filter(|x| x.takes.is_empty()) {
            add(format!("definitions, {}", x.id), &x.formula, Reach::All);
        }
        for i in &d.inputs {
            for c in i.label.under.iter().chain(&i.short.under) {
                add(format!("inputs, {}, label", i.id), &c.condition, Reach::State);
            }
            for c in &i.cautions {
                add(format!("inputs, {}, cautions", i.id), &c.condition, Reach::State);
            }
        }
        for m in &d.metrics {
            for c in m.label.under.iter().chain(&m.short.under) {
                add(format!("metrics, {}, label", m.id), &c.condition, Reach::State);
            }
            for c in &m.cautions {
                add(format!("metrics, {}, cautions", m.id), &c.condition, Reach::State);
            }
        }
        for p in &d.presets {
            for c in &p.cautions {
                add(format!("presets, {}, cautions", p.id), &c.condition, Reach::State);
            }
        }
        for c in &d.sentence {
            add("sentence".to_owned(), &c.when.condition, Reach::State);
        }
        for a in &d.answers {
            let place = format!("answers, {}", a.metric);
            add(place.clone(), &a.when.condition, Reach::State);
            for c in &a.label.under {
                add(format!("{place}, label"), &c.condition, Reach::State);
            }
        }
        for c in d.story.iter().flat_map(|step| &step.text) {
            add("story".to_owned(), &c.when.condition, Reach::State);
        }
        for c in &d.checks {
            add(format!("checks, {}", c.id), &c.formula, Reach::Series);
        }
        if !d.decisions.is_empty() {
            of_decisions(d, &mut |place, text| add(place, text, Reach::All));
        }
        for (at, chart) in d.charts.iter().enumerate() {
            let place = format!("charts, {}", chart.id);
            for (part, texts) in chart.texts() {
                for text in texts {
                    add(format!("{place}, {part}"), &text.condition, Reach::Chart(at));
                }
            }
            let mut texts: Vec<&str> = Vec::new();
            match &chart.kind {
                ChartKind::Funnel(c) => {
                    texts.extend(
                        c.bases.iter().flat_map(|b| &b.stages).map(|s| &*s.formula),
                    );
                }
                ChartKind::People(c) => {
                    texts.push(&c.whole);
                    texts.extend(c.groups.iter().map(|g| &*g.bar.formula));
                }
                ChartKind::Ladder(c) => {
                    texts.extend(c.rungs.iter().map(|r| &*r.formula));
                    texts.extend(
                        c.years.iter().flat_map(|y| &y.lines).map(|l| &*l.formula),
                    );
                }
                ChartKind::Trend(c) => {
                    texts.extend(c.lines.iter().map(|l| &*l.formula));
                }
                ChartKind::Bars(c) => {
                    texts.extend(c.formulas().iter().map(|(_, f)| *f));
                }
                ChartKind::Waterfall(c) => {
                    texts.extend(c.formulas().iter().map(|(_, f)| *f));
                }
                ChartKind::Scatter(c) => {
                    texts.extend(c.points.iter().flat_map(|p| [&*p.x, &*p.y]));
                }
                ChartKind::Paired(c) => {
                    texts.extend([&*c.start.formula, &*c.end.formula]);
                }
                ChartKind::Distribution(c) => {
                    texts.extend(c.statements.iter().map(|s| &*s.condition));
                }
                ChartKind::Worth(c) => {
                    texts.extend(c.population.iter().map(|p| &*p.per_year));
                }
                _ => {}
            }
            let count = chart.kind.along().and_then(|a| a.count.as_ref());
            let reach = count.map_or(Reach::All, |_| Reach::Counted(at));
            for text in texts {
                add(place.clone(), text, reach);
            }
            if let Some(c) = count {
                add(format!("{place}, count, from"), &c.from, Reach::All);
                add(format!("{place}, count, to"), &c.to, Reach::All);
            }
            for a in chart.kind.annotations() {
                let place = format!("{place}, annotations");
                add(place.clone(), &a.condition, Reach::State);
                add(place.clone(), &a.value, Reach::All);
                // At a period there is no formula.
                if count.is_some() {
                    add(place, &a.at, Reach::All);
                }
            }
        }
        let asked = d.own.as_ref().map_or(&[][..], |own| &own.inputs);
        for figure in asked {
            add(format!("own, inputs, {}, from", figure.id()), &figure.from, Reach::All);
            for need in &figure.needs {
                let place = format!("own, inputs, {}, needs", figure.id());
                add(place, &need.condition, Reach::All);
            }
        }
        found
    }
}

/// The formulas of decisions, each with its place.
#[inline(never)]
fn of_decisions<'a>(d: &'a Document, add: &mut dyn FnMut(String, &'a str)) {
    for x in &d.decisions {
        for o in &x.options {
            let place = format!("decisions, {}, options, {}", x.id, o.id);
            add(format!("{place}, cost"), &o.cost);
            add(format!("{place}, effect"), &o.effect);
        }
        if let Some(people) = &x.population {
            add(format!("decisions, {}, population", x.id), &people.per_year);
        }
    }
}

/// An order in which each metric comes after those it is worked out from.
fn order(
    d: &Document,
    slots: &Slots,
    metrics: &[CompiledMetric],
    problems: &Problems,
) -> Vec<usize> {
    let mut walk =
        Walk { d, slots, metrics, problems, state: Vec::new(), order: Vec::new() };
    walk.state.resize(metrics.len(), Visit::Not);
    for i in 0..metrics.len() {
        walk.visit(i, &mut Vec::new());
    }
    walk.order
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Visit {
    Not,
    Open,
    Done,
}

struct Walk<'a> {
    d: &'a Document,
    slots: &'a Slots,
    metrics: &'a [CompiledMetric],
    problems: &'a Problems,
    state: Vec<Visit>,
    order: Vec<usize>,
}

impl Walk<'_> {
    fn visit(&mut self, i: usize, path: &mut Vec<usize>) {
        match self.state.get(i) {
            Some(Visit::Open) => return self.circle(i, path),
            Some(Visit::Not) => {}
            _ => return,
        }
        self.mark(i, Visit::Open);
        path.push(i);
        let needed: Vec<usize> =
            self.metrics.get(i).map(|m| direct(self.slots, m)).unwrap_or_default();
        for n in needed {
            self.visit(n, path);
        }
        path.pop();
        self.mark(i, Visit::Done);
        self.order.push(i);
    }

    fn mark(&mut self, i: usize, visit: Visit) {
        if let Some(place) = self.state.get_mut(i) {
            *place = visit;
        }
    }

    fn circle(&self, i: usize, path: &[usize]) {
        let from = path.iter().position(|p| *p == i).unwrap_or(0);
        let name = |i: &usize| self.d.metrics.get(*i).map_or("", |m| m.id.as_str());
        let mut names: Vec<&str> = path.iter().skip(from).map(name).gather();
        names.push(name(&i));
        self.problems.add(
            format!("metrics, {}, formula", name(&i)),
            format!("this is worked out from itself: {}.", names.join(" needs ")),
        );
    }
}

/// The metrics that a metric is directly worked out from.
pub(super) fn direct(slots: &Slots, metric: &CompiledMetric) -> Vec<usize> {
    let expressions = metric.formula.iter().chain(metric.needs.iter().map(|n| &n.that));
    expressions
        .flat_map(Expression::slots)
        .filter_map(|s| match slots.what(s) {
            Holds::Metric(m) => Some(m),
            _ => None,
        })
        .gather()
}

/// Marks for every metric the inputs it depends on, however far back.
fn reach_back(
    d: &Document,
    slots: &Slots,
    metrics: &mut [CompiledMetric],
    order: &[usize],
) {
    for &i in order {
        let Some(metric) = metrics.get(i) else { continue };
        let mut inputs = vec![false; slots.inputs];
        let expressions =
            metric.formula.iter().chain(metric.needs.iter().map(|n| &n.that));
        for slot in expressions.flat_map(Expression::slots) {
            if let Some(mark) = slots.decides(d, slot).and_then(|i| inputs.get_mut(i)) {
                *mark = true;
            }
            if let Holds::Metric(m) = slots.what(slot) {
                let other =
                    metrics.get(m).map(|m| m.inputs.as_slice()).unwrap_or_default();
                for (mark, theirs) in inputs.iter_mut().zip(other) {
                    *mark |= theirs;
                }
            }
        }
        if let Some(metric) = metrics.get_mut(i) {
            metric.inputs = inputs;
        }
    }
}

/// What depends on one share of a whole depends on all of them.
#[inline(never)]
fn join(metrics: &mut [CompiledMetric], of: &[usize]) {
    for metric in metrics {
        if of.iter().any(|i| metric.inputs.get(*i) == Some(&true)) {
            for i in of {
                if let Some(mark) = metric.inputs.get_mut(*i) {
                    *mark = true;
                }
            }
        }
    }
}
