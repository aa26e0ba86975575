//! What a document may say: sources and series, inputs and metrics, presets,
//! charts, and the words around them.
//!
//! Reading never stops at a mistake. [`Document::read`] takes what it can and
//! leaves the rest in a list of [`Problem`]s, each with its place. What needs
//! the formulas (units, cycles, unknown names) is checked by
//! [`Model`](crate::model::Model), into the same list.

mod along;
mod assumptions;
mod bar;
mod bars;
mod bound;
mod chart;
mod correlations;
mod crossings;
mod decision;
mod doubled;
mod figures;
mod ladder;
mod language;
mod lines;
mod map;
mod own;
mod people;
mod population;
mod problem;
mod reader;
mod scatter;
mod story;
mod tables;
mod terms;
mod uncertainty;
mod units;
mod value;
mod waterfall;
mod words;
mod worth;

pub use along::{Along, Annotation, Count};
pub use assumptions::{
    Better, BreakEven, ChoiceOption, Format, Group, Input, Metric, Preset, Writing,
};
pub use bar::{Bar, Tone};
pub use bars::{Bars, Part, Row};
pub use bound::Bound;
pub use chart::{ByCategory, Chart, ChartKind, Distribution, Tornado};
pub use correlations::{Correlation, Shares};
pub use decision::{Decision, DecisionOption};
pub use doubled::doubled;
pub use figures::{
    Break, Breakdown, BreakdownMeasure, Event, Point, Series, Source, Status,
};
pub use ladder::{Ladder, Years};
pub use language::learn;
pub use lines::{Line, Paired, Trend};
pub use map::Map;
pub use own::{Own, OwnFigure};
pub use people::{Base, Funnel, People, PeopleGroup};
pub use population::Population;
pub use problem::{Problem, Problems};
pub use scatter::{Axis, Dot, Scatter, Threshold};
pub use story::Step;
pub use tables::{Definition, Table};
pub use terms::{Term, TermPiece, terms_in};
pub use uncertainty::{Family, Parameter, Uncertainty};
pub use units::{BaseUnit, ShowUnit};
pub use value::Value;
pub use waterfall::Waterfall;
pub use words::{
    Answer, Check, Clause, Conditional, Discrepancy, DisputedFigure, Label, Question,
    When,
};
pub use worth::{Acceptability, Frontier, Perspective, Worth};

use crate::lean::gather::Gather as _;
use reader::Node;

/// The version of the format that is read.
pub const FORMAT: f64 = 1.0;

/// A document, read but not yet computed with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its id: letters, digits, `-`.
    pub id: String,
    /// Its version, any text that changes when a figure does.
    pub version: String,
    /// The language of its words, as a language tag.
    pub language: String,
    /// The question it answers.
    pub title: String,
    /// What it is about.
    pub subtitle: String,
    /// Base units.
    pub units: Vec<BaseUnit>,
    /// The periods that may be chosen, in order.
    pub periods: Vec<String>,
    /// The period shown first.
    pub default_period: String,
    /// Where figures come from.
    pub sources: Vec<Source>,
    /// Figures by period.
    pub series: Vec<Series>,
    /// Measures by category.
    pub breakdowns: Vec<Breakdown>,
    /// Numbers by the options of a choice.
    pub tables: Vec<Table>,
    /// Parts of formulas that have a name.
    pub definitions: Vec<Definition>,
    /// Headings of inputs and metrics.
    pub groups: Vec<Group>,
    /// What the reader may set.
    pub inputs: Vec<Input>,
    /// What is known of inputs together.
    pub correlations: Vec<Correlation>,
    /// Inputs that add up to one.
    pub shares: Vec<Shares>,
    /// What follows.
    pub metrics: Vec<Metric>,
    /// What is to be chosen between.
    pub decisions: Vec<Decision>,
    /// The sentence that can be edited.
    pub sentence: Vec<Clause>,
    /// The answers in large type.
    pub answers: Vec<Answer>,
    /// Headings of presets.
    pub preset_groups: Vec<Group>,
    /// Named sets of values.
    pub presets: Vec<Preset>,
    /// What happened when.
    pub events: Vec<Event>,
    /// How money is brought to the prices of one period.
    pub prices: Option<Prices>,
    /// The charts.
    pub charts: Vec<Chart>,
    /// The ids of the charts always in view.
    pub front: Vec<String>,
    /// The questions that the further charts answer.
    pub questions: Vec<Question>,
    /// Published figures to compute again.
    pub checks: Vec<Check>,
    /// Figures that disagree.
    pub discrepancies: Vec<Discrepancy>,
    /// Terms that are explained where they are first used.
    pub terms: Vec<Term>,
    /// A guided way through, in steps.
    pub story: Vec<Step>,
    /// A place for a reader's own figures.
    pub own: Option<Own>,
    /// How to read all this.
    pub notes: Vec<String>,
}

/// What stands behind one tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab<'a> {
    /// The id of its question, or of its one chart.
    pub id: &'a str,
    /// What it is called.
    pub label: &'a str,
    /// Its charts, by position in the document.
    pub charts: Vec<usize>,
}

/// How money is brought to the prices of one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prices {
    /// The series of the price level.
    pub deflator: String,
    /// What the choice is called in a chart.
    pub label: String,
    /// What a reader may choose in a chart over the periods, the first to begin with.
    pub bases: Vec<PriceBase>,
}

/// The prices in which a chart shows money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceBase {
    /// Its name in links.
    pub id: String,
    /// What it is: “2023/24 prices”.
    pub label: String,
    /// The period whose prices they are; none for money as it was spent.
    pub period: Option<String>,
}

impl Document {
    /// Reads a document, reporting everything that is wrong with it.
    ///
    /// What comes back is as complete as the problems allow; use it only to
    /// look for more problems, unless there are none.
    ///
    /// ```
    /// use cost_calculator::document::{Document, Problems, Value};
    /// let value: Value = serde_json::from_str(r#"{"format": 1, "titel": "Tea"}"#).unwrap();
    /// let problems = Problems::default();
    /// Document::read(&value, &problems);
    /// let said: Vec<String> = problems.into_vec().iter().map(ToString::to_string).collect();
    /// assert!(said.iter().any(|s| s.contains("Did you mean “title”?")));
    /// ```
    #[must_use]
    pub fn read(value: &Value, problems: &Problems) -> Self {
        let document = read(&Node::root(value, problems)).unwrap_or_default();
        crossings::check(&document, problems);
        document
    }

    /// The position of a period.
    #[must_use]
    pub fn period(&self, name: &str) -> Option<usize> {
        self.periods.iter().position(|p| p == name)
    }

    /// The source of that id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == id)
    }

    /// The series of that id.
    #[must_use]
    pub fn series(&self, id: &str) -> Option<&Series> {
        self.series.iter().find(|s| s.id == id)
    }

    /// The chart of that id.
    #[must_use]
    pub fn chart(&self, id: &str) -> Option<&Chart> {
        self.charts.iter().find(|c| c.id == id)
    }

    /// What stands behind each tab: the charts of a question, or one that no
    /// question has and that is not always in view.
    ///
    /// ```
    /// use cost_calculator::document::{Chart, ChartKind, Document, Funnel, Question};
    /// let mut document = Document::default();
    /// document.front.push("always".to_owned());
    /// for id in ["always", "one", "two", "alone"] {
    ///     document.charts.push(Chart {
    ///         id: id.to_owned(),
    ///         label: id.to_owned(),
    ///         headlines: Vec::new(),
    ///         subtitles: Vec::new(),
    ///         notes: Vec::new(),
    ///         kind: ChartKind::Funnel(Funnel::default()),
    ///     });
    /// }
    /// let charts = ["two", "one"].map(str::to_owned).to_vec();
    /// document.questions.push(Question { id: "why".to_owned(), charts, ..Question::default() });
    /// let tabs: Vec<_> = document.tabs().into_iter().map(|tab| (tab.id, tab.charts)).collect();
    /// assert_eq!(tabs, [("why", vec![2, 1]), ("alone", vec![3])]);
    /// ```
    #[must_use]
    pub fn tabs(&self) -> Vec<Tab<'_>> {
        let questions = self.questions.iter().map(|q| Tab {
            id: &q.id,
            label: &q.label,
            charts: (q.charts.iter())
                .filter_map(|id| self.charts.iter().position(|c| c.id == *id))
                .gather(),
        });
        let asked = |id: &String| self.questions.iter().any(|q| q.charts.contains(id));
        let alone = (self.charts.iter().enumerate())
            .filter(|(_, c)| !self.front.contains(&c.id) && !asked(&c.id))
            .map(|(i, c)| Tab { id: &c.id, label: &c.label, charts: vec![i] });
        questions.chain(alone).gather()
    }

    /// The preset of that id.
    #[must_use]
    pub fn preset(&self, id: &str) -> Option<&Preset> {
        self.presets.iter().find(|p| p.id == id)
    }

    /// The breakdown of that id.
    #[must_use]
    pub fn breakdown(&self, id: &str) -> Option<&Breakdown> {
        self.breakdowns.iter().find(|b| b.id == id)
    }
}

fn read(node: &Node<'_>) -> Option<Document> {
    let o = node.object()?;
    let format = o.need("format").map_or(FORMAT, |n| n.number());
    if format != FORMAT {
        node.problem(format!(
            "this is written in format {format}, but only format {FORMAT} can be read."
        ));
    }
    // For the author's editor: where the schema is.
    o.text_or_empty("$schema");
    let language = o.text_or_empty("language");
    Some(Document {
        id: o.text("id"),
        version: o.text("version"),
        language: if language.is_empty() { "en-GB".to_owned() } else { language },
        title: o.text("title"),
        subtitle: o.text_or_empty("subtitle"),
        units: o.members("units").iter().map(units::unit).gather(),
        periods: o.need_texts("periods"),
        default_period: o.text("default_period"),
        sources: o.members("sources").iter().map(figures::source).gather(),
        series: o.members("series").iter().map(figures::series).gather(),
        breakdowns: o.members("breakdowns").iter().map(figures::breakdown).gather(),
        tables: o.members("tables").iter().map(tables::table).gather(),
        definitions: o.members("definitions").iter().map(tables::definition).gather(),
        groups: o.list("groups").iter().filter_map(assumptions::group).gather(),
        inputs: o.list("inputs").iter().filter_map(assumptions::input).gather(),
        correlations: o
            .list("correlations")
            .iter()
            .filter_map(correlations::correlation)
            .gather(),
        shares: o.list("shares").iter().filter_map(correlations::shares).gather(),
        metrics: o.list("metrics").iter().filter_map(assumptions::metric).gather(),
        decisions: o.list("decisions").iter().filter_map(decision::decision).gather(),
        sentence: o.list("sentence").iter().filter_map(words::clause).gather(),
        answers: o.list("answers").iter().filter_map(words::answer).gather(),
        preset_groups: o
            .list("preset_groups")
            .iter()
            .filter_map(assumptions::group)
            .gather(),
        presets: o.list("presets").iter().filter_map(assumptions::preset).gather(),
        events: o.list("events").iter().filter_map(figures::event).gather(),
        prices: o.get("prices").and_then(|n| prices(&n)),
        charts: o.list("charts").iter().filter_map(chart::chart).gather(),
        front: o.texts("front"),
        questions: o.list("questions").iter().filter_map(words::question).gather(),
        checks: o.list("checks").iter().filter_map(words::check).gather(),
        discrepancies: o
            .list("discrepancies")
            .iter()
            .filter_map(words::discrepancy)
            .gather(),
        terms: o.list("terms").iter().filter_map(terms::term).gather(),
        story: o.list("story").iter().filter_map(story::step).gather(),
        own: o.get("own").and_then(|n| own::own(&n)),
        notes: o.texts("notes"),
    })
}

fn prices(node: &Node<'_>) -> Option<Prices> {
    let o = node.object()?;
    let bases = o.list("bases").iter().filter_map(price_base).gather();
    Some(Prices { deflator: o.text("deflator"), label: o.text("label"), bases })
}

fn price_base(node: &Node<'_>) -> Option<PriceBase> {
    let o = node.object()?;
    Some(PriceBase {
        id: o.need("id")?.id(),
        label: o.text("label"),
        period: o.get("period").map(|n| n.text()),
    })
}
