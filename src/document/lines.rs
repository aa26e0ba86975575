//! Lines over the periods or a count.

use super::along::{Along, Annotation, along, annotations};
use super::assumptions::{Writing, writing};
use super::bar::{Tone, tone};
use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// Lines over the periods or a count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    /// What they go along.
    pub along: Along,
    /// The period whose value is 100, if the lines are an index.
    pub index: Option<String>,
    /// The lines.
    pub lines: Vec<Line>,
    /// How values are written, where they are no index.
    pub writing: Writing,
    /// What is noted at places of it.
    pub annotations: Vec<Annotation>,
}

/// A line over the periods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// The formula over series.
    pub formula: String,
    /// How it stands out.
    pub tone: Tone,
    /// Whether it is shown until the reader says otherwise.
    pub shown: bool,
    /// Whether it stands in a band that holds 95% of its plausible values.
    pub band: bool,
    /// What to mind of it.
    pub note: String,
}

/// The same people at two moments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paired {
    /// Before.
    pub start: Line,
    /// After.
    pub end: Line,
    /// How values are written.
    pub writing: Writing,
}

pub(super) fn trend(o: &Object<'_>) -> Trend {
    Trend {
        along: along(o),
        index: o.get("index").map(|n| n.text()),
        lines: o.all("lines").iter().filter_map(banded).gather(),
        writing: writing(o.get("format"), o.get("decimals")),
        annotations: annotations(o),
    }
}

#[inline(never)]
pub(super) fn paired(o: &Object<'_>) -> Paired {
    Paired {
        start: o.need("start").and_then(|n| line(&n)).unwrap_or_default(),
        end: o.need("end").and_then(|n| line(&n)).unwrap_or_default(),
        writing: writing(o.get("format"), o.get("decimals")),
    }
}

pub(super) fn line(node: &Node<'_>) -> Option<Line> {
    Some(line_of(&node.object()?))
}

fn line_of(o: &Object<'_>) -> Line {
    let formula = o.formula("formula");
    let id = o.get("id").map(|n| n.id()).unwrap_or_else(|| formula.clone());
    Line {
        id,
        label: o.text("label"),
        formula,
        tone: tone(o),
        shown: o.get("shown").is_none_or(|n| n.boolean()),
        band: false,
        note: String::new(),
    }
}

/// A line of a trend, which alone goes with the reader and has plausible values.
fn banded(node: &Node<'_>) -> Option<Line> {
    let o = node.object()?;
    let band = o.get("band").is_some_and(|n| n.boolean());
    let note = o.text_or_empty("note");
    Some(Line { band, note, ..line_of(&o) })
}
