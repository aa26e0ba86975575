//! Units that do not go together: what they are, and what would make them alike.

use crate::document::Document;
use crate::formula::Unit;
use crate::lean::gather::Gather as _;

/// A unit in the words of the document: “pounds per year”.
pub(super) fn unit_words(document: &Document, unit: Unit) -> String {
    let names = document.units.iter().map(|u| (u.one.as_str(), u.many.as_str()));
    let names: Vec<(&str, &str)> = names.gather();
    unit.in_words(&names)
}

/// What is to be said of two parts of a formula.
#[inline(never)]
pub(super) fn apart(document: &Document, first: Unit, second: Unit) -> String {
    let (a, b) = (unit_words(document, first), unit_words(document, second));
    let way =
        way(document, second, first).map(|way| format!("; the second “{way}” would fit"));
    format!(" The first is {a}, the second {b}{}.", way.unwrap_or_default())
}

/// What makes one unit of another, where they differ by a base unit: `* 1 year`.
#[inline(never)]
pub(super) fn way(document: &Document, from: Unit, to: Unit) -> Option<String> {
    let missing = to.over(from);
    let mut differing =
        document.units.iter().enumerate().filter(|(at, _)| missing.power(*at) != 0);
    let (at, base) = differing.next()?;
    match (missing.power(at), differing.next()) {
        (1, None) => Some(format!("* 1 {}", base.id)),
        (-1, None) => Some(format!("/ 1 {}", base.id)),
        _ => None,
    }
}
