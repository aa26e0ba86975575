//! What a document says of its charts. How they are drawn is not its matter.

use super::along::{Along, Annotation, along, annotations};
use super::assumptions::{Writing, writing};
use super::bar::{Bar, Tone, bar, tone};
use super::bars::{Bars, bars};
use super::population::{Population, population};
use super::reader::{Node, Object};
use super::scatter::{Scatter, scatter};
use super::waterfall::{Waterfall, waterfall};
use super::words::{Conditional, conditional};
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
            ChartKind::Acceptability(_) => name == "analyst",
            ChartKind::People(_)
            | ChartKind::Paired(_)
            | ChartKind::Map(_)
            | ChartKind::Bars(_)
            | ChartKind::Waterfall(_)
            | ChartKind::Scatter(_)
            | ChartKind::Frontier(_) => false,
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
            Self::Scatter(c) => c.points.iter().map(|p| p.label.as_str()).gather(),
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

/// Stages that each keep a part of the one before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funnel {
    /// The ways to count, one shown at a time.
    pub bases: Vec<Base>,
}

/// A hundred people, by what becomes of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Whom they stand for.
    pub who: String,
    /// How many there are of those: a formula.
    pub whole: String,
    /// What becomes of them: together, of all of them.
    pub groups: Vec<PeopleGroup>,
}

/// What one of each result costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {
    /// The results.
    pub rungs: Vec<Bar>,
    /// The same over the periods.
    pub years: Option<Years>,
}

/// Lines over the periods or a count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    /// What they go along.
    pub along: Along,
    /// The period whose value is 100, if the lines are an index.
    pub index: Option<String>,
    /// The lines.
    pub lines: Vec<Line>,
    /// How values are written, where they are no index.
    pub writing: Writing,
    /// What is noted at places of it.
    pub annotations: Vec<Annotation>,
}

/// The same people at two moments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paired {
    /// Before.
    pub start: Line,
    /// After.
    pub end: Line,
    /// How values are written.
    pub writing: Writing,
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

/// A metric over two inputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// The metric.
    pub metric: String,
    /// The input along.
    pub x: String,
    /// The input up.
    pub y: String,
    /// From where to where it is drawn along: all of the input's range, if empty.
    pub x_range: Vec<f64>,
    /// The same up.
    pub y_range: Vec<f64>,
    /// The value of the metric at which the line runs.
    pub line: f64,
    /// Presets to mark.
    pub presets: Vec<String>,
}

/// Cost against effect.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worth {
    /// The metric of effect.
    pub effect: String,
    /// The input that values one unit of effect.
    pub value: String,
    /// Whose costs are counted, one shown at a time.
    pub perspectives: Vec<Perspective>,
    /// Whom a decision concerns, if the document says.
    pub population: Option<Population>,
}

/// Several options by cost and effect, and which are worth considering.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    /// The id of the decision.
    pub decision: String,
}

/// How likely each of several options is to be worth most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acceptability {
    /// The id of the decision.
    pub decision: String,
}

/// A way to count the stages of a funnel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// What to mind.
    pub note: String,
    /// The stages.
    pub stages: Vec<Bar>,
}

/// People of whom the same becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleGroup {
    /// What becomes of them, how many they are and how they stand out.
    pub bar: Bar,
    /// Whether a line is drawn around them.
    pub ringed: bool,
}

/// The same quotients over the periods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// What it is.
    pub label: String,
    /// What to mind.
    pub note: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line over the periods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// The formula over series.
    pub formula: String,
    /// How it stands out.
    pub tone: Tone,
    /// Whether it is shown until the reader says otherwise.
    pub shown: bool,
    /// Whether it stands in a band that holds 95% of its plausible values.
    pub band: bool,
    /// What to mind of it.
    pub note: String,
}

/// Whose costs are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Perspective {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: String,
    /// The metric or input of cost.
    pub cost: String,
    /// What to mind.
    pub note: String,
}

const KINDS: [(&str, Reads); 15] = [
    ("funnel", funnel),
    ("people", people),
    ("ladder", ladder),
    ("trend", trend),
    ("bars", |o| ChartKind::Bars(bars(o))),
    ("waterfall", |o| ChartKind::Waterfall(waterfall(o))),
    ("scatter", |o| ChartKind::Scatter(scatter(o))),
    ("paired", paired),
    ("breakdown", breakdown),
    ("tornado", tornado),
    ("distribution", distribution),
    ("map", map),
    ("worth", worth),
    ("frontier", frontier),
    ("acceptability", acceptability),
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

fn funnel(o: &Object<'_>) -> ChartKind {
    let base = |node: &Node<'_>| {
        let o = node.object()?;
        Some(Base {
            id: o.need("id").map(|n| n.id()).unwrap_or_default(),
            label: o.text("label"),
            note: o.text_or_empty("note"),
            stages: o.list("stages").iter().filter_map(|n| bar(n, "formula")).gather(),
        })
    };
    ChartKind::Funnel(Funnel { bases: o.all("bases").iter().filter_map(base).gather() })
}

fn people(o: &Object<'_>) -> ChartKind {
    let group = |node: &Node<'_>| {
        let o = node.object()?;
        let bar =
            Bar { label: o.text("label"), formula: o.formula("formula"), tone: tone(&o) };
        Some(PeopleGroup { bar, ringed: o.get("ringed").is_some_and(|n| n.boolean()) })
    };
    ChartKind::People(People {
        who: o.text("who"),
        whole: o.formula("whole"),
        groups: o.all("groups").iter().filter_map(group).gather(),
    })
}

fn ladder(o: &Object<'_>) -> ChartKind {
    let years = |node: Node<'_>| {
        let o = node.object()?;
        Some(Years {
            label: o.text("label"),
            note: o.text_or_empty("note"),
            lines: o.list("lines").iter().filter_map(line).gather(),
        })
    };
    ChartKind::Ladder(Ladder {
        rungs: o.all("rungs").iter().filter_map(|n| bar(n, "metric")).gather(),
        years: o.get("years").and_then(years),
    })
}

fn line(node: &Node<'_>) -> Option<Line> {
    Some(line_of(&node.object()?))
}

fn line_of(o: &Object<'_>) -> Line {
    let formula = o.formula("formula");
    let id = o.get("id").map(|n| n.id()).unwrap_or_else(|| formula.clone());
    Line {
        id,
        label: o.text("label"),
        formula,
        tone: tone(o),
        shown: o.get("shown").is_none_or(|n| n.boolean()),
        band: false,
        note: String::new(),
    }
}

/// A line of a trend, which alone goes with the reader and has plausible values.
fn banded(node: &Node<'_>) -> Option<Line> {
    let o = node.object()?;
    let band = o.get("band").is_some_and(|n| n.boolean());
    let note = o.text_or_empty("note");
    Some(Line { band, note, ..line_of(&o) })
}

fn trend(o: &Object<'_>) -> ChartKind {
    ChartKind::Trend(Trend {
        along: along(o),
        index: o.get("index").map(|n| n.text()),
        lines: o.all("lines").iter().filter_map(banded).gather(),
        writing: writing(o.get("format"), o.get("decimals")),
        annotations: annotations(o),
    })
}

fn paired(o: &Object<'_>) -> ChartKind {
    ChartKind::Paired(Paired {
        start: o.need("start").and_then(|n| line(&n)).unwrap_or_default(),
        end: o.need("end").and_then(|n| line(&n)).unwrap_or_default(),
        writing: writing(o.get("format"), o.get("decimals")),
    })
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

#[inline(never)]
fn map(o: &Object<'_>) -> ChartKind {
    ChartKind::Map(Map {
        metric: o.text("metric"),
        x: o.text("x"),
        y: o.text("y"),
        x_range: range(o.get("x_range")),
        y_range: range(o.get("y_range")),
        line: o.need("line").map_or(0.0, |n| n.number()),
        presets: o.texts("presets"),
    })
}

fn worth(o: &Object<'_>) -> ChartKind {
    let perspective = |node: &Node<'_>| {
        let o = node.object()?;
        Some(Perspective {
            id: o.need("id").map(|n| n.id()).unwrap_or_default(),
            label: o.text("label"),
            cost: o.text("cost"),
            note: o.text_or_empty("note"),
        })
    };
    ChartKind::Worth(Worth {
        effect: o.text("effect"),
        value: o.text("value"),
        perspectives: o.all("perspectives").iter().filter_map(perspective).gather(),
        population: population(o),
    })
}

fn frontier(o: &Object<'_>) -> ChartKind {
    ChartKind::Frontier(Frontier { decision: o.text("decision") })
}

fn acceptability(o: &Object<'_>) -> ChartKind {
    ChartKind::Acceptability(Acceptability { decision: o.text("decision") })
}

/// From where to where something is drawn; nothing where that is not said.
fn range(node: Option<Node<'_>>) -> Vec<f64> {
    let Some(node) = node else { return Vec::new() };
    let ends: Vec<f64> = node.list().iter().map(|n| n.number()).gather();
    if ends.is_empty() {
        node.problem("two numbers are needed here: from where to where.");
    }
    ends
}
