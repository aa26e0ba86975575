//! What is assumed, and what follows: inputs, metrics, presets.

use super::bound::{Bound, May, bound};
use super::figures::{Status, status};
use super::reader::{NO, Node, Object, YES};
use super::uncertainty::{Uncertainty, uncertainty};
use super::units::{ShowUnit, show_unit};
use super::words::{Conditional, Label, conditional, label, label_of};
use crate::lean::gather::Gather as _;

/// How a value is written.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A plain number.
    #[default]
    Number,
    /// A head count: `1.83m`.
    Count,
    /// A share as a percentage: `37%`.
    Percent,
    /// Money, with the symbol of its unit: `£2,830`.
    Money,
    /// A share of a hundred: `64 in 100`.
    PerHundred,
    /// One of the options of a choice.
    Choice,
    /// A day of the calendar: `1 March 2026`.
    Date,
}

/// How a value is written, and how finely.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Writing {
    /// The form.
    pub format: Format,
    /// Decimals of the short form; three significant digits when absent.
    pub decimals: Option<u8>,
}

/// Something the reader may set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// The name in formulas.
    pub id: String,
    /// What it is.
    pub label: Label,
    /// The same in a word or two.
    pub short: Label,
    /// Its unit, as text.
    pub unit: String,
    /// The id of its group.
    pub group: String,
    /// Its value until the reader sets one: a formula over series, or the id
    /// of an option.
    pub value: String,
    /// The least it may be.
    pub min: Bound,
    /// The most it may be.
    pub max: Bound,
    /// The step of its slider and arrow keys.
    pub step: Bound,
    /// Whether its slider is logarithmic.
    pub log: bool,
    /// How it is written.
    pub writing: Writing,
    /// Whether its unit is written behind it.
    pub show_unit: ShowUnit,
    /// How uncertain it is.
    pub uncertainty: Uncertainty,
    /// How uncertain it is in single periods.
    pub uncertainty_at: Vec<(String, Uncertainty)>,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// Its status.
    pub status: Status,
    /// One plain sentence.
    pub help: String,
    /// What to say where the value has no figure.
    pub missing: String,
    /// The same beside a period in a list, in a word or two.
    pub lacking: String,
    /// The options of a choice, or none.
    pub options: Vec<ChoiceOption>,
    /// Sentences to show while a condition holds.
    pub cautions: Vec<Conditional>,
    /// What would have to be true of it.
    pub break_even: Option<BreakEven>,
    /// The metric whose course over this input is drawn beside it, if the
    /// document says.
    pub curve: Option<String>,
}

impl Input {
    /// Whether this is a choice between options rather than a number.
    #[must_use]
    pub const fn is_choice(&self) -> bool {
        matches!(self.writing.format, Format::Choice)
    }
}

/// The value of an input at which a metric reaches a value that matters, and
/// the words for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BreakEven {
    /// The metric.
    pub metric: String,
    /// The value of the metric that matters, in its unit.
    pub value: f64,
    /// What to say of the input's value there, which is filled in for
    /// `{value}`.
    pub text: String,
    /// What to say where the metric does not reach it.
    pub never: String,
}

/// One option of a choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoiceOption {
    /// The name in formulas.
    pub id: String,
    /// What it is; empty for yes and no, which every language says.
    pub label: String,
    /// The number that it stands for in formulas: `value(choice)`.
    pub value: Option<f64>,
}

/// Something that follows from the inputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metric {
    /// The name in formulas.
    pub id: String,
    /// What it is.
    pub label: Label,
    /// The same in a word or two.
    pub short: Label,
    /// Its unit, as text.
    pub unit: String,
    /// The id of its group.
    pub group: String,
    /// What it is worked out from.
    pub formula: String,
    /// How it is written.
    pub writing: Writing,
    /// Whether its unit is written behind it.
    pub show_unit: ShowUnit,
    /// Conditions without which it has no meaning, with the words for that.
    pub needs: Vec<Conditional>,
    /// One plain sentence.
    pub help: String,
    /// Whether more of it is better, if either way is.
    pub better: Option<Better>,
    /// Sentences to show while a condition holds.
    pub cautions: Vec<Conditional>,
    /// Whether it only helps others and is not offered by itself.
    pub hidden: bool,
}

/// Which way is better.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
}

/// A named set of values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preset {
    /// Its id, for links and commands.
    pub id: String,
    /// What it is.
    pub label: String,
    /// The id of its group.
    pub group: String,
    /// The period it sets; a preset with a period replaces everything, one
    /// without is laid over what is there.
    pub period: Option<String>,
    /// Inputs and the formulas, numbers or options they are set to.
    pub set: Vec<(String, String)>,
    /// What to know about it.
    pub note: String,
    /// The id of a source.
    pub source: String,
    /// Sentences to show while it applies and a condition holds.
    pub cautions: Vec<Conditional>,
}

/// A heading under which inputs, metrics or presets stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// The heading.
    pub label: String,
}

const FORMATS: [(&str, Format); 8] = [
    ("number", Format::Number),
    ("count", Format::Count),
    ("percent", Format::Percent),
    ("money", Format::Money),
    ("per_hundred", Format::PerHundred),
    ("choice", Format::Choice),
    ("yes_no", Format::Choice),
    ("date", Format::Date),
];

pub(super) fn group(node: &Node<'_>) -> Option<Group> {
    let o = node.object()?;
    Some(Group { id: o.need("id")?.id(), label: o.text("label") })
}

pub(super) fn writing(format: Option<Node<'_>>, decimals: Option<Node<'_>>) -> Writing {
    Writing {
        format: format.and_then(|n| n.one_of(&FORMATS)).unwrap_or_default(),
        decimals: decimals.map(|n| n.small()),
    }
}

pub(super) fn input(node: &Node<'_>) -> Option<Input> {
    let o = node.object()?;
    let yes_or_no = matches!(
        o.get("format").map(|n| n.value()),
        Some(super::Value::Text(format)) if format == "yes_no"
    );
    let writing = writing(o.need("format"), o.get("decimals"));
    let date = writing.format == Format::Date;
    let choice = yes_or_no || writing.format == Format::Choice;
    let may = if choice { May::BeNumber } else { May::Follow };
    let ends = if date { May::BeDate } else { may };
    let mut input = Input {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        label: label(&o, "label"),
        short: short(&o),
        unit: o.text("unit"),
        group: o.text("group"),
        value: match o.need("value") {
            Some(n) if yes_or_no => n.setting(),
            Some(n) => n.formula(),
            None => String::new(),
        },
        writing,
        show_unit: show_unit(&o),
        uncertainty: o.get("uncertainty").map(|n| uncertainty(&n)).unwrap_or_default(),
        uncertainty_at: (o.members("uncertainty_at").into_iter())
            .map(|(period, n)| (period, uncertainty(&n)))
            .gather(),
        sources: o.texts("source"),
        status: status(o.get("status"), Status::Published),
        help: o.text_or_empty("help"),
        missing: o.text_or_empty("missing"),
        lacking: o.text_or_empty("lacking"),
        options: o.list("options").iter().filter_map(choice_option).gather(),
        cautions: o
            .list("cautions")
            .iter()
            .filter_map(conditional("if", "text"))
            .gather(),
        break_even: o.get("break_even").and_then(|n| break_even(&n)),
        curve: o.get("curve").map(|n| n.text()),
        min: bound(o.get("min"), ends),
        max: bound(o.get("max"), ends),
        step: bound(o.get("step"), may),
        log: (o.get("scale"))
            .and_then(|n| n.one_of(&[("linear", false), ("log", true)]))
            .unwrap_or(false),
    };
    if input.short == Label::default() {
        input.short.clone_from(&input.label);
    }
    if yes_or_no {
        input.writing.format = Format::Choice;
        if !input.options.is_empty() {
            node.problem("what is “yes_no” has no “options” of its own.");
        }
        let option = |id: &str| ChoiceOption { id: id.to_owned(), ..Default::default() };
        input.options = vec![option(NO), option(YES)];
    }
    if input.is_choice() {
        if input.options.len() < 2 {
            node.problem("a choice needs at least two “options”.");
        }
        if input.break_even.is_some() || input.curve.is_some() {
            node.problem("a choice has no “break_even” and no “curve”.");
        }
        if input.show_unit != ShowUnit::Unsaid {
            node.problem("a choice is written as its option, without a unit.");
        }
        return Some(input);
    }
    if !input.options.is_empty() {
        node.problem("“options” belong to inputs whose format is “choice”.");
    }
    // Dates go by days, unless the document says otherwise.
    if date && input.step.is_missing() {
        input.step = Bound::Number(1.0);
    }
    let missing = input.min.is_missing() || input.max.is_missing();
    if missing || input.min.number() >= input.max.number() {
        node.problem("“min” and “max” are needed, and min must be below max.");
    }
    if input.step.is_missing() || input.step.number() <= 0.0 {
        node.problem("“step” is needed, and must be more than 0.");
    }
    if input.log && input.min.number() <= 0.0 {
        node.problem("a logarithmic scale needs a “min” above 0.");
    }
    Some(input)
}

fn short(o: &Object<'_>) -> Label {
    o.get("short").map(|n| label_of(&n)).unwrap_or_default()
}

fn break_even(node: &Node<'_>) -> Option<BreakEven> {
    let o = node.object()?;
    Some(BreakEven {
        metric: o.text("metric"),
        value: o.need("value").map_or(f64::NAN, |n| n.number()),
        text: o.text("text"),
        never: o.text("never"),
    })
}

fn choice_option(node: &Node<'_>) -> Option<ChoiceOption> {
    let o = node.object()?;
    let value = o.get("value").map(|n| n.number());
    Some(ChoiceOption { id: o.need("id")?.id(), label: o.text("label"), value })
}

pub(super) fn metric(node: &Node<'_>) -> Option<Metric> {
    let o = node.object()?;
    let label = label(&o, "label");
    let short = short(&o);
    Some(Metric {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        short: if short == Label::default() { label.clone() } else { short },
        label,
        unit: o.text("unit"),
        group: o.text("group"),
        formula: o.formula("formula"),
        writing: writing(o.need("format"), o.get("decimals")),
        show_unit: show_unit(&o),
        needs: o
            .list("needs")
            .iter()
            .filter_map(conditional("that", "otherwise"))
            .gather(),
        help: o.text_or_empty("help"),
        hidden: o.get("hidden").is_some_and(|n| n.boolean()),
        better: o.get("better").and_then(|n| {
            n.one_of(&[("lower", Better::Lower), ("higher", Better::Higher)])
        }),
        cautions: o
            .list("cautions")
            .iter()
            .filter_map(conditional("if", "text"))
            .gather(),
    })
}

pub(super) fn preset(node: &Node<'_>) -> Option<Preset> {
    let o = node.object()?;
    Some(Preset {
        id: o.need("id").map(|n| n.id()).unwrap_or_default(),
        label: o.text("label"),
        group: o.text("group"),
        period: o.get("period").map(|n| n.text()),
        set: o.members("set").into_iter().map(|(id, n)| (id, n.setting())).gather(),
        note: o.text_or_empty("note"),
        source: o.text_or_empty("source"),
        cautions: o
            .list("cautions")
            .iter()
            .filter_map(conditional("if", "text"))
            .gather(),
    })
}
