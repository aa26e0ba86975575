//! Cost against effect: what is worth its cost, and how likely that is.

use super::population::{Population, population};
use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// Cost against effect.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worth {
    /// The metric of effect.
    pub effect: String,
    /// The input that values one unit of effect.
    pub value: String,
    /// Whose costs are counted, one shown at a time.
    pub perspectives: Vec<Perspective>,
    /// Whom a decision concerns, if the document says.
    pub population: Option<Population>,
}

/// Whose costs are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Perspective {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// The metric or input of cost, of a chart of worth.
    pub cost: String,
    /// What each option costs then, by its id, of a decision; empty where that is
    /// what the options say themselves.
    pub costs: Vec<(String, String)>,
    /// What to mind.
    pub note: String,
}

/// Several options by cost and effect, and which are worth considering.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    /// The id of the decision.
    pub decision: String,
}

/// How likely each of several options is to be worth most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acceptability {
    /// The id of the decision.
    pub decision: String,
}

pub(super) fn worth(o: &Object<'_>) -> Worth {
    let perspective = |node: &Node<'_>| {
        let o = node.object()?;
        let cost = o.text("cost");
        Some(Perspective { cost, ..perspective(&o) })
    };
    Worth {
        effect: o.text("effect"),
        value: o.text("value"),
        perspectives: o.all("perspectives").iter().filter_map(perspective).gather(),
        population: population(o),
    }
}

/// Whose costs are counted; what these are is said by what it is a part of.
pub(super) fn perspective(o: &Object<'_>) -> Perspective {
    Perspective {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        label: o.text("label"),
        note: o.text_or_empty("note"),
        ..Perspective::default()
    }
}

pub(super) fn frontier(o: &Object<'_>) -> Frontier {
    Frontier { decision: o.text("decision") }
}

pub(super) fn acceptability(o: &Object<'_>) -> Acceptability {
    Acceptability { decision: o.text("decision") }
}
