//! Whom a decision concerns.

use super::reader::{Node, Object};

/// Whom a decision concerns, for the value of information.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Population {
    /// What is counted: the formula of people a year.
    pub per_year: String,
    /// For how many years the decision stands.
    pub years: f64,
    /// Yearly discount rate.
    pub discount: f64,
}

/// Whom a decision or a chart concerns, if it says.
pub(super) fn population(o: &Object<'_>) -> Option<Population> {
    let o = o.get("population")?.object()?;
    Some(Population {
        per_year: o.formula("per_year"),
        years: above(o.need("years"), |n| n > 0.0, "more than 0 years are needed here."),
        discount: above(
            o.need("discount"),
            |n| n >= 0.0,
            "a rate of 0 or more is needed here.",
        ),
    })
}

/// A number that is large enough.
fn above(node: Option<Node<'_>>, fits: fn(f64) -> bool, otherwise: &str) -> f64 {
    let Some(node) = node else { return 0.0 };
    let number = node.number();
    if number.is_finite() && !fits(number) {
        node.problem(otherwise);
    }
    number
}
