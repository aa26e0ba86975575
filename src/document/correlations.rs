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

/// Inputs that are the shares of one whole, and how sure they are together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shares {
    /// The ids of the inputs: all parts of the whole.
    pub of: Vec<String>,
    /// They are as sure as if so many had been looked at (Dirichlet).
    pub n: f64,
    /// Where it comes from; whose assumption it is.
    pub note: String,
    /// The id of its source.
    pub source: String,
}

pub(super) fn shares(node: &Node<'_>) -> Option<Shares> {
    let o = node.object()?;
    let of = o.texts("of");
    if of.len() < 2 {
        node.problem("“of” names two inputs or more.");
    }
    let n = o.need("n").map_or(1.0, |n| n.number());
    if n <= 0.0 {
        node.problem("“n” is more than 0: as sure as if so many had been looked at.");
    }
    Some(Shares {
        of,
        n,
        note: o.text_or_empty("note"),
        source: o.text_or_empty("source"),
    })
}
