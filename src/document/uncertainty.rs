//! Reading how uncertain an input is: a family and its parameters, or a list of
//! what it may be.

use super::assumptions::{FAMILIES, Family, Parameter, Uncertainty};
use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

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
    let items = list.as_ref().map(Node::list).unwrap_or_default();
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
    made.parts = items.iter().filter_map(part).gather();
    made
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
