//! A parsed formula.

use super::{FormulaError, Unit};

/// Where a name's value lives in the model's table of values.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u16);

/// What a name in a formula stands for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Where its value lives.
    pub slot: Slot,
    /// Its unit.
    pub unit: Unit,
    /// How many options it has, if it is a choice.
    pub choices: Option<usize>,
}

/// The names that a formula may use.
pub trait Scope {
    /// What a name stands for.
    fn symbol(&self, name: &str) -> Option<Symbol>;
    /// What `series[period]` stands for.
    fn symbol_at(&self, series: &str, period: &str) -> Option<Symbol>;
    /// The value that stands for an option of a choice.
    fn option(&self, choice: Slot, name: &str) -> Option<f64>;
    /// The unit that a literal names: the `year` of `1 year`.
    fn unit(&self, name: &str) -> Option<Unit>;
    /// Every name there is, for suggestions.
    fn names(&self) -> Vec<&str>;
    /// What a condition may ask of the state besides values, by one of
    /// [`FACTS`]; `None` where it cannot be asked or there is no such thing.
    fn fact(&self, fact: &str, of: &str) -> Option<Symbol> {
        let _ = (fact, of);
        None
    }
    /// What one of [`OF_SERIES`] makes of a series, between two periods or over
    /// all there are; `None` where there is no such thing.
    fn of_series(
        &self,
        function: &str,
        series: &str,
        at: Option<&str>,
    ) -> Option<Symbol> {
        let _ = (function, series, at);
        None
    }
    /// The parameters and the formula of a definition.
    fn definition(&self, name: &str) -> Option<(&[String], &str)> {
        let _ = name;
        None
    }
    /// A unit, read from its text.
    ///
    /// # Errors
    /// If it is none of the document.
    fn read_unit(&self, text: &str) -> Result<Unit, FormulaError> {
        Unit::parse(text, &[])
    }
    /// The unit of a day of the calendar; `None` where there are no dates.
    fn day(&self) -> Option<Unit> {
        None
    }
    /// Whether what lives somewhere is a date.
    fn is_date(&self, slot: Slot) -> bool {
        let _ = slot;
        false
    }
    /// What to say of two units that do not go together, as a sentence after others.
    fn apart(&self, first: Unit, second: Unit) -> String {
        let _ = (first, second);
        String::new()
    }
    /// By what a value has to be multiplied to come from one unit into another,
    /// by the conversions that are declared.
    fn factor(&self, from: Unit, to: Unit) -> Option<f64> {
        let _ = (from, to);
        None
    }
}

/// What can be made of a series: its figure in the period before, the smallest,
/// the largest and the mean of its figures, and what lies between two of them;
/// and, last, the number on the option that is chosen of a choice.
pub const OF_SERIES: [&str; 6] =
    ["before", "lowest", "highest", "average", "interpolated", "value"];

/// What a condition may ask of the state: whether an input has the document's
/// own value, of what status its value is, whether a preset is on, which option
/// of a decision is worth most, how an option stands, and whether something is
/// drawn in the chart.
pub const FACTS: [&str; 6] = ["is_own", "status", "preset", "best", "standing", "drawn"];

/// A formula, parsed and checked: it names only what exists, and adds and
/// compares only what has the same unit.
///
/// ```
/// use cost_calculator::formula::{Expression, Scope, Slot, Symbol, Unit};
/// struct Names;
/// impl Scope for Names {
///     fn symbol(&self, name: &str) -> Option<Symbol> {
///         let slot = Slot(["spend", "people"].iter().position(|n| *n == name)? as u16);
///         Some(Symbol { slot, unit: self.unit(name)?, choices: None })
///     }
///     fn symbol_at(&self, _: &str, _: &str) -> Option<Symbol> { None }
///     fn option(&self, _: Slot, _: &str) -> Option<f64> { None }
///     fn unit(&self, name: &str) -> Option<Unit> {
///         let unit = if name == "spend" { "GBP" } else { "person" };
///         Unit::parse(unit, &["GBP", "person"]).ok()
///     }
///     fn names(&self) -> Vec<&str> { vec!["spend", "people"] }
/// }
/// let cost = Expression::parse("spend / people", &Names).unwrap();
/// assert_eq!(cost.evaluate(&[900.0, 3.0]).unwrap(), 300.0);
/// assert_eq!(*cost.unit(), Unit::parse("GBP / person", &["GBP", "person"]).unwrap());
/// let error = Expression::parse("spend + people", &Names).unwrap_err();
/// assert_eq!(error.column, 7);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Every node after those it is made of; the last is the whole.
    pub(super) nodes: Vec<Node>,
    pub(super) unit: Unit,
}

/// A position in [`Expression::nodes`].
pub(super) type At = usize;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Number(f64),
    /// A day of the calendar: `2026-03-01`.
    Date(f64),
    /// A number with its unit, and how it was written: `1 year`.
    Literal(f64, String),
    Value(Slot),
    /// An option of a choice.
    Option(Slot, f64),
    Negative(At),
    Binary(Binary, At, At),
    Call(Function, At),
    If(At, At, At),
    /// `5%`, as a share.
    Percent(f64),
    /// A name that has another value at each step of the loop at a position.
    Local(String, At),
    Loop(Loop),
}

impl Node {
    /// Whether something holds of a node that it is made of.
    pub(super) fn any(&self, holds: impl Fn(At) -> bool) -> bool {
        match self {
            Self::Negative(a) | Self::Call(_, a) => holds(*a),
            Self::Binary(_, a, b) => holds(*a) || holds(*b),
            Self::If(a, b, c) => [*a, *b, *c].into_iter().any(holds),
            Self::Loop(l) => [l.from, l.to, l.with, l.body].into_iter().any(holds),
            _ => false,
        }
    }
}

/// Something done again and again, over whole numbers from one to another.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Loop {
    pub(super) repeat: Repeat,
    pub(super) from: At,
    pub(super) to: At,
    /// The rate of a present value, or what is carried to begin with.
    pub(super) with: At,
    /// Where its name is; what is carried stands behind it, then the body.
    pub(super) local: At,
    pub(super) body: At,
    /// The most steps it may have.
    pub(super) most: f64,
    /// Whether its steps are the same at every step of the loop around it.
    pub(super) apart: bool,
    /// Whether it goes as far as the loop around it has come: then it goes on from
    /// there and need not begin again.
    pub(super) along: bool,
}

/// What a loop makes of the values of its steps.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    Sum,
    Product,
    PresentValue,
    First,
    Fold,
}

/// What joins two operands.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Min,
    Max,
    /// Whole months, and whole years, from one day to another.
    Months,
    Years,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    And,
    Or,
}

/// What is done to one operand.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Size,
    Root,
    Exponential,
    Logarithm,
    DecimalLogarithm,
    Round,
    Floor,
    Ceiling,
    Not,
}

impl Expression {
    /// The unit of its value.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Whether it is a bare number, which takes whatever unit is wanted.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(
            self.nodes.as_slice(),
            [Node::Number(_) | Node::Percent(_)]
                | [Node::Number(_) | Node::Percent(_), Node::Negative(_)]
        )
    }

    /// The slots it reads, in rising order.
    pub fn slots(&self) -> Vec<Slot> {
        let mut found = Vec::new();
        for node in &self.nodes {
            if let Node::Value(slot) = node
                && let Err(at) = found.binary_search(slot)
            {
                found.insert(at, *slot);
            }
        }
        found
    }
}
