//! What is to be chosen between, and for whom.

use super::bar::tone;
use super::population::{Population, population};
use super::reader::Node;
use super::worth::perspective;
use super::{Document, Perspective, Tone, Value};
use crate::formula::nearest;
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
    /// Whose costs are counted, one shown at a time; without any, those that the
    /// options say.
    pub perspectives: Vec<Perspective>,
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

    /// Whether a decision has a perspective of that id.
    pub(super) fn has_perspective(&self, decision: &str, id: &str) -> bool {
        let decision = self.decision(decision);
        decision.is_some_and(|d| d.perspectives.iter().any(|p| p.id == id))
    }
}

impl Decision {
    /// What an option costs from a perspective, by position: a formula.
    #[must_use]
    pub fn cost<'a>(&'a self, option: &'a DecisionOption, perspective: usize) -> &'a str {
        let costs = self.perspectives.get(perspective).map(|p| &p.costs);
        let own = costs.and_then(|c| c.iter().find(|(id, _)| *id == option.id));
        own.map_or(&option.cost, |(_, cost)| cost)
    }

    /// Its formulas: costs and effects, option by option.
    pub(crate) fn formulas(&self) -> Vec<&str> {
        let own = self.options.iter().flat_map(|o| [&*o.cost, &*o.effect]);
        let costs = self.perspectives.iter().flat_map(|p| &p.costs);
        own.chain(costs.map(|(_, cost)| &**cost)).gather()
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
    let options = options.iter().filter_map(option).gather();
    let whose = |node: &Node<'_>| whose(node, &options);
    Some(Decision {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        costs: o.text("costs"),
        effects: o.text("effects"),
        value: o.text("value"),
        perspectives: o.list("perspectives").iter().filter_map(whose).gather(),
        population: population(&o),
        options,
    })
}

/// A perspective, with a cost for each of the options or for none.
#[inline(never)]
fn whose(node: &Node<'_>, options: &[DecisionOption]) -> Option<Perspective> {
    let o = node.object()?;
    let known: Vec<&str> = options.iter().map(|o| o.id.as_str()).gather();
    let costs = o.members("costs");
    for (option, cost) in costs.iter().filter(|(id, _)| !known.contains(&id.as_str())) {
        let message = format!("this decision has no option “{option}”.");
        cost.suggest(message, nearest(option, &known));
    }
    let told = |id: &str| costs.iter().any(|(option, _)| option == id);
    if let Some(lacking) = known.iter().find(|id| !told(id))
        && !costs.is_empty()
    {
        node.problem(format!(
            "what “{lacking}” costs is not said here; either each of the options has a cost here or none has."
        ));
    }
    let costs = costs.into_iter().map(|(id, cost)| (id, cost.formula())).gather();
    Some(Perspective { costs, ..perspective(&o) })
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
