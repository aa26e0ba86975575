//! What a document says of its charts. How they are drawn is not its matter.

use super::along::{Along, Annotation};
use super::bar::Bar;
use super::bars::{Bars, bars};
use super::ladder::{Ladder, ladder};
use super::lines::{Line, Paired, Trend, paired, trend};
use super::map::{Map, map};
use super::people::{Funnel, People, funnel, people};
use super::reader::{Node, Object};
use super::scatter::{Scatter, scatter};
use super::waterfall::{Waterfall, waterfall};
use super::words::{Conditional, conditional};
use super::worth::{Acceptability, Frontier, Worth, acceptability, frontier, worth};
use super::{Breakdown, Document, Value};
use crate::lean::gather::Gather as _;

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its id.
    pub id: String,
    /// The name of its tab.
    pub label: String,
    /// Headlines; the first whose condition holds is shown.
    pub headlines: Vec<Conditional>,
    /// One line under the headline: the first whose condition holds.
    pub subtitles: Vec<Conditional>,
    /// What to mind: all whose condition holds.
    pub notes: Vec<Conditional>,
    /// What it shows.
    pub kind: ChartKind,
}

impl Chart {
    /// Its texts with their conditions, by what they are.
    pub(crate) fn texts(&self) -> [(&'static str, &[Conditional]); 3] {
        [
            ("headlines", &self.headlines),
            ("subtitle", &self.subtitles),
            ("note", &self.notes),
        ]
    }

    /// Whether the reader can have it draw something of this name: a line, a
    /// basis, a perspective, a breakdown or measure, a metric, a period, or one
    /// of its ways to be read, `years` and `analyst`.
    #[must_use]
    pub fn may_draw(&self, d: &Document, name: &str) -> bool {
        let line = |lines: &[Line]| lines.iter().any(|l| l.id == name);
        let period = || d.periods.iter().any(|p| p == name);
        let metric = || d.metrics.iter().any(|m| m.id == name);
        match &self.kind {
            ChartKind::Funnel(c) => c.bases.iter().any(|b| b.id == name),
            ChartKind::Ladder(c) => {
                let years = c.years.as_ref();
                years.is_some_and(|y| name == "years" || line(&y.lines))
            }
            ChartKind::Trend(c) => line(&c.lines) || c.index.is_some() && period(),
            ChartKind::Breakdown(c) => {
                let own = c.breakdowns.iter().filter_map(|id| d.breakdown(id));
                let has = |b: &Breakdown| {
                    b.id == name || b.measures.iter().any(|m| m.id == name)
                };
                own.into_iter().any(has) || period()
            }
            ChartKind::Tornado(_) => metric(),
            ChartKind::Distribution(_) => metric() || name == "analyst",
            ChartKind::Worth(c) => {
                c.perspectives.iter().any(|p| p.id == name) || name == "analyst"
            }
            ChartKind::Acceptability(c) => {
                name == "analyst" || d.has_perspective(&c.decision, name)
            }
            ChartKind::Frontier(c) => d.has_perspective(&c.decision, name),
            ChartKind::People(_)
            | ChartKind::Paired(_)
            | ChartKind::Map(_)
            | ChartKind::Bars(_)
            | ChartKind::Waterfall(_)
            | ChartKind::Scatter(_) => false,
        }
    }
}

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartKind {
    /// Stages that each keep a part of the one before.
    Funnel(Funnel),
    /// A hundred people, by what becomes of them.
    People(People),
    /// What one of each result costs.
    Ladder(Ladder),
    /// Lines over the periods or a count.
    Trend(Trend),
    /// Categories or steps in their parts.
    Bars(Bars),
    /// From a start to an end.
    Waterfall(Waterfall),
    /// A point for each of some things.
    Scatter(Scatter),
    /// The same people at two moments.
    Paired(Paired),
    /// One measure by categories.
    Breakdown(ByCategory),
    /// How far each uncertain input moves a metric.
    Tornado(Tornado),
    /// How likely each value of a metric is.
    Distribution(Distribution),
    /// A metric over two inputs.
    Map(Map),
    /// Cost against effect.
    Worth(Worth),
    /// Several options by cost and effect, and which are worth considering.
    Frontier(Frontier),
    /// How likely each of several options is to be worth most.
    Acceptability(Acceptability),
}

impl ChartKind {
    /// The names and notes of its marks, in which values are filled in.
    pub(crate) fn labels(&self) -> Vec<&str> {
        fn bars(bars: &[Bar]) -> Vec<&str> {
            bars.iter().map(|b| b.label.as_str()).gather()
        }
        match self {
            Self::Funnel(c) => c.bases.iter().flat_map(|b| bars(&b.stages)).gather(),
            Self::Ladder(c) => bars(&c.rungs),
            Self::Trend(c) => c.lines.iter().flat_map(|l| [&*l.label, &*l.note]).gather(),
            Self::Bars(c) => {
                let parts = c.parts.iter().flat_map(|p| [&*p.label, &*p.note]);
                parts.chain(c.rows.iter().map(|r| r.label.as_str())).gather()
            }
            Self::Waterfall(c) => {
                let ends = c.start.as_ref().into_iter().chain([&c.end]);
                ends.chain(&c.steps).map(|b| b.label.as_str()).gather()
            }
            Self::Scatter(c) => {
                let points = c.points.iter().map(|p| p.label.as_str());
                points.chain(c.threshold.iter().map(|t| t.label.as_str())).gather()
            }
            Self::Paired(c) => vec![&c.start.label, &c.end.label],
            Self::Distribution(c) => {
                c.statements.iter().map(|s| s.text.as_str()).gather()
            }
            _ => Vec::new(),
        }
    }

    /// What it goes along, if that may be some of the periods or a count.
    pub(crate) const fn along(&self) -> Option<&Along> {
        match self {
            Self::Trend(c) => Some(&c.along),
            Self::Bars(c) => Some(&c.along),
            _ => None,
        }
    }

    /// What is noted at places of it.
    pub(crate) fn annotations(&self) -> &[Annotation] {
        match self {
            Self::Trend(c) => &c.annotations,
            Self::Bars(c) => &c.annotations,
            Self::Scatter(c) => &c.annotations,
            _ => &[],
        }
    }
}

/// One measure by categories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByCategory {
    /// The ids of the breakdowns, one shown at a time.
    pub breakdowns: Vec<String>,
    /// The id of the measure shown first.
    pub measure: String,
    /// The period shown first.
    pub period: String,
}

/// How far each uncertain input moves a metric.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tornado {
    /// The metric shown first.
    pub metric: String,
}

/// How likely each value of a metric is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distribution {
    /// The metric shown first.
    pub metric: String,
    /// Statements whose probability is given: a formula each.
    pub statements: Vec<Conditional>,
}

const KINDS: [(&str, Reads); 15] = [
    ("funnel", |o| ChartKind::Funnel(funnel(o))),
    ("people", |o| ChartKind::People(people(o))),
    ("ladder", |o| ChartKind::Ladder(ladder(o))),
    ("trend", |o| ChartKind::Trend(trend(o))),
    ("bars", |o| ChartKind::Bars(bars(o))),
    ("waterfall", |o| ChartKind::Waterfall(waterfall(o))),
    ("scatter", |o| ChartKind::Scatter(scatter(o))),
    ("paired", |o| ChartKind::Paired(paired(o))),
    ("breakdown", breakdown),
    ("tornado", tornado),
    ("distribution", distribution),
    ("map", |o| ChartKind::Map(map(o))),
    ("worth", |o| ChartKind::Worth(worth(o))),
    ("frontier", |o| ChartKind::Frontier(frontier(o))),
    ("acceptability", |o| ChartKind::Acceptability(acceptability(o))),
];

/// What other programs call some of them.
const MEANT: [(&str, &str); 12] = [
    ("line", "trend"),
    ("lines", "trend"),
    ("area", "trend"),
    ("bar", "bars"),
    ("column", "bars"),
    ("histogram", "distribution"),
    ("density", "distribution"),
    ("heatmap", "map"),
    ("pie", "people"),
    ("sensitivity", "tornado"),
    ("ceac", "acceptability"),
    ("points", "scatter"),
];

type Reads = fn(&Object<'_>) -> ChartKind;

pub(super) fn chart(node: &Node<'_>) -> Option<Chart> {
    let o = node.object()?;
    let Some(kind) = o.need("kind").and_then(|n| n.one_of_meant(&KINDS, &MEANT)) else {
        // Which fields it may have is not known without its kind.
        o.leave();
        return None;
    };
    Some(Chart {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        label: o.text("label"),
        headlines: o
            .list("headlines")
            .iter()
            .filter_map(conditional("if", "text"))
            .gather(),
        subtitles: texts(&o, "subtitle"),
        notes: texts(&o, "note"),
        kind: kind(&o),
    })
}

/// A text, or a list of texts with conditions.
fn texts(o: &Object<'_>, name: &'static str) -> Vec<Conditional> {
    let Some(node) = o.get(name) else { return Vec::new() };
    if let Value::List(_) = node.value() {
        return node.list().iter().filter_map(conditional("if", "text")).gather();
    }
    let text = node.text();
    if text.is_empty() {
        Vec::new()
    } else {
        vec![Conditional { text, ..Conditional::default() }]
    }
}

fn breakdown(o: &Object<'_>) -> ChartKind {
    ChartKind::Breakdown(ByCategory {
        breakdowns: o.need_texts("breakdowns"),
        measure: o.text("measure"),
        period: o.text("period"),
    })
}

fn tornado(o: &Object<'_>) -> ChartKind {
    ChartKind::Tornado(Tornado { metric: o.text("metric") })
}

fn distribution(o: &Object<'_>) -> ChartKind {
    ChartKind::Distribution(Distribution {
        metric: o.text("metric"),
        statements: (o.list("statements").iter())
            .filter_map(conditional("that", "text"))
            .gather(),
    })
}
