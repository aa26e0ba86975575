//! A metric over two inputs.

use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// A metric over two inputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// The metric.
    pub metric: String,
    /// The input along.
    pub x: String,
    /// The input up.
    pub y: String,
    /// From where to where it is drawn along: all of the input's range, if empty.
    pub x_range: Vec<f64>,
    /// The same up.
    pub y_range: Vec<f64>,
    /// The value of the metric at which the line runs.
    pub line: f64,
    /// Presets to mark.
    pub presets: Vec<String>,
}

#[inline(never)]
pub(super) fn map(o: &Object<'_>) -> Map {
    Map {
        metric: o.text("metric"),
        x: o.text("x"),
        y: o.text("y"),
        x_range: range(o.get("x_range")),
        y_range: range(o.get("y_range")),
        line: o.need("line").map_or(0.0, |n| n.number()),
        presets: o.texts("presets"),
    }
}

/// From where to where something is drawn; nothing where that is not said.
fn range(node: Option<Node<'_>>) -> Vec<f64> {
    let Some(node) = node else { return Vec::new() };
    let ends: Vec<f64> = node.list().iter().map(|n| n.number()).gather();
    if ends.is_empty() {
        node.problem("two numbers are needed here: from where to where.");
    }
    ends
}
