//! What is known: sources, series by period, breakdowns, events.

use super::reader::{Node, check_id};
use crate::lean::gather::Gather as _;

/// Where figures were published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The id by which figures name it.
    pub id: String,
    /// The publication.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as precisely as known: `2025`, `2025-11`, `2025-11-24`.
    pub date: String,
    /// The publisher's own page, or a DOI.
    pub url: String,
    /// The licence, with the attribution it asks for.
    pub licence: String,
    /// How it was read, or what to mind.
    pub note: String,
}

impl Source {
    /// Who published it, and when, as far as that is known.
    #[must_use]
    pub fn imprint(&self) -> String {
        let mut parts = vec![&*self.publisher, &*self.date];
        parts.retain(|p| !p.is_empty());
        parts.join(", ")
    }
}

/// How far a figure can be trusted, and whose it is.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// As the source prints it.
    #[default]
    Published,
    /// Arithmetic on published figures.
    Computed,
    /// Quoted by a third party; the original was not seen.
    Secondary,
    /// A plan, not an outcome.
    Planned,
    /// Published, but inconsistent or unsourced.
    Disputed,
    /// A best guess between bounds.
    Estimate,
    /// Nobody's figure: an assumption of this document.
    Assumption,
}

impl Status {
    /// The words of the format and their meanings.
    pub(super) const WORDS: [(&'static str, Self); 7] = [
        ("published", Self::Published),
        ("computed", Self::Computed),
        ("secondary", Self::Secondary),
        ("planned", Self::Planned),
        ("disputed", Self::Disputed),
        ("estimate", Self::Estimate),
        ("assumption", Self::Assumption),
    ];

    /// The word of the format.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, s)| *s == self).map_or("", |(w, _)| w)
    }
}

/// A figure by period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The name in formulas.
    pub id: String,
    /// What it is.
    pub label: String,
    /// Its unit, as text: `GBP / person`.
    pub unit: String,
    /// Where it holds.
    pub geography: String,
    /// The source of points that name none.
    pub source: String,
    /// The status of points that say none.
    pub status: Status,
    /// What is counted.
    pub definition: String,
    /// What to mind.
    pub note: String,
    /// Where two neighbouring points are not comparable.
    pub breaks: Vec<Break>,
    /// The points, in the order written.
    pub points: Vec<Point>,
}

impl Series {
    /// The point of a period, if there is one.
    #[must_use]
    pub fn at(&self, period: &str) -> Option<&Point> {
        // Most stand in order, and may be hundreds.
        let at = self.points.binary_search_by(|p| p.period.as_str().cmp(period));
        let found = at.ok().and_then(|at| self.points.get(at));
        found.or_else(|| self.points.iter().find(|p| p.period == period))
    }
}

/// A break in a series: what stands before it does not compare with what
/// follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Break {
    /// The first period after the break.
    pub at: String,
    /// Why.
    pub note: String,
}

/// One figure of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its period.
    pub period: String,
    /// The figure, in the unit of its series.
    pub value: f64,
    /// Bounds, where the figure is an estimate.
    pub bounds: Option<(f64, f64)>,
    /// Its status.
    pub status: Status,
    /// The id of its source.
    pub source: String,
    /// What to mind.
    pub note: String,
}

/// A measure by categories: by age, by area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breakdown {
    /// The id by which charts name it.
    pub id: String,
    /// What it is broken down by.
    pub label: String,
    /// The id of its source.
    pub source: String,
    /// Its status.
    pub status: Status,
    /// What to mind.
    pub note: String,
    /// The categories, in their natural order.
    pub categories: Vec<String>,
    /// What is measured in each.
    pub measures: Vec<BreakdownMeasure>,
}

/// One measure of a breakdown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BreakdownMeasure {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// Its unit, as text.
    pub unit: String,
    /// Values by period, one a category; `None` where not published.
    pub values: Vec<(String, Vec<Option<f64>>)>,
    /// The id of a series of the same for all categories together.
    pub whole: Option<String>,
}

/// Something that happened and helps to read a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// The period in which it happened.
    pub at: String,
    /// A word or two.
    pub label: String,
    /// A sentence.
    pub note: String,
    /// The id of a source.
    pub source: String,
}

pub(super) fn source((id, node): &(String, Node<'_>)) -> Source {
    check_id_loose(id, node);
    let Some(o) = node.object() else { return Source::default() };
    Source {
        id: id.clone(),
        title: o.text("title"),
        publisher: o.text("publisher"),
        date: o.text_or_empty("date"),
        url: o.text_or_empty("url"),
        licence: o.text_or_empty("licence"),
        note: o.text_or_empty("note"),
    }
}

/// Sources never stand in formulas, so `-` may join their words.
fn check_id_loose(id: &str, node: &Node<'_>) {
    check_id(&id.replace('-', "_"), node);
}

pub(super) fn status(node: Option<Node<'_>>, otherwise: Status) -> Status {
    node.and_then(|n| n.one_of(&Status::WORDS)).unwrap_or(otherwise)
}

pub(super) fn series((id, node): &(String, Node<'_>)) -> Series {
    check_id(id, node);
    let Some(o) = node.object() else { return Series::default() };
    let source = o.text_or_empty("source");
    let own = status(o.get("status"), Status::Published);
    let points = o.need("points").map(|n| n.members()).unwrap_or_default();
    Series {
        id: id.clone(),
        label: o.text("label"),
        unit: o.text("unit"),
        geography: o.text_or_empty("geography"),
        definition: o.text_or_empty("definition"),
        note: o.text_or_empty("note"),
        breaks: o.list("breaks").iter().filter_map(series_break).gather(),
        points: points.iter().map(|p| point(p, own, &source)).gather(),
        source,
        status: own,
    }
}

fn series_break(node: &Node<'_>) -> Option<Break> {
    let o = node.object()?;
    Some(Break { at: o.text("at"), note: o.text_or_empty("note") })
}

fn point((period, node): &(String, Node<'_>), own: Status, source: &str) -> Point {
    let bare = |value| Point {
        period: period.clone(),
        value,
        bounds: None,
        status: own,
        source: source.to_owned(),
        note: String::new(),
    };
    if !matches!(node.value(), super::Value::Map(_)) {
        return bare(node.number());
    }
    let Some(o) = node.object() else { return bare(f64::NAN) };
    let value = o.need("value").map_or(f64::NAN, |n| n.number());
    let low = o.get("low").map(|n| n.number());
    let high = o.get("high").map(|n| n.number());
    let bounds = low.zip(high);
    if low.is_some() != high.is_some() {
        node.problem("“low” and “high” go together.");
    }
    if let Some((low, high)) = bounds
        && !(low <= value && value <= high)
    {
        node.problem("the value lies outside its own bounds.");
    }
    let named = o.text_or_empty("source");
    Point {
        bounds,
        status: status(o.get("status"), own),
        source: if named.is_empty() { source.to_owned() } else { named },
        note: o.text_or_empty("note"),
        ..bare(value)
    }
}

pub(super) fn breakdown((id, node): &(String, Node<'_>)) -> Breakdown {
    check_id(id, node);
    let Some(o) = node.object() else { return Breakdown::default() };
    let categories = o.texts("categories");
    let measures = o.need("measures").map(|n| n.members()).unwrap_or_default();
    Breakdown {
        id: id.clone(),
        label: o.text("label"),
        source: o.text_or_empty("source"),
        status: status(o.get("status"), Status::Published),
        note: o.text_or_empty("note"),
        measures: measures
            .iter()
            .filter_map(|(id, n)| breakdown_measure(id, n, categories.len()))
            .gather(),
        categories,
    }
}

fn breakdown_measure(id: &str, node: &Node<'_>, n: usize) -> Option<BreakdownMeasure> {
    let o = node.object()?;
    let values = o.need("values").map(|v| v.members()).unwrap_or_default();
    let row = |(period, node): &(String, Node<'_>)| {
        let cells = node.list();
        if cells.len() != n {
            node.problem(format!(
                "there are {n} categories, but {} values stand here.",
                cells.len()
            ));
        }
        let cell = |c: &Node<'_>| match c.value() {
            super::Value::Null => None,
            _ => Some(c.number()),
        };
        (period.clone(), cells.iter().map(cell).gather())
    };
    Some(BreakdownMeasure {
        id: id.to_owned(),
        label: o.text("label"),
        unit: o.text("unit"),
        values: values.iter().map(row).gather(),
        whole: o.get("whole").map(|node| node.text()),
    })
}

pub(super) fn event(node: &Node<'_>) -> Option<Event> {
    let o = node.object()?;
    Some(Event {
        at: o.text("at"),
        label: o.text("label"),
        note: o.text_or_empty("note"),
        source: o.text_or_empty("source"),
    })
}
