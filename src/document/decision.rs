//! What is to be chosen between, and for whom.

use super::bar::tone;
use super::population::{Population, population};
use super::reader::Node;
use super::{Document, Tone, Value};
use crate::lean::gather::Gather as _;

/// A choice between several options, each with what it costs and does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// Its id, for charts, conditions and texts.
    pub id: String,
    /// What the costs are called: “Cost to the town”.
    pub costs: String,
    /// What the effects are called: “Health gained”.
    pub effects: String,
    /// The input that values one unit of effect.
    pub value: String,
    /// What there is to choose from; mostly with one to do nothing.
    pub options: Vec<DecisionOption>,
    /// Whom it concerns, if the document says.
    pub population: Option<Population>,
}

/// One of the options of a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionOption {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it costs: a formula.
    pub cost: String,
    /// What it does: a formula.
    pub effect: String,
    /// How it stands out.
    pub tone: Tone,
}

impl Document {
    /// The decision of that id.
    #[must_use]
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.decisions.iter().find(|d| d.id == id)
    }
}

impl Decision {
    /// Its formulas: costs and effects, option by option.
    pub(crate) fn formulas(&self) -> Vec<&str> {
        self.options.iter().flat_map(|o| [&*o.cost, &*o.effect]).gather()
    }
}

pub(super) fn decision(node: &Node<'_>) -> Option<Decision> {
    let o = node.object()?;
    let options = o.all("options");
    let listed = o.get("options").is_some_and(|n| matches!(n.value(), Value::List(_)));
    if listed && options.len() < 2 {
        node.problem(
            "“options” needs two or more to choose from; one may be to do nothing.",
        );
    }
    Some(Decision {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        costs: o.text("costs"),
        effects: o.text("effects"),
        value: o.text("value"),
        options: options.iter().filter_map(option).gather(),
        population: population(&o),
    })
}

fn option(node: &Node<'_>) -> Option<DecisionOption> {
    let o = node.object()?;
    Some(DecisionOption {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        label: o.text("label"),
        cost: o.formula("cost"),
        effect: o.formula("effect"),
        tone: tone(&o),
    })
}
