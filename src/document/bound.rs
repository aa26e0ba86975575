//! An end of a range, or its step: a number, or what follows other inputs.

use super::Value;
use super::reader::Node;
use crate::format::from_iso;

/// An end of a range, or its step.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// The same whatever is set.
    Number(f64),
    /// A formula over inputs and series.
    Formula(String),
}

impl Default for Bound {
    fn default() -> Self {
        Self::Number(f64::NAN)
    }
}

impl Bound {
    /// The number; not one where it follows something.
    #[must_use]
    pub const fn number(&self) -> f64 {
        match self {
            Self::Number(n) => *n,
            Self::Formula(_) => f64::NAN,
        }
    }

    /// The formula, if it is one.
    #[must_use]
    pub fn formula(&self) -> Option<&str> {
        match self {
            Self::Number(_) => None,
            Self::Formula(text) => Some(text),
        }
    }

    /// Whether the document says nothing of it.
    pub(super) const fn is_missing(&self) -> bool {
        matches!(self, Self::Number(n) if n.is_nan())
    }
}

/// What may stand there besides a number.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum May {
    /// Nothing.
    BeNumber,
    /// A formula.
    Follow,
    /// A date, or a formula.
    BeDate,
}

/// Of what is a date, one in quotes is a number too.
pub(super) fn bound(node: Option<Node<'_>>, may: May) -> Bound {
    let Some(node) = node else { return Bound::default() };
    match node.value() {
        Value::Number(_) => Bound::Number(node.number()),
        // A choice has no range, so none that follows something.
        _ if may == May::BeNumber => Bound::Number(node.number()),
        Value::Text(text) if may == May::BeDate && from_iso(text).is_some() => {
            Bound::Number(from_iso(text).unwrap_or(f64::NAN))
        }
        _ => Bound::Formula(node.formula()),
    }
}
