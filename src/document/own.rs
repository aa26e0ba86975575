//! A reader's own figures beside the document's: what may be typed, and what is
//! compared.

use super::reader::Node;
use super::words::{Conditional, conditional};
use crate::lean::gather::Gather as _;

/// A place for a reader's own figures: their area's, their firm's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Whose figures they are: “Your area”.
    pub title: String,
    /// Whose the document's are, while nothing is set: “England”.
    pub beside: String,
    /// What it is for, in a sentence.
    pub lead: String,
    /// What may be typed, each after what it is worked out from.
    pub inputs: Vec<OwnFigure>,
    /// The ids of the metrics that are compared.
    pub metrics: Vec<String>,
}

/// A figure that a reader may type: an input, or a metric from which an input
/// follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFigure {
    /// The input that is set.
    pub input: String,
    /// The metric that is typed in its place: recoveries, where the input is
    /// their rate.
    pub metric: Option<String>,
    /// What the input is when the metric is as typed: a formula.
    pub from: String,
    /// What it is, if that is not the label of what is typed.
    pub label: String,
    /// What to know when typing it.
    pub help: String,
    /// Whether the document's own would mean nothing in its place, as a whole
    /// country's spend in the place of an area's.
    pub needed: bool,
    /// Conditions without which it cannot be so, with the words for that.
    pub needs: Vec<Conditional>,
}

impl OwnFigure {
    /// The id of what is typed.
    #[must_use]
    pub fn id(&self) -> &str {
        self.metric.as_ref().unwrap_or(&self.input)
    }
}

pub(super) fn own(node: &Node<'_>) -> Option<Own> {
    let o = node.object()?;
    let own = Own {
        title: o.text("title"),
        beside: o.text("beside"),
        lead: o.text_or_empty("lead"),
        inputs: o.list("inputs").iter().filter_map(figure).gather(),
        metrics: o.texts("metrics"),
    };
    if own.inputs.is_empty() || own.metrics.is_empty() {
        node.problem("this needs “inputs” to be typed and “metrics” to be compared.");
    }
    Some(own)
}

fn figure(node: &Node<'_>) -> Option<OwnFigure> {
    let o = node.object()?;
    let figure = OwnFigure {
        input: o.text("input"),
        metric: o.get("metric").map(|n| n.text()),
        from: o.get("from").map(|n| n.formula()).unwrap_or_default(),
        label: o.text_or_empty("label"),
        help: o.text_or_empty("help"),
        needed: o.get("needed").is_some_and(|n| n.boolean()),
        needs: (o.list("needs").iter())
            .filter_map(conditional("that", "otherwise"))
            .gather(),
    };
    if figure.metric.is_some() == figure.from.is_empty() {
        node.problem(
            "“metric” and “from” go together: what is typed, and what the input is then.",
        );
    }
    Some(figure)
}
