//! The words around the figures: the sentence, answers, headlines, checks.

use super::figures::{Status, status};
use super::reader::Node;
use crate::lean::gather::Gather as _;

/// A text with a condition, which is a formula.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditional {
    /// The formula; empty where there is no condition.
    pub condition: String,
    /// The text.
    pub text: String,
}

/// One part of the sentence that can be edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clause {
    /// The text, with `{id}` for values and `*word*` for emphasis.
    pub text: String,
    /// Shown only while all of these have a value.
    pub has: Vec<String>,
    /// Shown only while at least one of these has none.
    pub lacks: Vec<String>,
    /// Shown only while this formula holds.
    pub condition: String,
}

/// One of the answers in large type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The metric.
    pub metric: String,
    /// What it is called there.
    pub label: String,
    /// A word or two below it.
    pub note: String,
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

pub(super) fn clause(node: &Node<'_>) -> Option<Clause> {
    let o = node.object()?;
    Some(Clause {
        text: o.text("text"),
        has: o.texts("has"),
        lacks: o.texts("lacks"),
        condition: o.get("if").map(|n| n.formula()).unwrap_or_default(),
    })
}

pub(super) fn answer(node: &Node<'_>) -> Option<Answer> {
    let o = node.object()?;
    Some(Answer {
        metric: o.text("metric"),
        label: o.text("label"),
        note: o.text_or_empty("note"),
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
