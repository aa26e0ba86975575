//! People: how many are left at each stage, and what becomes of a hundred of them.

use super::bar::{Bar, bar, tone};
use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// Stages that each keep a part of the one before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funnel {
    /// The ways to count, one shown at a time.
    pub bases: Vec<Base>,
}

/// A way to count the stages of a funnel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// What to mind.
    pub note: String,
    /// The stages.
    pub stages: Vec<Bar>,
}

/// A hundred people, by what becomes of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Whom they stand for.
    pub who: String,
    /// How many there are of those: a formula.
    pub whole: String,
    /// What becomes of them: together, of all of them.
    pub groups: Vec<PeopleGroup>,
}

/// People of whom the same becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleGroup {
    /// What becomes of them, how many they are and how they stand out.
    pub bar: Bar,
    /// Whether a line is drawn around them.
    pub ringed: bool,
}

pub(super) fn funnel(o: &Object<'_>) -> Funnel {
    let base = |node: &Node<'_>| {
        let o = node.object()?;
        Some(Base {
            id: o.need("id").map(|n| n.id()).unwrap_or_default(),
            label: o.text("label"),
            note: o.text_or_empty("note"),
            stages: o.list("stages").iter().filter_map(|n| bar(n, "formula")).gather(),
        })
    };
    Funnel { bases: o.all("bases").iter().filter_map(base).gather() }
}

pub(super) fn people(o: &Object<'_>) -> People {
    let group = |node: &Node<'_>| {
        let o = node.object()?;
        let bar =
            Bar { label: o.text("label"), formula: o.formula("formula"), tone: tone(&o) };
        Some(PeopleGroup { bar, ringed: o.get("ringed").is_some_and(|n| n.boolean()) })
    };
    People {
        who: o.text("who"),
        whole: o.formula("whole"),
        groups: o.all("groups").iter().filter_map(group).gather(),
    }
}
