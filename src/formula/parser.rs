//! From words and signs to a checked expression.
//!
//! Precedence, loosest first: `or`; `and`; comparisons; `+ -`; `* /`; unary
//! minus; `^`, which binds to the right.

use super::expression::{At, Binary, Expression, FACTS, Node, OF_SERIES, Scope, Symbol};
use super::lexer::{Token, TokenKind, tokens};
use super::operator::{TIGHTNESS_OF_MINUS, is_comparison, operator};
use super::part::{Kind, Part, cannot_compute_choice};
use super::{FormulaError, Unit, nearest};

impl Expression {
    /// Parses a formula.
    ///
    /// # Errors
    /// The first thing that is wrong with it, at its column.
    pub fn parse(text: &str, scope: &dyn Scope) -> Result<Self, FormulaError> {
        parse(text, scope)
    }
}

#[inline(never)]
fn parse(text: &str, scope: &dyn Scope) -> Result<Expression, FormulaError> {
    if text.trim().is_empty() {
        return Err(FormulaError::new(1, "a formula is missing here."));
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        scope,
        nodes: Vec::new(),
        depth: 0,
        locals: Vec::new(),
        defining: Vec::new(),
        loops: 0,
    };
    let whole = parser.whole()?;
    whole.number()?;
    if parser.nodes.len() > NODES {
        let message = "this formula is too long with the definitions in it; make metrics of its parts.";
        return Err(FormulaError::new(1, message));
    }
    Ok(Expression { nodes: parser.nodes, unit: whole.unit })
}

/// Deeper than anybody writes; keeps a hostile text from the stack.
const DEPTH: usize = 64;
/// More parts than a formula can have once its definitions stand in it.
pub(super) const NODES: usize = 10_000;

pub(super) struct Parser<'a> {
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    pub(super) scope: &'a dyn Scope,
    pub(super) nodes: Vec<Node>,
    depth: usize,
    /// Names of loops and of a definition’s parameters, innermost last, with how
    /// many definitions are open around each.
    pub(super) locals: Vec<(String, usize, Part)>,
    /// The definitions that are open, by name.
    pub(super) defining: Vec<String>,
    /// How many loops are open.
    pub(super) loops: usize,
}

const END: Token = Token { kind: TokenKind::End, column: 1 };

impl Parser<'_> {
    pub(super) fn peek(&self) -> Token {
        self.tokens.get(self.at).or(self.tokens.last()).cloned().unwrap_or(END)
    }

    pub(super) fn next(&mut self) -> Token {
        let token = self.peek();
        self.at += 1;
        token
    }

    pub(super) fn push(&mut self, node: Node) -> At {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub(super) fn made(&mut self, node: Node, column: usize, unit: Unit) -> Part {
        Part { at: self.push(node), column, unit, kind: Kind::Other }
    }

    /// A text to its end.
    pub(super) fn whole(&mut self) -> Result<Part, FormulaError> {
        let whole = self.expression(0)?;
        let end = self.peek();
        if end.kind == TokenKind::End {
            return Ok(whole);
        }
        let message = match &end.kind {
            TokenKind::Sign(")") => "this “)” closes nothing.".to_owned(),
            _ => format!("an operator is missing before {}.", end.kind.shown()),
        };
        Err(FormulaError::new(end.column, message))
    }

    /// Reads an expression whose operators all bind at least as tightly as
    /// `least`.
    pub(super) fn expression(&mut self, least: u8) -> Result<Part, FormulaError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(FormulaError::new(
                self.peek().column,
                "this is nested too deeply.",
            ));
        }
        let mut left = self.operand()?;
        while let Some((binary, tightness)) = operator(&self.peek().kind) {
            if tightness < least {
                break;
            }
            let sign = self.next();
            if let Kind::Choice(choice) = left.kind {
                left = self.chosen(&left, choice, binary, &sign)?;
                continue;
            }
            let right = self.expression(match binary {
                Binary::Power => tightness,
                _ => tightness + 1,
            })?;
            left = self.join(&left, binary, &sign, &right)?;
            if is_comparison(binary)
                && operator(&self.peek().kind).is_some_and(|(b, _)| is_comparison(b))
            {
                let column = self.peek().column;
                return Err(FormulaError::new(
                    column,
                    "two comparisons in a row; join them with “and”.",
                ));
            }
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<Part, FormulaError> {
        let token = self.next();
        let column = token.column;
        match token.kind {
            TokenKind::Number(value) => self.literal(value, column),
            TokenKind::Date(day) => self.date(day, column),
            TokenKind::Name(name) => self.named(&name, column),
            TokenKind::Sign("-") => {
                let part = self.expression(TIGHTNESS_OF_MINUS)?;
                part.number()?;
                part.no_date()?;
                let at = self.push(Node::Negative(part.at));
                let kind = match part.kind {
                    Kind::Number(v) => Kind::Number(-v),
                    _ => Kind::Other,
                };
                Ok(Part { at, column, unit: part.unit, kind })
            }
            TokenKind::Sign("(") => {
                let part = self.expression(0)?;
                self.close(column)?;
                Ok(Part { column, ..part })
            }
            TokenKind::End => Err(FormulaError::new(
                column,
                "the formula ends where a value is needed.",
            )),
            kind => Err(FormulaError::new(
                column,
                format!("a value is needed here, but this is {}.", kind.shown()),
            )),
        }
    }

    #[inline(never)]
    fn date(&mut self, day: f64, column: usize) -> Result<Part, FormulaError> {
        let unit = self.scope.day().ok_or_else(|| {
            let message =
                "a date can stand here only where an input has the format “date”.";
            FormulaError::new(column, message)
        })?;
        let part = self.made(Node::Date(day), column, unit);
        Ok(Part { kind: Kind::Date, ..part })
    }

    /// A number, perhaps with a unit behind it.
    fn literal(&mut self, value: f64, column: usize) -> Result<Part, FormulaError> {
        if self.peek().kind == TokenKind::Sign("%") {
            self.at += 1;
            let value = value / 100.0;
            let at = self.push(Node::Percent(value));
            let (unit, kind) = (Unit::DIMENSIONLESS, Kind::Number(value));
            return Ok(Part { at, column, unit, kind });
        }
        if let TokenKind::Name(name) = self.peek().kind
            && !matches!(&*name, "and" | "or")
        {
            return self.measured(value, name, column);
        }
        let at = self.push(Node::Number(value));
        Ok(Part { at, column, unit: Unit::DIMENSIONLESS, kind: Kind::Number(value) })
    }

    /// A number whose unit stands behind it.
    #[inline(never)]
    fn measured(
        &mut self,
        value: f64,
        mut name: String,
        column: usize,
    ) -> Result<Part, FormulaError> {
        let mut unit = self.scope.unit(&name).ok_or_else(|| {
            let message = format!("“{name}” is no unit of this document, and an operator is missing before it.");
            FormulaError::new(self.peek().column, message)
        })?;
        self.at += 1;
        // “100 GBP / year”, unless that is a name too.
        while let (TokenKind::Sign("/"), Some(TokenKind::Name(below))) =
            (self.peek().kind, self.tokens.get(self.at + 1).map(|t| &t.kind))
            && self.scope.symbol(below).is_none()
            && let Some(other) = self.scope.unit(below)
        {
            name = format!("{name} / {below}");
            unit = unit.over(other);
            self.at += 2;
        }
        Ok(self.made(Node::Literal(value, name), column, unit))
    }

    fn named(&mut self, name: &str, column: usize) -> Result<Part, FormulaError> {
        match self.peek().kind {
            TokenKind::Sign("(") if FACTS.contains(&name) => {
                self.at += 1;
                let of = self.next();
                let TokenKind::Name(of) = &of.kind else {
                    let message =
                        format!("the name of one thing is needed in {name}(…).");
                    return Err(FormulaError::new(of.column, message));
                };
                self.close(column)?;
                self.fact(name, of, column)
            }
            TokenKind::Sign("(") if OF_SERIES.contains(&name) => {
                self.at += 1;
                self.of_series(name, column)
            }
            TokenKind::Sign("(") => self.call(name, column),
            TokenKind::Period(of) if FACTS.contains(&name) => {
                self.at += 1;
                self.fact(name, &of, column)
            }
            TokenKind::Period(period) => {
                self.at += 1;
                let symbol = (self.scope.symbol_at(name, &period))
                    .ok_or_else(|| self.unknown_at(name, &period, column))?;
                Ok(self.made(Node::Value(symbol.slot), column, symbol.unit))
            }
            _ => {
                if let Some(part) = self.local(name) {
                    return Ok(Part { column, ..part });
                }
                if self.scope.definition(name).is_some() {
                    return self.defined(name, &[], column);
                }
                let symbol =
                    self.scope.symbol(name).ok_or_else(|| self.unknown(name, column))?;
                let part = self.made(Node::Value(symbol.slot), column, symbol.unit);
                let choice = symbol.choices.map(|_| Kind::Choice(symbol));
                let date = self.scope.is_date(symbol.slot);
                let other = if date { Kind::Date } else { Kind::Other };
                Ok(Part { kind: choice.unwrap_or(other), ..part })
            }
        }
    }

    #[inline(never)]
    fn unknown(&self, name: &str, column: usize) -> FormulaError {
        let message = format!("there is no “{name}” that can be used here.");
        FormulaError::new(column, message).suggesting(nearest(name, &self.scope.names()))
    }

    #[inline(never)]
    fn unknown_at(&self, name: &str, period: &str, column: usize) -> FormulaError {
        let message = format!("there is no series “{name}” with a figure for {period}.");
        FormulaError::new(column, message).suggesting(nearest(name, &self.scope.names()))
    }

    /// `is_own(spend)`, `drawn[2015/16]`.
    fn fact(
        &mut self,
        fact: &str,
        of: &str,
        column: usize,
    ) -> Result<Part, FormulaError> {
        let symbol = self.scope.fact(fact, of).ok_or_else(|| {
            let message = format!("“{fact}” cannot be asked of “{of}” here.");
            FormulaError::new(column, message)
        })?;
        let part = self.made(Node::Value(symbol.slot), column, symbol.unit);
        let choice = symbol.choices.map(|_| Kind::Choice(symbol));
        Ok(Part { kind: choice.unwrap_or(Kind::Other), ..part })
    }

    /// `choice == option`.
    fn chosen(
        &mut self,
        left: &Part,
        choice: Symbol,
        binary: Binary,
        sign: &Token,
    ) -> Result<Part, FormulaError> {
        if !matches!(binary, Binary::Equal | Binary::Unequal) {
            return Err(cannot_compute_choice(left.column));
        }
        let token = self.next();
        let TokenKind::Name(name) = &token.kind else {
            let message = "the name of one of its options is needed after a choice.";
            return Err(FormulaError::new(token.column, message));
        };
        let option = self.scope.option(choice.slot, name).ok_or_else(|| {
            FormulaError::new(
                token.column,
                format!("“{name}” is no option of that choice."),
            )
        })?;
        let right = self.push(Node::Option(choice.slot, option));
        let node = Node::Binary(binary, left.at, right);
        Ok(self.made(node, sign.column, Unit::DIMENSIONLESS))
    }

    pub(super) fn close(&mut self, opened: usize) -> Result<(), FormulaError> {
        let token = self.next();
        match token.kind {
            TokenKind::Sign(")") => Ok(()),
            TokenKind::End => {
                Err(FormulaError::new(opened, "a “)” is missing for what opens here."))
            }
            kind => Err(FormulaError::new(
                token.column,
                format!("an operator or “)” is needed before {}.", kind.shown()),
            )),
        }
    }
}
