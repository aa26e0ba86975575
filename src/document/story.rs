//! A guided way through a document, in steps.

use super::reader::Node;
use super::value::Value;
use super::words::{Clause, clause};
use crate::lean::gather::Gather as _;

/// One step of the way: it says one thing, and sets or points at one number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What it is about, in a few words.
    pub title: String,
    /// What is said, in clauses as those of the sentence.
    pub text: Vec<Clause>,
    /// Inputs and the formulas, numbers or options they are set to.
    pub set: Vec<(String, String)>,
    /// The id of the input, metric or chart that is pointed at.
    pub point: String,
}

pub(super) fn step(node: &Node<'_>) -> Option<Step> {
    let o = node.object()?;
    let text = o.need("text").map(|n| n.one_or_list()).unwrap_or_default();
    Some(Step {
        title: o.text_or_empty("title"),
        text: text.iter().filter_map(said).gather(),
        set: o.members("set").into_iter().map(|(id, n)| (id, n.setting())).gather(),
        point: o.text_or_empty("point"),
    })
}

/// A clause, or a text that always stands.
fn said(node: &Node<'_>) -> Option<Clause> {
    if matches!(node.value(), Value::Text(_)) {
        return Some(Clause { text: node.text(), ..Clause::default() });
    }
    clause(node)
}
