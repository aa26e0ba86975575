//! What formulas may name besides inputs, metrics and series: numbers by a
//! choice, definitions, and what a unit is of another.

use super::figures::{Status, status};
use super::reader::{Node, check_id};
use crate::lean::decimal;
use crate::lean::gather::Gather as _;

/// A number for each option of a choice: `price[city]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The name in formulas.
    pub id: String,
    /// What it is.
    pub label: String,
    /// Its unit, as text.
    pub unit: String,
    /// The input that chooses.
    pub by: String,
    /// The id of its source.
    pub source: String,
    /// Its status.
    pub status: Status,
    /// What to mind.
    pub note: String,
    /// Numbers by the ids of the options.
    pub values: Vec<(String, f64)>,
}

/// A part of a formula that has a name, and perhaps parameters:
/// `growth(rate, n)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// The name in formulas.
    pub id: String,
    /// The names of what stands in its parentheses.
    pub takes: Vec<String>,
    /// What it stands for.
    pub formula: String,
}

#[inline(never)]
pub(super) fn table((id, node): &(String, Node<'_>)) -> Table {
    check_id(id, node);
    let Some(o) = node.object() else { return Table::default() };
    let values = o.need("values").map(|n| n.members()).unwrap_or_default();
    Table {
        id: id.clone(),
        label: o.text("label"),
        unit: o.text("unit"),
        by: o.text("by"),
        source: o.text_or_empty("source"),
        status: status(o.get("status"), Status::Published),
        note: o.text_or_empty("note"),
        values: values.iter().map(|(id, n)| (id.clone(), n.number())).gather(),
    }
}

pub(super) fn definition((id, node): &(String, Node<'_>)) -> Definition {
    check_id(id, node);
    let Some(o) = node.object() else { return Definition::default() };
    let takes = o.get("takes").map(|n| n.one_or_list()).unwrap_or_default();
    Definition {
        id: id.clone(),
        takes: takes.iter().map(Node::id).gather(),
        formula: o.formula("formula"),
    }
}

/// `1000 kWh`: how many, and of what.
#[inline(never)]
pub(super) fn conversion(node: &Node<'_>) -> Option<(f64, String)> {
    let text = node.text();
    let parts = text.split_once(' ').and_then(|(number, unit)| {
        let number = decimal::read(number).filter(|n| *n > 0.0 && n.is_finite())?;
        Some((number, unit.trim().to_owned()))
    });
    if parts.is_none() {
        node.problem("a number and a unit are needed here, as in “1000 kWh”.");
    }
    parts
}
