//! What one of each result costs.

use super::bar::{Bar, bar};
use super::lines::{Line, line};
use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// What one of each result costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {
    /// The results.
    pub rungs: Vec<Bar>,
    /// The same over the periods.
    pub years: Option<Years>,
}

/// The same quotients over the periods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// What it is.
    pub label: String,
    /// What to mind.
    pub note: String,
    /// The lines.
    pub lines: Vec<Line>,
}

pub(super) fn ladder(o: &Object<'_>) -> Ladder {
    let years = |node: Node<'_>| {
        let o = node.object()?;
        Some(Years {
            label: o.text("label"),
            note: o.text_or_empty("note"),
            lines: o.list("lines").iter().filter_map(line).gather(),
        })
    };
    Ladder {
        rungs: o.all("rungs").iter().filter_map(|n| bar(n, "metric")).gather(),
        years: o.get("years").and_then(years),
    }
}
