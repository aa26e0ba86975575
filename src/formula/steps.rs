//! Of the parser: what goes step by step, definitions, what is made of series,
//! and conversions.

use super::call::{known_as, wants};
use super::expression::{At, Binary, Loop, Node, Repeat};
use super::lexer::{TokenKind, tokens};
use super::parser::{NODES, Parser};
use super::part::{Kind, Part};
use super::{FormulaError, Unit, nearest};

/// The most steps of a loop, and of one that stands within another.
const STEPS: [f64; 2] = [1_000.0, 100.0];

impl Parser<'_> {
    /// `average(spend[2010 to 2015])`, `value(city)`.
    #[inline(never)]
    pub(super) fn of_series(
        &mut self,
        name: &str,
        column: usize,
    ) -> Result<Part, FormulaError> {
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
    pub(super) fn local(&self, name: &str) -> Option<Part> {
        let depth = self.defining.len();
        let mut locals = self.locals.iter().rev();
        locals.find(|(n, d, _)| n == name && *d == depth).map(|(.., part)| *part)
    }

    /// A definition, with what stands in its parentheses in it.
    pub(super) fn defined(
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
    #[inline(never)]
    pub(super) fn repeat(
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
            from.same(&to, self.scope, from.column, "the ends of one range")?
        };
        if let (Repeat::PresentValue, Some(rate)) = (repeat, &with)
            && rate.unit.times(unit) != Unit::DIMENSIONLESS
            && !(unit == Unit::DIMENSIONLESS && rate.unit.is_rate())
        {
            rate.plain()?;
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
        body.number()?;
        self.close(column)?;
        self.loops -= 1;
        self.locals.truncate(known);
        let unit = match (repeat, with) {
            (Repeat::First, _) => body.plain().map(|_| unit)?,
            (Repeat::Product, _) => body.plain()?,
            (Repeat::Fold, Some(start)) => {
                start.same(&body, self.scope, body.column, "one balance")?
            }
            _ => body.unit,
        };
        let with = with.map_or(from.at, |w| w.at);
        let (from, to, body) = (from.at, to.at, body.at);
        self.follow(local, repeat == Repeat::Fold);
        let (apart, along) = (true, false);
        let turned = Loop { repeat, from, to, with, local, body, most, apart, along };
        let end = self.push(Node::Loop(turned));
        for node in self.nodes.iter_mut().skip(local).take(2) {
            if let Node::Local(_, at) = node
                && *at == 0
            {
                *at = end;
            }
        }
        Ok(part(end, unit, Kind::Other))
    }

    /// Finds out what the loops within one have to do with its steps; that loop's
    /// name stands at a position, and perhaps what it carries behind that.
    fn follow(&mut self, local: At, carries: bool) {
        let mut depends = vec![true; 1 + usize::from(carries)];
        for i in local + depends.len()..self.nodes.len() {
            // Every node stands after those it is made of.
            let on = |at: At| {
                at.checked_sub(local).is_some_and(|a| depends.get(a) == Some(&true))
            };
            let found = self.nodes.get(i).is_some_and(|n| n.any(on));
            if let Some(Node::Loop(l)) = self.nodes.get(i) {
                let apart = ![l.from, l.with, l.body].into_iter().any(on);
                let along = apart && l.to == local;
                if let Some(Node::Loop(l)) = self.nodes.get_mut(i) {
                    (l.apart, l.along) = (l.apart && apart, along);
                }
            }
            depends.push(found);
        }
    }

    /// A value and the comma behind it.
    fn argument(&mut self, name: &str, column: usize) -> Result<Part, FormulaError> {
        let part = self.expression(0)?;
        part.number()?;
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
    #[inline(never)]
    pub(super) fn convert(&mut self, column: usize) -> Result<Part, FormulaError> {
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
}
