//! What the formulas of a document are once they are parsed.

use crate::document::{Family, Parameter};
use crate::formula::Expression;

/// What an input is until the reader sets it, or what a preset sets it to.
#[derive(Clone, Debug)]
pub(super) enum OwnValue {
    /// A formula over series.
    Formula(Expression),
    /// An option of a choice, by position.
    Option(f64),
    /// Reported already.
    Broken,
}

/// A metric, parsed.
#[derive(Clone, Debug)]
pub(super) struct CompiledMetric {
    pub(super) formula: Option<Expression>,
    pub(super) needs: Vec<Need>,
    /// By input: whether the metric depends on it, however far back.
    pub(super) inputs: Vec<bool>,
}

impl CompiledMetric {
    /// The formula and the conditions.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.formula.iter().chain(self.needs.iter().map(|n| &n.that))
    }
}

/// A condition without which a metric has no meaning.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub(super) that: Expression,
    pub(super) otherwise: String,
}

/// Inputs and what they are set to.
pub(super) type Settings = Vec<(usize, OwnValue)>;

/// How uncertain an input is, parsed.
#[derive(Clone, Debug)]
pub(super) struct CompiledSpread {
    /// The period in which it holds; all others if absent.
    pub(super) period: Option<String>,
    pub(super) family: Family,
    pub(super) parameters: Vec<(Parameter, Expression)>,
    /// What it may be, each with its weight.
    pub(super) parts: Vec<(f64, Self)>,
}
