//! From words and signs to a checked expression.
//!
//! Precedence, loosest first: `or`; `and`; comparisons; `+ -`; `* /`; unary
//! minus; `^`, which binds to the right.

use super::expression::{
    At, Binary, Expression, FACTS, FUNCTIONS, Function, Node, Scope, Symbol,
};
use super::lexer::{Token, TokenKind, tokens};
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

fn parse(text: &str, scope: &dyn Scope) -> Result<Expression, FormulaError> {
    if text.trim().is_empty() {
        return Err(FormulaError::new(1, "a formula is missing here."));
    }
    let mut parser =
        Parser { tokens: tokens(text)?, at: 0, scope, nodes: Vec::new(), depth: 0 };
    let whole = parser.expression(0)?;
    let end = parser.peek();
    if end.kind != TokenKind::End {
        let message = match &end.kind {
            TokenKind::Sign(")") => "this “)” closes nothing.".to_owned(),
            _ => format!("an operator is missing before {}.", end.kind.shown()),
        };
        return Err(FormulaError::new(end.column, message));
    }
    parser.number(&whole)?;
    Ok(Expression { nodes: parser.nodes, unit: whole.unit })
}

/// Deeper than anybody writes; keeps a hostile text from the stack.
const DEPTH: usize = 64;
const AND: (&str, Binary) = ("and", Binary::And);
const OR: (&str, Binary) = ("or", Binary::Or);

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    scope: &'a dyn Scope,
    nodes: Vec<Node>,
    depth: usize,
}

/// What has been read so far, and what is known of it.
struct Part {
    at: At,
    column: usize,
    unit: Unit,
    kind: Kind,
}

#[derive(Copy, Clone, PartialEq)]
enum Kind {
    /// A bare number: it may take another unit.
    Number(f64),
    /// A choice, which can only be compared.
    Choice(Symbol),
    Other,
}

const END: Token = Token { kind: TokenKind::End, column: 1 };

impl Parser<'_> {
    fn peek(&self) -> Token {
        self.tokens.get(self.at).or(self.tokens.last()).cloned().unwrap_or(END)
    }

    fn next(&mut self) -> Token {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn push(&mut self, node: Node) -> At {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn made(&mut self, node: Node, column: usize, unit: Unit) -> Part {
        Part { at: self.push(node), column, unit, kind: Kind::Other }
    }

    /// Reads an expression whose operators all bind at least as tightly as
    /// `least`.
    fn expression(&mut self, least: u8) -> Result<Part, FormulaError> {
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
            TokenKind::Name(name) => self.named(&name, column),
            TokenKind::Sign("-") => {
                let part = self.expression(TIGHTNESS_OF_MINUS)?;
                self.number(&part)?;
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
        if let TokenKind::Name(name) = self.peek().kind
            && !matches!(&*name, "and" | "or")
        {
            let unit = self.scope.unit(&name).ok_or_else(|| {
                let message = format!("“{name}” is no unit of this document, and an operator is missing before it.");
                FormulaError::new(self.peek().column, message)
            })?;
            self.at += 1;
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
                let symbol = self.scope.symbol(name).ok_or_else(|| {
                    let message = format!("there is no “{name}” that can be used here.");
                    FormulaError::new(column, message)
                        .suggesting(nearest(name, &self.scope.names()))
                })?;
                let part = self.made(Node::Value(symbol.slot), column, symbol.unit);
                let choice = symbol.choices.map(|_| Kind::Choice(symbol));
                Ok(Part { kind: choice.unwrap_or(Kind::Other), ..part })
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
            _ => {
                let message = format!("there is no function “{name}”.");
                return Err(FormulaError::new(column, message)
                    .suggesting(nearest(name, &FUNCTIONS)));
            }
        };
        let [part] = parts.as_slice() else {
            return Err(wants(name, "one value", column));
        };
        let unit = match function {
            Function::Size => part.unit,
            Function::Root => part.unit.root().ok_or_else(|| {
                FormulaError::new(
                    part.column,
                    "this has a unit of which there is no square root.",
                )
            })?,
            Function::Exponential | Function::Logarithm => self.plain(part)?,
        };
        Ok(self.made(Node::Call(function, part.at), column, unit))
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
        Ok(Part { at, column, unit, kind: Kind::Other })
    }

    fn branch(&mut self, parts: &[Part], column: usize) -> Result<Part, FormulaError> {
        let [condition, yes, no] = parts else {
            return Err(wants("if", "a condition and two values", column));
        };
        self.plain(condition)?;
        let unit = self.same(yes, no, column, "chosen between")?;
        Ok(self.made(Node::If(condition.at, yes.at, no.at), column, unit))
    }

    fn join(
        &mut self,
        left: &Part,
        binary: Binary,
        sign: &Token,
        right: &Part,
    ) -> Result<Part, FormulaError> {
        self.number(left)?;
        self.number(right)?;
        let unit = match binary {
            Binary::Add | Binary::Subtract => {
                let bare = |p: &Part| matches!(p.kind, Kind::Number(v) if v != 0.0);
                let mixed = left.unit != right.unit && (bare(left) || bare(right));
                if mixed {
                    let message = "a plain number cannot be added to something with a unit; write the unit after the number.";
                    return Err(FormulaError::new(sign.column, message));
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
            Binary::Min | Binary::Max => left.unit,
            _ => {
                self.same(left, right, sign.column, "compared")?;
                Unit::DIMENSIONLESS
            }
        };
        Ok(self.made(Node::Binary(binary, left.at, right.at), left.column, unit))
    }

    fn power(&self, base: &Part, exponent: &Part) -> Result<Unit, FormulaError> {
        self.plain(exponent)?;
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
    fn same(
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
                let message =
                    format!("these two have different units and cannot be {done}.");
                Err(FormulaError::new(column, message))
            }
        }
    }

    /// Reports a part that has a unit where none may be.
    fn plain(&self, part: &Part) -> Result<Unit, FormulaError> {
        if part.unit == Unit::DIMENSIONLESS {
            return Ok(Unit::DIMENSIONLESS);
        }
        Err(FormulaError::new(
            part.column,
            "a plain number is needed here, but this has a unit.",
        ))
    }

    /// Reports a choice where a number is needed.
    fn number(&self, part: &Part) -> Result<(), FormulaError> {
        match part.kind {
            Kind::Choice(_) => Err(cannot_compute_choice(part.column)),
            _ => Ok(()),
        }
    }

    fn close(&mut self, opened: usize) -> Result<(), FormulaError> {
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

fn wants(name: &str, what: &str, column: usize) -> FormulaError {
    FormulaError::new(column, format!("“{name}” needs {what} in its parentheses."))
}

fn cannot_compute_choice(column: usize) -> FormulaError {
    let message = "this is a choice; it can only be compared with one of its options, by “==” or “!=”.";
    FormulaError::new(column, message)
}

impl TokenKind {
    /// The token as it may stand in a message.
    fn shown(&self) -> String {
        match self {
            Self::Number(n) => format!("“{n}”"),
            Self::Name(name) => format!("“{name}”"),
            Self::Period(period) => format!("“[{period}]”"),
            Self::Sign(sign) => format!("“{sign}”"),
            Self::End => "the end".to_owned(),
        }
    }
}
