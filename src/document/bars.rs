//! Bars of what is computed: categories or steps, each in its parts.

use super::along::{Along, Annotation, along, annotations};
use super::assumptions::{Writing, writing};
use super::bar::{Tone, tone};
use super::reader::{Node, Object};
use crate::lean::gather::Gather as _;

/// Bars in parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// Whether the parts stand beside each other, rather than on each other.
    pub grouped: bool,
    /// What each bar is made of.
    pub parts: Vec<Part>,
    /// The bars; empty where there is one for each step.
    pub rows: Vec<Row>,
    /// Where there are no rows: what there is a bar for each of.
    pub along: Along,
    /// Values to hold them against, and what happens when.
    pub annotations: Vec<Annotation>,
    /// How values are written.
    pub writing: Writing,
}

/// A part of every bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// The formula of each step; empty where the rows have it.
    pub formula: String,
    /// How it stands out.
    pub tone: Tone,
    /// What to mind.
    pub note: String,
}

/// A bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// The ids of its parts, with their formulas.
    pub values: Vec<(String, String)>,
}

impl Bars {
    /// Its formulas, each with what it is of.
    #[inline(never)]
    pub(crate) fn formulas(&self) -> Vec<(&str, &str)> {
        let label = |id: &str| {
            let part = self.parts.iter().find(|p| p.id == id);
            part.map_or("", |p| p.label.as_str())
        };
        let values = self.rows.iter().flat_map(|r| &r.values);
        let own = self.parts.iter().filter(|p| !p.formula.is_empty());
        (values.map(|(id, formula)| (label(id), formula.as_str())))
            .chain(own.map(|p| (p.label.as_str(), p.formula.as_str())))
            .gather()
    }
}

const ARRANGED: [(&str, bool); 2] = [("stacked", false), ("grouped", true)];

#[inline(never)]
pub(super) fn bars(o: &Object<'_>) -> Bars {
    let part = |node: &Node<'_>| {
        let o = node.object()?;
        Some(Part {
            id: o.need("id").map(|n| n.id()).unwrap_or_default(),
            label: o.text("label"),
            formula: o.get("formula").map(|n| n.formula()).unwrap_or_default(),
            tone: tone(&o),
            note: o.text_or_empty("note"),
        })
    };
    let row = |node: &Node<'_>| {
        let o = node.object()?;
        let values = o.need("values").map(|n| n.members()).unwrap_or_default();
        Some(Row {
            label: o.text("label"),
            values: values.iter().map(|(id, n)| (id.clone(), n.formula())).gather(),
        })
    };
    let bars = Bars {
        grouped: o.get("arranged").and_then(|n| n.one_of(&ARRANGED)).unwrap_or_default(),
        parts: o.all("parts").iter().filter_map(part).gather(),
        rows: o.list("rows").iter().filter_map(row).gather(),
        along: along(o),
        annotations: annotations(o),
        writing: writing(o.get("format"), o.get("decimals")),
    };
    bars.check(o);
    bars
}

impl Bars {
    /// Reports bars of no parts, parts of no bar, and what would be both.
    #[inline(never)]
    fn check(&self, o: &Object<'_>) {
        if self.parts.is_empty() {
            o.node.problem("bars are made of “parts”; there are none here.");
        }
        for (i, part) in self.parts.iter().enumerate() {
            let before = self.parts.get(..i).unwrap_or_default();
            if before.iter().any(|b| b.id == part.id) {
                o.node.problem(format!("“{}” stands here twice.", part.id));
            }
            if self.rows.is_empty() == part.formula.is_empty() {
                o.node.problem(if self.rows.is_empty() {
                    format!(
                        "the part “{}” needs a “formula”, or the chart “rows” with its values.",
                        part.id
                    )
                } else {
                    format!(
                        "the part “{}” has a “formula”, but its values stand in the “rows”.",
                        part.id
                    )
                });
            }
        }
        if !self.rows.is_empty() && self.along != Along::default() {
            o.node.problem("either there are “rows”, or a bar for each step of a “count” or period “within” some.");
        }
        let known: Vec<&str> = self.parts.iter().map(|p| p.id.as_str()).gather();
        for (id, _) in self.rows.iter().flat_map(|r| &r.values) {
            if !known.contains(&id.as_str()) {
                let suggestion = crate::formula::nearest(id, &known);
                o.node.suggest(
                    format!("there is no part “{id}” in this chart."),
                    suggestion,
                );
            }
        }
        for row in self.rows.iter().filter(|r| r.values.is_empty()) {
            o.node.problem(format!("“{}” has no values.", row.label));
        }
        let up = |a: &&Annotation| !self.rows.is_empty() && !a.at.is_empty();
        for a in self.annotations.iter().filter(up) {
            o.node.problem(format!(
                "“{}” stands “at” a step, but the rows have none; a “value” can be noted here.",
                a.text
            ));
        }
    }
}
