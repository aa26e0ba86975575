//! A labelled value, and how it stands out.

use super::reader::{Node, Object};

/// A labelled value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// The formula, or the id of a metric.
    pub formula: String,
    /// How it stands out.
    pub tone: Tone,
}

/// How a mark stands out.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Like the others.
    #[default]
    Plain,
    /// The main one.
    Accent,
    /// The one that asks for thought.
    Warm,
    /// Behind the others.
    Muted,
}

const TONES: [(&str, Tone); 4] = [
    ("plain", Tone::Plain),
    ("accent", Tone::Accent),
    ("warm", Tone::Warm),
    ("muted", Tone::Muted),
];

pub(super) fn tone(o: &Object<'_>) -> Tone {
    o.get("tone").and_then(|n| n.one_of(&TONES)).unwrap_or_default()
}

pub(super) fn bar(node: &Node<'_>, formula: &'static str) -> Option<Bar> {
    let o = node.object()?;
    Some(Bar { label: o.text("label"), formula: o.formula(formula), tone: tone(&o) })
}
