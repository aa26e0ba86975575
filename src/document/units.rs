//! Units that are counted in, and whether they are written behind values.

use super::Value;
use super::reader::{Node, Object};
use super::tables;
use crate::format::Counted;
use crate::lean::gather::Gather as _;

/// A unit that is not made of others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseUnit {
    /// As it stands in unit texts.
    pub id: String,
    /// One of them, in words.
    pub one: String,
    /// Several, in words.
    pub many: String,
    /// Other plural forms that the language has, in words.
    pub forms: Vec<(String, String)>,
    /// The sign before an amount, for money.
    pub symbol: String,
    /// The sign after a hundredth, for money.
    pub minor: String,
    /// How many of another unit it is, if the document says: 1,000 `kWh` for a `MWh`.
    pub is: Option<(f64, String)>,
    /// Whether it stands behind values of just this unit that say nothing of it.
    pub shown: bool,
}

impl BaseUnit {
    /// Its words, by how many there are.
    #[must_use]
    pub fn counted(&self) -> Counted {
        let (one, many) = (self.one.clone(), self.many.clone());
        Counted { one, many, forms: self.forms.clone() }
    }
}

/// Whether the unit of an input or a metric is written behind its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ShowUnit {
    /// As the unit itself says.
    #[default]
    Unsaid,
    /// It is not.
    No,
    /// It is, in the words of the units.
    Yes,
    /// It is, in these words.
    As(Counted),
}

/// The plural forms of a language besides one and many.
const FORMS: [&str; 4] = ["zero", "two", "few", "many"];

pub(super) fn unit((id, node): &(String, Node<'_>)) -> BaseUnit {
    let Some(o) = node.object() else { return BaseUnit::default() };
    BaseUnit {
        id: id.clone(),
        one: o.text("one"),
        many: o.text("many"),
        forms: o.get("forms").map(|n| forms(&n)).unwrap_or_default(),
        symbol: o.text_or_empty("symbol"),
        minor: o.text_or_empty("minor"),
        is: o.get("is").and_then(|n| tables::conversion(&n)),
        shown: o.get("show_unit").is_some_and(|n| n.boolean()),
    }
}

#[inline(never)]
fn forms(node: &Node<'_>) -> Vec<(String, String)> {
    let Some(o) = node.object() else { return Vec::new() };
    let form = |name: &'static str| Some((name.to_owned(), o.get(name)?.text()));
    FORMS.into_iter().filter_map(form).gather()
}

/// `true`, `false`, words for the unit, or its words by how many there are.
pub(super) fn show_unit(o: &Object<'_>) -> ShowUnit {
    o.get("show_unit").map_or(ShowUnit::Unsaid, |n| shown_as(&n))
}

/// Not in line: few documents need it.
#[inline(never)]
fn shown_as(node: &Node<'_>) -> ShowUnit {
    match node.value() {
        Value::Bool(false) => ShowUnit::No,
        Value::Text(words) if !words.trim().is_empty() => {
            ShowUnit::As(Counted::always(words))
        }
        Value::Map(_) => {
            let Some(o) = node.object() else { return ShowUnit::No };
            let forms = o.get("forms").map(|n| forms(&n)).unwrap_or_default();
            ShowUnit::As(Counted { one: o.text("one"), many: o.text("many"), forms })
        }
        Value::Bool(true) => ShowUnit::Yes,
        _ => {
            node.problem("true or false, or the words for the unit, is needed here.");
            ShowUnit::No
        }
    }
}
