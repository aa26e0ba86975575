//! What a chart goes along: the periods, some of them, or a count of its own.

use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// What a chart goes along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Along {
    /// From which period, if not from the first.
    pub first: Option<String>,
    /// To which period, if not to the last.
    pub last: Option<String>,
    /// What is counted instead of the periods.
    pub count: Option<Count>,
}

/// Whole numbers from one to another, which formulas know by a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// What formulas call it.
    pub name: String,
    /// What one step is called: “Year”.
    pub label: String,
    /// The formula of the first.
    pub from: String,
    /// The formula of the last.
    pub to: String,
}

/// A note at a place of a chart: when something happens, or a value to hold the
/// others against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// The condition under which it is shown; empty means always.
    pub condition: String,
    /// What is noted.
    pub text: String,
    /// At which period, or the formula of how far along; empty if it is a value.
    pub at: String,
    /// The formula of a value; empty if it is a place along.
    pub value: String,
}

pub(super) fn along(o: &Object<'_>) -> Along {
    let count = |node: Node<'_>| {
        let o = node.object()?;
        Some(Count {
            name: o.need("as").map(|n| n.id()).unwrap_or_default(),
            label: o.text("label"),
            from: o.formula("from"),
            to: o.formula("to"),
        })
    };
    let mut along = Along { count: o.get("count").and_then(count), ..Along::default() };
    let within = o.get("within");
    if let Some(node) = within.as_ref()
        && along.count.is_some()
    {
        node.problem("this is of the periods, but the chart goes along its “count”; one of them can stand here.");
    }
    if let Some(within) = within.and_then(|n| n.object()) {
        along.first = within.get("from").map(|n| n.text());
        along.last = within.get("to").map(|n| n.text());
    }
    along
}

pub(super) fn annotations(o: &Object<'_>) -> Vec<Annotation> {
    let annotation = |node: &Node<'_>| {
        let o = node.object()?;
        let formula = |name| o.get(name).map(|n| n.formula()).unwrap_or_default();
        let found = Annotation {
            condition: formula("if"),
            text: o.text("text"),
            at: formula("at"),
            value: formula("value"),
        };
        if found.at.is_empty() == found.value.is_empty() {
            node.problem("one of “at” and “value” says where this stands: how far along, or how far up.");
        }
        Some(found)
    };
    o.list("annotations").iter().filter_map(annotation).gather()
}
