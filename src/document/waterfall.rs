//! From a start to an end: what each step adds or takes away.

use super::assumptions::{Writing, writing};
use super::bar::{Bar, bar, tone};
use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// From a start to an end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waterfall {
    /// Where it begins, if not at nothing.
    pub start: Option<Bar>,
    /// What is added, or taken away where it is less than nothing.
    pub steps: Vec<Bar>,
    /// What it comes to; its formula, which may be empty, says the same.
    pub end: Bar,
    /// How values are written.
    pub writing: Writing,
}

impl Waterfall {
    /// Its formulas, each with what it is of.
    pub(crate) fn formulas(&self) -> Vec<(&str, &str)> {
        let bars = self.start.iter().chain(&self.steps).chain([&self.end]);
        let bars = bars.filter(|b| !b.formula.is_empty());
        bars.map(|b| (b.label.as_str(), b.formula.as_str())).gather()
    }
}

pub(super) fn waterfall(o: &Object<'_>) -> Waterfall {
    let end = |node: Node<'_>| {
        let o = node.object()?;
        Some(Bar {
            label: o.text("label"),
            formula: o.get("formula").map(|n| n.formula()).unwrap_or_default(),
            tone: tone(&o),
        })
    };
    let found = Waterfall {
        start: o.get("start").and_then(|n| bar(&n, "formula")),
        steps: o.all("steps").iter().filter_map(|n| bar(n, "formula")).gather(),
        end: o.need("end").and_then(end).unwrap_or_default(),
        writing: writing(o.get("format"), o.get("decimals")),
    };
    if found.steps.is_empty() {
        o.node.problem("there are no steps from the start to the end.");
    }
    found
}
