//! The words around the figures: the sentence, answers, headlines, checks.

use super::Value;
use super::figures::{Status, status};
use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// A text with a condition, which is a formula.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditional {
    /// The formula; empty where there is no condition.
    pub condition: String,
    /// The text.
    pub text: String,
}

/// When something is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// Only while all of these have a value.
    pub has: Vec<String>,
    /// Only while at least one of these has none.
    pub lacks: Vec<String>,
    /// Only while this formula holds.
    pub condition: String,
}

/// What something is called, which may be another thing under a condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// What it is called where none of the conditions holds.
    pub text: String,
    /// What it is called where one does, the first that does before the others.
    pub under: Vec<Conditional>,
}

impl Label {
    /// All that it may be called.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &String> {
        self.under.iter().map(|c| &c.text).chain([&self.text])
    }
}

/// One part of the sentence that can be edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clause {
    /// The text, with `{id}` for values and `*word*` for emphasis.
    pub text: String,
    /// When it is shown.
    pub when: When,
}

/// One of the answers in large type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The metric.
    pub metric: String,
    /// What it is called there.
    pub label: Label,
    /// A word or two below it.
    pub note: String,
    /// When it is shown.
    pub when: When,
}

/// A question that several charts answer together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Its id, for links and scripts.
    pub id: String,
    /// The question.
    pub label: String,
    /// The ids of its charts, in the order of a reader's thought.
    pub charts: Vec<String>,
}

/// A published figure that the document's formulas must give again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// Its id.
    pub id: String,
    /// What is checked.
    pub label: String,
    /// The formula over series.
    pub formula: String,
    /// The series that holds the published figures.
    pub published: String,
    /// Decimals to which they are published, as a percentage.
    pub decimals: u8,
}

/// Figures that disagree, shown rather than mended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discrepancy {
    /// Its id.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// What is known about it.
    pub text: String,
    /// The figures.
    pub figures: Vec<DisputedFigure>,
}

/// One of the figures that disagree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DisputedFigure {
    /// What it is said to be.
    pub label: String,
    /// The figure.
    pub value: f64,
    /// Its unit, as text.
    pub unit: String,
    /// Its status.
    pub status: Status,
    /// The id of its source.
    pub source: String,
}

/// Reads a text with its condition, under the names given.
pub(super) fn conditional<'a>(
    condition: &'static str,
    text: &'static str,
) -> impl Fn(&Node<'a>) -> Option<Conditional> {
    move |node| {
        let o = node.object()?;
        Some(Conditional {
            condition: o.get(condition).map(|n| n.formula()).unwrap_or_default(),
            text: o.text(text),
        })
    }
}

fn when(o: &Object<'_>) -> When {
    When {
        has: o.texts("has"),
        lacks: o.texts("lacks"),
        condition: o.get("if").map(|n| n.formula()).unwrap_or_default(),
    }
}

/// A text that must be there, or texts of which the last has no condition.
pub(super) fn label(o: &Object<'_>, name: &'static str) -> Label {
    o.need(name).map(|n| label_of(&n)).unwrap_or_default()
}

pub(super) fn label_of(node: &Node<'_>) -> Label {
    if !matches!(node.value(), Value::List(_)) {
        return Label { text: node.text(), under: Vec::new() };
    }
    labels(node)
}

/// Not in line: few documents need it.
#[inline(never)]
fn labels(node: &Node<'_>) -> Label {
    let mut under: Vec<Conditional> =
        node.list().iter().filter_map(conditional("if", "text")).gather();
    match under.pop() {
        Some(last) if last.condition.is_empty() => Label { text: last.text, under },
        _ => {
            node.problem(
                "the last text needs to have no condition, so that there always is one.",
            );
            Label::default()
        }
    }
}

pub(super) fn clause(node: &Node<'_>) -> Option<Clause> {
    let o = node.object()?;
    Some(Clause { text: o.text("text"), when: when(&o) })
}

pub(super) fn answer(node: &Node<'_>) -> Option<Answer> {
    let o = node.object()?;
    Some(Answer {
        metric: o.text("metric"),
        label: label(&o, "label"),
        note: o.text_or_empty("note"),
        when: when(&o),
    })
}

pub(super) fn question(node: &Node<'_>) -> Option<Question> {
    let o = node.object()?;
    Some(Question {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        label: o.text("label"),
        charts: o.need_texts("charts"),
    })
}

pub(super) fn check(node: &Node<'_>) -> Option<Check> {
    let o = node.object()?;
    Some(Check {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        label: o.text("label"),
        formula: o.formula("formula"),
        published: o.text("published"),
        decimals: o.need("decimals").map(|n| n.small()).unwrap_or_default(),
    })
}

pub(super) fn discrepancy(node: &Node<'_>) -> Option<Discrepancy> {
    let o = node.object()?;
    let figure = |node: &Node<'_>| {
        let o = node.object()?;
        Some(DisputedFigure {
            label: o.text("label"),
            value: o.need("value").map_or(f64::NAN, |n| n.number()),
            unit: o.text("unit"),
            status: status(o.get("status"), Status::Disputed),
            source: o.text_or_empty("source"),
        })
    };
    Some(Discrepancy {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        title: o.text("title"),
        text: o.text("text"),
        figures: o.list("figures").iter().filter_map(figure).gather(),
    })
}
