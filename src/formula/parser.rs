//! From words and signs to a checked expression.
//!
//! Precedence, loosest first: `or`; `and`; comparisons; `+ -`; `* /`; unary
//! minus; `^`, which binds to the right.

use super::expression::{
    At, Binary, Expression, FACTS, Function, Loop, Node, OF_SERIES, Repeat, Scope, Symbol,
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
const NODES: usize = 10_000;
/// The most steps of a loop, and of one that stands within another.
const STEPS: [f64; 2] = [1_000.0, 100.0];

/// Every function there is, for messages and for a guide: what it is called,
/// and what stands in its parentheses.
pub const FUNCTIONS: [(&str, &str); 24] = [
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
];
const AND: (&str, Binary) = ("and", Binary::And);
const OR: (&str, Binary) = ("or", Binary::Or);

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    scope: &'a dyn Scope,
    nodes: Vec<Node>,
    depth: usize,
    /// Names of loops and of a definition’s parameters, innermost last, with how
    /// many definitions are open around each.
    locals: Vec<(String, usize, Part)>,
    /// The definitions that are open, by name.
    defining: Vec<String>,
    /// How many loops are open.
    loops: usize,
}

/// What has been read so far, and what is known of it.
#[derive(Copy, Clone)]
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
    /// `1 + rate`, where the rate is one per year, say: the base of a power.
    Growth,
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

    /// A text to its end.
    fn whole(&mut self) -> Result<Part, FormulaError> {
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

    /// `average(spend[2010 to 2015])`, `value(city)`.
    fn of_series(&mut self, name: &str, column: usize) -> Result<Part, FormulaError> {
        let of = self.next();
        let TokenKind::Name(of) = &of.kind else {
            return Err(wants(name, "the name of a series or choice", of.column));
        };
        let at = match self.peek().kind {
            TokenKind::Period(at) => {
                self.at += 1;
                Some(at)
            }
            _ => None,
        };
        self.close(column)?;
        let symbol = self.scope.of_series(name, of, at.as_deref()).ok_or_else(|| {
            let message = match (name, &at) {
                ("value", _) => format!(
                    "“{of}” is no choice whose options have a “value” each."
                ),
                (_, Some(at)) => format!(
                    "there is no series “{of}” with figures for {at}; write [period] or [period to period]."
                ),
                _ => format!("there is no series “{of}”."),
            };
            FormulaError::new(column, message)
                .suggesting(nearest(of, &self.scope.names()))
        })?;
        Ok(self.made(Node::Value(symbol.slot), column, symbol.unit))
    }

    /// What a loop or a definition around this place calls so.
    fn local(&self, name: &str) -> Option<Part> {
        let depth = self.defining.len();
        let mut locals = self.locals.iter().rev();
        locals.find(|(n, d, _)| n == name && *d == depth).map(|(.., part)| *part)
    }

    /// A definition, with what stands in its parentheses in it.
    fn defined(
        &mut self,
        name: &str,
        parts: &[Part],
        column: usize,
    ) -> Result<Part, FormulaError> {
        let scope = self.scope;
        let Some((takes, formula)) = scope.definition(name) else {
            return Err(FormulaError::new(column, "there is no such definition."));
        };
        if takes.len() != parts.len() {
            return Err(wants(name, &format!("“{}”", takes.join(", ")), column));
        }
        if self.defining.iter().any(|n| n == name) || self.nodes.len() > NODES {
            let message = format!("“{name}” is defined by itself.");
            return Err(FormulaError::new(column, message));
        }
        let within = |e: FormulaError| FormulaError {
            message: format!(
                "in the definition “{name}”, column {}: {}",
                e.column, e.message
            ),
            column,
            ..e
        };
        let text = std::mem::replace(&mut self.tokens, tokens(formula).map_err(within)?);
        let at = std::mem::take(&mut self.at);
        let known = self.locals.len();
        self.defining.push(name.to_owned());
        for (takes, part) in takes.iter().zip(parts) {
            self.locals.push((takes.clone(), self.defining.len(), *part));
        }
        let whole = self.whole().map_err(within)?;
        self.defining.pop();
        self.locals.truncate(known);
        (self.tokens, self.at) = (text, at);
        Ok(Part { column, ..whole })
    }

    /// `sum(t, from, to, value)` and what else goes step by step.
    fn repeat(
        &mut self,
        repeat: Repeat,
        name: &str,
        column: usize,
    ) -> Result<Part, FormulaError> {
        let most = *STEPS.get(self.loops).ok_or_else(|| {
            let message = "this stands within two others that go step by step, and only two are possible; make a metric of the inner one if it can stand alone.";
            FormulaError::new(column, message)
        })?;
        let mut with = None;
        let mut carried = None;
        match repeat {
            Repeat::PresentValue => with = Some(self.argument(name, column)?),
            Repeat::Fold => {
                carried = Some(self.fresh_name(name, column)?);
                with = Some(self.argument(name, column)?);
            }
            _ => {}
        }
        let turning = self.fresh_name(name, column)?;
        let from = self.argument(name, column)?;
        let to = self.argument(name, column)?;
        let counts = |p: &Part| p.unit == Unit::DIMENSIONLESS;
        let unit = if counts(&from) || counts(&to) {
            from.unit.times(to.unit)
        } else {
            self.same(&from, &to, from.column, "the ends of one range")?
        };
        if let (Repeat::PresentValue, Some(rate)) = (repeat, &with)
            && rate.unit.times(unit) != Unit::DIMENSIONLESS
            && !(unit == Unit::DIMENSIONLESS && rate.unit.is_rate())
        {
            self.plain(rate)?;
        }
        let depth = self.defining.len();
        let known = self.locals.len();
        let local = self.push(Node::Local(turning.clone(), 0));
        let part = |at, unit, kind| Part { at, column, unit, kind };
        let t = part(local, Unit::DIMENSIONLESS, Kind::Other);
        self.locals.push((turning, depth, t));
        if let (Some(name), Some(start)) = (carried, with) {
            let at = self.push(Node::Local(name.clone(), 0));
            let nothing = start.kind == Kind::Number(0.0);
            let kind = if nothing { start.kind } else { Kind::Other };
            self.locals.push((name, depth, part(at, start.unit, kind)));
        }
        self.loops += 1;
        let body = self.expression(0)?;
        self.number(&body)?;
        self.close(column)?;
        self.loops -= 1;
        self.locals.truncate(known);
        let unit = match (repeat, with) {
            (Repeat::First, _) => self.plain(&body).map(|_| unit)?,
            (Repeat::Product, _) => self.plain(&body)?,
            (Repeat::Fold, Some(start)) => {
                self.same(&start, &body, body.column, "one balance")?
            }
            _ => body.unit,
        };
        let with = with.map_or(from.at, |w| w.at);
        let (from, to, body) = (from.at, to.at, body.at);
        let end =
            self.push(Node::Loop(Loop { repeat, from, to, with, local, body, most }));
        for node in self.nodes.iter_mut().skip(local).take(2) {
            if let Node::Local(_, at) = node
                && *at == 0
            {
                *at = end;
            }
        }
        Ok(part(end, unit, Kind::Other))
    }

    /// A value and the comma behind it.
    fn argument(&mut self, name: &str, column: usize) -> Result<Part, FormulaError> {
        let part = self.expression(0)?;
        self.number(&part)?;
        self.comma(name, column)?;
        Ok(part)
    }

    /// A name that stands for nothing yet, and the comma behind it.
    fn fresh_name(&mut self, name: &str, column: usize) -> Result<String, FormulaError> {
        let token = self.next();
        let TokenKind::Name(fresh) = token.kind else {
            return Err(wants(name, known_as(name), column));
        };
        if self.scope.symbol(&fresh).is_some() || self.local(&fresh).is_some() {
            let message = format!(
                "“{fresh}” stands for something already; take another name for what changes from step to step."
            );
            return Err(FormulaError::new(token.column, message));
        }
        self.comma(name, column)?;
        Ok(fresh)
    }

    fn comma(&mut self, name: &str, column: usize) -> Result<(), FormulaError> {
        if self.next().kind == TokenKind::Sign(",") {
            return Ok(());
        }
        Err(wants(name, known_as(name), column))
    }

    /// `convert(use, MWh / year)`.
    fn convert(&mut self, column: usize) -> Result<Part, FormulaError> {
        let part = self.argument("convert", column)?;
        let at = self.peek().column;
        let mut text = String::new();
        loop {
            let token = self.next();
            match token.kind {
                TokenKind::Name(name) => text.push_str(&name),
                TokenKind::Sign(sign @ ("/" | "*")) => text.push_str(sign),
                TokenKind::Number(1.0) => text.push('1'),
                TokenKind::Sign(")") => break,
                kind => {
                    let message =
                        format!("a unit is needed here, but this is {}.", kind.shown());
                    return Err(FormulaError::new(token.column, message));
                }
            }
            text.push(' ');
        }
        // “MWh / year” as a unit text has it.
        let unit = self
            .scope
            .read_unit(&text.replace(" /", "/"))
            .map_err(|e| FormulaError { column: at, ..e })?;
        let factor = self.scope.factor(part.unit, unit).ok_or_else(|| {
            let message = "there is no way from the one unit to the other; say in “units” what one “is”, as in \"MWh\": {\"is\": \"1000 kWh\"}.";
            FormulaError::new(at, message)
        })?;
        let (binary, factor) = match factor {
            f if f < 1.0 => (Binary::Divide, 1.0 / f),
            f => (Binary::Multiply, f),
        };
        let by = self.push(Node::Number(factor));
        Ok(self.made(Node::Binary(binary, part.at, by), column, unit))
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
        if binary != Binary::Power {
            self.number(left)?;
        }
        self.number(right)?;
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
            Binary::Min | Binary::Max => left.unit,
            _ => {
                self.same(left, right, sign.column, "compared")?;
                Unit::DIMENSIONLESS
            }
        };
        Ok(self.made(Node::Binary(binary, left.at, right.at), left.column, unit))
    }

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
            Kind::Growth => Err(FormulaError::new(part.column, MIXED)),
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

/// What stands in the parentheses of a function.
fn known_as(name: &str) -> &'static str {
    FUNCTIONS.iter().find(|f| f.0 == name).map_or("", |f| f.1)
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
