//! What a document works out beside its metrics: conditions, headlines, checks and what
//! charts draw, each found by its text.

use super::compile::Compiler;
use super::slots::{Holds, Pinned, Reach};
use super::{Absence, Evaluation, Model};
use crate::document::{ChartKind, Document};
use crate::formula::Expression;

/// Formulas in the order of their texts.
pub(super) type Formulas = Vec<(String, Expression)>;

impl Model {
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
}

impl Compiler<'_> {
    /// Every formula that is neither a metric's nor a value's, by its text.
    pub(super) fn others(&self) -> Formulas {
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
                    texts.extend(c.formulas());
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
        for p in &x.perspectives {
            for (option, cost) in &p.costs {
                let place = format!("decisions, {}, perspectives, {}", x.id, p.id);
                add(format!("{place}, costs, {option}"), cost);
            }
        }
        if let Some(people) = &x.population {
            add(format!("decisions, {}, population", x.id), &people.per_year);
        }
    }
}
