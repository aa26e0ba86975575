//! Of the parser: the functions, and what stands in their parentheses.

use super::expression::{Binary, FACTS, Function, Node, Repeat};
use super::lexer::TokenKind;
use super::parser::Parser;
use super::part::{Kind, Part};
use super::{FormulaError, nearest};
use crate::lean::gather::Gather as _;

/// Every function there is, for messages and for a guide: what it is called,
/// and what stands in its parentheses.
pub const FUNCTIONS: [(&str, &str); 27] = [
    ("if", "condition, value, value otherwise"),
    ("min", "value, value, …"),
    ("max", "value, value, …"),
    ("abs", "value"),
    ("round", "value"),
    ("floor", "value"),
    ("ceil", "value"),
    ("sqrt", "value"),
    ("exp", "value"),
    ("ln", "value"),
    ("log10", "value"),
    ("not", "condition"),
    ("convert", "value, unit"),
    ("sum", "t, from, to, value"),
    ("product", "t, from, to, value"),
    ("npv", "rate, t, from, to, value"),
    ("first", "t, from, to, condition"),
    ("fold", "balance, to begin with, t, from, to, balance after t"),
    ("before", "series"),
    ("lowest", "series"),
    ("highest", "series"),
    ("average", "series"),
    ("interpolated", "series"),
    ("value", "choice"),
    ("days", "from, to"),
    ("months", "from, to"),
    ("years", "from, to"),
];
impl Parser<'_> {
    pub(super) fn call(
        &mut self,
        name: &str,
        column: usize,
    ) -> Result<Part, FormulaError> {
        self.at += 1;
        let repeat = match name {
            "sum" => Some(Repeat::Sum),
            "product" => Some(Repeat::Product),
            "npv" => Some(Repeat::PresentValue),
            "first" => Some(Repeat::First),
            "fold" => Some(Repeat::Fold),
            "convert" => return self.convert(column),
            _ => None,
        };
        if let Some(repeat) = repeat {
            return self.repeat(repeat, name, column);
        }
        if FUNCTIONS.iter().all(|f| f.0 != name) && self.scope.definition(name).is_none()
        {
            return Err(self.no_function(name, column));
        }
        let mut parts = Vec::new();
        if self.peek().kind == TokenKind::Sign(")") {
            self.at += 1;
        } else {
            loop {
                let part = self.expression(0)?;
                part.number()?;
                parts.push(part);
                if self.peek().kind != TokenKind::Sign(",") {
                    break;
                }
                self.at += 1;
            }
            self.close(column)?;
        }
        let function = match name {
            "abs" => Function::Size,
            "sqrt" => Function::Root,
            "exp" => Function::Exponential,
            "ln" => Function::Logarithm,
            "min" => return self.extreme(Binary::Min, &parts, column),
            "max" => return self.extreme(Binary::Max, &parts, column),
            "if" => return self.branch(&parts, column),
            "days" | "months" | "years" => {
                return self.between_dates(name, &parts, column);
            }
            "log10" => Function::DecimalLogarithm,
            "round" => Function::Round,
            "floor" => Function::Floor,
            "ceil" => Function::Ceiling,
            "not" => Function::Not,
            _ if self.scope.definition(name).is_some() => {
                return self.defined(name, &parts, column);
            }
            _ => return Err(self.no_function(name, column)),
        };
        let [part] = parts.as_slice() else {
            return Err(wants(name, "one value", column));
        };
        part.no_date()?;
        let unit = match function {
            Function::Size | Function::Round | Function::Floor | Function::Ceiling => {
                part.unit
            }
            Function::Root => part.unit.root().ok_or_else(|| {
                FormulaError::new(
                    part.column,
                    "this has a unit of which there is no square root.",
                )
            })?,
            _ => part.plain()?,
        };
        Ok(self.made(Node::Call(function, part.at), column, unit))
    }

    fn no_function(&self, name: &str, column: usize) -> FormulaError {
        let known: Vec<&str> = FUNCTIONS.iter().map(|f| f.0).chain(FACTS).gather();
        let message =
            format!("there is no function “{name}”; there are {}.", known.join(", "));
        FormulaError::new(column, message).suggesting(nearest(name, &known))
    }

    fn extreme(
        &mut self,
        binary: Binary,
        parts: &[Part],
        column: usize,
    ) -> Result<Part, FormulaError> {
        let name = if binary == Binary::Min { "min" } else { "max" };
        let [first, rest @ ..] = parts else {
            return Err(wants(name, "two values or more", column));
        };
        if rest.is_empty() {
            return Err(wants(name, "two values or more", column));
        }
        let (mut at, mut unit) = (first.at, first.unit);
        for part in rest {
            let before = Part { at, column: first.column, unit, kind: first.kind };
            unit = before.same(part, self.scope, column, "compared")?;
            at = self.push(Node::Binary(binary, at, part.at));
        }
        let kind = if first.kind == Kind::Date { Kind::Date } else { Kind::Other };
        Ok(Part { at, column, unit, kind })
    }

    /// `months(start, finish)`.
    #[inline(never)]
    fn between_dates(
        &mut self,
        name: &str,
        parts: &[Part],
        column: usize,
    ) -> Result<Part, FormulaError> {
        let [from, to] = parts else {
            return Err(wants(name, "two dates", column));
        };
        if let Some(other) = parts.iter().find(|p| p.kind != Kind::Date) {
            return Err(wants(name, "two dates", other.column));
        }
        let (from, to) = (from.at, to.at);
        let (node, unit) = match name {
            "days" => {
                (Node::Binary(Binary::Subtract, to, from), parts.first().map(|p| p.unit))
            }
            "months" => (Node::Binary(Binary::Months, from, to), None),
            _ => (Node::Binary(Binary::Years, from, to), None),
        };
        Ok(self.made(node, column, unit.unwrap_or_default()))
    }

    fn branch(&mut self, parts: &[Part], column: usize) -> Result<Part, FormulaError> {
        let [condition, yes, no] = parts else {
            return Err(wants("if", "a condition and two values", column));
        };
        condition.plain()?;
        let unit = yes.same(no, self.scope, column, "chosen between")?;
        let made = self.made(Node::If(condition.at, yes.at, no.at), column, unit);
        let date = yes.kind == Kind::Date && no.kind == Kind::Date;
        Ok(if date { Part { kind: Kind::Date, ..made } } else { made })
    }
}

pub(super) fn wants(name: &str, what: &str, column: usize) -> FormulaError {
    FormulaError::new(column, format!("“{name}” needs {what} in its parentheses."))
}

/// What stands in the parentheses of a function.
pub(super) fn known_as(name: &str) -> &'static str {
    FUNCTIONS.iter().find(|f| f.0 == name).map_or("", |f| f.1)
}
