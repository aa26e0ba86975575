//! How uncertain an input is: a family and its parameters, or a list of
//! what it may be.

use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// How uncertain an input is. Each value is a formula over series; one that is
/// absent stands for the input's present value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Uncertainty {
    /// The family of distributions.
    pub family: Family,
    /// The parameters given, by name.
    pub parameters: Vec<(Parameter, String)>,
    /// What it may be, each with its weight: values, observations or
    /// distributions.
    pub parts: Vec<(f64, Self)>,
    /// Where it comes from; whose assumption it is.
    pub note: String,
}

/// A family of distributions.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Family {
    /// Not uncertain.
    #[default]
    Fixed,
    /// Anything between two bounds.
    Uniform,
    /// Two bounds and a mode.
    Triangular,
    /// Two bounds and a mode, rounder.
    Pert,
    /// Normal, perhaps with bounds.
    Normal,
    /// Lognormal.
    Lognormal,
    /// Beta: for shares.
    Beta,
    /// Gamma: for costs.
    Gamma,
    /// One of some values, each with its weight.
    Discrete,
    /// One of the values that were observed.
    Observed,
    /// One of some distributions, each with its weight.
    Mixture,
}

impl Family {
    /// Whether what it may be stands in a list.
    #[must_use]
    pub(crate) const fn is_list(self) -> bool {
        matches!(self, Self::Discrete | Self::Observed | Self::Mixture)
    }
}

/// A parameter of a distribution.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// Sample size behind a share.
    N,
    /// Mean.
    Mean,
    /// Standard deviation.
    Sd,
    /// Standard deviation over mean.
    Cv,
    /// Lower bound.
    Min,
    /// Upper bound.
    Max,
    /// Lower end of a 95% interval.
    Low95,
    /// Upper end of a 95% interval.
    High95,
}

const FAMILIES: [(&str, Family); 11] = [
    ("fixed", Family::Fixed),
    ("uniform", Family::Uniform),
    ("triangular", Family::Triangular),
    ("pert", Family::Pert),
    ("normal", Family::Normal),
    ("lognormal", Family::Lognormal),
    ("beta", Family::Beta),
    ("gamma", Family::Gamma),
    ("discrete", Family::Discrete),
    ("observed", Family::Observed),
    ("mixture", Family::Mixture),
];

pub(super) fn uncertainty(node: &Node<'_>) -> Uncertainty {
    let Some(o) = node.object() else { return Uncertainty::default() };
    let mut made = spread(&o);
    let (values, parts) = (o.get("values"), o.get("parts"));
    let (list, name) = match made.family {
        Family::Mixture => (&parts, "parts"),
        Family::Discrete | Family::Observed => (&values, "values"),
        _ => (&None, ""),
    };
    if (parts.is_some() && name != "parts") || (values.is_some() && name != "values") {
        node.problem(
            "“values” belong to the families “discrete” and “observed”, and “parts” to “mixture”.",
        );
    }
    if !made.family.is_list() {
        return made;
    }
    if !made.parameters.is_empty() {
        node.problem("what is given as a list has no other numbers beside it.");
    }
    made.parts = listed(node, &made, list.as_ref(), name);
    made
}

/// What may be, in a list.
#[inline(never)]
fn listed(
    node: &Node<'_>,
    made: &Uncertainty,
    list: Option<&Node<'_>>,
    name: &str,
) -> Vec<(f64, Uncertainty)> {
    let items = list.map(Node::list).unwrap_or_default();
    if items.len() < 2 {
        node.problem(format!("“{name}” is needed here: a list of two or more."));
    }
    let part = |item: &Node<'_>| match made.family {
        Family::Observed => Some((1.0, certain(item))),
        Family::Discrete => {
            let o = item.object()?;
            let value = o.need("value").map(|n| certain(&n)).unwrap_or_default();
            Some((weight(&o), value))
        }
        _ => {
            let o = item.object()?;
            let part = spread(&o);
            if part.family.is_list() {
                item.problem("a mixture is made of distributions, not of further lists.");
            }
            Some((weight(&o), part))
        }
    };
    items.iter().filter_map(part).gather()
}

/// A value that would be certain.
fn certain(node: &Node<'_>) -> Uncertainty {
    let parameters = vec![(Parameter::Mean, node.formula())];
    Uncertainty { parameters, ..Uncertainty::default() }
}

fn weight(o: &Object<'_>) -> f64 {
    let Some(node) = o.need("weight") else { return f64::NAN };
    let weight = node.number();
    if weight <= 0.0 {
        node.problem("a weight is more than 0.");
    }
    weight
}

fn spread(o: &Object<'_>) -> Uncertainty {
    let mut parameters = Vec::new();
    for (name, parameter) in [
        ("n", Parameter::N),
        ("mean", Parameter::Mean),
        ("sd", Parameter::Sd),
        ("cv", Parameter::Cv),
        ("min", Parameter::Min),
        ("max", Parameter::Max),
    ] {
        if let Some(n) = o.get(name) {
            parameters.push((parameter, n.formula()));
        }
    }
    if let Some(n) = o.get("interval95") {
        match n.list().as_slice() {
            [low, high] => {
                parameters.push((Parameter::Low95, low.formula()));
                parameters.push((Parameter::High95, high.formula()));
            }
            _ => n.problem("a 95% interval is a list of two: its lower and upper end."),
        }
    }
    Uncertainty {
        family: o.need("family").and_then(|n| n.one_of(&FAMILIES)).unwrap_or_default(),
        parameters,
        parts: Vec::new(),
        note: o.text_or_empty("note"),
    }
}
