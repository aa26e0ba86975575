//! What is known of two inputs together.

use super::reader::Node;

/// Inputs that tend to be high together, or one high where the other is low.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correlation {
    /// The ids of the inputs, each with each.
    pub between: Vec<String>,
    /// Spearman's rank correlation, from -1 to 1.
    pub rank: f64,
    /// Where it comes from; whose assumption it is.
    pub note: String,
    /// The id of its source.
    pub source: String,
}

pub(super) fn correlation(node: &Node<'_>) -> Option<Correlation> {
    let o = node.object()?;
    let between = o.texts("between");
    if between.len() < 2 {
        node.problem("“between” names two inputs or more.");
    }
    let rank = o.need("rank").map_or(0.0, |n| n.number());
    if !(-1.0 < rank && rank < 1.0) {
        node.problem("“rank” lies between -1 and 1.");
    }
    Some(Correlation {
        between,
        rank,
        note: o.text_or_empty("note"),
        source: o.text_or_empty("source"),
    })
}
