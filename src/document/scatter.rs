//! A point for each of some things, by two values, with the worlds around it.

use super::along::{Annotation, annotations};
use super::assumptions::{Writing, writing};
use super::bar::{Tone, tone};
use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// A point for each of some things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scatter {
    /// What is along.
    pub x: Axis,
    /// What is up.
    pub y: Axis,
    /// The points.
    pub points: Vec<Dot>,
    /// A line through the origin, if there is one.
    pub threshold: Option<Threshold>,
    /// Values to hold them against, up.
    pub annotations: Vec<Annotation>,
}

/// What one side of a chart shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Axis {
    /// What it is.
    pub label: String,
    /// How values are written.
    pub writing: Writing,
}

/// A point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dot {
    /// What it is of.
    pub label: String,
    /// The formula along.
    pub x: String,
    /// The formula up.
    pub y: String,
    /// How it stands out.
    pub tone: Tone,
    /// Whether its plausible worlds are drawn around it.
    pub worlds: bool,
}

/// A line through the origin: what one more along is worth up, at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Threshold {
    /// What holds on and below it.
    pub label: String,
    /// The formula of how much it rises.
    pub formula: String,
}

impl Scatter {
    /// The formulas of values along and up, and how much the line rises.
    pub(crate) fn formulas(&self) -> Vec<&str> {
        let points = self.points.iter().flat_map(|p| [&*p.x, &*p.y]);
        points.chain(self.threshold.iter().map(|t| &*t.formula)).gather()
    }
}

pub(super) fn scatter(o: &Object<'_>) -> Scatter {
    let axis = |node: Node<'_>| {
        let o = node.object()?;
        let label = o.text("label");
        Some(Axis { label, writing: writing(o.get("format"), o.get("decimals")) })
    };
    let dot = |node: &Node<'_>| {
        let o = node.object()?;
        Some(Dot {
            label: o.text("label"),
            x: o.formula("x"),
            y: o.formula("y"),
            tone: tone(&o),
            worlds: o.get("worlds").is_some_and(|n| n.boolean()),
        })
    };
    let threshold = |node: Node<'_>| {
        let o = node.object()?;
        Some(Threshold { label: o.text("label"), formula: o.formula("formula") })
    };
    let found = Scatter {
        x: o.need("x").and_then(axis).unwrap_or_default(),
        y: o.need("y").and_then(axis).unwrap_or_default(),
        points: o.all("points").iter().filter_map(dot).gather(),
        threshold: o.get("threshold").and_then(threshold),
        annotations: annotations(o),
    };
    if found.points.is_empty() {
        o.node.problem("there are no points to draw.");
    }
    for a in found.annotations.iter().filter(|a| !a.at.is_empty()) {
        o.node.problem(format!(
            "“{}” stands “at” a step, and there are none here; a “value” up can be noted.",
            a.text
        ));
    }
    found
}
