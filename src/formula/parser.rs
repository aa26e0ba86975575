//! From words and signs to a checked expression.
//!
//! Precedence, loosest first: `or`; `and`; comparisons; `+ -`; `* /`; unary
//! minus; `^`, which binds to the right.

use super::expression::{
    At, Binary, Expression, FACTS, Function, Node, OF_SERIES, Repeat, Scope, Symbol,
};
use super::lexer::{Token, TokenKind, tokens};
use super::{FormulaError, Unit, nearest};
use crate::lean::gather::Gather as _;

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
    parser.number(&whole)?;
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
const AND: (&str, Binary) = ("and", Binary::And);
const OR: (&str, Binary) = ("or", Binary::Or);

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

/// What has been read so far, and what is known of it.
#[derive(Copy, Clone)]
pub(super) struct Part {
    pub(super) at: At,
    pub(super) column: usize,
    pub(super) unit: Unit,
    pub(super) kind: Kind,
}

#[derive(Copy, Clone, PartialEq)]
pub(super) enum Kind {
    /// A bare number: it may take another unit.
    Number(f64),
    /// A choice, which can only be compared.
    Choice(Symbol),
    /// `1 + rate`, where the rate is one per year, say: the base of a power.
    Growth,
    /// A day of the calendar, which is not added to another.
    Date,
    Other,
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
        while let Some((binary, tightness)) = binary(&self.peek().kind) {
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
                && self::binary(&self.peek().kind).is_some_and(|(b, _)| is_comparison(b))
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
            TokenKind::Date(day) => {
                let unit = self.scope.day().ok_or_else(|| {
                    let message = "a date can stand here only where an input has the format “date”.";
                    FormulaError::new(column, message)
                })?;
                let part = self.made(Node::Date(day), column, unit);
                Ok(Part { kind: Kind::Date, ..part })
            }
            TokenKind::Name(name) => self.named(&name, column),
            TokenKind::Sign("-") => {
                let part = self.expression(TIGHTNESS_OF_MINUS)?;
                self.number(&part)?;
                no_date(&part)?;
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
            let unit = self.scope.unit(&name).ok_or_else(|| {
                let message = format!("“{name}” is no unit of this document, and an operator is missing before it.");
                FormulaError::new(self.peek().column, message)
            })?;
            self.at += 1;
            let (mut name, mut unit) = (name, unit);
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
            return Ok(self.made(Node::Literal(value, name), column, unit));
        }
        let at = self.push(Node::Number(value));
        Ok(Part { at, column, unit: Unit::DIMENSIONLESS, kind: Kind::Number(value) })
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
                let symbol = self.scope.symbol_at(name, &period).ok_or_else(|| {
                    let message = format!(
                        "there is no series “{name}” with a figure for {period}."
                    );
                    FormulaError::new(column, message)
                        .suggesting(nearest(name, &self.scope.names()))
                })?;
                Ok(self.made(Node::Value(symbol.slot), column, symbol.unit))
            }
            _ => {
                if let Some(part) = self.local(name) {
                    return Ok(Part { column, ..part });
                }
                if self.scope.definition(name).is_some() {
                    return self.defined(name, &[], column);
                }
                let symbol = self.scope.symbol(name).ok_or_else(|| {
                    let message = format!("there is no “{name}” that can be used here.");
                    FormulaError::new(column, message)
                        .suggesting(nearest(name, &self.scope.names()))
                })?;
                let part = self.made(Node::Value(symbol.slot), column, symbol.unit);
                let choice = symbol.choices.map(|_| Kind::Choice(symbol));
                let date = self.scope.is_date(symbol.slot);
                let other = if date { Kind::Date } else { Kind::Other };
                Ok(Part { kind: choice.unwrap_or(other), ..part })
            }
        }
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

    fn call(&mut self, name: &str, column: usize) -> Result<Part, FormulaError> {
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
                self.number(&part)?;
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
        no_date(part)?;
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
            _ => self.plain(part)?,
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
            unit = self.same(&before, part, column, "compared")?;
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
        self.plain(condition)?;
        let unit = self.same(yes, no, column, "chosen between")?;
        let made = self.made(Node::If(condition.at, yes.at, no.at), column, unit);
        let date = yes.kind == Kind::Date && no.kind == Kind::Date;
        Ok(if date { Part { kind: Kind::Date, ..made } } else { made })
    }

    fn join(
        &mut self,
        left: &Part,
        binary: Binary,
        sign: &Token,
        right: &Part,
    ) -> Result<Part, FormulaError> {
        if binary != Binary::Power {
            self.number(left)?;
        }
        self.number(right)?;
        let kind = moved(left, binary, right)?;
        let unit = match binary {
            Binary::Add | Binary::Subtract => {
                let bare = |p: &Part| matches!(p.kind, Kind::Number(v) if v != 0.0);
                let mixed = left.unit != right.unit && (bare(left) || bare(right));
                if left.kind == Kind::Number(1.0) && right.unit.is_rate() {
                    let node = Node::Binary(binary, left.at, right.at);
                    let at = self.push(node);
                    let (column, unit) = (sign.column, right.unit);
                    return Ok(Part { at, column, unit, kind: Kind::Growth });
                }
                if mixed {
                    return Err(FormulaError::new(sign.column, MIXED));
                }
                self.same(left, right, sign.column, "added")?
            }
            Binary::Multiply => left.unit.times(right.unit),
            Binary::Divide => left.unit.over(right.unit),
            Binary::Power => self.power(left, right)?,
            Binary::And | Binary::Or => {
                self.plain(left)?;
                self.plain(right)?
            }
            Binary::Min | Binary::Max | Binary::Months | Binary::Years => left.unit,
            _ => {
                self.same(left, right, sign.column, "compared")?;
                Unit::DIMENSIONLESS
            }
        };
        let made = self.made(Node::Binary(binary, left.at, right.at), left.column, unit);
        Ok(Part { kind, ..made })
    }

    #[inline(never)]
    fn power(&self, base: &Part, exponent: &Part) -> Result<Unit, FormulaError> {
        if base.kind == Kind::Growth {
            // (1 + rate) ^ years, where the rate is one per year.
            if exponent.unit.times(base.unit) == Unit::DIMENSIONLESS {
                return Ok(Unit::DIMENSIONLESS);
            }
            return self.plain(exponent);
        }
        self.number(base)?;
        if exponent.unit != Unit::DIMENSIONLESS {
            let message = "a power has to be a plain number, but this has a unit; divide it by one of it (years / 1 year), or give the rate that unit (share / year) and write (1 + rate) ^ years.";
            return Err(FormulaError::new(exponent.column, message));
        }
        if base.unit == Unit::DIMENSIONLESS {
            return Ok(Unit::DIMENSIONLESS);
        }
        match exponent.kind {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::float_cmp,
                reason = "checked to be whole and small"
            )]
            Kind::Number(v) if libm::trunc(v) == v && v.abs() <= 8.0 => {
                Ok(base.unit.to_the(v as i8))
            }
            _ => {
                let message = "something with a unit can only have a small whole number as its power.";
                Err(FormulaError::new(exponent.column, message))
            }
        }
    }

    /// The common unit of two parts.
    pub(super) fn same(
        &self,
        a: &Part,
        b: &Part,
        column: usize,
        done: &str,
    ) -> Result<Unit, FormulaError> {
        match (a.kind, b.kind) {
            _ if a.unit == b.unit => Ok(a.unit),
            (Kind::Number(_), _) => Ok(b.unit),
            (_, Kind::Number(_)) => Ok(a.unit),
            _ => {
                let message = format!(
                    "these two have different units and cannot be {done}.{}",
                    self.scope.apart(a.unit, b.unit)
                );
                Err(FormulaError::new(column, message))
            }
        }
    }

    /// Reports a part that has a unit where none may be.
    pub(super) fn plain(&self, part: &Part) -> Result<Unit, FormulaError> {
        if part.unit == Unit::DIMENSIONLESS {
            return Ok(Unit::DIMENSIONLESS);
        }
        Err(FormulaError::new(
            part.column,
            "a plain number is needed here, but this has a unit.",
        ))
    }

    /// Reports a choice where a number is needed.
    pub(super) fn number(&self, part: &Part) -> Result<(), FormulaError> {
        match part.kind {
            Kind::Choice(_) => Err(cannot_compute_choice(part.column)),
            Kind::Growth => Err(FormulaError::new(part.column, MIXED)),
            _ => Ok(()),
        }
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

const MIXED: &str = "a plain number cannot be added to something with a unit; write the unit after the number.";
const TIGHTNESS_OF_MINUS: u8 = 6;

/// The operator that a token is, and how tightly it binds.
fn binary(kind: &TokenKind) -> Option<(Binary, u8)> {
    let found = match kind {
        TokenKind::Name(name) if name == OR.0 => (OR.1, 1),
        TokenKind::Name(name) if name == AND.0 => (AND.1, 2),
        TokenKind::Sign("==") => (Binary::Equal, 3),
        TokenKind::Sign("!=") => (Binary::Unequal, 3),
        TokenKind::Sign("<") => (Binary::Less, 3),
        TokenKind::Sign("<=") => (Binary::AtMost, 3),
        TokenKind::Sign(">") => (Binary::More, 3),
        TokenKind::Sign(">=") => (Binary::AtLeast, 3),
        TokenKind::Sign("+") => (Binary::Add, 4),
        TokenKind::Sign("-") => (Binary::Subtract, 4),
        TokenKind::Sign("*") => (Binary::Multiply, 5),
        TokenKind::Sign("/") => (Binary::Divide, 5),
        TokenKind::Sign("^") => (Binary::Power, 7),
        _ => return None,
    };
    Some(found)
}

/// What a date is when it is joined with something: it can be compared, taken from
/// another, or moved by days, and nothing else.
#[inline(never)]
fn moved(left: &Part, binary: Binary, right: &Part) -> Result<Kind, FormulaError> {
    let dates = (left.kind == Kind::Date, right.kind == Kind::Date);
    match (binary, dates) {
        (_, (false, false)) | (Binary::Subtract, (true, true)) => Ok(Kind::Other),
        (Binary::Add, (true, false) | (false, true)) => Ok(Kind::Date),
        (Binary::Subtract, (true, false)) => Ok(Kind::Date),
        _ if is_comparison(binary) => Ok(Kind::Other),
        (_, (_, true)) => Err(only_a_date(right.column)),
        _ => Err(only_a_date(left.column)),
    }
}

fn no_date(part: &Part) -> Result<(), FormulaError> {
    if part.kind == Kind::Date { Err(only_a_date(part.column)) } else { Ok(()) }
}

#[inline(never)]
fn only_a_date(column: usize) -> FormulaError {
    let message = "this is a date; it can be compared with another, taken from another, or moved by days.";
    FormulaError::new(column, message)
}

const fn is_comparison(binary: Binary) -> bool {
    matches!(
        binary,
        Binary::Equal
            | Binary::Unequal
            | Binary::Less
            | Binary::AtMost
            | Binary::More
            | Binary::AtLeast
    )
}

pub(super) fn wants(name: &str, what: &str, column: usize) -> FormulaError {
    FormulaError::new(column, format!("“{name}” needs {what} in its parentheses."))
}

fn cannot_compute_choice(column: usize) -> FormulaError {
    let message = "this is a choice; it can only be compared with one of its options, by “==” or “!=”.";
    FormulaError::new(column, message)
}

impl TokenKind {
    /// The token as it may stand in a message.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Number(n) => format!("“{n}”"),
            Self::Date(day) => format!("“{}”", crate::format::iso(*day)),
            Self::Name(name) => format!("“{name}”"),
            Self::Period(period) => format!("“[{period}]”"),
            Self::Sign(sign) => format!("“{sign}”"),
            Self::End => "the end".to_owned(),
        }
    }
}
